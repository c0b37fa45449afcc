"""# Second review of changes

A change is measured like a registration: what would not be registered without a second opinion is
not granted without one either, whatever the contract was worth when it was registered.
"""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from official_client import signed_in
from register_people import Register, person, small_register
from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.actions import asking, deciding, ending
from techmarket.web.changes.models import Change
from techmarket.web.contracts.actions import deciding as agency
from techmarket.web.contracts.actions import second_opinion
from techmarket.web.contracts.models import Contract
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, Refused
from techmarket.web.review import actions
from techmarket.web.review.queues import QUEUES, Filters, counts, page_of

pytestmark = pytest.mark.django_db

LARGE = {"value": "8000000", "technical_value": "6000000"}


@pytest.fixture
def register() -> Register:
    return small_register()


def asked(register: Register, one: Contract, **typed: str) -> Contract:
    """A change of a registered contract, asked for."""
    return asking.ask_change(
        register.owner, one.uid, one.revision, "amendment", typed, "增加了测试内容。"
    )


def passed_on(register: Register) -> Contract:
    """A change that crosses the limit of experts, passed to second review."""
    one = asked(register, register.registered(), **LARGE)
    return actions.pass_on(register.registrar, one.uid, one.revision, "金额较大。")


def test_a_change_over_the_limit_is_not_granted_without(register: Register) -> None:
    """The clerk is told why and what to do; nothing has changed."""
    one = asked(register, register.registered(), **LARGE)
    with pytest.raises(Refused) as refused:
        deciding.grant(register.registrar, one.uid, one.revision, "同意。")
    assert refused.value.code == "second_review_missing"
    assert refused.value.text.zh == (
        "变更前须经复核，请先送复核：技术交易额达到省级专家评审的限额。"
    )
    assert refused.value.text.en == (
        "The change needs a second review before it is registered; pass it on first. Its technical "
        "value calls for experts of the province."
    )
    one.refresh_from_db()
    assert (one.state, one.standing.value) == ("change_review", 12_345_678)


def test_it_is_granted_after_somebody_agreed(register: Register) -> None:
    """The contract stays registered all the while; the opinion stands in the history."""
    one = passed_on(register)
    assert (one.state, one.changes.get().passed_on) == ("change_review", True)
    assert one.clerk == register.registrar.user
    one = second_opinion.second_review(
        register.reviewer, one.uid, one.revision, agrees=True, reason=""
    )
    assert (one.state, one.changes.get().passed_on) == ("change_review", False)
    one = deciding.grant(register.registrar, one.uid, one.revision, "同意。")
    assert (one.state, one.standing.value) == ("registered", 800_000_000)
    assert verify().broken is None


def test_it_is_handed_back_with_a_reason(register: Register) -> None:
    """Then the agency may decline it, or find otherwise and pass it on again."""
    one = passed_on(register)
    with pytest.raises(Refused) as refused:
        second_opinion.second_review(
            register.reviewer, one.uid, one.revision, agrees=False, reason=" "
        )
    assert refused.value.text.en == "Say why it is handed back."
    one = second_opinion.second_review(
        register.reviewer, one.uid, one.revision, agrees=False, reason="请核对设备费。"
    )
    with pytest.raises(Refused) as refused:
        deciding.grant(register.registrar, one.uid, one.revision)
    assert refused.value.code == "second_review_missing"
    one = actions.pass_on(register.registrar, one.uid, one.revision, "已核对。")
    one = second_opinion.second_review(
        register.reviewer, one.uid, one.revision, agrees=True, reason=""
    )
    assert deciding.grant(register.registrar, one.uid, one.revision).state == "registered"


def test_while_it_is_with_the_reviewer_the_agency_waits(register: Register) -> None:
    """Nothing that the reviewer looks at changes meanwhile; the applicant may take it back."""
    one = passed_on(register)
    clerk = register.registrar
    for act in (
        lambda: agency.decide(clerk, one.uid, one.revision, {"technical_value": "7000000"}, []),
        lambda: deciding.grant(clerk, one.uid, one.revision),
        lambda: deciding.decline(clerk, one.uid, one.revision, "不同意。"),
        lambda: actions.pass_on(clerk, one.uid, one.revision),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.text.zh == "这项变更正在复核，请等待复核意见。"
        assert refused.value.text.en == (
            "This change is with the second reviewer; wait for the opinion."
        )
    one = asking.withdraw(register.owner, one.uid, one.revision)
    assert (one.state, one.changes.get().passed_on) == ("registered", False)


def test_a_revocation_does_not_wait(register: Register) -> None:
    """An authority ends the registration whatever is asked for; the change falls with it."""
    one = passed_on(register)
    chief = person("administrator", organisation=register.offices.guangdong)
    one = ending.revoke(chief, one.uid, one.revision, "1", "提供虚假材料。")
    assert [(each.state, each.passed_on) for each in one.changes.order_by("id")] == [
        ("declined", False),
        ("done", False),
    ]


def test_findings_after_the_opinion_need_a_new_one(register: Register) -> None:
    """As for a registration; and an opinion on an earlier change says nothing on the next."""
    one = passed_on(register)
    one = second_opinion.second_review(
        register.reviewer, one.uid, one.revision, agrees=True, reason=""
    )
    found = agency.decide(
        register.registrar, one.uid, one.revision, {"technical_value": "7000000"}, []
    )
    with pytest.raises(Refused) as refused:
        deciding.grant(register.registrar, found.uid, found.revision)
    assert refused.value.code == "second_review_missing"
    found = asking.withdraw(register.owner, found.uid, found.revision)
    found = asked(register, found, **LARGE)
    assert not second_opinion.is_agreed(found)


def test_a_change_of_something_else_needs_no_second_opinion_again(register: Register) -> None:
    """A large contract was looked at when it was registered; its amounts stay as they are."""
    one = register.submitted(**LARGE)
    one = actions.accept(register.registrar, one.uid, one.revision)
    one = actions.pass_on(register.registrar, one.uid, one.revision)
    one = second_opinion.second_review(
        register.reviewer, one.uid, one.revision, agrees=True, reason=""
    )
    one = agency.register(register.registrar, one.uid, one.revision)
    renamed = asked(register, one, project_name="信号采集模块的委托开发二期")
    one = deciding.grant(register.registrar, renamed.uid, renamed.revision)
    larger = asked(register, one, value="9000000", technical_value="6500000")
    with pytest.raises(Refused) as refused:
        deciding.grant(register.registrar, larger.uid, larger.revision)
    assert refused.value.code == "second_review_missing"


def test_nobody_reviews_what_they_handled(register: Register) -> None:
    """Neither the clerk nor whoever passed it on, in any role; nor one who sits too low."""
    one = passed_on(register)
    with pytest.raises(MayNot):
        second_opinion.second_review(
            register.registrar, one.uid, one.revision, agrees=True, reason=""
        )
    hat = person("reviewer", organisation=register.offices.shenzhen).membership
    with pytest.raises(Refused) as refused:
        second_opinion.second_review(
            Actor(register.registrar.user, hat), one.uid, one.revision, agrees=True, reason=""
        )
    assert refused.value.text.en == "Nobody reviews what they handled themselves."
    other = person("registrar", organisation=register.offices.agency)
    agency.take(other, one.uid, one.revision)
    one.refresh_from_db()
    with pytest.raises(Refused) as refused:
        second_opinion.second_review(
            Actor(register.registrar.user, hat), one.uid, one.revision, agrees=True, reason=""
        )
    assert refused.value.code == "own_work"
    low = person("reviewer", organisation=register.offices.agency)
    with pytest.raises(Refused) as refused:
        second_opinion.second_review(low, one.uid, one.revision, agrees=True, reason="")
    assert refused.value.code == "level_too_low"


def test_a_change_that_was_not_passed_on_is_not_reviewed(register: Register) -> None:
    one = asked(register, register.registered(), **LARGE)
    with pytest.raises(Refused) as refused:
        second_opinion.second_review(
            register.reviewer, one.uid, one.revision, agrees=True, reason=""
        )
    assert refused.value.text.zh == "这项变更没有送复核，请查看最新情况。"
    assert refused.value.text.en == (
        "This change was not passed to second review; look at the contract again."
    )


def test_no_path_registers_without_the_opinion(register: Register) -> None:
    """The action itself asks for it, whoever calls it."""
    one = register.accepted(**LARGE)
    with pytest.raises(Refused) as refused:
        agency.register(register.registrar, one.uid, one.revision)
    assert refused.value.code == "second_review_missing"


def test_it_stands_in_a_queue_and_on_the_pages(register: Register) -> None:
    """The reviewer finds it in a queue of its own, and agrees on the page of review."""
    one = passed_on(register)
    assert [
        each.pk for each in page_of(register.reviewer, QUEUES["change_second"], Filters()).rows
    ] == [one.pk]
    assert counts(register.reviewer)["change_second"] == 1
    clerk, reviewer = signed_in(register.registrar), signed_in(register.reviewer)
    page = clerk.get(reverse("changes_of", args=[one.uid])).content.decode()
    assert "变更正在复核" in page
    assert "予以变更" not in page
    page = reviewer.get(reverse("review_contract", args=[one.uid])).content.decode()
    assert "变更正在复核" in page
    assert "同意变更" in page
    answer = reviewer.post(
        reverse("review_act", args=[one.uid, "agree"]),
        {"revision": one.revision, "reason": "同意。"},
        follow=True,
    )
    assert "复核已同意" in answer.content.decode()
    assert counts(register.reviewer)["change_second"] == 0
    page = clerk.get(reverse("changes_of", args=[one.uid])).content.decode()
    assert "予以变更" in page


def test_only_a_change_that_is_asked_for_waits(register: Register) -> None:
    """The database holds it too."""
    one = passed_on(register)
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.filter(contract=one, state="asked").update(kind="cancellation")


def with_deductions(register: Register) -> Contract:
    """A registered contract of which costs were deducted."""
    one = register.accepted()
    one = agency.decide(register.registrar, one.uid, one.revision, {}, [("设备购置费", 1_500_000)])
    return agency.register(register.registrar, one.uid, one.revision)


def test_a_new_value_keeps_what_is_deducted(register: Register) -> None:
    """An applicant who changes the value alone gets the technical value less the deductions."""
    one = asked(register, with_deductions(register), value="200000")
    assert one.version.technical_value == 20_000_000 - 1_500_000
    one = deciding.grant(register.registrar, one.uid, one.revision)
    assert one.standing.technical_value == 20_000_000 - 1_500_000
    assert sum(each.amount for each in one.standing.deductions.all()) == 1_500_000


def test_amounts_that_do_not_fit_the_deductions_are_recognised_first(register: Register) -> None:
    """What the applicant states besides is not granted until the agency has looked at it."""
    one = asked(register, with_deductions(register), value="200000", technical_value="150000")
    with pytest.raises(Refused) as refused:
        deciding.grant(register.registrar, one.uid, one.revision)
    assert refused.value.text.zh == (
        "现有扣除合计 15,000.00 元，申请变更的技术性交易额不等于成交额减去扣除；"
        "请先在办理页面重新核定。"
    )
    assert refused.value.text.en == (
        "15,000.00 yuan are deducted, and the technical value that is asked for is not the value "
        "less that; recognise the amounts on the page of review first."
    )
    one = agency.decide(register.registrar, one.uid, one.revision, {}, [("设备", 5_000_000)])
    one = deciding.grant(register.registrar, one.uid, one.revision)
    assert one.standing.technical_value == 15_000_000


def test_a_value_below_the_deductions_is_recognised_first(register: Register) -> None:
    one = asked(register, with_deductions(register), value="10000", technical_value="10000")
    with pytest.raises(Refused) as refused:
        deciding.grant(register.registrar, one.uid, one.revision)
    assert refused.value.code == "deductions"
