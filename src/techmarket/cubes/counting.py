"""Counting: batches of contracts into the cells of all groupings, in one pass.

Not here: which batches there are and who reads them (`cubes.kernel_engine`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from techmarket.cubes.cells import Adding, ListedCells, PlacedCells
from techmarket.cubes.chosen import Chosen
from techmarket.cubes.cube import Cube
from techmarket.cubes.digits import Column, Numbering
from techmarket.cubes.engine import VALUE_CLASSES, labels_of, major_limits
from techmarket.cubes.exact_cells import Bound, ExactCells
from techmarket.cubes.plan import Grouping
from techmarket.snapshot.snapshot import Snapshot

Limits = Sequence[tuple[date, int]]

AnyExactCells = ExactCells[PlacedCells] | ExactCells[ListedCells]

EPOCH = date(1970, 1, 1)

MOST_PLACES = 2**24
"""Possible cells up to which each has a place: a quarter of a gigabyte if all were touched."""


class Counting:
    """All groupings of one pass.

    Args:
        snapshot: whose contracts are counted.
        year: of registration.
        groupings: to count.
        with_value: whether values are added up.
        adding: the loops that add.
        chosen: the contracts that count.
        shares: how many count side by side, to be joined.

    Attributes:
        columns: that must be read.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        with_value: bool,
        adding: Adding,
        chosen: Chosen,
        shares: int = 1,
    ) -> None:
        self._limits = major_limits(year)
        self._with_value = with_value
        self._chosen = chosen
        self._counted = {dimension for grouping in groupings for dimension in grouping}
        self._dimensions = self._counted | chosen.dimensions
        self._numbering = {g: Numbering(g, _sizes(snapshot, g)) for g in groupings}
        self._cells: dict[Grouping, Any] = {
            g: _empty_cells(n, adding) for g, n in self._numbering.items()
        }
        self._bound = Bound(adding, shares)
        self.columns = self._columns()

    def add(self, columns: dict[str, Column], number: int, place: int) -> None:
        """Count so many contracts, which stand at `place` among all batches."""
        if "value_class" in self._dimensions:
            columns["value_class"] = _value_classes(columns, self._limits)
        if self._chosen.dimensions:
            needed = self._counted | ({"value"} if self._with_value else set())
            number, columns = self._chosen.among(columns, number, needed)
        values = columns["value"] if self._with_value else None
        whole = values is None or self._bound.allows(values)
        for grouping, cells in self._cells.items():
            digits = self._numbering[grouping].digits(columns, number, place)
            if values is None or whole:
                cells.add(digits, values)
            else:
                cells.add_in_halves(digits, values)

    def join(self, other: Counting) -> None:
        """Take over what another counting of the same groupings has counted."""
        for grouping, cells in self._cells.items():
            cells.join(other._cells[grouping])

    def cube(self, snapshot: Snapshot, grouping: Grouping) -> Cube:
        """What was counted; it is given up here, so that it is not there twice."""
        numbers, count, value = self._cells.pop(grouping).counted()
        codes = self._numbering[grouping].codes(numbers)
        del numbers
        labels = labels_of(snapshot, grouping)
        return Cube(grouping, codes, labels, count.astype(np.int64, copy=False), value)

    def _columns(self) -> tuple[str, ...]:
        found = self._dimensions - {"value_class"}
        if "value_class" in self._dimensions or self._with_value:
            found = found | {"value"}
        if "value_class" in self._dimensions and len(self._limits) > 1:
            found = found | {"registration_date"}
        return tuple(sorted(found or {"value"}))


def _empty_cells(numbering: Numbering, adding: Adding) -> AnyExactCells:
    """Cells to count in. The contracts of a seller follow each other in a snapshot."""
    if "seller" in numbering.grouping or numbering.possible > MOST_PLACES:
        return ExactCells(lambda: ListedCells(adding))
    return ExactCells(lambda: PlacedCells(numbering.possible, adding))


def _sizes(snapshot: Snapshot, grouping: Grouping) -> tuple[int, ...]:
    labels = labels_of(snapshot, grouping)
    return tuple(len(labels[d]) if d in labels else snapshot.parties for d in grouping)


def _value_classes(columns: Mapping[str, Column], limits: Limits) -> Column:
    """Position in `VALUE_CLASSES` of every contract."""
    limit: int | Column = limits[0][1]
    for first, later in limits[1:]:
        limit = np.where(columns["registration_date"] >= (first - EPOCH).days, later, limit)
    minor = columns["value"] < limit
    assert VALUE_CLASSES == ("major", "minor")
    return minor.view(np.uint8)
