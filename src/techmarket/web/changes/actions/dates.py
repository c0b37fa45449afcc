"""From which day a change holds, as typed, and from which day the register counts it.

Not here: closed periods (`counting.closing`).
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from techmarket.imports.days import day_of
from techmarket.web.contracts.models import Contract
from techmarket.web.counting.closing import first_open_day, hold_open
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both


def dated_day(contract: Contract, typed: str) -> date:
    """The day that the papers of a change give; today if nothing is typed.

    Raises:
        Refused: it is no day, lies ahead, or before the registration.
    """
    today = timezone.localdate()
    day = day_of(typed.strip()) if typed.strip() else today
    if day is None:
        raise _refused(
            "不是日历上的日期，请写成 2026-01-31。",
            "Not a day of the calendar; write it as 2026-01-31.",
        )
    if day > today:
        raise _refused("日期不能晚于今天。", "The day cannot lie ahead of today.")
    registered = contract.registration_date
    if registered is not None and day < registered:
        raise _refused(
            f"日期不能早于登记日期 {registered.isoformat()}。",
            f"The day cannot be before the registration on {registered.isoformat()}.",
        )
    return day


def _refused(zh: str, en: str) -> Refused:
    return Refused(both(zh, en), fields={"dated": [both(zh, en)]}, code="day")


def counted_day(contract: Contract, dated: date) -> date:
    """From which day a change dated so counts; the caller is inside a transaction.

    Never in a closed period of the agency's place, and not before the standing version.
    """
    if dated < timezone.localdate():
        hold_open(contract.agency)
    since = contract.standing.valid_from if contract.standing else None
    return first_open_day(contract.agency, max(dated, since) if since else dated)
