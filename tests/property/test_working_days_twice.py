"""Working days and due days against a walk from day to day through the notices as printed."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from techmarket.web.working_days.calendar import calendar
from techmarket.web.working_days.clocks import Correction, due

NOTICES = tomllib.loads(
    (files("techmarket.web.working_days") / "data" / "holidays.toml").read_text(encoding="utf-8")
)["year"]
DAYS = st.dates(date(2011, 6, 1), date(2027, 6, 1))
ONE = timedelta(days=1)


def plainly_worked(day: date) -> bool:
    """Looks through every notice."""
    for notice in NOTICES:
        for holiday in notice["holidays"]:
            if day in holiday["worked"]:
                return True
            if holiday["first"] <= day <= holiday["last"]:
                return False
    return day.isoweekday() <= 5


def plainly_known(day: date) -> bool:
    """Whether the notices that decide the day are there."""
    years = {notice["year"] for notice in NOTICES}
    needed = {day.year, day.year + 1} if day.month == 12 and day.day >= 25 else {day.year}
    return needed <= years


@given(DAYS, st.integers(0, 60))
def test_adding_working_days(start: date, number: int) -> None:
    passed, day, known = 0, start, True
    while passed < number:
        day += ONE
        passed += plainly_worked(day)
        known = known and plainly_known(day)
    found = calendar().add_working_days(start, number)
    assert (found.day, found.provisional) == (day, not known)


@given(DAYS, st.integers(-400, 400))
def test_working_days_between(start: date, days: int) -> None:
    end = start + days * ONE
    low, high = min(start, end), max(start, end)
    number = sum(plainly_worked(low + (n + 1) * ONE) for n in range((high - low).days))
    assert calendar().working_days_between(start, end) == (number if days >= 0 else -number)


@given(
    st.dates(date(2012, 1, 1), date(2026, 11, 1)),
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3),
)
def test_due_days(accepted: date, value: int, spells: list[tuple[int, int]]) -> None:
    """Under the measures of 2000 the thirtieth calendar day without those spent with the applicant,
    moved on to a working day; since 2026 the working days counted out from the last filing."""
    corrections, day = [], accepted
    for wait, away in spells:
        returned = day + wait * ONE
        day = returned + away * ONE
        corrections.append(Correction(returned, day))
    found = due(accepted, value, corrections).due
    if accepted < date(2026, 1, 23):
        here = accepted + (30 + sum(away for _, away in spells)) * ONE
        while not plainly_worked(here):
            here += ONE
        assert found == here
        return
    here, left = day, 30 if value >= 500_000_000 else 15
    while left:
        here += ONE
        left -= plainly_worked(here)
    assert found == here
