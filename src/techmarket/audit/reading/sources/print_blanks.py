"""Tables of a printed page without rules: columns are where cells of lines stand above one another.

Not here: tables with rules (`print_frames`), and which lines belong to a table (`print_text`).
"""

from __future__ import annotations

from collections.abc import Sequence

from techmarket.audit.reading.numbers import is_value
from techmarket.audit.reading.sources.blocks import Grid
from techmarket.audit.reading.sources.print_lines import Cell

_CENTRED = 6.0
"""Points by which the middle of a heading may differ from that of its columns."""

Cells = list[Cell]
"""Of one line."""


def blank_grid(run: Sequence[Cells], sheet: str) -> Grid:
    """A grid whose columns are where the cells of its fullest lines stand."""
    run = _with_groups_left(run)
    most = max(len(cells) for cells in run)
    full = [cells for cells in run if len(cells) == most]
    columns = [
        (min(cells[at][0] for cells in full), max(cells[at][1] for cells in full))
        for at in range(most)
    ]
    rows = []
    for cells in run:
        texts = [""] * most
        for left, right, text in cells:
            at = _column(columns, left, right)
            texts[at] = f"{texts[at]} {text}".strip()
        rows.append(tuple(texts))
    return Grid(tuple(rows), (None,) * len(rows), sheet=sheet)


def _with_groups_left(run: Sequence[Cells]) -> Sequence[Cells]:
    """Headings that are centred over several columns moved over the first of them.

    The columns are those of the last line of the header; a heading stands over the widest run of
    them that has its middle and not the middle of another heading of its line.
    """
    heads = 0
    while heads < len(run) and not any(is_value(cell[2]) for cell in run[heads]):
        heads += 1
    if heads < 2:
        return run
    last = max(range(1, heads), key=lambda at: len(run[at]))
    leaves = run[last]
    moved = list(run)
    for at in range(last):
        moved[at] = [_over_first(cell, run[at], leaves) for cell in run[at]]
    return moved


def _over_first(cell: Cell, line: list[Cell], leaves: list[Cell]) -> Cell:
    middle = (cell[0] + cell[1]) / 2
    others = [(one[0] + one[1]) / 2 for one in line if one is not cell]
    for width in range(len(leaves), 1, -1):
        for first in range(len(leaves) - width + 1):
            left, right = leaves[first][0], leaves[first + width - 1][1]
            near = abs((left + right) / 2 - middle) <= _CENTRED
            if near and not any(left <= other <= right for other in others):
                return leaves[first][0], leaves[first][1], cell[2]
    return cell


def _column(columns: list[tuple[float, float]], left: float, right: float) -> int:
    """The first column that a cell stands over; the nearest if it stands over none."""
    for at, (begin, end) in enumerate(columns):
        if min(end, right) - max(begin, left) > 0:
            return at
    middle = (left + right) / 2
    return min(
        range(len(columns)), key=lambda at: abs((columns[at][0] + columns[at][1]) / 2 - middle)
    )
