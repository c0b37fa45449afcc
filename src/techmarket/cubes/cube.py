"""A cube: contracts and their value, counted by the codes of a grouping.

Not here: parents and groups of codes; a cube knows only the codes that contracts carry
(`observations.rollup` adds them up).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from techmarket.cubes.plan import Grouping

Codes = npt.NDArray[Any]
"""Positions of codes, integers as narrow as they can be."""

Counts = npt.NDArray[np.int64]

LARGEST_SAFE_SUM = 2**62


@dataclass(frozen=True)
class Cube:
    """Cells of a grouping; a combination without contracts has no cell.

    Attributes:
        grouping: the dimensions.
        codes: dimension to an array of positions in `labels[dimension]`, one per cell.
        labels: dimension to its codes; the dimension `seller` has none, its positions are
            the rows of the snapshot's parties.
        count: contracts per cell, int64.
        value: 分 per cell, int64; Python integers (dtype object) where any sum over the
            cells might not fit.
    """

    grouping: Grouping
    codes: Mapping[str, Codes]
    labels: Mapping[str, tuple[str, ...]]
    count: Counts
    value: npt.NDArray[Any]

    def __len__(self) -> int:
        """Number of cells."""
        return len(self.count)


def exact_values(low: npt.NDArray[np.uint64], high: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    """128-bit integers, given as their halves: int64, or `int` where a sum might not fit."""
    narrow = low.view(np.int64)
    fits = bool((high == (narrow >> 63)).all())
    if fits and float(np.abs(narrow.astype(np.float64)).sum()) < LARGEST_SAFE_SUM:
        return narrow.copy()
    pairs = zip(high.tolist(), low.tolist(), strict=True)
    return np.array([(h << 64) + v for h, v in pairs], dtype=object)
