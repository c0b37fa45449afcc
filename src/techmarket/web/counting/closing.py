"""Closed periods: whose figures stay, whatever is done later to the contracts in them.

An act on a contract is dated by its papers. If that day lies in a closed period of the agency's
place, the act counts from the first open day after it: published years stay as they are, and an
errata list says what has changed since. Not here: the figures (`totals`), closing (`actions`).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from techmarket.web.counting.models import Closing
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.wording import Both, both

MONTHS_OF = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a year.

    Attributes:
        first, last: its first and last day.
    """

    first: date
    last: date

    @property
    def name(self) -> str:
        """As in addresses: "2025", "2025-Q2" or "2025-07"."""
        match (self.last.month - self.first.month) + 1:
            case 12:
                return f"{self.first.year:04}"
            case 3:
                return f"{self.first.year:04}-Q{self.last.month // 3}"
        return f"{self.first.year:04}-{self.first.month:02}"

    @property
    def label(self) -> Both:
        """As people say it."""
        year, month = self.first.year, self.first.month
        match (self.last.month - month) + 1:
            case 12:
                return both(f"{year} 年", f"{year}")
            case 3:
                quarter = self.last.month // 3
                return both(f"{year} 年第 {quarter} 季度", f"Quarter {quarter} of {year}")
        return both(f"{year} 年 {month} 月", f"{calendar.month_name[month]} {year}")


def period(kind: str, year: int, number: int = 1) -> Period:
    """The period of a kind: "year", or the n-th "quarter" or "month" of a year."""
    months = MONTHS_OF[kind]
    month = (number - 1) * months + 1
    end = month + months - 1
    return Period(date(year, month, 1), date(year, end, calendar.monthrange(year, end)[1]))


def period_named(name: str) -> Period | None:
    """The period of a name, "2025", "2025-Q2" or "2025-07"; `None` if it is none."""
    year, _, part = name.partition("-")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and 1990 <= int(year) <= 2199):
        return None
    if not part:
        return period("year", int(year))
    kind, number, most = ("quarter", part[1:], 4) if part.startswith("Q") else ("month", part, 12)
    if not (number.isascii() and number.isdigit() and len(number) <= 2):
        return None
    return period(kind, int(year), int(number)) if 1 <= int(number) <= most else None


def above(organisation: Organisation) -> QuerySet[Organisation]:
    """The offices in whose place an organisation lies, itself among them."""
    return Organisation.objects.filter(code__in=organisation.path.strip("/").split("/"))


def closings_over(organisation: Organisation) -> QuerySet[Closing]:
    """The closings that hold for an office: its own, and those of the offices above it."""
    return ever_closed_over(organisation).filter(reopened_at__isnull=True)


def ever_closed_over(organisation: Organisation) -> QuerySet[Closing]:
    """As `closings_over`, with those that were opened again since."""
    return Closing.objects.filter(organisation__in=above(organisation))


def first_open_day(agency: Organisation, day: date) -> date:
    """The day itself, or the first after it that is in no closed period of the agency's place."""
    open_day = day
    for last in _closed_since(agency, day):
        open_day = last + timedelta(days=1)
    return open_day


def _closed_since(agency: Organisation, day: date) -> Iterator[date]:
    """Ends of the closed periods, each of which holds the day after the one before."""
    spans = list(closings_over(agency).filter(last__gte=day).values_list("first", "last"))
    while covering := [last for first, last in spans if first <= day <= last]:
        yield max(covering)
        day = max(covering) + timedelta(days=1)


def hold_open(agency: Organisation) -> None:
    """Keep periods from being closed over an agency until the transaction ends.

    An act that is dated back and a closing lock the same rows, so that neither overtakes the
    other.
    """
    list(above(agency).order_by("pk").select_for_update(no_key=True).values_list("pk"))
