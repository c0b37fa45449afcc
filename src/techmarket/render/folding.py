"""A short table that is too wide, folded: its columns in bands, one below the other.

So a long row of years is printed. Not here: when a table is too wide, which every format of pages
decides by its own measures (`pdf.table_layout`, `docx.bands`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from techmarket.render.header import head_cells
from techmarket.tables.model import BuiltTable

FOLDED_ROWS = 8
"""A table of more rows is not folded: nobody would find the row again in the second band."""

MOST_BANDS = 3


def folded(table: BuiltTable) -> Iterator[tuple[BuiltTable, ...]]:
    """The table in two bands, in three: groups of columns are kept whole, and as many in each.

    Nothing for a table of many rows, or one whose groups cannot be shared out evenly.
    """
    if len(table.rows) > FOLDED_ROWS or len({len(path) for path in table.columns}) != 1:
        return
    groups = [c for c in head_cells(table.columns) if c.row == 0]
    for number in range(2, MOST_BANDS + 1):
        if len(groups) % number == 0:
            share = len(groups) // number
            starts = [groups[place].col for place in range(0, len(groups), share)]
            ends = [*starts[1:], len(table.columns)]
            yield tuple(_part(table, *ends_of) for ends_of in zip(starts, ends, strict=True))


def _part(table: BuiltTable, start: int, end: int) -> BuiltTable:
    return replace(
        table,
        columns=table.columns[start:end],
        cells=tuple(row[start:end] for row in table.cells),
    )
