"""Numbers for the cells of a grouping: the codes of its dimensions as the digits of one integer.

Not here: adding up by these numbers (`cubes.cells`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from techmarket.cubes.cells import Cells, Ints, ListedCells, PlacedCells
from techmarket.cubes.plan import Grouping

MOST_PLACES = 2**24
"""Possible cells up to which each has a place: a quarter of a gigabyte if all were touched."""

Column = npt.NDArray[Any]
"""Codes of one dimension, one per contract, unsigned and as narrow as they were stored."""


@dataclass(frozen=True)
class Numbering:
    """Cells of a grouping, numbered from 0.

    Attributes:
        grouping: the dimensions, the first one being the highest digit.
        sizes: how many codes each has.
    """

    grouping: Grouping
    sizes: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.possible >= 2**63:
            names = ", ".join(self.grouping)
            raise OverflowError(f"{names} have more combinations than 64 bits can number")

    @property
    def possible(self) -> int:
        """Number of combinations of codes."""
        return prod(self.sizes)

    def empty_cells(self) -> Cells:
        """Cells to count in. The contracts of a seller follow each other in a snapshot."""
        if "seller" in self.grouping or self.possible > MOST_PLACES:
            return ListedCells()
        return PlacedCells(self.possible)

    def numbers(self, columns: Mapping[str, Column], rows: int) -> Ints:
        """The cell of every contract, int64, shape (rows,)."""
        digits = [columns[dimension] for dimension in self.grouping]
        if not digits:
            return np.zeros(rows, np.int64)
        numbers = digits[0].astype(self._narrowest())
        for digit, size in zip(digits[1:], self.sizes[1:], strict=True):
            np.multiply(numbers, size, out=numbers)
            np.add(numbers, digit, out=numbers, casting="unsafe")
        return numbers.astype(np.int64, copy=False)

    def codes(self, numbers: Ints) -> dict[str, Ints]:
        """The codes that numbers stand for, by dimension."""
        found: dict[str, Ints] = {}
        for dimension, size in reversed(list(zip(self.grouping, self.sizes, strict=True))):
            above = numbers // max(size, 1)
            numbers, found[dimension] = above, numbers - above * size
        return found

    def _narrowest(self) -> type[np.uint16] | type[np.uint32] | type[np.int64]:
        """The narrower an integer is, the more of them a processor multiplies at once."""
        if self.possible <= 2**16:
            return np.uint16
        return np.uint32 if self.possible <= 2**32 else np.int64
