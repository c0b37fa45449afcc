"""Pages of totals, closed periods and snapshots. Not here: what is counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from official_client import signed_in
from page_words import errors, words
from register_people import Register, person, small_register
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.counting import jobs
from techmarket.web.counting.failures import in_words
from techmarket.web.counting.models import Closing, Freezing
from techmarket.web.counting.templatetags.sums import wan

pytestmark = pytest.mark.django_db

YEAR = date.today().year - 1


@pytest.fixture
def register() -> Register:
    """With one contract of last year."""
    made = small_register()
    one = made.registered()
    day = date(YEAR, 5, 5)
    Contract.objects.filter(pk=one.pk).update(registration_date=day)
    Version.objects.filter(pk=one.standing_id).update(valid_from=day)
    return made


def client(register: Register, role: str, office: str = "agency", language: str = "en") -> Client:
    return signed_in(person(role, organisation=getattr(register.offices, office)), language)


def test_totals_of_the_own_place(register: Register) -> None:
    """Sums in 万元; another province has none of them."""
    answer = client(register, "statistician").get(reverse("totals"), {"period": str(YEAR)})
    assert words(answer, 'class="big-number"') == ["1", "12.35", "10.00"]
    other = client(register, "statistician", "hubei").get(reverse("totals"), {"period": str(YEAR)})
    assert words(other, 'class="big-number"') == ["0", "0.00", "0.00"]
    assert signed_in(register.registrar).get(reverse("totals")).status_code == 403


@pytest.mark.parametrize("period", ["", "nonsense", "9999", "2099", "2026-Q9", "' OR 1=1"])
def test_an_address_that_names_no_period(register: Register, period: str) -> None:
    """Shows the present year."""
    answer = client(register, "statistician").get(reverse("totals"), {"period": period})
    assert answer.status_code == 200
    assert answer.context["span"].name == str(YEAR + 1)


def test_closing_on_the_page(register: Register) -> None:
    """The administrator closes a year; its page shows figures, and what has changed since."""
    administrator = client(register, "administrator", "guangdong")
    answer = administrator.post(reverse("count_close"), {"period": str(YEAR)}, follow=True)
    assert "Closed; its figures stay." in answer.content.decode()
    assert "Nothing has changed." in answer.content.decode()
    answer = administrator.post(reverse("count_close"), {"period": str(YEAR)})
    assert (answer.status_code, words(answer, 'class="notice error')) == (
        409,
        [f"{YEAR} is closed already; its figures stay."],
    )
    key = Closing.objects.get().pk
    assert client(register, "administrator").get(reverse("closing", args=(key,))).status_code == 200
    elsewhere = client(register, "administrator", "hubei")
    assert elsewhere.get(reverse("closing", args=(key,))).status_code == 404
    statistician = client(register, "statistician")
    assert statistician.post(reverse("count_close"), {"period": "2020"}).status_code == 403


def test_a_snapshot_that_is_asked_for(
    register: Register, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    """It is made in a process of its own; the page shows what came of it."""
    settings.DATA = tmp_path
    begun: list[int] = []
    monkeypatch.setattr(jobs, "start", lambda freezing: begun.append(freezing.pk))
    statistician = client(register, "statistician", "guangdong")
    answer = statistician.post(reverse("count_freeze"), {"cutoff": "soon"})
    assert errors(answer) == ["Not a day of the calendar; write it as 2026-01-31."]
    assert 'value="soon"' in answer.content.decode()
    answer = statistician.post(reverse("count_freeze"), {"cutoff": f"{YEAR}-12-31"}, follow=True)
    assert "Freezing has begun." in answer.content.decode()
    assert 'hx-trigger="every 2s"' in answer.content.decode()
    made = jobs.carry_out(begun[0])
    assert (made.state, made.contracts) == ("done", 1)
    assert (tmp_path / "snapshots" / made.folder / "manifest.json").is_file()
    assert jobs.carry_out(begun[0]).hash == made.hash
    listed = statistician.get(reverse("snapshots"), headers={"HX-Request": "true"})
    assert made.hash[:12] in listed.content.decode()
    assert "<html" not in listed.content.decode()
    assert 'hx-trigger="every 2s"' not in listed.content.decode()
    assert client(register, "administrator").get(reverse("snapshots")).status_code == 403


def test_a_snapshot_that_fails(register: Register, settings: Any, tmp_path: Path) -> None:
    """The sentence that says why stands in the list."""
    settings.DATA = tmp_path
    actor = person("statistician", organisation=register.offices.agency)
    asked = Freezing.objects.create(
        organisation=register.offices.agency, cutoff=date(YEAR - 1, 12, 31), created_by=actor.user
    )
    made = jobs.carry_out(asked.pk)
    assert made.state == "failed"
    assert "no contract was registered in the year of the cut-off" in made.failure
    listed = signed_in(actor).get(reverse("snapshots")).content.decode()
    assert "截止日期所在年度没有登记合同，无可冻结。" in listed
    assert "no contract was registered" not in listed
    listed = signed_in(actor, "en").get(reverse("snapshots")).content.decode()
    assert "No contract was registered in the year of the cut-off (440301): none" in listed


@pytest.mark.parametrize("failure", ["internal error", "a file of the register is missing (/x)."])
def test_a_failure_that_readers_cannot_mend(failure: str) -> None:
    """Whoever reads Chinese is told what to do, not what the machine said."""
    assert in_words(failure).zh.startswith("冻结没有完成，登记库和已有的快照都没有改变。")
    assert in_words("internal error").en.startswith("It was not made;")
    assert in_words("a file of the register is missing (/x).").en.startswith("A file of")


def test_who_may_not_freeze(register: Register) -> None:
    """They are told so, whatever they send."""
    for typed in ({}, {"cutoff": "soon"}, {"cutoff": f"{YEAR}-12-31"}):
        answer = client(register, "administrator").post(reverse("count_freeze"), typed)
        assert answer.status_code == 403


def test_the_process_that_is_started(register: Register, monkeypatch: Any) -> None:
    """A command of administration, with the key; it begins once the request is committed."""
    begun: list[list[str]] = []
    monkeypatch.setattr(jobs.subprocess, "Popen", lambda words, **_: begun.append(words))
    monkeypatch.setattr(jobs.transaction, "on_commit", lambda go: go())
    jobs.start(Freezing(pk=17))
    assert begun[0][1:] == ["-m", "techmarket.web", "carry_out_freezing", "17"]


def test_sums_in_ten_thousand_yuan() -> None:
    """Half up, groups of three, no minus before nothing."""
    cents = (0, 1, 4_999, 5_000, 12_345_678, 123_456_789_012, -5_000_000, -1)
    assert [wan(one) for one in cents] == [
        "0.00", "0.00", "0.00", "0.01", "12.35", "123,456.79", "-5.00", "0.00",
    ]  # fmt: skip
