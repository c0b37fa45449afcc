"""Which days are worked in China: weekends, public holidays, and weekend days worked for them.

The State Council announces each year's days, usually in November of the year before; they are data
(`data/holidays.toml`). Where a year is not in the data only its weekends are known, and every
answer that looks into it says that it is provisional. Not here: time limits (`clocks`).
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from techmarket.errors import TechmarketError

FILE = "holidays.toml"
SATURDAY = 5
ONE_DAY = timedelta(days=1)

YEAR_END = (12, 25)
"""From this day on the notice of the next year decides: it gave 2018-12-29 for work."""

_added: list[Path] = []


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday of one year.

    Attributes:
        name_zh, name_en: "春节", "Spring Festival".
        first, last: first and last day off.
        worked: weekend days that are worked for it.
    """

    name_zh: str
    name_en: str
    first: date
    last: date
    worked: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class AnnouncedYear:
    """The days off of one year, as announced.

    Attributes:
        year: whose holidays they are; some days lie at the end of the year before.
        source: the notice of the State Council.
        holidays: in order of time.
    """

    year: int
    source: str
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day that was counted out.

    Attributes:
        day: the day.
        provisional: a day that was counted lies where only weekends are known.
    """

    day: date
    provisional: bool


class WorkingCalendar:
    """Working days, from the years that are announced."""

    def __init__(self, years: Iterable[AnnouncedYear]) -> None:
        """Take the announced years, in any order.

        Raises:
            TechmarketError: a day is announced twice in different ways, or a day that is to be
                worked is no weekend day.
        """
        self.years = {one.year: one for one in years}
        holidays = [one for year in self.years.values() for one in year.holidays]
        off = {day for one in holidays for day in _days(one.first, one.last)}
        worked = {day for one in holidays for day in one.worked}
        for day in sorted(worked):
            if day in off or day.weekday() < SATURDAY:
                raise TechmarketError(
                    f"{day.isoformat()} cannot be a weekend day that is worked",
                    where=FILE,
                    why="it is also a day off" if day in off else "it is no weekend day",
                    todo="correct it after the notice of the State Council",
                )
        self._off = sorted(day for day in off if day.weekday() < SATURDAY)
        self._worked = sorted(worked)
        self._off_set, self._worked_set = frozenset(self._off), frozenset(self._worked)

    def is_worked(self, day: date) -> bool:
        """Whether the day is a working day."""
        if day.weekday() < SATURDAY:
            return day not in self._off_set
        return day in self._worked_set

    def is_announced(self, day: date) -> bool:
        """Whether more is known of the day than its day of the week."""
        late = (day.month, day.day) >= YEAR_END
        return day.year in self.years and (not late or day.year + 1 in self.years)

    def add_working_days(self, day: date, number: int) -> FoundDay:
        """The last day of a limit of `number` working days that begins on `day`.

        The first day is not counted (Civil Code art. 201): one working day from a Friday ends on
        Monday. Zero gives `day` itself, worked or not.

        Raises:
            TechmarketError: the limit ends after the last day of the calendar.
            ValueError: `number` is negative.
        """
        if number < 0:
            raise ValueError("a limit is not negative")
        provisional = False
        here, left = day, number
        while left:
            here = _day_after(here)
            provisional |= not self.is_announced(here)
            left -= self.is_worked(here)
        return FoundDay(here, provisional)

    def working_day_from(self, day: date) -> FoundDay:
        """The day itself where it is worked, else the next one that is."""
        here, provisional = day, not self.is_announced(day)
        while not self.is_worked(here):
            here = _day_after(here)
            provisional |= not self.is_announced(here)
        return FoundDay(here, provisional)

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after `after`, up to and with `until`.

        Negative where `until` is earlier: the days that have passed since.
        """
        return self._worked_until(until) - self._worked_until(after)

    def _worked_until(self, day: date) -> int:
        """Working days from 0001-01-01, a Monday, up to and with the day."""
        weeks, rest = divmod(day.toordinal(), 7)
        weekdays = weeks * SATURDAY + min(rest, SATURDAY)
        return weekdays - bisect_right(self._off, day) + bisect_right(self._worked, day)


@cache
def calendar() -> WorkingCalendar:
    """The calendar of the years that came with the program, and of those that were added to it."""
    source = files("techmarket.web.working_days") / "data" / FILE
    years = read_years(source.read_text(encoding="utf-8"))
    for one in _added:
        years |= read_years(one.read_text(encoding="utf-8"), str(one))
    return WorkingCalendar(years.values())


def read_also(file: Path) -> None:
    """From now on take the years of a file as well, if there is one; they replace ours.

    So a notice is entered on the day it is issued, without waiting for a new version.
    """
    if file not in _added and file.is_file():
        _added.append(file)
        calendar.cache_clear()


def read_years(text: str, where: str = FILE) -> dict[int, AnnouncedYear]:
    """The announced years in a TOML text, by year.

    Raises:
        TechmarketError: it is not written like ours.
    """
    try:
        return {
            entry["year"]: AnnouncedYear(
                entry["year"],
                entry["source"],
                tuple(
                    Holiday(one["zh"], one["en"], one["first"], one["last"], tuple(one["worked"]))
                    for one in entry["holidays"]
                ),
            )
            for entry in tomllib.loads(text)["year"]
        }
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as wrong:
        raise TechmarketError(
            "the holidays cannot be read",
            where=where,
            why=f"{type(wrong).__name__}: {wrong}",
            todo=f"write them like {FILE} of the program",
        ) from None


def _days(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))


def _day_after(day: date) -> date:
    try:
        return day + ONE_DAY
    except OverflowError:
        raise after_the_calendar(day) from None


def after_the_calendar(day: date) -> TechmarketError:
    """The error of a limit that is counted from a day too late."""
    return TechmarketError(
        "a time limit ends after the last day of the calendar",
        where=day.isoformat(),
        todo="check the date from which it is counted",
    )
