"""Classes of values, for figures that show a value by a shade.

The limits are round numbers, so that a reader can say them: the four largest of a row (…, 10, 50,
100, 500, … or …, 1, 10, 100, …) that are no larger than the largest value. Not here: the shades
(`draw.theme`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from techmarket.tables.cell import rounded

MOST_LIMITS = 4

FINE = (5, 1)
"""Leading digits of the limits of a map: 1000, 500, 100, 50."""

COARSE = (1,)
"""Leading digits of the limits of a matrix, whose values lie further apart: 100, 10, 1."""


def class_limits(values: Iterable[Fraction], digits: tuple[int, ...]) -> tuple[Fraction, ...]:
    """The limits between classes, smallest first; none where no value is above zero.

    A value belongs to the class above the largest limit that it reaches.
    """
    largest = max(values, default=Fraction(0))
    if largest <= 0:
        return ()
    found = (limit for limit in _downwards(largest, digits) if limit <= largest)
    return tuple(sorted(next(found) for _ in range(MOST_LIMITS)))


def _downwards(largest: Fraction, digits: tuple[int, ...]) -> Iterator[Fraction]:
    power = Fraction(1)
    while power <= largest:
        power *= 10
    while True:
        yield from (power * digit for digit in digits)
        power /= 10


def class_of(value: Fraction, limits: tuple[Fraction, ...]) -> int:
    """The class of a value, from 0 for the lowest: how many limits it reaches."""
    return sum(value >= limit for limit in limits)


def class_labels(limits: tuple[Fraction, ...]) -> tuple[str, ...]:
    """The classes as a legend names them: `<50`, `50–100`, …, `≥1000`; empty without limits."""
    if not limits:
        return ()
    named = [_plain(limit) for limit in limits]
    between = (f"{low}–{high}" for low, high in pairwise(named))
    return (f"<{named[0]}", *between, f"≥{named[-1]}")


def _plain(limit: Fraction) -> str:
    """A limit without needless decimals: 50, 0.05."""
    decimals = 0
    while (limit * 10**decimals).denominator != 1:
        decimals += 1
    return rounded(limit, decimals)
