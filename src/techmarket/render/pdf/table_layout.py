"""How a table stands on a page: upright or across, the size of its letters, the width of columns.

Widths are estimated in half-width characters (`render.text_width`). A table that does not fit
upright even in the smallest letters is folded if it has few rows, and else turns the page. Not
here: what is printed (`tables`), and the spans of the head (`render.header`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from techmarket.render.body import is_name
from techmarket.render.folding import folded
from techmarket.render.header import HeaderCell, Stub, head_cells, stub_of
from techmarket.render.text_width import text_width
from techmarket.tables.model import BuiltTable

UPRIGHT_PT, ACROSS_PT = 459.0, 706.0
"""Width of the text on an A4 page and on one lying on its side, in points."""

SIZES = (9.0, 8.5, 8.0, 7.5)
"""Sizes of letters in an upright table, in points, the best first."""

SIZES_ACROSS = (8.0, 7.5)
"""The same on a page lying on its side, where there is little height."""

SMALLEST = 7.0
"""For a table that fits in no other way."""

LOW_ROWS = 20
"""A page lying on its side has no room for many more rows than this in larger letters."""

_PADDING = 1.6
"""Half-width characters left free in a column."""

_WORD = re.compile(r"[\u0021-\u024f]+|.", re.DOTALL)

_LONGEST_NAME = 44
"""A name longer than so many half-width characters is broken over lines."""

ROWS_TOGETHER = 28
"""A table of no more rows is not divided between two pages."""

_LINES_BESIDE = 2
"""A long label beside several rows may have so many lines, where it stands once."""

_LONG_LABEL = 16
"""In half-width characters."""


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the columns of a table, over the whole width.

    Attributes:
        table: the table with these columns alone.
        widths: share of the width for every column, those of the stub first.
        names: for every column of the body whether it holds names, which stand on the left.
        widest: for every column of the body its widest text, by which its digits are aligned.
    """

    table: BuiltTable
    widths: tuple[float, ...]
    names: tuple[bool, ...]
    widest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The measures of a table on paper.

    Attributes:
        across: it stands on a page lying on its side.
        size: of its letters, in points.
        bands: one, or more where it is folded.
    """

    across: bool
    size: float
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column in half-width characters: as narrow as it can be, and as it would like to be.

    A column of names takes what is left over, because its text stands on the left.
    """

    least: float
    wanted: float
    names: bool = False


def table_layout(table: BuiltTable) -> TableLayout:
    """The layout of a table: upright if it can be, folded if it is short, else across."""
    columns = _columns(table)
    upright = _size(columns, UPRIGHT_PT, SIZES)
    if upright is not None:
        return _layout((table,), across=False, size=upright)
    for bands in folded(table):
        found = [_size(_columns(band), UPRIGHT_PT, SIZES) for band in bands]
        if None not in found:
            return _layout(bands, across=False, size=min(filter(None, found)))
    sizes = SIZES_ACROSS if len(table.rows) <= LOW_ROWS else SIZES_ACROSS[-1:]
    size = _size(_columns(table, across=True), ACROSS_PT, sizes) or SMALLEST
    return _layout((table,), across=True, size=size)


def _layout(tables: Sequence[BuiltTable], *, across: bool, size: float) -> TableLayout:
    width = (ACROSS_PT if across else UPRIGHT_PT) / size * 2
    bands = (_band(table, _shared(_columns(table, across=across), width)) for table in tables)
    return TableLayout(across, size, tuple(bands))


def _band(table: BuiltTable, widths: Sequence[float]) -> Band:
    body = list(zip(*table.cells, strict=True))
    return Band(
        table=table,
        widths=tuple(widths),
        names=tuple(any(is_name(cell) for cell in column) for column in body),
        widest=tuple(max((c.text for c in column), key=text_width, default="") for column in body),
    )


def _columns(table: BuiltTable, *, across: bool = False) -> list[_Column]:
    beside = _LINES_BESIDE if across or len(table.rows) <= ROWS_TOGETHER else 1
    return [*_stub_columns(stub_of(table), beside), *_body_columns(table)]


def _size(columns: Sequence[_Column], width: float, sizes: Sequence[float]) -> float | None:
    """The best size in which the columns fit the width."""
    needed = sum(column.least for column in columns)
    return next((size for size in sizes if needed * size / 2 <= width), None)


def _stub_columns(stub: Stub, beside: int) -> list[_Column]:
    """The columns of labels; one beside several rows may have `beside` lines."""
    found = []
    for place in range(stub.width):
        cells = [*stub.headings, *stub.cells]
        own = [(c, _beside(c, beside)) for c in cells if c.col == place]
        wanted = max((width for cell, width in own if cell.colspan == 1), default=4)
        least = max((_unbreakable(cell.label) for cell, _ in own), default=4)
        found.append(_column(min(max(least, min(wanted, 20)), _LONGEST_NAME), wanted))
    return found


def _beside(cell: HeaderCell, lines: int) -> float:
    """The width that a label would like: a long one may have more lines beside its rows."""
    width = text_width(cell.label) + 2 * cell.indent
    return width / min(cell.rowspan, lines) if width > _LONG_LABEL else width


def _body_columns(table: BuiltTable) -> list[_Column]:
    found = []
    heads = [cell for cell in head_cells(table.columns) if cell.leaf]
    for place, column in enumerate(zip(*table.cells, strict=True)):
        head = next(cell.label for cell in heads if cell.col == place)
        body = max((text_width(cell.text) for cell in column), default=0)
        least = max(min(body, _LONGEST_NAME), _unbreakable(head), min(text_width(head), 8))
        wanted = max(body, min(text_width(head), 16))
        found.append(_column(least, wanted, names=any(map(is_name, column))))
    return found or [_column(text_width(cell.label), 0) for cell in heads]


def _column(least: float, wanted: float, *, names: bool = False) -> _Column:
    return _Column(least + _PADDING, max(least, wanted) + _PADDING, names)


def _unbreakable(text: str) -> float:
    """The widest word of a text."""
    return max((text_width(word) for word in _WORD.findall(text)), default=0)


def _shared(columns: Sequence[_Column], width: float) -> list[float]:
    """The width shared out: what each needs, then what each would like.

    The rest goes to the columns of names if there are any, and else evenly to all.
    """
    left = width - sum(column.least for column in columns)
    likes = [column.wanted - column.least for column in columns]
    total = sum(likes)
    part = min(1.0, left / total) if total and left > 0 else 0.0
    takers = [column.names or not any(c.names for c in columns) for column in columns]
    rest = max(0.0, left - part * total) / sum(takers)
    shares = zip(columns, likes, takers, strict=True)
    return [round(c.least + part * like + rest * takes, 3) for c, like, takes in shares]
