"""The legal time limit of one contract: when it began, when it ends, how much of it is left.

The law of the day of acceptance governs the whole of it: 30 calendar days under the measures of
2000; 15 working days under those of 2026, 30 where experts are called in. A contract is told by its
days alone. Not here: which days are worked (`calendar`), which limits there are (`codes`), how they
are counted (`counting_rules`), and the queues (`review`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from techmarket.codes.regimes import Regime, regime
from techmarket.codes.thresholds import threshold_row
from techmarket.errors import TechmarketError
from techmarket.web.pages.wording import Both, both
from techmarket.web.working_days.calendar import FoundDay, after_the_calendar, calendar
from techmarket.web.working_days.counting_rules import (
    AfterCorrection,
    LastDayOff,
    counting_rules,
)

WORKING_DAYS = "工作日"
CALENDAR_DAYS = "日"
NEVER = date.max


@dataclass(frozen=True, slots=True)
class Correction:
    """Once returned for correction.

    Attributes:
        returned: the day it was given back to the applicant.
        filed: the day the corrected application was filed; `None`: it lies with the applicant.
    """

    returned: date
    filed: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit of one contract.

    Attributes:
        started: the day from which it is counted, itself not counted.
        due: its last day; `None` while the clock stands still.
        limit: how long it is, in `unit`; 0 where only its last day is known.
        unit: 工作日 (working days) or 日 (calendar days).
        provisional: `due` goes through days of which only weekends are known.
        stopped: since when the application lies with the applicant, `None` if it does not.
    """

    started: date
    due: date | None
    limit: int
    unit: str
    provisional: bool = False
    stopped: date | None = None

    def remaining(self, on: date) -> int | None:
        """Days left on a day, in `unit`; 0 on the last one, negative when overdue.

        `None` while the clock stands still. On a day off that follows the last day a limit in
        working days is overdue by 0 working days, and `is_overdue` says so.
        """
        if self.due is None:
            return None
        if self.unit == WORKING_DAYS:
            return calendar().working_days_between(on, self.due)
        return (self.due - on).days

    def is_overdue(self, on: date) -> bool:
        """Whether the last day has passed."""
        return self.due is not None and self.due < on

    def is_due_soon(self, on: date) -> bool:
        """Whether it is not overdue and few days are left (`data/clocks.toml`)."""
        left = self.remaining(on)
        return left is not None and not self.is_overdue(on) and left <= counting_rules().soon_days

    def words(self, on: date) -> Both:
        """What stands in a queue: "due in 3 working days", "overdue by 2 days"."""
        left = self.remaining(on)
        if left is None:
            return both("待申请人补正，暂停计时", "with the applicant; the clock stands still")
        if self.is_overdue(on):
            if left == 0:
                return both("已逾期（不足 1 个工作日）", "overdue by less than 1 working day")
            return both(
                f"已逾期 {-left} {self._unit_zh}", f"overdue by {-left} {self._unit_en(-left)}"
            )
        if left == 0:
            return both("今日到期", "due today")
        return both(f"还剩 {left} {self._unit_zh}", f"due in {left} {self._unit_en(left)}")

    @property
    def _unit_zh(self) -> str:
        return "个工作日" if self.unit == WORKING_DAYS else "天"

    def _unit_en(self, number: int) -> str:
        return f"{'working ' if self.unit == WORKING_DAYS else ''}day{'' if number == 1 else 's'}"


def needs_expert_review(on: date, technical_value: int | None, disputed: bool = False) -> bool:
    """Whether the regime of a day calls in experts, who have a longer limit.

    Args:
        on: the day of acceptance.
        technical_value: in 分; `None` where it is not known.
        disputed: the contract is disputed (draft of 2024, art. 14).
    """
    law = regime(on)
    name = law.review_thresholds.get("expert_review")
    if name is None:
        return False
    if disputed:
        return True
    at = threshold_row(name, on)
    if technical_value is None:
        return False
    return technical_value >= at.value if at.inclusive else technical_value > at.value


def due(
    accepted: date,
    technical_value: int | None = None,
    corrections: Sequence[Correction] = (),
    disputed: bool = False,
) -> Clock:
    """The legal time limit of a contract, from acceptance to decision.

    Args:
        accepted: the day of acceptance, whose regime governs.
        technical_value: in 分; with it the limit may be the longer one of expert review.
        corrections: how often it was returned since, oldest first; only the last may be open.
        disputed: see `needs_expert_review`.

    Raises:
        TechmarketError: no regime is recorded for the day, the days of a correction are not in
            order, or the limit ends after the last day of the calendar.
    """
    law = regime(accepted)
    rule = counting_rules().by_regime[law.id]
    _in_order(accepted, corrections)
    limit, unit = _limit(law, accepted, needs_expert_review(accepted, technical_value, disputed))
    started, extra = _counted_from(accepted, corrections, rule.after_correction, unit)
    if corrections and corrections[-1].filed is None:
        return Clock(started, None, limit, unit, stopped=corrections[-1].returned)
    last = _last_day(started, limit + extra, unit, rule.last_day_off)
    return Clock(started, last.day, limit, unit, last.provisional)


def acceptance_due(submitted: date) -> Clock:
    """Until when an application is to be taken up or sent back (our own rule, see the data)."""
    days = counting_rules().acceptance_days
    last = calendar().add_working_days(submitted, days)
    return Clock(submitted, last.day, days, WORKING_DAYS, last.provisional)


def _limit(law: Regime, on: date, experts: bool) -> tuple[int, str]:
    name = law.time_limits["expert_review" if experts else "decision"]
    row = threshold_row(name, on)
    return row.value, row.unit


def _counted_from(
    accepted: date, corrections: Sequence[Correction], after: AfterCorrection, unit: str
) -> tuple[date, int]:
    """The day from which the limit is counted, and the days in `unit` that are added to it."""
    filed = [(one.returned, one.filed) for one in corrections if one.filed is not None]
    if after is AfterCorrection.RESTARTS:
        return (filed[-1][1] if filed else accepted), 0
    return accepted, sum(_days_between(*days, unit) for days in filed)


def _days_between(after: date, until: date, unit: str) -> int:
    if unit == WORKING_DAYS:
        return calendar().working_days_between(after, until)
    return (until - after).days


def _last_day(started: date, limit: int, unit: str, last_day_off: LastDayOff) -> FoundDay:
    if unit == WORKING_DAYS:
        return calendar().add_working_days(started, limit)
    try:
        last = started + timedelta(days=limit)
    except OverflowError:
        raise after_the_calendar(started) from None
    if last_day_off is LastDayOff.STAYS:
        return FoundDay(last, provisional=False)
    return calendar().working_day_from(last)


def _in_order(accepted: date, corrections: Sequence[Correction]) -> None:
    days = [accepted]
    for one in corrections:
        if days[-1] == NEVER:
            raise _out_of_order(one, "it follows one that was never filed")
        days += [one.returned, one.filed or NEVER]
        for before, after in pairwise(days[-3:]):
            if after < before:
                raise _out_of_order(one, f"{after.isoformat()} is before {before.isoformat()}")


def _out_of_order(one: Correction, why: str) -> TechmarketError:
    return TechmarketError(
        "the days on which a contract was returned and filed again are not in order",
        where=f"returned on {one.returned.isoformat()}",
        why=why,
        todo="look into the history of the contract",
    )
