"""# Opening a closed period again

A period closed too early is opened again by the office that closed it, with a reason; the record of
the closing stays. It cannot be undone once something rests on it.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from official_client import signed_in
from register_people import Register, person, small_register
from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.actions import ending
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.counting.actions import close, reopen
from techmarket.web.counting.closing import first_open_day
from techmarket.web.counting.models import Closing
from techmarket.web.counting.totals import total
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, NotYours, Refused

pytestmark = pytest.mark.django_db

YEAR = date.today().year - 1
LAST = date(YEAR, 12, 31)


@pytest.fixture
def register() -> Register:
    return small_register()


@pytest.fixture
def chief(register: Register) -> Actor:
    return person("administrator", organisation=register.offices.guangdong)


def of_last_year(register: Register) -> Contract:
    """A contract as if it had been registered last April."""
    one, day = register.registered(), date(YEAR, 4, 1)
    Contract.objects.filter(pk=one.pk).update(registration_date=day)
    Version.objects.filter(pk=one.standing_id).update(valid_from=day)
    return Contract.objects.get(pk=one.pk)


def refused(actor: Actor, closing: Closing, reason: str = "结账过早。") -> Refused:
    with pytest.raises(Refused) as found:
        reopen(actor, closing.pk, reason)
    return found.value


def test_acts_count_in_it_again(register: Register, chief: Actor) -> None:
    """As if it had never been closed; who opened it, when and why stands in the closing."""
    one = of_last_year(register)
    closing = close(chief, str(YEAR))
    assert first_open_day(register.offices.agency, LAST) == date(YEAR + 1, 1, 1)
    opened = reopen(chief, closing.pk, " 漏登两件，须补记。 ")
    assert (opened.reopened_by, opened.reopened_why) == (chief.user, "漏登两件，须补记。")
    assert opened.contracts == closing.contracts == 1
    assert first_open_day(register.offices.agency, LAST) == LAST
    administrator = person("administrator", organisation=register.offices.agency)
    one = ending.revoke(administrator, one.uid, one.revision, "3", "重复登记。", f"{YEAR}-06-30")
    assert one.ended_on == date(YEAR, 6, 30)
    assert total(register.offices.centre, date(YEAR, 1, 1), LAST, LAST).contracts == 0
    event = Event.objects.get(act="count.reopen")
    assert (event.reason, event.after["period"]) == ("漏登两件，须补记。", str(YEAR))
    assert verify().broken is None


def test_it_can_be_closed_anew(register: Register, chief: Actor) -> None:
    """Each closing is a record of its own; only one of a place and period stands at a time."""
    of_last_year(register)
    first = close(chief, str(YEAR))
    reopen(chief, first.pk, "结账过早。")
    second = close(chief, str(YEAR))
    assert first.pk != second.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.filter(pk=first.pk).update(
            reopened_at=None, reopened_by=None, reopened_why=""
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.filter(pk=second.pk).update(reopened_why="没有人")


def test_who_may(register: Register, chief: Actor) -> None:
    """The office that closed, in the role that closes; for others it is not there."""
    closing = close(chief, f"{YEAR}-Q1")
    with pytest.raises(MayNot):
        reopen(register.registrar, closing.pk, "结账过早。")
    for office in (register.offices.agency, register.offices.centre, register.offices.hubei):
        with pytest.raises(NotYours):
            reopen(person("administrator", organisation=office), closing.pk, "结账过早。")


def test_a_reason_is_needed(register: Register, chief: Actor) -> None:
    closing = close(chief, f"{YEAR}-Q1")
    for reason in ("", "   ", "长" * 2001):
        said = refused(chief, closing, reason)
        assert said.text.zh == "请写明重新开放的理由，不超过 2000 个字符。"
        assert said.text.en == "Say why it is opened again, in at most 2000 characters."
    closing.refresh_from_db()
    assert closing.reopened_at is None


def test_it_is_opened_once(register: Register, chief: Actor) -> None:
    closing = close(chief, f"{YEAR}-Q1")
    reopen(chief, closing.pk, "结账过早。")
    said = refused(chief, closing)
    assert (said.text.zh, said.status) == ("这一期间已经重新开放。", 409)
    assert said.text.en == "This period was opened again already."


def test_later_and_longer_periods_go_first(register: Register, chief: Actor) -> None:
    """Also those that an office above has closed."""
    april = close(chief, f"{YEAR}-04")
    may = close(chief, f"{YEAR}-05")
    assert refused(chief, april).text.en == (
        f"May {YEAR} is closed too; it has to be opened again first."
    )
    centre = person("administrator", organisation=register.offices.centre)
    quarter = close(centre, f"{YEAR}-Q2")
    assert refused(chief, may).text.zh == f"{YEAR} 年第 2 季度也已结账，须先重新开放它。"
    reopen(centre, quarter.pk, "结账过早。")
    reopen(chief, may.pk, "结账过早。")
    reopen(chief, april.pk, "结账过早。")


def test_what_was_moved_past_it_holds_it(register: Register, chief: Actor) -> None:
    """An act counts later already because of the closing: figures of two periods rest on it."""
    one = of_last_year(register)
    closing = close(chief, str(YEAR))
    administrator = person("administrator", organisation=register.offices.agency)
    ending.revoke(administrator, one.uid, one.revision, "3", "重复登记。", f"{YEAR}-06-30")
    said = refused(chief, closing)
    assert said.text.zh == (
        "结账后已有 1 项日期在本期内的变更、注销或撤销计入以后的期间，不能重新开放；"
        "请看“此后的变动”。"
    )
    assert said.text.en == (
        "Since it was closed, 1 changes dated in it count in a later period; it cannot be opened "
        "again. See “What has changed since”."
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_on_its_page(register: Register, chief: Actor, language: str) -> None:
    """The form stands on the page of the closing; what is refused is said there with the reason."""
    of_last_year(register)
    closing = close(chief, str(YEAR))
    client = signed_in(chief, language)
    address = reverse("count_reopen", args=[closing.pk])
    page = client.get(reverse("closing", args=[closing.pk])).content.decode()
    assert address in page
    empty = client.post(address, {"reason": " "})
    assert (empty.status_code, "reason-wrong" in empty.content.decode()) == (422, True)
    done = client.post(address, {"reason": "漏登两件。"}, follow=True).content.decode()
    assert {"zh-hans": "已重新开放。", "en": "The period is open again."}[language] in done
    assert "漏登两件。" in done
    assert address not in done
    listed = client.get(reverse("totals"), {"period": str(YEAR)}).content.decode()
    assert {"zh-hans": "已重新开放", "en": "open again"}[language] in listed
    below = person("administrator", organisation=register.offices.agency)
    page = signed_in(below, language).get(reverse("closing", args=[closing.pk]))
    assert (page.status_code, address in page.content.decode()) == (200, False)
    assert signed_in(below, language).post(address, {"reason": "为什么"}).status_code == 404
