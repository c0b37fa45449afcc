"""# Time limits of contracts

What acceptance, correction, findings and a dispute do to the day on which a contract is due.
"""

from __future__ import annotations

from datetime import date

import pytest

from official_client import SIGNED, on_day
from register_people import Register, small_register
from techmarket.web.changes.actions import asking
from techmarket.web.contracts.actions import applying, deciding
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import Refused
from techmarket.web.review import actions
from techmarket.web.review.contract_clock import clock_history, clock_in_queue, limit_in_words

pytestmark = pytest.mark.django_db

LARGE = {"value": "8000000", "technical_value": "6000000"}


def accepted(register: Register, **changed: str) -> Contract:
    """A sound application, accepted through the agency's action."""
    one = register.submitted(**(SIGNED | changed))
    return actions.accept(register.registrar, one.uid, one.revision)


def test_acceptance_begins_the_limit():
    """Accepted on 1 September 2026: 15 working days, 30 with a technical value of 5 million."""
    register = small_register()
    with on_day(date(2026, 9, 1)):
        assert accepted(register).due_on == date(2026, 9, 21)
        assert accepted(register, **LARGE).due_on == date(2026, 10, 19)


def test_an_application_waits_five_working_days_to_be_taken_up():
    register = small_register()
    with on_day(date(2026, 9, 1)):
        one = register.submitted(**SIGNED)
    clock = clock_in_queue(one)
    assert clock is not None
    assert (clock.started, clock.due) == (date(2026, 9, 1), date(2026, 9, 8))


def test_the_limit_begins_again_on_the_day_the_correction_is_filed():
    """Returned on the 8th, filed again on the 10th, accepted again on the 14th: counted from the
    10th. While it lies with the applicant the clock stands still."""
    register = small_register()
    with on_day(date(2026, 9, 1)):
        one = accepted(register)
    with on_day(date(2026, 9, 8)):
        one = deciding.give_back(register.registrar, one.uid, one.revision, "请补充附件。", {})
        assert one.due_on is None
        clock = clock_in_queue(one)
        assert clock is not None
        assert clock.words(date(2026, 9, 30)).en == "with the applicant; the clock stands still"
    with on_day(date(2026, 9, 10)):
        one = applying.submit(register.owner, one.uid, one.revision)
    with on_day(date(2026, 9, 14)):
        one = actions.accept(register.registrar, one.uid, one.revision)
    assert one.due_on == date(2026, 10, 8)
    assert (one.accepted_on, one.clock_from) == (date(2026, 9, 1), date(2026, 9, 10))
    (correction,) = clock_history(one).corrections
    assert (correction.returned, correction.filed) == (date(2026, 9, 8), date(2026, 9, 10))


def test_a_correction_that_was_taken_back_counts_when_it_is_filed_again():
    """Filed on the 10th, taken back on the 11th, filed again on the 17th: counted from the 17th."""
    register = small_register()
    with on_day(date(2026, 9, 1)):
        one = accepted(register)
    with on_day(date(2026, 9, 8)):
        one = deciding.give_back(register.registrar, one.uid, one.revision, "请补充附件。", {})
    with on_day(date(2026, 9, 10)):
        one = applying.submit(register.owner, one.uid, one.revision)
    with on_day(date(2026, 9, 11)):
        one = applying.withdraw(register.owner, one.uid, one.revision)
    with on_day(date(2026, 9, 17)):
        one = applying.submit(register.owner, one.uid, one.revision)
        one = actions.accept(register.registrar, one.uid, one.revision)
    assert one.clock_from == date(2026, 9, 17)
    assert one.due_on == date(2026, 10, 14)


def test_what_was_sent_back_before_acceptance_does_not_count():
    register = small_register()
    with on_day(date(2026, 9, 1)):
        one = register.submitted(**SIGNED)
        one = deciding.give_back(register.registrar, one.uid, one.revision, "不完整。", {})
    with on_day(date(2026, 9, 3)):
        one = applying.submit(register.owner, one.uid, one.revision)
    with on_day(date(2026, 9, 4)):
        one = actions.accept(register.registrar, one.uid, one.revision)
    assert clock_history(one).corrections == ()
    assert one.due_on == date(2026, 9, 24)


def test_findings_that_cross_the_limit_of_experts_change_the_due_day():
    """A technical value found to be below 5 million shortens the limit, and the history says so;
    other findings leave it as it is and add no such event."""
    register = small_register()
    with on_day(date(2026, 9, 1)):
        one = accepted(register, **LARGE)
    with on_day(date(2026, 9, 2)):
        kept = {"contract_type": "12"}
        one = actions.decide(register.registrar, one.uid, one.revision, kept, [])
        assert Event.objects.filter(act="contract.clock").count() == 0
        one = actions.decide(
            register.registrar, one.uid, one.revision, {}, [("设备购置费", 400_000_000)]
        )
    one.refresh_from_db()
    assert one.due_on == date(2026, 9, 21)
    (event,) = Event.objects.filter(act="contract.clock", subject_id=str(one.pk))
    assert event.before == {"due_on": "2026-10-19"}
    assert event.after == {"due_on": "2026-09-21", "limit": "15 工作日", "disputed": False}
    assert verify().broken is None


def test_a_dispute_gives_the_limit_of_experts():
    """Passed on as disputed, with the reason; it stays disputed afterwards."""
    register = small_register()
    with on_day(date(2026, 9, 1)):
        one = accepted(register)
        with pytest.raises(Refused) as refused:
            actions.pass_on(register.registrar, one.uid, one.revision, " ", disputed=True)
        assert (refused.value.text.zh, refused.value.text.en) == (
            "请写明争议所在。",
            "Say what is disputed.",
        )
        one.refresh_from_db()
        assert one.state == "accepted"
        one = actions.pass_on(
            register.registrar, one.uid, one.revision, "是否属于技术开发有争议。", disputed=True
        )
    one.refresh_from_db()
    assert (one.state, one.due_on) == ("second_review", date(2026, 10, 19))
    assert clock_history(one).disputed


def test_findings_on_a_change_leave_the_old_limit_alone():
    """An amendment that was asked for is recognised anew; no limit of a first registration runs."""
    register = small_register()
    one = register.registered()
    one = asking.ask_change(
        register.owner, one.uid, one.revision, "amendment", {"value": "200000"}, "增加了内容。"
    )
    found = {"technical_value": "150000"}
    one = actions.decide(register.registrar, one.uid, one.revision, found, [])
    assert (one.state, one.due_on, one.version.technical_value) == (
        "change_review",
        None,
        15_000_000,
    )
    assert Event.objects.filter(act="contract.clock").count() == 0


def test_the_limit_in_words():
    """As the page of the contract says it, with the law."""
    register = small_register()
    with on_day(date(2026, 9, 1)):
        one = accepted(register)
        words = limit_in_words(one, one.version.technical_value)
        assert words is not None
        assert words.zh == "自 2026-09-01 起 15 个工作日（技术合同认定登记管理办法(2026年)）"
        assert words.en == (
            "15 working days from 2026-09-01 (Measures for recognition and registration of "
            "technology contracts (2026))"
        )
        assert limit_in_words(register.submitted(**SIGNED), None) is None


def test_several_are_accepted_each_by_itself():
    """One that somebody took back meanwhile does not stop the others, and it is said why."""
    register = small_register()
    first, gone, last = (register.submitted(**SIGNED) for _ in range(3))
    applying.withdraw(register.owner, gone.uid, gone.revision)
    seen = [(str(one.uid), one.revision) for one in (first, gone, last)]
    outcomes = actions.accept_many(register.registrar, seen)
    assert [one.refused is None for one in outcomes] == [True, False, True]
    states = [Contract.objects.get(pk=one.pk).state for one in (first, gone, last)]
    assert states == ["accepted", "draft", "accepted"]
    with pytest.raises(Refused) as refused:
        actions.accept_many(register.registrar, [])
    assert (refused.value.text.zh, refused.value.text.en) == (
        "请勾选 1 至 100 件。",
        "Choose between 1 and 100 contracts.",
    )
