"""Amendment, assignment and cancellation: asked for by the applicant, decided by the agency.

Not here: revocation and notices, closed periods.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from register_people import Register, party, person, small_register
from techmarket.web.certificates.actions import income
from techmarket.web.changes.actions import asking, deciding, ending
from techmarket.web.changes.models import Change, Notice
from techmarket.web.contracts.actions import deciding as agency
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, NotYours, Refused, SomebodyElse

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return small_register()


def asked(register: Register, **typed: str) -> Contract:
    """A registered contract whose amendment is asked for."""
    one = register.registered()
    typed = typed or {"value": "200000", "technical_value": "150000"}
    return asking.ask_change(
        register.owner, one.uid, one.revision, "amendment", typed, "增加了测试内容。"
    )


def test_an_amendment_keeps_the_old_version_until_it_is_granted(register: Register) -> None:
    """What is asked for waits beside the version that counts; once granted it counts instead."""
    one = asked(register)
    assert (one.state, one.version.kind, one.version.value) == (
        "change_review",
        "change_asked",
        20_000_000,
    )
    assert one.standing.value == 12_345_678
    one = deciding.grant(register.registrar, one.uid, one.revision, "同意变更。")
    assert (one.state, one.standing.kind, one.standing.value) == (
        "registered",
        "amended",
        20_000_000,
    )
    assert one.standing.valid_from == date.today()
    assert [v.kind for v in one.versions.all()] == [
        "submitted",
        "registered",
        "change_asked",
        "amended",
    ]
    change = one.changes.get()
    assert (change.state, change.before.value, change.after.value) == (
        "done",
        12_345_678,
        20_000_000,
    )
    assert verify().broken is None


def test_the_agency_recognises_the_amounts_anew(register: Register) -> None:
    """Findings and deductions on a change go into the version that stands afterwards."""
    one = asked(register)
    one = agency.decide(register.registrar, one.uid, one.revision, {}, [("设备", 8_000_000)])
    one = deciding.grant(register.registrar, one.uid, one.revision)
    assert one.standing.technical_value == 12_000_000
    assert [(d.what, d.amount) for d in one.standing.deductions.all()] == [("设备", 8_000_000)]


def test_what_was_deducted_stands_on(register: Register) -> None:
    """Deductions of the registration are those of the request and of what is granted."""
    one = register.accepted()
    one = agency.decide(register.registrar, one.uid, one.revision, {}, [("设备购置费", 1_500_000)])
    one = agency.register(register.registrar, one.uid, one.revision)
    typed = {"project_name": "信号采集模块的委托开发二期"}
    one = asking.ask_change(
        register.owner, one.uid, one.revision, "amendment", typed, "双方签订了补充协议。"
    )
    one = deciding.grant(register.registrar, one.uid, one.revision)
    assert [(each.what, each.amount) for each in one.standing.deductions.all()] == [
        ("设备购置费", 1_500_000)
    ]
    assert one.standing.technical_value == one.standing.value - 1_500_000


def test_a_declined_change_leaves_everything_as_it_was(register: Register) -> None:
    """A reason is needed; the registration, its number and its values stand."""
    one = asked(register)
    number, standing = one.registration_number, one.standing_id
    with pytest.raises(Refused) as found:
        deciding.decline(register.registrar, one.uid, one.revision, " ")
    assert found.value.text.en == "Say why the change is declined."
    one = deciding.decline(register.registrar, one.uid, one.revision, "补充协议没有盖章。")
    assert (one.state, one.registration_number, one.standing_id, one.version_id) == (
        "registered",
        number,
        standing,
        standing,
    )
    assert one.changes.get().answer == "补充协议没有盖章。"


def test_a_request_can_be_taken_back(register: Register) -> None:
    """Then the contract stands as before, and something else may be asked for."""
    one = asked(register)
    one = asking.withdraw(register.owner, one.uid, one.revision)
    assert (one.state, one.changes.get().state, one.version_id) == (
        "registered",
        "withdrawn",
        one.standing_id,
    )
    one = asking.ask_cancellation(register.owner, one.uid, one.revision, "合同已解除。")
    with pytest.raises(Refused) as found:
        asking.ask_change(
            register.owner, one.uid, one.revision, "amendment", {"value": "1"}, "再变更。"
        )
    assert found.value.text.en == (
        "A request is waiting for the agency already; wait for it, or take it back first."
    )
    one = asking.withdraw(register.owner, one.uid, one.revision)
    with pytest.raises(Refused) as found:
        asking.withdraw(register.owner, one.uid, one.revision)
    assert found.value.text.en == (
        "Nothing is asked for that could be decided; look at the contract again."
    )


def test_an_assignment_puts_another_party_on_one_side(register: Register) -> None:
    """Kind and region of the side are those of the new party; it files from then on."""
    heir = party("深圳新源科技有限公司", register.offices.agency, region="440300")
    one = register.registered()
    one = asking.ask_change(
        register.owner,
        one.uid,
        one.revision,
        "assignment",
        {"seller_id": heir.party_id},
        "公司分立。",
    )
    one = deciding.grant(register.registrar, one.uid, one.revision, "同意。")
    assert (one.standing.kind, one.standing.seller_id) == ("assigned", heir.party_id)
    assert one.applicant_id == heir.pk
    with pytest.raises(NotYours):
        asking.ask_cancellation(register.owner, one.uid, one.revision, "注销。")
    buyer = party("广州第二医院", region="440100", kind="0231")
    owner = person("owner", party=heir)
    one = asking.ask_change(
        owner, one.uid, one.revision, "assignment", {"buyer_id": buyer.party_id}, "买方更名重组。"
    )
    one = deciding.grant(register.registrar, one.uid, one.revision)
    assert (one.standing.buyer_region, one.applicant_id) == ("440100", heir.pk)


def test_what_cannot_be_asked_for(register: Register) -> None:
    """Nothing changed, unknown parties, unreadable amounts, broken rules, days out of range."""
    one = register.registered()

    def refused(kind: str = "amendment", dated: str = "", **typed: str) -> Refused:
        with pytest.raises(Refused) as found:
            asking.ask_change(
                register.owner, one.uid, one.revision, kind, typed, "变更。", dated=dated
            )
        return found.value

    assert refused(value="123456.78").text.en == (
        "Nothing is changed; change what is to be different, then send it again."
    )
    assert (
        refused("revocation", value="1").fields["kind"][0].en == "Choose amendment or assignment."
    )
    assert refused("assignment", buyer_id="P404").fields["buyer_id"][0].en == (
        "There is no party of this number; choose it again."
    )
    found = refused(value="十二", project_name="")
    assert found.text.en == "2 things are to be filled in or corrected; nothing was asked for."
    assert set(found.fields) == {"value", "project_name"}
    assert set(refused(value="1").fields) & {"value", "technical_value"}
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    assert str(refused(dated=tomorrow, value="5").fields["dated"][0].en) == (
        "The day cannot lie ahead of today."
    )
    assert refused(dated="1999-01-01", value="5").fields["dated"][0].en == (
        f"The day cannot be before the registration on {date.today().isoformat()}."
    )
    assert refused(dated="昨天", value="5").fields["dated"][0].en == (
        "Not a day of the calendar; write it as 2026-01-31."
    )
    one.refresh_from_db()
    assert (one.state, Change.objects.count()) == ("registered", 0)


def test_an_amendment_does_not_exchange_parties(register: Register) -> None:
    """Parties in the form of an amendment are left out, whatever it was made to say."""
    other = party("别的公司")
    one = asked(register, value="150000", buyer_id=other.party_id, seller_region="110000")
    assert (one.version.buyer_id, one.version.seller_region) == (
        register.buyer.party_id,
        "440300",
    )


def test_two_who_decide_at_once(register: Register) -> None:
    """Exactly one succeeds; a stale page changes nothing."""
    one = asked(register)
    seen = one.revision
    agency.take(register.registrar, one.uid, seen)
    with pytest.raises(SomebodyElse):
        deciding.grant(register.registrar, one.uid, seen)
    assert Change.objects.get().state == "asked"
    assert Notice.objects.count() == 0


def test_a_cancellation_is_asked_for_and_then_done(register: Register) -> None:
    """The registration stands until the agency has cancelled it; its number is not used again."""
    one = register.registered()
    with pytest.raises(Refused):
        ending.cancel(register.registrar, one.uid, one.revision, "无申请。")
    one = asking.ask_cancellation(register.owner, one.uid, one.revision, "合同已解除。")
    assert one.state == "registered"
    one = ending.decline_cancellation(register.registrar, one.uid, one.revision, "仍在履行。")
    assert (one.state, one.changes.get().state) == ("registered", "declined")
    one = asking.ask_cancellation(register.owner, one.uid, one.revision, "合同确已解除。")
    one = ending.cancel(register.registrar, one.uid, one.revision, "材料齐全。")
    assert (one.state, one.ended_on) == ("cancelled", date.today())
    assert register.registered().serial == one.serial + 1
    assert verify().broken is None


def test_who_may_not(register: Register) -> None:
    """Applicants decide nothing, agencies ask for nothing, other agencies find nothing."""
    one = asked(register)
    with pytest.raises(MayNot):
        deciding.grant(register.owner, one.uid, one.revision)
    with pytest.raises(MayNot):
        asking.withdraw(register.registrar, one.uid, one.revision)
    stranger = person("registrar", organisation=register.offices.other_agency)
    with pytest.raises(NotYours):
        deciding.grant(stranger, one.uid, one.revision)
    filer = person("filer", party=register.seller)
    with pytest.raises(MayNot):
        asking.ask_cancellation(filer, one.uid, one.revision, "注销。")


def test_every_step_is_in_the_history(register: Register) -> None:
    """What was asked and what was answered, with the reasons."""
    one = asked(register)
    one = deciding.grant(register.registrar, one.uid, one.revision, "同意变更。")
    told = Event.objects.filter(subject="contract", subject_id=str(one.pk)).order_by("position")
    last = [(e.act, e.reason) for e in told][-2:]
    assert last == [
        ("contract.ask_change", "增加了测试内容。"),
        ("contract.decide_change", "同意变更。"),
    ]
    assert told.last().after["counts_from"] == date.today().isoformat()


def test_an_amendment_covers_the_income_that_was_verified(register: Register) -> None:
    """What was verified of payments is never more than what is recognised, also afterwards."""
    one = register.registered()
    payment = {"realised_value": "50000", "realised_technical_value": "40000"}
    applied = income.apply(register.owner, one.uid, payment)
    income.verify(register.registrar, applied.uid, {})
    typed = {"value": "60000", "technical_value": "30000"}
    one = asking.ask_change(register.owner, one.uid, one.revision, "amendment", typed, "减少内容。")
    with pytest.raises(Refused) as found:
        deciding.grant(register.registrar, one.uid, one.revision)
    assert set(found.value.fields) == {"technical_value"}
    assert found.value.text.en == (
        "Payments of 40,000.00 yuan are verified; the amount cannot be less. Correct the "
        "verification of income first."
    )
    one = agency.decide(register.registrar, one.uid, one.revision, {"technical_value": "40000"}, [])
    assert deciding.grant(register.registrar, one.uid, one.revision).state == "registered"
