"""Cells whose sums are exact however large they become.

While the values of all contracts together fit in 64 bits, so does every sum of some of them. From
there on a value is added in halves: the low 32 bits here, the rest there. Not here: the cells
themselves (`cubes.cells`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from techmarket.cubes.cells import Adding, Cells, Counted
from techmarket.cubes.cube import LARGEST_SAFE_SUM
from techmarket.cubes.digits import Digits, Ints

AnyCells = TypeVar("AnyCells", bound=Cells)

HALF = 32
LOW = 2**HALF - 1


class Bound:
    """How large a sum of values can be so far; it allows 2**62 divided among those who count,
    and halves fill the other half only after a thousand million contracts.

    Args:
        adding: the loops.
        shares: how many count side by side, each with a bound of its own.
    """

    def __init__(self, adding: Adding, shares: int = 1) -> None:
        self._adding = adding
        self._most = LARGEST_SAFE_SUM // shares
        self._reached = 0

    def allows(self, values: Ints) -> bool:
        """Whether these values can still be added whole; if so they are taken as added."""
        if not len(values):
            return True
        total = self._adding.size(values)
        if total is None or self._reached + total >= self._most:
            return False
        self._reached += total
        return True


class ExactCells(Generic[AnyCells]):
    """Contracts and exact values by the number of a cell.

    Args:
        empty: makes cells without contracts.
    """

    def __init__(self, empty: Callable[[], AnyCells]) -> None:
        self._empty = empty
        self._whole = empty()
        self._upper: AnyCells | None = None

    def add(self, digits: Digits, values: Ints | None) -> None:
        """Add contracts whose values a `Bound` allows, or whose values do not matter."""
        self._whole.add(digits, values)

    def add_in_halves(self, digits: Digits, values: Ints) -> None:
        """Add contracts with any values of 64 bits."""
        self._whole.add(digits, values & LOW)
        if self._upper is None:
            self._upper = self._empty()
        self._upper.add(digits, values >> HALF)

    def join(self, other: ExactCells[AnyCells]) -> None:
        """Take over what was counted in others of the same numbering."""
        self._whole.join(other._whole)
        if other._upper is not None:
            if self._upper is None:
                self._upper = self._empty()
            self._upper.join(other._upper)

    def counted(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
        """Numbers of the cells with contracts; contracts; values as in `Cube.value`."""
        numbers, count, value = self._whole.counted()
        if self._upper is None:
            return numbers, count, value
        return numbers, count, _joined(numbers, value, self._upper.counted())


def _joined(numbers: npt.NDArray[Any], lower: Ints, upper: Counted) -> npt.NDArray[Any]:
    above = dict(zip(upper[0].tolist(), upper[2].tolist(), strict=True))
    pairs = zip(numbers.tolist(), lower.tolist(), strict=True)
    value = [low + (above.get(number, 0) << HALF) for number, low in pairs]
    fits = sum(map(abs, value)) < LARGEST_SAFE_SUM
    return np.array(value, dtype=np.int64 if fits else object)
