"""Closing a month, a quarter or a year: its figures stay, whatever happens afterwards.

Not here: what is counted before (`test_counting_agrees`).
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from register_people import Register, person, small_register
from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.actions import asking, deciding, ending
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.counting.actions import ask_freezing, close
from techmarket.web.counting.closing import first_open_day, period, period_named
from techmarket.web.counting.errata import errata
from techmarket.web.counting.freezing import freeze_site
from techmarket.web.counting.models import Closing
from techmarket.web.counting.totals import Total, total
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, Refused

pytestmark = pytest.mark.django_db

YEAR = date.today().year - 1
LAST = date(YEAR, 12, 31)


@pytest.fixture
def register() -> Register:
    return small_register()


@pytest.fixture
def centre(register: Register) -> Actor:
    return person("administrator", organisation=register.offices.centre)


def registered_on(register: Register, day: date, **changed: str) -> Contract:
    """A contract as if it had been registered on an earlier day."""
    one = register.registered(**changed)
    Contract.objects.filter(pk=one.pk).update(registration_date=day)
    Version.objects.filter(pk=one.standing_id).update(valid_from=day)
    return Contract.objects.get(pk=one.pk)


def test_names_of_periods() -> None:
    """A period has one name, from which it is found again."""
    assert period("year", 2025).name == "2025"
    assert period("quarter", 2025, 2).name == "2025-Q2"
    assert period("month", 2024, 2).last == date(2024, 2, 29)
    for name in ("2025", "2025-Q4", "2025-07", "2025-12"):
        found = period_named(name)
        assert found is not None
        assert found.name == name
    assert [
        period_named(name)
        for name in (
            "",
            "25",
            "2025-Q5",
            "2025-13",
            "2025-0",
            "2025-x",
            "0001",
            "２０２５",
            "2025-Qx",
        )
    ] == [None] * 9
    assert [period_named(n).label.zh for n in ("2025", "2025-Q1", "2025-03")] == [
        "2025 年",
        "2025 年第 1 季度",
        "2025 年 3 月",
    ]
    assert period_named("2025-Q3").label.en == "Quarter 3 of 2025"
    assert period_named("2025-03").label.en == "March 2025"


def test_acts_dated_in_a_closed_year_do_not_move_it(
    register: Register, centre: Actor, tmp_path: Path
) -> None:
    """They count from the first open day; the snapshot of the year stays byte for byte."""
    amended = registered_on(register, date(YEAR, 3, 1))
    revoked = registered_on(register, date(YEAR, 4, 1), value="50000", technical_value="40000")
    before = freeze_site(tmp_path / "before", LAST).hash
    closing = close(centre, str(YEAR), "年度结账。")
    assert (closing.contracts, closing.value) == (2, 17_345_678)
    administrator = person("administrator", organisation=register.offices.agency)
    ending.revoke(administrator, revoked.uid, revoked.revision, "3", "重复登记。", f"{YEAR}-06-30")
    asked = asking.ask_change(
        register.owner, amended.uid, amended.revision, "amendment", {"value": "200000"},
        "增加内容。", f"{YEAR}-05-01",
    )  # fmt: skip
    granted = deciding.grant(register.registrar, asked.uid, asked.revision)
    assert granted.standing.valid_from == date(YEAR + 1, 1, 1)
    assert granted.changes.get().dated == date(YEAR, 5, 1)
    revoked.refresh_from_db()
    assert revoked.ended_on == date(YEAR + 1, 1, 1)
    place = register.offices.centre
    assert total(place, date(YEAR, 1, 1), LAST, LAST) == Total(2, 17_345_678, 14_000_000)
    assert freeze_site(tmp_path / "after", LAST).hash == before
    listed = [
        (e.change.contract_id, e.contracts, e.value, e.technical_value) for e in errata(closing)
    ]
    assert listed == [
        (revoked.pk, -1, -5_000_000, -4_000_000),
        (amended.pk, 0, 7_654_322, 0),
    ]
    assert verify().broken is None


def test_acts_dated_in_an_open_year_move_it(register: Register) -> None:
    """As long as nobody has closed it."""
    one = registered_on(register, date(YEAR, 4, 1))
    administrator = person("administrator", organisation=register.offices.agency)
    one = ending.revoke(administrator, one.uid, one.revision, "3", "重复登记。", f"{YEAR}-06-30")
    assert one.ended_on == date(YEAR, 6, 30)
    assert total(register.offices.centre, date(YEAR, 1, 1), LAST, LAST).contracts == 0


def test_a_change_counts_after_the_version_before_it(register: Register) -> None:
    """Papers may be older than the change before; the newest version is the one that counts."""
    one = registered_on(register, date(YEAR, 4, 1))
    for value, dated in (("200000", f"{YEAR}-07-01"), ("300000", f"{YEAR}-05-01")):
        one = asking.ask_change(
            register.owner, one.uid, one.revision, "amendment", {"value": value}, "变更。", dated
        )
        one = deciding.grant(register.registrar, one.uid, one.revision)
    assert one.standing.valid_from == date(YEAR, 7, 1)
    assert total(register.offices.centre, date(YEAR, 1, 1), LAST, LAST).value == 30_000_000


def test_a_closing_holds_for_its_place_alone(register: Register, centre: Actor) -> None:
    """What a province closes is closed for its agencies, and for no others."""
    guangdong = person("administrator", organisation=register.offices.guangdong)
    close(guangdong, f"{YEAR}-Q1")
    inside = date(YEAR, 2, 1)
    assert first_open_day(register.offices.agency, inside) == date(YEAR, 4, 1)
    assert first_open_day(register.offices.other_agency, inside) == inside
    close(guangdong, f"{YEAR}-04")
    close(centre, f"{YEAR}-Q2")
    assert first_open_day(register.offices.agency, inside) == date(YEAR, 7, 1)
    assert first_open_day(register.offices.agency, date(YEAR, 7, 1)) == date(YEAR, 7, 1)


def test_what_cannot_be_closed(register: Register, centre: Actor) -> None:
    """A period that is not over, one that is closed by an office above, or none at all."""

    def refused(actor: Actor, name: str) -> str:
        with pytest.raises(Refused) as found:
            close(actor, name)
        return found.value.text.en

    this = date.today().year
    assert refused(centre, str(this)) == f"{this} is not over and cannot be closed."
    assert refused(centre, "no year") == "Choose a year, a quarter or a month."
    close(centre, str(YEAR))
    agency = person("administrator", organisation=register.offices.agency)
    assert refused(agency, f"{YEAR}-03") == f"March {YEAR} is closed already; its figures stay."
    assert refused(centre, str(YEAR)) == f"{YEAR} is closed already; its figures stay."
    with pytest.raises(MayNot):
        close(register.registrar, f"{YEAR - 1}")
    assert Closing.objects.count() == 1


def test_asking_for_a_snapshot(register: Register) -> None:
    """A statistician asks for one of their own place, up to today."""
    registered_on(register, date(YEAR, 4, 1))
    statistician = person("statistician", organisation=register.offices.guangdong)

    def refused(cutoff: date) -> str:
        with pytest.raises(Refused) as found:
            ask_freezing(statistician, cutoff)
        return found.value.text.en

    assert (
        refused(date.today() + timedelta(days=1)) == "The cut-off date cannot lie ahead of today."
    )
    assert refused(date(YEAR, 3, 31)) == (
        f"No contract of {YEAR} stands on that day; there is nothing to freeze."
    )
    made = ask_freezing(statistician, LAST)
    assert (made.state, made.organisation) == ("waiting", register.offices.guangdong)
    with pytest.raises(MayNot):
        ask_freezing(register.registrar, LAST)


def test_what_cannot_be_frozen(tmp_path: Path, register: Register) -> None:
    """A day that lies ahead; and an export over something else."""
    from techmarket.errors import TechmarketError
    from techmarket.web.counting.export import export_register

    tomorrow = date.today() + timedelta(days=1)
    with pytest.raises(TechmarketError) as found:
        freeze_site(tmp_path / "out", tomorrow)
    assert str(found.value) == (
        f"the cut-off date lies ahead ({tomorrow.isoformat()}): contracts will still be "
        "registered until then; give a day that is over."
    )
    with pytest.raises(TechmarketError) as found:
        export_register(tmp_path, LAST)
    assert str(found.value) == (
        f"the place for the register is taken ({tmp_path}); remove what is there, or name "
        "another folder."
    )


def test_a_year_without_contracts_is_not_frozen(tmp_path: Path, register: Register) -> None:
    """It is said before anything is written; what has ended by then does not stand."""
    from techmarket.errors import TechmarketError

    one = registered_on(register, date(YEAR, 4, 1))
    administrator = person("administrator", organisation=register.offices.agency)
    ending.revoke(administrator, one.uid, one.revision, "3", "重复登记。", f"{YEAR}-06-30")
    for cutoff, place, where in (
        (date(YEAR - 1, 12, 31), None, ""),
        (LAST, None, ""),
        (date(YEAR, 6, 1), register.offices.other_agency, " (420101)"),
    ):
        with pytest.raises(TechmarketError) as found:
            freeze_site(tmp_path / "out", cutoff, place)
        assert str(found.value) == (
            f"no contract was registered in the year of the cut-off{where}: none stands on "
            f"{cutoff.isoformat()}; give a day of a year in which contracts were registered."
        )
    assert list(tmp_path.iterdir()) == []
    assert freeze_site(tmp_path / "out", date(YEAR, 6, 1)).contracts_of_period == 1


def test_an_export_that_fails_leaves_nothing(
    tmp_path: Path, register: Register, monkeypatch: Any
) -> None:
    """What was written beside goes away."""
    from techmarket.web.counting import export

    monkeypatch.setattr(export, "_write_parties", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export.export_register(tmp_path / "out", LAST)
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_is_not_whole(register: Register, tmp_path: Path) -> None:
    """It is not exported in silence; nothing is left behind."""
    from techmarket.errors import TechmarketError
    from techmarket.web.counting import export

    one = registered_on(register, date(YEAR, 4, 1))
    Version.objects.filter(pk=one.standing_id).update(project_name=None)
    with pytest.raises(TechmarketError) as found:
        export.export_register(tmp_path / "out", LAST)
    assert str(found.value) == (
        "a record of the register is not whole: Column 'project_name' is declared non-nullable "
        "but contains nulls; correct it on the site, and export again."
    )
    assert list(tmp_path.iterdir()) == []
