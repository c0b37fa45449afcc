"""From label paths to the spanned cells of a table head and of its stub.

Neighbours with the same label under the same parent share one cell; a path that is shorter than
the others ends in a cell that reaches to the last level. Not here: HTML, workbook, widths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from techmarket.tables.model import BuiltTable

Path = tuple[str, ...]

_WIDE_COLUMNS = 9
"""From so many columns on, with the stub, a table is printed across the long side of the page."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the head or the stub.

    Attributes:
        row, col: its upper left place, from 0 within the head or the stub.
        rowspan, colspan: how many rows and columns it covers, at least 1.
        label: its text.
        leaf: whether it heads one single column (or row) and nothing stands below it.
        indent: levels that a row label is moved in (stub only).
    """

    row: int
    col: int
    rowspan: int
    colspan: int
    label: str
    leaf: bool
    indent: int = 0

    def covers_column(self, col: int) -> bool:
        """Whether it stands over this column."""
        return self.col <= col < self.col + self.colspan

    def covers_row(self, row: int) -> bool:
        """Whether it stands before this row."""
        return self.row <= row < self.row + self.rowspan


@dataclass(frozen=True, slots=True)
class Stub:
    """The left part of a table.

    Attributes:
        headings: cells of the head over the stub, all as high as the head.
        width: columns of the stub.
        cells: labels of rows and of groups of rows.
    """

    headings: tuple[HeaderCell, ...]
    width: int
    cells: tuple[HeaderCell, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """A label at a level, over `length` neighbours from `start`, `depth` levels deep."""

    level: int
    start: int
    depth: int
    length: int
    label: str
    leaf: bool


def head_levels(columns: Sequence[Path]) -> int:
    """Rows that the head needs."""
    return max((len(path) for path in columns), default=1)


def head_cells(columns: Sequence[Path]) -> tuple[HeaderCell, ...]:
    """Cells of the head over the columns, row by row from the left.

    Raises:
        ValueError: a path is empty.
    """
    cells = [
        HeaderCell(span.level, span.start, span.depth, span.length, span.label, span.leaf)
        for span in _spans(columns)
    ]
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))


def stub_of(table: BuiltTable) -> Stub:
    """The stub of a table.

    1. A label that all rows share moves into the heading (排名/1, 排名/2 …), unless that says
       something else.
    2. Where every group has a row of its own (辽宁, 辽宁/沈阳) its members stand below, moved in.
    3. Elsewhere a group stands in a column of its own, over the rows of its members.

    Raises:
        ValueError: a path is empty.
    """
    rows, headings = _lifted(table.rows, table.stub)
    if _is_tree(rows):
        cells = [
            HeaderCell(row, 0, 1, 1, path[-1], True, len(path) - 1) for row, path in enumerate(rows)
        ]
        width = 1
    else:
        cells = [
            HeaderCell(span.start, span.level, span.length, span.depth, span.label, span.leaf)
            for span in _spans(rows)
        ]
        width = head_levels(rows)
    heads = _heading_cells(headings, width, head_levels(table.columns))
    return Stub(heads, width, tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))


def is_wide(table: BuiltTable, stub: Stub) -> bool:
    """Whether a table is printed across the long side of the page."""
    return stub.width + len(table.columns) >= _WIDE_COLUMNS


def _spans(paths: Sequence[Path]) -> list[_Span]:
    if not all(paths):
        raise ValueError("a path without a label has no place in a head")
    return list(_spans_below(paths, 0, 0, head_levels(paths)))


def _spans_below(paths: Sequence[Path], level: int, offset: int, levels: int) -> Iterator[_Span]:
    """Spans of neighbours that share all labels above `level`."""
    start = 0
    while start < len(paths):
        label = paths[start][level]
        if len(paths[start]) == level + 1:
            # Two columns of the same words stay two: a cell of the body belongs to one of them.
            yield _Span(level, offset + start, levels - level, 1, label, leaf=True)
            start += 1
            continue
        end = start
        while end < len(paths) and paths[end][level] == label and len(paths[end]) > level + 1:
            end += 1
        yield _Span(level, offset + start, 1, end - start, label, leaf=False)
        yield from _spans_below(paths[start:end], level + 1, offset + start, levels)
        start = end


def _lifted(rows: tuple[Path, ...], stub: Path) -> tuple[tuple[Path, ...], Path]:
    """Rule 1, as often as it holds."""
    while (
        len(rows) > 1
        and all(len(path) > 1 and path[0] == rows[0][0] for path in rows)
        and _says(stub[1:2], rows[0][0])
    ):
        heading = "".join(stub[1:2]) or rows[0][0]
        rows = tuple(path[1:] for path in rows)
        stub = (heading, *stub[2:])
    return rows, stub


def _says(heading: Path, label: str) -> bool:
    """Whether a heading is free for the label, or says it already (买方类别, 买方)."""
    return not any(heading) or label.casefold() in heading[0].casefold()


def _is_tree(rows: tuple[Path, ...]) -> bool:
    """Whether each deeper row follows its own group's row: rule 2."""
    seen: set[Path] = set()
    for path in rows:
        if len(path) > 1 and path[:-1] not in seen:
            return False
        seen.add(path)
    return True


def _heading_cells(headings: Path, width: int, height: int) -> tuple[HeaderCell, ...]:
    """One cell per heading; an empty one, or the same again, joins the one before it."""
    every = (*headings[:width], *("" for _ in range(width - len(headings))))
    cells: list[HeaderCell] = []
    for col, label in enumerate(every):
        if cells and label in ("", cells[-1].label):
            before = cells.pop()
            cells.append(
                HeaderCell(0, before.col, height, before.colspan + 1, before.label, leaf=True)
            )
        else:
            cells.append(HeaderCell(0, col, height, 1, label, leaf=True))
    return tuple(cells)
