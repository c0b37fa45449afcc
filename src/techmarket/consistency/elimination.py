"""One equation taken from another, in fractions.

Not here: which equations there are (`proof`, `witness`).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def take_away(factors: dict[K, Fraction], times: Fraction, other: Mapping[K, Fraction]) -> None:
    """`factors -= times * other`, in place, without zeros."""
    for key, factor in other.items():
        left = factors.get(key, Fraction(0)) - times * factor
        if left:
            factors[key] = left
        else:
            factors.pop(key, None)
