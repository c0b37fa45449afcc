"""Revocation by authority, notices to tax and finance offices, objections and their answers.

Not here: changes that the applicant asks for.
"""

from __future__ import annotations

from datetime import date

import pytest

from register_people import Register, person, small_register
from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.actions import asking, deciding, ending, telling
from techmarket.web.changes.models import Change, Notice
from techmarket.web.changes.notices import notices_of
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, NotYours, Refused

pytestmark = pytest.mark.django_db

FACTS = "深技登撤字第 1 号决定：与另一份合同重复登记。"


@pytest.fixture
def register() -> Register:
    return small_register()


@pytest.fixture
def tax(register: Register) -> Actor:
    return person("tax", organisation=register.offices.tax)


@pytest.fixture
def administrator(register: Register) -> Actor:
    return person("administrator", organisation=register.offices.shenzhen)


def test_a_revocation_needs_a_legal_ground(register: Register, administrator: Actor) -> None:
    """The ground is a code in force; the facts are told; the number stays with the contract."""
    one = register.registered()
    with pytest.raises(Refused) as found:
        ending.revoke(administrator, one.uid, one.revision, "77", FACTS)
    assert found.value.text.en == "Choose one of the legal grounds."
    one = ending.revoke(administrator, one.uid, one.revision, "3", FACTS)
    assert (one.state, one.ended_on) == ("revoked", date.today())
    change = one.changes.get()
    assert (change.kind, change.state, change.ground, change.reason) == (
        "revocation",
        "done",
        "3",
        FACTS,
    )
    assert one.registration_number
    event = Event.objects.filter(act="contract.revoke").get()
    assert (event.reason, event.after["ground"], event.after["state"]) == (FACTS, "3", "revoked")
    assert verify().broken is None


def test_a_revocation_closes_what_was_asked_for(register: Register, administrator: Actor) -> None:
    """A change under review is declined by it, and its values never count."""
    one = register.registered()
    one = asking.ask_change(
        register.owner, one.uid, one.revision, "amendment", {"value": "999999"}, "增加内容。"
    )
    one = ending.revoke(administrator, one.uid, one.revision, "1", FACTS)
    assert [c.state for c in one.changes.order_by("id")] == ["declined", "done"]
    assert one.version_id == one.standing_id


def test_what_was_cancelled_can_still_be_revoked(register: Register, administrator: Actor) -> None:
    """The registration ended when it was cancelled; that day stays."""
    one = register.registered()
    one = asking.ask_cancellation(register.owner, one.uid, one.revision, "合同已解除。")
    one = ending.cancel(register.registrar, one.uid, one.revision, "同意。")
    ended = one.ended_on
    one = ending.revoke(administrator, one.uid, one.revision, "1", FACTS)
    assert (one.state, one.ended_on) == ("revoked", ended)


def test_who_revokes(register: Register) -> None:
    """Administrators of the agency and of the offices above it; no registrar, nobody elsewhere."""
    one = register.registered()
    with pytest.raises(MayNot):
        ending.revoke(register.registrar, one.uid, one.revision, "3", FACTS)
    stranger = person("administrator", organisation=register.offices.hubei)
    with pytest.raises(NotYours):
        ending.revoke(stranger, one.uid, one.revision, "3", FACTS)
    for office in (register.offices.agency, register.offices.guangdong, register.offices.centre):
        other = register.registered()
        ending.revoke(person("administrator", organisation=office), other.uid, other.revision,
                      "3", FACTS)  # fmt: skip


def test_tax_and_finance_are_told_of_every_change(
    register: Register, tax: Actor, administrator: Actor
) -> None:
    """Each office of the place gets one notice for each change that is done."""
    one = register.registered()
    one = asking.ask_change(
        register.owner, one.uid, one.revision, "amendment", {"value": "200000"}, "增加内容。"
    )
    assert Notice.objects.count() == 0
    one = deciding.grant(register.registrar, one.uid, one.revision, "同意。")
    one = ending.revoke(administrator, one.uid, one.revision, "3", FACTS)
    assert [(n.kind, n.text) for n in notices_of(tax)] == [("revoked", ""), ("amended", "同意。")]
    finance = person("finance", organisation=register.offices.finance)
    assert notices_of(finance).count() == 2
    assert notices_of(register.owner).count() == 0


def test_acknowledging_is_recorded_once(register: Register, tax: Actor) -> None:
    """The first who reads it is written down; a second click changes nothing."""
    one = register.registered()
    one = asking.ask_cancellation(register.owner, one.uid, one.revision, "解除。")
    ending.cancel(register.registrar, one.uid, one.revision, "同意。")
    notice = notices_of(tax).get()
    telling.acknowledge(tax, notice.pk)
    first = Notice.objects.get(pk=notice.pk)
    assert (first.acknowledged_by, first.acknowledged_at is None) == (tax.user, False)
    telling.acknowledge(person("tax", organisation=register.offices.tax), notice.pk)
    assert Notice.objects.get(pk=notice.pk).acknowledged_at == first.acknowledged_at
    assert Event.objects.filter(act="notice.acknowledge").count() == 1
    with pytest.raises(NotYours):
        telling.acknowledge(person("finance", organisation=register.offices.finance), notice.pk)


def test_an_objection_is_answered_by_the_agency(register: Register, tax: Actor) -> None:
    """Tax and finance may ask the agency to look again; the answer comes back as a notice."""
    one = register.registered()
    with pytest.raises(Refused) as found:
        telling.raise_objection(tax, one.uid, " ")
    assert found.value.text.en == "Write what it is about."
    made = telling.raise_objection(tax, one.uid, "设备费用似未扣除，请重新核定。")
    with pytest.raises(Refused) as found:
        telling.raise_objection(tax, one.uid, "再次请求。")
    assert found.value.text.en == "Your office has asked for this already; wait for the answer."
    assert list(notices_of(register.registrar)) == [made]
    telling.answer_objection(register.registrar, made.pk, "经复核，扣除无误。")
    with pytest.raises(Refused) as found:
        telling.answer_objection(register.registrar, made.pk, "再答。")
    assert found.value.text.en == "This has been answered already."
    answer = notices_of(tax).get()
    assert (answer.kind, answer.answers, answer.text) == ("answer", made, "经复核，扣除无误。")
    made.refresh_from_db()
    assert made.acknowledged_by == register.registrar.user
    telling.raise_objection(tax, one.uid, "仍有疑问。")
    with pytest.raises(Refused) as found:
        telling.raise_objection(
            person("finance", organisation=register.offices.finance), one.uid, "长" * 2001
        )
    assert found.value.text.en == "At most 2000 characters; this has 2001."


def test_offices_elsewhere_cannot_object(register: Register) -> None:
    """A contract of another place is not there for them; the parties object to nobody."""
    one = register.registered()
    with pytest.raises(MayNot):
        telling.raise_objection(register.owner, one.uid, "请重新核定。")
    assert Change.objects.count() == 0
