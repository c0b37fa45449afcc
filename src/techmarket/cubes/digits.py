"""The cells of a grouping as numbers: the codes of its dimensions are the digits of one integer.

Not here: adding up by these numbers (`cubes.cells`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from techmarket.cubes.plan import Grouping

Ints = npt.NDArray[np.int64]

BLOCK = 2**18

Column = npt.NDArray[Any]
"""Codes of one dimension, one per contract, unsigned and as narrow as they were stored."""


@dataclass(frozen=True)
class Numbering:
    """Cells of a grouping, numbered from 0.

    Attributes:
        grouping: the dimensions, the first one being the highest digit.
        sizes: how many codes each has.

    Raises:
        OverflowError: there are 2**63 combinations or more.
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

    def digits(self, columns: Mapping[str, Column], rows: int, place: int) -> Digits:
        """What the contracts of a batch say of this grouping."""
        return Digits(tuple(columns[d] for d in self.grouping), self.sizes, rows, place)

    def codes(self, numbers: Column) -> dict[str, Column]:
        """The codes that numbers stand for, by dimension, each as narrow as it can be."""
        narrow = {d: np.min_scalar_type(max(n - 1, 0)) for d, n in self._sized()}
        found = {d: np.empty(len(numbers), narrow[d]) for d in self.grouping}
        for start in range(0, len(numbers), BLOCK):
            left = numbers[start : start + BLOCK]
            for dimension, size in reversed(self._sized()):
                above = left // max(size, 1)
                found[dimension][start : start + BLOCK] = left - above * size
                left = above
        return found

    def _sized(self) -> list[tuple[str, int]]:
        return list(zip(self.grouping, self.sizes, strict=True))


@dataclass(frozen=True)
class Digits:
    """The digits of the cells of a batch of contracts.

    Attributes:
        columns: one per dimension, each of shape (rows,).
        sizes: how many codes each dimension has.
        rows: contracts in the batch.
        place: of the batch among all batches, from 0.
    """

    columns: tuple[Column, ...]
    sizes: tuple[int, ...]
    rows: int
    place: int

    def numbers(self) -> Ints:
        """The cell of every contract, int64, shape (rows,)."""
        if not self.columns:
            return np.zeros(self.rows, np.int64)
        numbers = self.columns[0].astype(self.narrowest())
        for digit, size in zip(self.columns[1:], self.sizes[1:], strict=True):
            np.multiply(numbers, size, out=numbers)
            np.add(numbers, digit, out=numbers, casting="unsafe")
        return numbers.astype(np.int64, copy=False)

    def narrowest(self) -> type[np.uint16] | type[np.uint32] | type[np.int64]:
        """For numbers: the narrower they are, the more of them a processor multiplies at once."""
        possible = prod(self.sizes)
        if possible <= 2**16:
            return np.uint16
        return np.uint32 if possible <= 2**32 else np.int64
