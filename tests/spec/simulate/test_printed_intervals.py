"""A printed number is an interval: all exact values that round to it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from techmarket.consistency.interval import interval_of, printed_number
from techmarket.observations.observation import Key
from techmarket.published import Place
from techmarket.simulate.constraints import Row, Statement, rows_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7469.13", Decimal("7469.13")),
        ("120,332.69", Decimal("120332.69")),
        ("2.64%", Decimal("2.64")),
        ("-2.97", Decimal("-2.97")),
    ],
)
def test_separators_and_percent_signs_are_no_part_of_a_number(text: str, number: Decimal) -> None:
    """They are layout."""
    assert printed_number(text) == number


@pytest.mark.parametrize("text", ["", "—", "--", "-", "华中科技大学", "NaN"])
def test_symbols_names_and_blanks_state_no_number(text: str) -> None:
    """So they bound nothing."""
    assert printed_number(text) is None
    assert interval_of(text, "亿元", 2) is None


def test_an_amount_lies_within_half_a_printed_unit() -> None:
    """0.005 亿元 are 500,000 元, that is 50,000,000 分."""
    interval = interval_of("7469.13", "亿元", 2)
    assert interval is not None
    assert interval.low == 74_691_300_000_000 - 50_000_000
    assert interval.high == 74_691_300_000_000 + 50_000_000
    assert interval.middle == 74_691_300_000_000


def test_a_dropped_final_zero_was_still_printed() -> None:
    """The column prints two decimals, so 214.3 is 214.30 and no vaguer."""
    assert interval_of("214.3", "亿元", 2) == interval_of("214.30", "亿元", 2)


def test_a_percentage_is_a_ratio() -> None:
    """16.03 % lies between 0.16025 and 0.16035."""
    interval = interval_of("16.03", "%", 2)
    assert interval is not None
    assert (interval.low, interval.high) == (Fraction("0.16025"), Fraction("0.16035"))


def test_a_count_is_exact() -> None:
    """Nothing was rounded."""
    interval = interval_of("294929", "项", 0)
    assert interval is not None
    assert interval.low == interval.high == 294929


def edges(text: str) -> dict[str, Row]:
    """The two rows of a printed value, by side."""
    interval = interval_of(text, "亿元", 2)
    assert interval is not None
    statement = Statement(Place("表", "行", "列"), Key("value", 2013), interval, text)
    return {row.name.rpartition("|")[2]: row for row in rows_of(statement, {}, {})}


def test_halves_are_rounded_up_so_the_upper_edge_is_excluded() -> None:
    """0.125 is printed 0.13: it is the lower edge of 0.13, and outside 0.12."""
    rows = edges("0.12")
    assert (rows["lower"].strict, rows["upper"].strict) == (False, True)
    assert rows["upper"].bound == 1_250_000_000
    assert rows["lower"].bound == -1_150_000_000


def test_below_zero_the_lower_edge_is_excluded() -> None:
    """Halves are rounded away from zero: -0.125 is printed -0.13."""
    rows = edges("-0.12")
    assert (rows["lower"].strict, rows["upper"].strict) == (True, False)
    assert rows["lower"].bound == 1_250_000_000


def test_zero_excludes_both_edges() -> None:
    """Of 0.00 both halves are printed as another number."""
    rows = edges("0.00")
    assert (rows["lower"].strict, rows["upper"].strict) == (True, True)
