"""# Time limits

From acceptance to decision: 30 calendar days under the measures of 2000; under those of 2026
15 working days, 30 where experts are called in.
"""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.errors import TechmarketError
from techmarket.web.working_days.clocks import (
    Clock,
    Correction,
    acceptance_due,
    due,
    needs_expert_review,
)
from techmarket.web.working_days.counting_rules import counting_rules, read_counting_rules

SMALL, AT_LIMIT = 499_999_999, 500_000_000


def test_2000_thirty_calendar_days():
    """Accepted on 5 March 2013: the thirtieth day is 4 April, Tomb-Sweeping Day, and the limit
    moves on to Sunday the 7th, which is worked for it. Accepted on the 12th it ends as counted."""
    assert due(date(2013, 3, 5)) == Clock(date(2013, 3, 5), date(2013, 4, 7), 30, "日")
    assert due(date(2013, 3, 12)) == Clock(date(2013, 3, 12), date(2013, 4, 11), 30, "日")


def test_2026_fifteen_working_days():
    """Accepted on 1 September 2026: due on the 21st, as the Sunday of the 20th is worked."""
    assert due(date(2026, 9, 1), SMALL) == Clock(date(2026, 9, 1), date(2026, 9, 21), 15, "工作日")


def test_2026_thirty_working_days_with_experts():
    """From a technical value of 5 million yuan, itself included, or when it is disputed, the
    province calls in experts. Where the value is not known it does not."""
    accepted = date(2026, 9, 1)
    assert due(accepted, AT_LIMIT).due == date(2026, 10, 19)
    assert due(accepted, AT_LIMIT).limit == 30
    assert due(accepted, SMALL, disputed=True).limit == 30
    assert due(accepted, None).limit == 15
    assert not needs_expert_review(date(2025, 9, 1), AT_LIMIT)
    assert needs_expert_review(accepted, None, disputed=True)


def test_the_day_of_acceptance_decides_the_regime():
    """22 January 2026 is the last day of the measures of 2000."""
    assert due(date(2026, 1, 22)).unit == "日"
    assert due(date(2026, 1, 23)).unit == "工作日"


def test_2026_the_limit_restarts_after_correction():
    """Returned on 8 September, filed again on the 20th: 15 working days from the 20th. While it
    lies with the applicant the clock stands still and nothing is due."""
    accepted, returned, filed = date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 20)
    again = due(accepted, SMALL, [Correction(returned, filed)])
    assert again == Clock(filed, date(2026, 10, 16), 15, "工作日")
    lying = due(accepted, SMALL, [Correction(returned, filed), Correction(date(2026, 9, 28))])
    assert lying == Clock(filed, None, 15, "工作日", stopped=date(2026, 9, 28))
    assert lying.remaining(date(2026, 12, 1)) is None
    assert not lying.is_overdue(date(2026, 12, 1))
    assert not lying.is_due_soon(date(2026, 12, 1))


def test_2000_the_days_with_the_applicant_are_not_counted():
    """The measures do not say so; it is our reading, kept as data. Accepted on 12 March 2013,
    twelve days with the applicant: due twelve days later, on 23 April."""
    away = Correction(date(2013, 3, 20), date(2013, 4, 1))
    assert due(date(2013, 3, 12), None, [away]).due == date(2013, 4, 23)


def test_a_due_day_in_a_year_not_announced_is_provisional():
    assert due(date(2026, 12, 14), SMALL).provisional
    assert not due(date(2026, 11, 16), SMALL).provisional


def test_taking_up_an_application():
    """Within five working days; our own rule, and it says so."""
    assert acceptance_due(date(2026, 9, 30)) == Clock(
        date(2026, 9, 30), date(2026, 10, 13), 5, "工作日"
    )
    assert counting_rules().sources[0].startswith("Guess")


def said(clock: Clock, on: date) -> tuple[str, str]:
    """What a queue says on a day."""
    words = clock.words(on)
    return words.zh, words.en


def test_what_a_queue_says_in_working_days():
    """Accepted on 22 September 2026: due on 20 October."""
    clock = due(date(2026, 9, 22), SMALL)
    assert clock.due == date(2026, 10, 20)
    assert said(clock, date(2026, 10, 13)) == ("还剩 5 个工作日", "due in 5 working days")
    assert said(clock, date(2026, 10, 19)) == ("还剩 1 个工作日", "due in 1 working day")
    assert said(clock, date(2026, 10, 20)) == ("今日到期", "due today")
    assert said(clock, date(2026, 10, 22)) == ("已逾期 2 个工作日", "overdue by 2 working days")


def test_a_weekend_after_the_last_day_is_overdue():
    """Due on a Friday: on Saturday it is overdue although no working day has passed."""
    clock = due(date(2026, 11, 6), SMALL)
    saturday = date(2026, 11, 28)
    assert clock.due == date(2026, 11, 27)
    assert clock.is_overdue(saturday)
    assert not clock.is_due_soon(saturday)
    assert said(clock, saturday) == (
        "已逾期（不足 1 个工作日）",
        "overdue by less than 1 working day",
    )


def test_what_a_queue_says_in_calendar_days():
    clock = due(date(2013, 3, 12))
    assert said(clock, date(2013, 4, 1)) == ("还剩 10 天", "due in 10 days")
    assert said(clock, date(2013, 4, 10)) == ("还剩 1 天", "due in 1 day")
    assert said(clock, date(2013, 4, 11)) == ("今日到期", "due today")
    assert said(clock, date(2013, 4, 13)) == ("已逾期 2 天", "overdue by 2 days")


def test_what_a_queue_says_of_a_clock_that_stands_still():
    lying = due(date(2026, 9, 1), SMALL, [Correction(date(2026, 9, 8))])
    assert said(lying, date(2026, 9, 9)) == (
        "待申请人补正，暂停计时",
        "with the applicant; the clock stands still",
    )


def test_due_soon_is_three_days_or_fewer():
    clock = due(date(2026, 9, 22), SMALL)
    assert [clock.is_due_soon(date(2026, 10, day)) for day in (14, 15, 20, 21)] == [
        False,
        True,
        True,
        False,
    ]


def test_days_of_corrections_are_in_order():
    """A history that cannot be is refused, with the days concerned."""
    accepted = date(2026, 9, 1)
    with pytest.raises(TechmarketError) as refused:
        due(accepted, SMALL, [Correction(date(2026, 8, 31), date(2026, 9, 2))])
    assert str(refused.value) == (
        "the days on which a contract was returned and filed again are not in order (returned on "
        "2026-08-31): 2026-08-31 is before 2026-09-01; look into the history of the contract."
    )
    with pytest.raises(TechmarketError) as refused:
        due(accepted, SMALL, [Correction(date(2026, 9, 5)), Correction(date(2026, 9, 9))])
    assert str(refused.value) == (
        "the days on which a contract was returned and filed again are not in order (returned on "
        "2026-09-09): it follows one that was never filed; look into the history of the contract."
    )


def test_a_limit_that_ends_after_the_calendar():
    with pytest.raises(TechmarketError) as refused:
        due(date(9999, 12, 20), SMALL)
    assert str(refused.value) == (
        "a time limit ends after the last day of the calendar (9999-12-31); check the date from "
        "which it is counted."
    )


def test_every_regime_says_how_its_limits_are_counted():
    """Both regimes are in the data, with sources."""
    assert set(counting_rules().by_regime) == {"2000", "2026"}
    assert all(rule.source for rule in counting_rules().by_regime.values())


def test_a_rule_that_is_not_known_is_refused():
    text = '[[clock]]\nregime = "2000"\nafter_correction = "stops"\nlast_day_off = "stays"\n'
    with pytest.raises(TechmarketError) as refused:
        read_counting_rules(text + 'source = "x"')
    assert str(refused.value) == (
        "a rule on clocks says something that is not known (clocks.toml, regime 2000): 'stops' is "
        "not a valid AfterCorrection; write one of restarts, pauses, moves on, stays."
    )
