"""What cells say, computed a second time by plain means, for texts that Hypothesis invents."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.imports.amounts import UNITS, amount_of, amounts_of
from techmarket.imports.days import day_of
from techmarket.imports.staged_rows import Places
from techmarket.imports.workbook_parts import letters_of, place_of
from techmarket.imports.written_number import written_number

units = st.sampled_from(sorted(UNITS))
numbers = st.from_regex(r"\A[0-9]{1,19}(\.[0-9]{0,9})?\Z")
texts = st.one_of(
    numbers,
    st.from_regex(r"\A[0-9,.]{1,12}\Z"),
    st.text("0123456789.,万亿元 ￥-()", min_size=1, max_size=12),
    st.none(),
)


@settings(deadline=None)
@given(numbers, units)
def test_plain_numbers_come_to_the_fraction_that_they_are(text: str, unit: str) -> None:
    """By fractions: a whole number of 分 up to the largest amount, or nothing."""
    cents = Fraction(text.rstrip(".")) * UNITS[unit]
    expected = int(cents) if cents.denominator == 1 and cents <= 10**18 else None
    assert amount_of(text, unit) == expected


@settings(deadline=None)
@given(st.lists(texts, max_size=30), units)
def test_a_column_of_amounts_is_its_amounts_one_by_one(column: list[str | None], unit: str) -> None:
    """The vectorised form reads what the plain form reads, and errs where it errs."""
    values, wrong = amounts_of(pa.array(column, pa.string()), unit)
    one_by_one = [None if text is None else amount_of(text, unit) for text in column]
    assert values.to_pylist() == one_by_one
    assert wrong.tolist() == [
        text is not None and value is None for text, value in zip(column, one_by_one, strict=True)
    ]


@settings(deadline=None)
@given(st.dates(date(1928, 1, 1), date(2100, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    """Eight ways of writing, and the serial number counted from 30 December 1899."""
    ways = [
        day.isoformat(), f"{day:%Y/%m/%d}", f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}-{day.month}-{day.day} 0:00",
        str((day - date(1899, 12, 30)) // timedelta(days=1)), f" {day.isoformat()} ",
    ]  # fmt: skip
    assert {day_of(text) for text in ways} == {day}


@settings(deadline=None)
@given(st.integers(0, 10**14), st.integers(0, 2))
def test_a_decimal_of_fifteen_digits_survives_a_spreadsheet(digits: int, places: int) -> None:
    """What was typed comes back although the spreadsheet keeps it as a binary number."""
    fraction = Fraction(digits, 10**places)
    assert Fraction(written_number(float(fraction))) == fraction


@settings(deadline=None)
@given(st.integers(0, 20_000))
def test_letters_of_a_column(place: int) -> None:
    """Counted on from A by hand: after Z comes AA."""
    letters = letters_of(place)
    assert place_of(letters) == place
    before = letters_of(place - 1) if place else ""
    plain = before.rstrip("Z")
    carried = (plain[:-1] + chr(ord(plain[-1]) + 1) if plain else "A") + "A" * (
        len(before) - len(plain)
    )
    assert letters == (carried if place else "A")


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 10**6), unique=True, max_size=5), max_size=8))
def test_every_staged_row_knows_its_row(blocks: list[list[int]]) -> None:
    """Rows without gaps are kept as their first number only; both kinds lead back."""
    places, expected = Places(), []
    for number, block in enumerate(blocks):
        rows = sorted(block)
        places.add(number, np.array(rows, dtype=np.int64))  # type: ignore[arg-type]
        expected += [(number, row) for row in rows]
    assert [places.of(staged) for staged in range(len(expected))] == expected
