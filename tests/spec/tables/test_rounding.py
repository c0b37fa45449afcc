"""From an exact value to the printed text: units, rounding, signs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from techmarket.errors import TechmarketError
from techmarket.observations.observation import Key, Observation, Origin, Status, Value
from techmarket.tables.cell import printed_text, rounded
from techmarket.tables.parts import DeclaredCell

KEY = Key("value", 2013)


def printed(
    value: Value, unit: str, decimals: int = 2, *, suffix: str = "", trim: bool = False
) -> str:
    observation = Observation(KEY, value, "分", Status.NORMAL, Origin.COMPUTED)
    cell = DeclaredCell(KEY, unit, decimals, suffix, trim)
    return printed_text(cell, observation, {})


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (74_691_300_000_000, "亿元", "7469.13"),
        (253_250_000, "万元", "253.25"),
        (Fraction(1603, 10000), "%", "16.03"),
        (Fraction(-299, 10000), "%", "-2.99"),
    ],
)
def test_values_are_printed_in_their_unit(value: Value, unit: str, text: str) -> None:
    """亿元 is 10^10 分 and 万元 10^6 分; a ratio is printed in percent."""
    assert printed(value, unit) == text


def test_counts_have_no_decimals_and_no_separators() -> None:
    """Whether thousands are set apart is a matter of layout."""
    assert printed(294929, "项", 0) == "294929"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1005, 1000), "1.01"),
        (Fraction(1004999, 1000000), "1.00"),
        (Fraction(-1005, 1000), "-1.01"),
        (Fraction(-1004, 1000), "-1.00"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
    ],
)
def test_half_goes_up_in_absolute_value(value: Fraction, text: str) -> None:
    """A half is rounded away from zero on both sides, as GB/T 8170 rounds negative numbers."""
    assert rounded(value, 2) == text


def test_what_rounds_to_zero_has_no_sign() -> None:
    """There is no -0.00."""
    assert rounded(Fraction(-1, 1000), 2) == "0.00"
    assert rounded(Fraction(-2, 5), 0) == "0"


def test_nothing_is_rounded_twice() -> None:
    """1.0049 is 1.00, although 1.005 would be 1.01: no step between rounds."""
    assert printed(1_00_499_999_99, "亿元") == "1.00"


def test_an_answer_is_printed_as_it_was_given() -> None:
    """An answer of 8864.6 万元 has no second decimal, one of 28200 has none at all."""
    assert printed(8_864_600_000, "万元", trim=True) == "8864.6"
    assert printed(28_200_000_000, "万元", trim=True) == "28200"
    assert printed(2_328_396_630_000, "万元", trim=True) == "2328396.63"


def test_a_suffix_follows_a_number() -> None:
    """A growth in a table of 万元 says itself that it is in percent."""
    assert printed(Fraction(264, 10000), "%", suffix="%") == "2.64%"


def test_a_name_is_printed_as_it_is() -> None:
    """A name knows no unit and no rounding."""
    assert printed("华中科技大学", "-", 0) == "华中科技大学"


def test_a_name_with_a_line_break_is_refused() -> None:
    """It would break a line of every file it is written to."""
    with pytest.raises(TechmarketError) as refused:
        printed("华中\n科技大学", "-", 0)
    assert str(refused.value) == (
        "a name has a line break or a tab in it (value:2013:): '华中\\n科技大学'; "
        "correct the name where it was given."
    )
