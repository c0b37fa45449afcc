"""Which contracts count: those with certain codes.

Not here: reading and counting them (`cubes.kernel_engine`, `cubes.counting`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np
import numpy.typing as npt

from techmarket.cubes.digits import Column
from techmarket.cubes.engine import Where, labels_of
from techmarket.snapshot.layout import CODED
from techmarket.snapshot.snapshot import Snapshot

Statistics = Callable[[str], tuple[int, int] | None]
"""Column to the smallest and the largest position in a row group."""


class Chosen:
    """The contracts whose codes are among those asked for.

    Args:
        snapshot: knows the codes.
        where: dimension to codes; a code that no contract has chooses nothing.

    Attributes:
        dimensions: that must be known of a contract.
    """

    def __init__(self, snapshot: Snapshot, where: Where) -> None:
        self.dimensions = set(where)
        self._allowed = {d: _positions(snapshot, d, codes) for d, codes in where.items()}

    def may_be_in(self, statistics: Statistics) -> bool:
        """Whether a row group may have one of them."""
        for dimension, allowed in self._allowed.items():
            found = statistics(dimension) if dimension in CODED else None
            if found is not None and not allowed[found[0] : found[1] + 1].any():
                return False
        return True

    def among(
        self, columns: Mapping[str, Column], rows: int, needed: Collection[str]
    ) -> tuple[int, dict[str, Column]]:
        """How many there are in a batch, and the needed columns of them alone."""
        kept = np.ones(rows, bool)
        for dimension, allowed in self._allowed.items():
            kept &= allowed[columns[dimension]]
        places = np.flatnonzero(kept)
        if len(places) == rows:
            return rows, dict(columns)
        return len(places), {name: columns[name][places] for name in needed}


def _positions(snapshot: Snapshot, dimension: str, codes: Collection[str]) -> npt.NDArray[np.bool_]:
    labels = labels_of(snapshot, (dimension,))[dimension]
    return np.array([label in codes for label in labels], bool)
