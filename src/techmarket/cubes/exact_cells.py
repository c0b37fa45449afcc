"""Cells whose sums are exact however large they become.

While the values of all contracts together fit in 64 bits, so does every sum of some of them. From
there on a value is added in halves: the low 32 bits here, the rest there. Not here: the cells
themselves (`cubes.cells`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from techmarket.cubes.cells import Cells, Counted, Ints
from techmarket.cubes.cube import LARGEST_SAFE_SUM

HALF = 32
LOW = 2**HALF - 1


class Bound:
    """How large a sum of values can be so far; it allows 2**62, and halves fill the other half
    only after a thousand million contracts."""

    def __init__(self) -> None:
        self._reached = 0

    def allows(self, values: Ints) -> bool:
        """Whether these values can still be added whole; if so they are taken as added."""
        if not len(values):
            return True
        largest = max(-int(values.min()), int(values.max()))
        if largest * len(values) >= LARGEST_SAFE_SUM:
            return False
        reached = self._reached + int(np.abs(values).sum())
        if reached >= LARGEST_SAFE_SUM:
            return False
        self._reached = reached
        return True


class ExactCells:
    """Contracts and exact values by the number of a cell.

    Args:
        empty: makes cells without contracts.
    """

    def __init__(self, empty: Callable[[], Cells]) -> None:
        self._empty = empty
        self._whole = empty()
        self._upper: Cells | None = None

    def add(self, numbers: Ints, values: Ints | None) -> None:
        """Add contracts whose values a `Bound` allows, or whose values do not matter."""
        self._whole.add(numbers, values)

    def add_in_halves(self, numbers: Ints, values: Ints) -> None:
        """Add contracts with any values of 64 bits."""
        self._whole.add(numbers, values & LOW)
        if self._upper is None:
            self._upper = self._empty()
        self._upper.add(numbers, values >> HALF)

    def counted(self) -> tuple[Ints, Ints, npt.NDArray[Any]]:
        """Numbers of the cells with contracts; contracts; values as in `Cube.value`."""
        numbers, count, value = self._whole.counted()
        if self._upper is None:
            return numbers, count, value
        return numbers, count, _joined(numbers, value, self._upper.counted())


def _joined(numbers: Ints, lower: Ints, upper: Counted) -> npt.NDArray[Any]:
    above = dict(zip(upper[0].tolist(), upper[2].tolist(), strict=True))
    pairs = zip(numbers.tolist(), lower.tolist(), strict=True)
    value = [low + (above.get(number, 0) << HALF) for number, low in pairs]
    fits = sum(map(abs, value)) < LARGEST_SAFE_SUM
    return np.array(value, dtype=np.int64 if fits else object)
