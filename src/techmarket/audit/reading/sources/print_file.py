"""PDF files: the text of each page, tables by their rules, those without by blanks.

Not here: pages that are pictures; they are told as trouble of their page.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from techmarket.audit.reading.captions import caption, is_units_line
from techmarket.audit.reading.numbers import is_value
from techmarket.audit.reading.sources.blocks import Block, Grid, Paragraph, Source, visible
from techmarket.audit.reading.sources.print_frames import RULE, frames_on
from techmarket.audit.reading.sources.print_lines import Cell, Line, Word, lines_of, words_of
from techmarket.audit.reading.sources.print_rows import frame_grid

_CENTRED = 6.0
"""Points by which the middle of a heading may differ from that of its columns."""

_PAGES = 3
"""Pages on which a line must stand to be a running head."""

_FOLIO = re.compile(r"^[\s—–\-·]*(?:\d{1,4}|[ivxlc]+)[\s—–\-·]*$")


def print_source(data: bytes, name: str) -> Source:
    """The blocks of all pages, without running heads and page numbers."""
    import pdfplumber

    blocks: list[Block] = []
    troubles: list[tuple[str, str]] = []
    with pdfplumber.open(io.BytesIO(data)) as book:
        pages = []
        for number, page in enumerate(book.pages, start=1):
            sheet = f"p. {number}"
            tables, lines = _page(page, sheet)
            pages.append((sheet, tables, lines))
            if not tables and not lines and page.images:
                troubles.append((sheet, "picture without text"))
            page.close()
    heads = _running_heads([lines for _, _, lines in pages])
    for sheet, tables, lines in pages:
        flowing = _flowing(_without_edges(lines, heads), sheet)
        blocks += [block for _, block in sorted([*tables, *flowing], key=lambda pair: pair[0])]
    return Source(name, tuple(blocks), tuple(troubles))


def _page(page: Any, sheet: str) -> tuple[list[tuple[float, Grid]], list[Line]]:
    """The ruled tables of a page, and its other lines."""
    drawn = page.filter(_is_no_stripe)
    ruled = [one for one in drawn.find_tables() if len(one.rows) > 1 and _ruled(one)]
    words = words_of(page)
    free = [word for word in words if not any(_inside(word, one.bbox) for one in ruled)]
    frames = frames_on(page, free)
    within = {word for frame in frames for word in frame.words}
    tables = [
        (one.bbox[1], Grid(_rows(one), (None,) * len(one.rows), sheet=sheet)) for one in ruled
    ]
    tables += [(frame.top, frame_grid(frame, sheet)) for frame in frames]
    return tables, lines_of(word for word in free if word not in within)


def _rows(ruled: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(visible(cell or "").replace("\n", "") for cell in row) for row in ruled.extract()
    )


def _is_no_stripe(drawn: dict[str, Any]) -> bool:
    """Whether a thing on a page is no coloured stripe behind a row, whose edges are no rules."""
    thick = min(float(drawn["width"]), float(drawn["height"])) if "width" in drawn else 0.0
    return drawn["object_type"] != "rect" or thick <= RULE


def _running_heads(pages: list[list[Line]]) -> set[str]:
    """Texts that stand in the first or last line of several pages."""
    seen: Counter[str] = Counter()
    for lines in pages:
        edges = [lines[0], lines[-1]] if lines else []
        seen.update({cell[2] for _, cells in edges for cell in cells})
    return {text for text, count in seen.items() if count >= _PAGES}


def _without_edges(lines: list[Line], heads: set[str]) -> list[Line]:
    """The lines of a page without its running head and its number."""
    kept = list(lines)
    if kept and any(cell[2] in heads for cell in kept[0][1]):
        kept.pop(0)
    if kept and (
        all(_FOLIO.match(cell[2]) for cell in kept[-1][1])
        or any(cell[2] in heads for cell in kept[-1][1])
    ):
        kept.pop()
    return kept


def _ruled(table: Any) -> bool:
    """Whether rules part the columns too; otherwise columns are found by their blanks."""
    return max(len([cell for cell in row.cells if cell]) for row in table.rows) > 1


def _inside(word: Word, box: tuple[float, float, float, float]) -> bool:
    return bool(box[0] <= word.middle <= box[2] and box[1] <= word.level <= box[3])


def _flowing(lines: Sequence[Line], sheet: str) -> list[tuple[float, Block]]:
    """Paragraphs of lines of one cell, grids of runs of lines with several."""
    placed: list[tuple[float, Block]] = []
    run: list[tuple[float, list[Cell]]] = []
    for at, (top, cells) in enumerate(lines):
        text = " ".join(cell[2] for cell in cells)
        titled = caption(text) is not None or is_units_line(text)
        inner = len(cells) == 1 and run and at + 1 < len(lines) and len(lines[at + 1][1]) > 1
        if not titled and (len(cells) > 1 or (inner and len(text) < 20)):
            run.append((top, cells))
            continue
        if run:
            placed.append((run[0][0], _grid(run, sheet)))
            run = []
        placed.append((top, Paragraph(text, sheet=sheet)))
    if run:
        placed.append((run[0][0], _grid(run, sheet)))
    return placed


def _grid(run: list[tuple[float, list[Cell]]], sheet: str) -> Grid:
    """A grid whose columns are where the cells of its fullest lines stand."""
    run = _with_groups_left(run)
    most = max(len(cells) for _, cells in run)
    full = [cells for _, cells in run if len(cells) == most]
    columns = [
        (min(cells[at][0] for cells in full), max(cells[at][1] for cells in full))
        for at in range(most)
    ]
    rows = []
    for _, cells in run:
        texts = [""] * most
        for left, right, text in cells:
            at = _column(columns, left, right)
            texts[at] = f"{texts[at]} {text}".strip()
        rows.append(tuple(texts))
    return Grid(tuple(rows), (None,) * len(rows), sheet=sheet)


def _with_groups_left(run: list[tuple[float, list[Cell]]]) -> list[tuple[float, list[Cell]]]:
    """Headings that are centred over several columns moved over the first of them.

    The columns are those of the last line of the header; a heading stands over the widest run of
    them that has its middle and not the middle of another heading of its line.
    """
    heads = 0
    while heads < len(run) and not any(is_value(cell[2]) for cell in run[heads][1]):
        heads += 1
    if heads < 2:
        return run
    leaves = max((run[at][1] for at in range(1, heads)), key=len)
    moved = list(run)
    for at in range(heads):
        top, cells = run[at]
        if cells is not leaves and top < min(line[0] for line in run if line[1] is leaves):
            moved[at] = (top, [_over_first(cell, cells, leaves) for cell in cells])
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
