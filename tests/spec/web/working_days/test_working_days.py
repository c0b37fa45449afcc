"""# Working days

Which days count as working days, and how limits are counted out in them.
"""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.errors import TechmarketError
from techmarket.web.working_days import calendar as module
from techmarket.web.working_days.calendar import (
    AnnouncedYear,
    FoundDay,
    Holiday,
    WorkingCalendar,
    calendar,
)


def test_weekends_and_holidays_are_off_and_some_weekend_days_are_worked():
    """National Day of 2026: 1 to 7 October are off; the Sunday of 20 September and the Saturday of
    10 October are worked for them. An ordinary Monday is worked, an ordinary Sunday is not."""
    worked = {
        date(2026, 9, 20): True,
        date(2026, 10, 1): False,
        date(2026, 10, 7): False,
        date(2026, 10, 8): True,
        date(2026, 10, 10): True,
        date(2026, 10, 11): False,
        date(2026, 11, 23): True,
    }
    assert {day: calendar().is_worked(day) for day in worked} == worked


def test_the_first_day_of_a_limit_is_not_counted():
    """One working day from Friday 20 November 2026 ends on Monday; none ends on the day itself,
    worked or not."""
    assert calendar().add_working_days(date(2026, 11, 20), 1).day == date(2026, 11, 23)
    assert calendar().add_working_days(date(2026, 11, 21), 0).day == date(2026, 11, 21)


def test_a_limit_goes_around_a_holiday():
    """15 working days from 18 September 2026: the worked Sunday counts, Mid-Autumn Festival and
    National Day do not."""
    assert calendar().add_working_days(date(2026, 9, 18), 15) == FoundDay(date(2026, 10, 15), False)


def test_between_two_days_the_later_one_counts():
    """From Friday to the next Monday is one working day, backwards it is minus one, and from a day
    to itself there is none."""
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert calendar().working_days_between(friday, monday) == 1
    assert calendar().working_days_between(monday, friday) == -1
    assert calendar().working_days_between(monday, monday) == 0


def test_a_day_in_a_year_that_is_not_announced_is_provisional():
    """Of 2027 only the weekends are known. The last days of a December belong to the notice of
    the next year, which gave 29 December 2018 for work."""
    assert calendar().add_working_days(date(2026, 12, 21), 3) == FoundDay(date(2026, 12, 24), False)
    assert calendar().add_working_days(date(2026, 12, 21), 4) == FoundDay(date(2026, 12, 25), True)
    assert calendar().add_working_days(date(2027, 1, 8), 1) == FoundDay(date(2027, 1, 11), True)
    assert calendar().is_announced(date(2018, 12, 29))
    assert calendar().is_worked(date(2018, 12, 29))


def test_the_next_day_that_is_worked():
    """A day that is worked stays; from the first day of Spring Festival 2026 it is the 24th."""
    assert calendar().working_day_from(date(2026, 2, 13)) == FoundDay(date(2026, 2, 13), False)
    assert calendar().working_day_from(date(2026, 2, 15)) == FoundDay(date(2026, 2, 24), False)
    assert calendar().working_day_from(date(2027, 1, 2)) == FoundDay(date(2027, 1, 4), True)


def test_every_announced_year_has_its_holidays_and_its_source():
    """2012 to 2026: each year has all seven statutory holidays, in order of time, and 247 to 252
    working days; each names its notice."""
    assert sorted(calendar().years) == list(range(2012, 2027))
    for year, one in calendar().years.items():
        assert one.source.startswith(f"国务院办公厅关于{year}年部分节假日安排的通知: https://")
        names = "、".join(holiday.name_zh for holiday in one.holidays)
        for name in ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"):
            assert name in names
        assert list(one.holidays) == sorted(one.holidays, key=lambda holiday: holiday.first)
        worked = calendar().working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
        assert 247 <= worked <= 252


def announced(first: date, last: date, worked: date) -> list[AnnouncedYear]:
    """One year with one holiday."""
    holiday = Holiday("国庆节", "National Day", first, last, (worked,))
    return [AnnouncedYear(2026, "notice", (holiday,))]


def test_a_worked_day_must_be_a_weekend_day_that_is_not_off():
    """A slip in the data is refused with the day concerned."""
    first, last = date(2026, 10, 1), date(2026, 10, 7)
    with pytest.raises(TechmarketError) as refused:
        WorkingCalendar(announced(first, last, date(2026, 10, 9)))
    assert str(refused.value) == (
        "2026-10-09 cannot be a weekend day that is worked (holidays.toml): it is no weekend day; "
        "correct it after the notice of the State Council."
    )
    with pytest.raises(TechmarketError) as refused:
        WorkingCalendar(announced(first, last, date(2026, 10, 3)))
    assert str(refused.value) == (
        "2026-10-03 cannot be a weekend day that is worked (holidays.toml): it is also a day off; "
        "correct it after the notice of the State Council."
    )


NOTICE = """[[year]]
year = 2027
source = "notice"
holidays = [
    { zh = "元旦", en = "New Year", first = 2027-01-01, last = 2027-01-03, worked = [] },
]
"""


def test_a_notice_is_entered_on_the_day_it_is_issued(tmp_path, monkeypatch):
    """A file of the site's data folder adds a year; a file that is not there adds nothing."""
    monkeypatch.setattr(module, "_added", [])
    calendar.cache_clear()
    try:
        module.read_also(tmp_path / "absent.toml")
        new_year_eve = date(2026, 12, 31)
        assert calendar().add_working_days(new_year_eve, 1) == FoundDay(date(2027, 1, 1), True)
        (tmp_path / "holidays.toml").write_text(NOTICE, encoding="utf-8")
        module.read_also(tmp_path / "holidays.toml")
        assert calendar().add_working_days(new_year_eve, 1) == FoundDay(date(2027, 1, 4), False)
        assert 2012 in calendar().years
    finally:
        monkeypatch.undo()
        calendar.cache_clear()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[year]]\nyear = 2027\n", "KeyError: 'source'"),
        ("year = 2027", "TypeError: 'int' object is not iterable"),
    ],
)
def test_a_notice_that_cannot_be_read(text, why):
    with pytest.raises(TechmarketError) as refused:
        module.read_years(text, "data/holidays.toml")
    assert str(refused.value) == (
        f"the holidays cannot be read (data/holidays.toml): {why}; write them like holidays.toml "
        "of the program."
    )


def test_a_notice_that_is_no_toml():
    """The reason is the reader's own, with the place."""
    with pytest.raises(TechmarketError) as refused:
        module.read_years("holidays", "data/holidays.toml")
    assert refused.value.why.startswith("TOMLDecodeError: ")


def test_the_calendar_ends_in_9999():
    """A limit that would end later says so and does not break."""
    with pytest.raises(TechmarketError) as refused:
        calendar().add_working_days(date(9999, 12, 30), 3)
    assert str(refused.value) == (
        "a time limit ends after the last day of the calendar (9999-12-31); check the date from "
        "which it is counted."
    )


def test_a_limit_is_not_negative():
    with pytest.raises(ValueError, match="a limit is not negative"):
        calendar().add_working_days(date(2026, 1, 5), -1)
