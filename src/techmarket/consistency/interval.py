"""A printed number as the interval of exact values that round to it.

"7469.13" with two decimals says: at least 7469.125 and at most 7469.135. The interval is
kept closed on both sides, so that what contradicts it contradicts every rule of
rounding halves. Not here: what the number is a number of (`constraints`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

UNIT_IN_BASE = {
    "亿元": Fraction(10**10),
    "万元": Fraction(10**6),
    "%": Fraction(1, 100),
}
"""Printed unit → factor to the base unit (分, or a pure ratio). All other units are counts."""


@dataclass(frozen=True, slots=True)
class Interval:
    """`low <= exact value <= high`, in base units."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """The printed number itself, in base units."""
        return (self.low + self.high) / 2


def printed_number(text: str) -> Decimal | None:
    """The number in a printed cell, or `None` where it holds a symbol, a name or nothing.

    Thousands separators and a per cent sign are taken off: "120,332.69", "2.64%".
    """
    bare = text.replace(",", "").replace("%", "").strip()
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def interval_of(text: str, unit: str, decimals: int) -> Interval | None:
    """The interval of a printed cell, `None` if it holds no number.

    Args:
        text: as printed.
        unit: the printed unit; counts are exact, so their interval is one point.
        decimals: digits the column prints; a dropped final zero ("214.3") is still printed.
    """
    number = printed_number(text)
    if number is None:
        return None
    factor = UNIT_IN_BASE.get(unit)
    if factor is None:
        point = Fraction(number)
        return Interval(point, point)
    half = Fraction(1, 2 * 10**decimals)
    return Interval((Fraction(number) - half) * factor, (Fraction(number) + half) * factor)
