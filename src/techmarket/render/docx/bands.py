"""The bands that a table stands in in a Word document: one, or several where it is folded.

Not here: how columns share the room (`widths`) and how a table is folded (`render.folding`).
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.render.docx.widths import LARGEST, ColumnPlan, column_plan
from techmarket.render.folding import folded
from techmarket.render.header import Stub, stub_of
from techmarket.tables.model import BuiltTable

_READABLE = 8.0
"""A short table is folded rather than set in smaller letters, in points."""


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the columns of a table, over the whole width of the page.

    Attributes:
        table: the table with these columns alone.
        stub: its labels, which stand in every band.
        plan: of its columns.
    """

    table: BuiltTable
    stub: Stub
    plan: ColumnPlan


def bands_of(table: BuiltTable) -> tuple[Band, ...]:
    """A table as one band if it can be read so, or cannot be folded; else as few as are needed."""
    whole = _band(table, LARGEST)
    if _crowded(whole):
        for parts in folded(table):
            bands = [_band(part, LARGEST) for part in parts]
            if not any(map(_crowded, bands)):
                size = min(band.plan.size for band in bands)
                return tuple(_band(part, size) for part in parts)
    return (whole,)


def _band(table: BuiltTable, largest: float) -> Band:
    stub = stub_of(table)
    return Band(table, stub, column_plan(table, stub, largest))


def _crowded(band: Band) -> bool:
    return band.plan.across or band.plan.size < _READABLE
