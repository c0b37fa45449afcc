"""The time limit of a contract of the site: what its history says to `working_days.clocks`.

A queue shows hundreds of clocks and reads only columns; an act on one contract reads its history.
Not here: how limits are counted (`working_days`), and storing a due day (`actions`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from techmarket.codes.regimes import regime
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.pages.wording import Both, both
from techmarket.web.working_days.calendar import calendar
from techmarket.web.working_days.clocks import (
    CALENDAR_DAYS,
    WORKING_DAYS,
    Clock,
    Correction,
    acceptance_due,
    due,
)

DECIDING = ("accepted", "second_review", "second_review_returned")
"""States in which the legal limit runs."""

GIVEN_BACK = ("contract.return", "contract.withdraw")
"""Acts after which the application lies with the applicant."""

ACTS = ("contract.accept", *GIVEN_BACK, "contract.submit", "contract.clock")


@dataclass(frozen=True, slots=True)
class ClockHistory:
    """What the history of a contract says about its limit.

    Attributes:
        corrections: each time it was returned, or taken back, after acceptance, oldest first.
        disputed: it was passed on as disputed.
    """

    corrections: tuple[Correction, ...]
    disputed: bool


def clock_history(contract: Contract) -> ClockHistory:
    """Returns and new filings since a contract was accepted first."""
    corrections: list[Correction] = []
    accepted, disputed = False, False
    told = Event.objects.filter(subject="contract", subject_id=str(contract.pk), act__in=ACTS)
    for act, at, after in told.order_by("position").values_list("act", "at", "after"):
        day = timezone.localdate(at)
        if act == "contract.accept":
            accepted = True
        elif act == "contract.clock":
            disputed = bool(after.get("disputed", disputed))
        elif act in GIVEN_BACK and accepted:
            corrections.append(Correction(day))
        elif act == "contract.submit" and corrections and corrections[-1].filed is None:
            corrections[-1] = Correction(corrections[-1].returned, day)
    return ClockHistory(tuple(corrections), disputed)


def legal_clock(
    contract: Contract,
    accepted: date,
    technical_value: int | None,
    history: ClockHistory | None = None,
) -> Clock:
    """The legal limit of a contract, counted anew from its history.

    Args:
        contract: the contract.
        accepted: the day it was accepted first.
        technical_value: as recognised so far, in 分.
        history: if it was read already.
    """
    told = history or clock_history(contract)
    return due(accepted, technical_value, told.corrections, told.disputed)


def limit_in_words(contract: Contract, technical_value: int | None) -> Both | None:
    """From which day and how long the legal limit runs, and by which law; `None` where none runs.

    Args:
        contract: the contract.
        technical_value: as recognised so far, in 分.
    """
    if contract.state not in DECIDING or contract.accepted_on is None:
        return None
    clock = legal_clock(contract, contract.accepted_on, technical_value)
    law, days = regime(contract.accepted_on), clock.unit == CALENDAR_DAYS
    return both(
        f"自 {clock.started} 起 {clock.limit} {'天' if days else '个工作日'}（{law.label_zh}）",
        f"{clock.limit} {'days' if days else 'working days'} from {clock.started} ({law.label_en})",
    )


def clock_in_queue(contract: Contract) -> Clock | None:
    """The clock of a contract by its columns alone; `None` where none runs."""
    if contract.state == "submitted" and contract.submitted_at is not None:
        return acceptance_due(timezone.localdate(contract.submitted_at))
    if contract.state == "returned" and contract.accepted_on is not None:
        return Clock(contract.accepted_on, None, 0, _unit(contract.accepted_on))
    if contract.state not in DECIDING or contract.due_on is None or contract.accepted_on is None:
        return None
    return Clock(
        contract.clock_from or contract.accepted_on,
        contract.due_on,
        0,
        _unit(contract.accepted_on),
        not calendar().is_announced(contract.due_on),
    )


def latest_due_soon(on: date, soon_days: int) -> date:
    """Until which due day a contract is due soon on a day.

    Counted in working days; a limit in calendar days is thereby seen a weekend earlier.
    """
    return calendar().add_working_days(on, soon_days).day


def _unit(accepted: date) -> str:
    limits = regime(accepted).time_limits
    return WORKING_DAYS if limits["decision"].endswith("working_days") else CALENDAR_DAYS
