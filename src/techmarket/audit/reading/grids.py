"""A grid laid out: header rows, columns with their labels, and rows of labels and values.

Works by where numbers stand and where they do not. Values that are shifted against the header are
put under the columns that they fill. Not here: what labels mean (`row_paths`, `meanings`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from techmarket.audit.reading.labels import clean_label
from techmarket.audit.reading.numbers import figure, is_value
from techmarket.audit.reading.sources.blocks import Grid
from techmarket.audit.reading.words import meaning

_YEAR = re.compile(r"^(19|20)\d\d年?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: where it stands in the header, and its labels from the outside in."""

    at: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row of the body.

    Attributes:
        labels: (column, text) of its labels, blanks left out.
        values: one text per column of the layout; `None` where the row ends before.
        at: column of each value in the grid.
        extra: texts behind the last column, that no column holds.
        line, number: line of the document and row of the grid, from 1.
    """

    labels: tuple[tuple[int, str], ...]
    values: tuple[str | None, ...]
    at: tuple[int, ...]
    extra: tuple[str, ...]
    line: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A header and the rows below it.

    Attributes:
        stub: labels over the row labels; columns: of values.
        rows: in order; listing: whether the values are names (a ranking, a directory).
        line, number: of the first header row.
    """

    stub: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[LaidRow, ...]
    listing: bool
    line: int | None
    number: int


def lay_out(grid: Grid) -> list[Layout]:
    """The layouts of a grid: more than one where a new header stands in the middle."""
    rows = [tuple(clean_cell(cell) for cell in row) for row in grid.rows]
    starts = _header_starts(rows, grid.headed)
    layouts = []
    for start, (first, body) in enumerate(starts):
        end = starts[start + 1][0] if start + 1 < len(starts) else len(rows)
        layout = _one(grid, rows, first, body, end)
        if layout is not None:
            layouts.append(layout)
    return layouts


def clean_cell(text: str) -> str:
    """The text of a cell without outer blanks; numbers as they stand."""
    return text.replace("\u3000", " ").replace("\xa0", " ").strip()


def is_year(text: str) -> bool:
    """Whether a text is a year (2013, 2013年)."""
    return bool(_YEAR.match(text.strip()))


def _header_starts(rows: Sequence[tuple[str, ...]], headed: int) -> list[tuple[int, int]]:
    """(first header row, first body row) of each layout in the grid."""
    starts: list[tuple[int, int]] = []
    at = headed or _body_start(rows, 0)
    starts.append((0, at))
    seen_values = False
    while at < len(rows):
        if seen_values and _opens_header(rows, at):
            body = _body_start(rows, at)
            starts.append((at, body))
            at, seen_values = body, False
            continue
        seen_values = seen_values or _has_values(rows[at])
        at += 1
    return starts


def _body_start(rows: Sequence[tuple[str, ...]], start: int) -> int:
    at = start
    while at < len(rows) and not _has_values(rows[at]):
        at += 1
    back = at
    # A label alone in the last line above the first values is a group of rows, not a header.
    while back - 1 > start and sum(1 for cell in rows[back - 1] if cell) == 1 and rows[back - 1][0]:
        back -= 1
    return back


def _has_values(row: tuple[str, ...]) -> bool:
    return any(is_value(cell) for cell in row) and not _is_years(row)


def _is_years(row: tuple[str, ...]) -> bool:
    """Whether a row of a header: years side by side, with at most a stub before them."""
    later = [cell for cell in row[1:] if cell]
    years = [cell for cell in later if is_year(cell)]
    if len(years) < 2 or (row[0] and is_value(row[0])):
        return False
    numbers = [int(cell[:4]) for cell in years]
    words = [cell for cell in later if cell not in years]
    return len(set(numbers)) == len(numbers) and not any(is_value(word) for word in words)


def _opens_header(rows: Sequence[tuple[str, ...]], at: int) -> bool:
    row = rows[at]
    if _has_values(row):
        return False
    named = [cell for cell in row[1:] if cell]
    return len(named) >= 2 and (_is_years(row) or row == rows[0] or not row[0])


def _one(
    grid: Grid, rows: Sequence[tuple[str, ...]], first: int, body: int, end: int
) -> Layout | None:
    header = [list(row) for row in rows[first:body]]
    if body >= end and not header:
        return None
    width = max((len(row) for row in rows[first:end]), default=0)
    for row in header:
        row.extend([""] * (width - len(row)))
    named = _columns(header, width)
    data = [(at, rows[at]) for at in range(body, end) if any(rows[at])]
    place = (grid.lines[first] if first < len(grid.lines) else None, grid.first_row + first)
    if _is_listing(header, [row for _, row in data]):
        laid = tuple(_as_is(grid, at, row) for at, row in data)
        stub = tuple(clean_label(cell) for cell in (header[-1] if header else []) if cell)
        return Layout(stub, (), laid, True, *place)
    columns, stub_end = _value_columns(named, [row for _, row in data])
    stub = tuple(
        " ".join(dict.fromkeys(clean_label(row[at]) for row in header if row[at])) if header else ""
        for at in range(max(stub_end, 1))
    )
    usual = _usual_shift(columns, [row for _, row in data])
    laid = tuple(_aligned(grid, at, row, columns, usual) for at, row in data)
    return Layout(stub, columns, laid, False, *place)


def _columns(header: list[list[str]], width: int) -> list[Column]:
    """Columns with any text of their own in the header, with the groups that span them."""
    found = []
    for at in range(1, width):
        own = [level for level, row in enumerate(header) if row[at]]
        if not own:
            continue
        labels: list[str] = []
        for level in range(own[-1] + 1):
            text = header[level][at] or _spanning(header, level, at)
            label = clean_label(text)
            if label and (not labels or labels[-1] != label):
                labels.append(label)
        found.append(Column(at, tuple(labels)))
    return found


def _spanning(header: list[list[str]], level: int, at: int) -> str:
    """The group to the left at that level, unless it is the heading of the stub or closed by a
    wider group that begins after it."""
    for left in range(at - 1, 0, -1):
        if header[level][left]:
            return header[level][left]
        if any(header[above][left + 1] for above in range(level)):
            return ""
    return ""


def _is_listing(header: list[list[str]], data: list[tuple[str, ...]]) -> bool:
    """A ranking or directory: an ordinal first (or behind a place) and then names, no numbers."""
    if not header or not data:
        return False
    ordinals = [
        at
        for at, cell in enumerate(header[-1])
        if meaning(clean_label(cell), "ordinal") is not None
    ]
    if not ordinals or ordinals[0] > 1:
        return False
    later = ordinals[0] + 1
    numbered = sum(1 for row in data if any(is_value(cell) for cell in row[later:]))
    return numbered * 5 < len(data)


def _as_is(grid: Grid, at: int, row: tuple[str, ...]) -> LaidRow:
    labels = tuple((place, cell) for place, cell in enumerate(row) if cell)
    return LaidRow(labels, (), (), (), grid.lines[at], grid.first_row + at)


def _first_value(row: tuple[str, ...]) -> int | None:
    for at, cell in enumerate(row):
        if at > 0 and is_value(cell):
            return at
    return None


def _value_columns(
    named: list[Column], data: list[tuple[str, ...]]
) -> tuple[tuple[Column, ...], int]:
    """The columns that hold values, and where the stub ends."""
    counts: Counter[int] = Counter()
    for row in data:
        first = _first_value(row)
        if first is not None:
            last = max(at for at, cell in enumerate(row) if cell)
            counts[last - first + 1] += 1
    if not counts:
        return tuple(named), 1
    usual = max(counts, key=lambda count: (counts[count], count))
    columns = list(named)
    while len(columns) > usual and _holds_labels(columns[0], data):
        columns.pop(0)
    if not columns or len(columns) < usual:
        begin = columns[0].at if columns else (_first_value(data[0]) or 1)
        known = {column.at for column in columns}
        spare = [at for at in range(begin, begin + usual + len(known)) if at not in known]
        missing = usual - len(columns)
        columns += [Column(at, ()) for at in spare[:missing]]
        columns.sort(key=lambda column: column.at)
    return tuple(columns), columns[0].at


def _holds_labels(column: Column, data: list[tuple[str, ...]]) -> bool:
    cells = [row[column.at] for row in data if column.at < len(row) and row[column.at]]
    return bool(cells) and sum(1 for cell in cells if not is_value(cell)) * 2 > len(cells)


def _shift(row: tuple[str, ...], columns: tuple[Column, ...]) -> int:
    """How far the values of a row stand to the right of the header, by their own position."""
    first = _first_value(row)
    if first is None or not columns:
        return 0
    labels = [at for at, cell in enumerate(row[:first]) if cell]
    return max(0, (labels[-1] + 1 if labels else 0) - columns[0].at)


def _usual_shift(columns: tuple[Column, ...], data: list[tuple[str, ...]]) -> int:
    shifts = Counter(_shift(row, columns) for row in data if _first_value(row) is not None)
    return max(shifts, key=lambda shift: (shifts[shift], -shift)) if shifts else 0


def _fit(row: tuple[str, ...], columns: tuple[Column, ...], shift: int) -> int:
    """How well a row fits its columns with a shift: values under columns count for it, texts
    under columns, values outside and columns left blank against it."""
    under = {column.at + shift for column in columns}
    score = 0
    for at in under:
        cell = row[at] if at < len(row) else ""
        score += 1 if is_value(cell) else -1
    outside = [at for at, cell in enumerate(row) if at and at not in under and is_value(cell)]
    return score - len(outside)


def _aligned(
    grid: Grid, at: int, row: tuple[str, ...], columns: tuple[Column, ...], usual: int
) -> LaidRow:
    shift = max(
        {0, usual, _shift(row, columns)},
        key=lambda shift: (_fit(row, columns, shift), shift == usual, -shift),
    )
    if _first_value(row) is None:
        shift = 0
    places = tuple(column.at + shift for column in columns)
    begin = places[0] if places else len(row)
    values = tuple(row[place] if place < len(row) else None for place in places)
    labels = [(place, row[place]) for place in range(min(begin, len(row))) if row[place]]
    if _first_value(row) is None:
        labels = [(place, cell) for place, cell in enumerate(row) if cell]
        values = tuple("" for _ in places)
    extra = tuple(cell for place, cell in enumerate(row) if places and place > places[-1] and cell)
    return LaidRow(tuple(labels), values, places, extra, grid.lines[at], grid.first_row + at)


def with_ordinals_behind(grid: Grid) -> Grid:
    """The same grid with a column of ranks that stands before the names put behind them."""
    rows = grid.rows
    if not rows or len(rows) < 2 or len(rows[0]) < 3:
        return grid
    head = clean_label(rows[0][0])
    named = [row for row in rows[1:] if len(row) > 2 and row[1].strip()]
    ranked = [row for row in named if figure(row[0]) and not is_value(row[1])]
    numbers = [row for row in named if any(is_value(cell) for cell in row[2:])]
    if meaning(head, "ordinal") is None or len(ranked) * 2 < len(named) or not numbers:
        return grid
    return replace(grid, rows=tuple((*row[1:2], *row[:1], *row[2:]) for row in rows))
