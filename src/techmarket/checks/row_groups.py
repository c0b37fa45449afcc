"""Rows of a table that are equal in some columns, numbered; what rules about a batch count over.

Not here: what is counted (`amounts_in_batch`, `defaults_in_batch`, `vintage_rules`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.checks.columns import ArrowArray

Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.bool_]

NOWHERE = -1
"""The group of a row in which one of the columns is empty."""


@dataclass(frozen=True)
class RowGroups:
    """Rows by what they are equal in.

    Attributes:
        columns: names of the columns.
        keys: what the rows of each group hold in the columns, ascending.
        of_row: shape (rows,), the number of the group of each row, or `NOWHERE`.
    """

    columns: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    of_row: Places

    @cached_property
    def sizes(self) -> Places:
        """Rows of each group, shape (groups,)."""
        return self.count(np.ones(len(self.of_row), dtype=np.bool_))

    def count(self, marked: Bits) -> Places:
        """Rows of each group that are marked, shape (groups,)."""
        inside = self.of_row[marked & (self.of_row != NOWHERE)]
        return np.bincount(inside, minlength=len(self.keys)).astype(np.int64)

    def total(self, amounts: Places) -> Places:
        """The exact sum of whole numbers in each group, shape (groups,)."""
        sums = np.zeros(len(self.keys), dtype=np.int64)
        inside = self.of_row != NOWHERE
        np.add.at(sums, self.of_row[inside], amounts[inside])
        return sums

    @cached_property
    def _sorted(self) -> tuple[Places, Places]:
        order = np.argsort(self.of_row, kind="stable")
        bounds = np.searchsorted(self.of_row[order], np.arange(len(self.keys) + 1))
        return order, bounds

    def rows(self, number: int) -> Places:
        """The rows of one group, ascending."""
        order, bounds = self._sorted
        return order[bounds[number] : bounds[number + 1]]


def row_groups(table: pa.Table, columns: tuple[str, ...]) -> RowGroups:
    """The rows of a table by some columns of text or codes; the keys stand in ascending order."""
    combined = np.zeros(table.num_rows, dtype=np.int64)
    empty = np.zeros(table.num_rows, dtype=np.bool_)
    texts: list[list[str]] = []
    for name in columns:
        found, values = coded(table, name)
        empty |= found == NOWHERE
        combined = combined * (len(values) + 1) + found
        texts.append(values)
    placed = np.full(table.num_rows, NOWHERE, dtype=np.int64)
    possible = math.prod(len(values) + 1 for values in texts)
    if possible <= max(table.num_rows, 1):
        # Few combinations are counted, which is cheaper than sorting many rows.
        used = np.flatnonzero(np.bincount(combined[~empty], minlength=possible))
        number_of = np.full(possible, NOWHERE, dtype=np.int64)
        number_of[used] = np.arange(len(used))
        placed[~empty] = number_of[combined[~empty]]
    else:
        used, placed[~empty] = np.unique(combined[~empty], return_inverse=True)
    return RowGroups(columns, tuple(_key(int(one), texts) for one in used), placed)


def coded(table: pa.Table, name: str) -> tuple[Places, list[str]]:
    """A column of texts as places in the list of its different texts, which is ascending."""
    column: ArrowArray = table[name].combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    values = [str(value) for value in column.dictionary.to_pylist()]
    different = sorted(set(values))
    place = {text: number for number, text in enumerate(different)}
    moved = np.array([place[text] for text in values] or [0], dtype=np.int64)
    indices = np.asarray(pc.fill_null(column.indices, 0), dtype=np.int64)
    given = np.asarray(column.is_valid(), dtype=np.bool_)
    return np.where(given, moved[indices], NOWHERE), different


def whole_numbers(table: pa.Table, name: str) -> tuple[Places, Bits]:
    """A column of whole numbers, 0 where nothing is given, and where something is."""
    column: ArrowArray = table[name].combine_chunks()
    given = np.asarray(column.is_valid(), dtype=np.bool_)
    return np.asarray(pc.fill_null(column, 0), dtype=np.int64), given


def _key(number: int, texts: list[list[str]]) -> tuple[str, ...]:
    parts = []
    for values in reversed(texts):
        number, place = divmod(number, len(values) + 1)
        parts.append(values[place])
    return tuple(reversed(parts))
