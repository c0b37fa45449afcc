"""What the digits of a printed number say: the interval of exact values behind it.

Three readings: rounded half up as the rules have it (half-open), rounded with either end allowed
(closed), and rounded or cut off. Words widen it (超过, 近, 约). Not here: what the
number is a number of (`identities`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from techmarket.audit.statement import Comparison, Kind, PrintedNumber

A_TENTH = Fraction(1, 10)
"""近 and 约 leave a tenth of the number (assumed; no standard of rounding says)."""

COUNTED = frozenset({"项", "个", "家", "次", "人", "人次", "位", "名", "件", ""})
"""Units of things that are counted: printed whole, they are exact."""


class Reading(StrEnum):
    """How digits are read; a later reading allows more than an earlier one."""

    HALF_OPEN = "half_open"
    """Rounded half up: 7469.13 is 7469.125 or more and below 7469.135."""
    CLOSED = "closed"
    """Rounded, whichever way halves go: both ends belong to it."""
    TRUNCATED = "truncated"
    """Rounded, or the digits behind were left off: from 7469.125 to 7469.14."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """`low <= exact value <= high` in base units; `None` where there is no bound.

    Attributes:
        low_excluded, high_excluded: the end itself is the next number.
    """

    low: Fraction | None
    high: Fraction | None
    low_excluded: bool = False
    high_excluded: bool = False

    @property
    def exact(self) -> bool:
        """A single value."""
        return self.low is not None and self.low == self.high

    def contains(self, value: Fraction) -> bool:
        """Whether a value lies inside."""
        if self.low is not None and (value < self.low or (self.low_excluded and value == self.low)):
            return False
        return self.high is None or not (
            value > self.high or (self.high_excluded and value == self.high)
        )


def bounds(number: PrintedNumber, decimals: int, reading: Reading) -> Bounds:
    """The interval of a printed number.

    Args:
        number: as printed.
        decimals: digits its table prints (`printed_decimals`).
        reading: how its digits are read.
    """
    value = number.base_value
    match number.comparison:
        case Comparison.OVER:
            return Bounds(value, None)
        case Comparison.UNDER:
            return Bounds(None, value)
        case Comparison.NEARLY:
            return Bounds(value - abs(value) * A_TENTH, value)
        case Comparison.ABOUT:
            return Bounds(value - abs(value) * A_TENTH, value + abs(value) * A_TENTH)
    if _in_words(number):
        return Bounds(value - abs(value) * A_TENTH, None)
    if number.scale == 1 and decimals == 0 and number.unit in COUNTED:
        return Bounds(value, value)
    half = number.scale * Fraction(1, 2 * 10**decimals)
    low, high = value - half, value + half
    if reading is Reading.TRUNCATED:
        return Bounds(low - half, high) if value < 0 else Bounds(low, high + half)
    if reading is Reading.CLOSED:
        return Bounds(low, high)
    return Bounds(low, high, low_excluded=value < 0, high_excluded=value >= 0)


def _in_words(number: PrintedNumber) -> bool:
    """Whether no digit is printed (千亿元, 六成): so much at least, about."""
    return not any(character.isdigit() for character in number.text)


def printed_decimals(numbers: Sequence[PrintedNumber]) -> list[int]:
    """Digits after the point that each number stands for.

    A measure that a table mostly prints with two decimals and once as 2458.5 has dropped a nought:
    the number is read with the decimals of the others. Where they mix, each has its own.
    """
    columns: dict[tuple[str, ...], Counter[int]] = {}
    for number in numbers:
        if number.kind is Kind.CELL:
            columns.setdefault(_column(number), Counter())[number.decimals] += 1
    found = []
    for number in numbers:
        decimals = number.decimals
        if number.kind is Kind.CELL:
            seen = columns[_column(number)]
            usual, times = max(seen.items(), key=lambda pair: (pair[1], pair[0]))
            if usual > decimals and 2 * times > sum(seen.values()):
                decimals = usual
        found.append(decimals)
    return found


def _column(number: PrintedNumber) -> tuple[str, ...]:
    return (number.place.document, number.place.table, number.measure, number.unit)
