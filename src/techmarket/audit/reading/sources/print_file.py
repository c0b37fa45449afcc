"""PDF files: the text of each page, ruled tables by their rules, others by their columns.

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

_GAP = 1.2
"""Blank between two cells of a line, in heights of a letter."""

_LABEL_GAP = 0.6
"""Blank between a label and a number behind it; in sentences it is a quarter of a letter."""

_YEAR_END = re.compile(r"(?:19|20)\d\d年?$")
_YEAR_START = re.compile(r"(?:19|20)\d\d年?$")
_CENTRED = 6.0
"""Points by which the middle of a heading may differ from that of its columns."""

_RULE = 2.0
"""Thickness in points up to which a rectangle is a rule."""

_PAGES = 3
"""Pages on which a line must stand to be a running head."""

_FOLIO = re.compile(r"^[\s—–\-·]*(?:\d{1,4}|[ivxlc]+)[\s—–\-·]*$")

_HAN_GAP = 0.3
"""Blank between two cells of Chinese words; in sentences there is none between words."""

_BLANK = 0.12
"""Blank between two words in Latin letters or figures; Chinese words have none."""


def print_source(data: bytes, name: str) -> Source:
    """The blocks of all pages, without running heads and page numbers."""
    import pdfplumber

    blocks: list[Block] = []
    troubles: list[tuple[str, str]] = []
    with pdfplumber.open(io.BytesIO(data)) as book:
        pages = []
        for number, page in enumerate(book.pages, start=1):
            tables, lines = _page(page)
            pages.append((f"p. {number}", tables, lines))
            if not tables and not lines and page.images:
                troubles.append((f"p. {number}", "picture without text"))
            page.close()
    heads = _running_heads([lines for _, _, lines in pages])
    for sheet, tables, lines in pages:
        placed = [(top, Grid(rows, (None,) * len(rows), sheet=sheet)) for top, rows in tables]
        flowing = _flowing(_without_edges(lines, heads), sheet)
        blocks += [block for _, block in sorted([*placed, *flowing], key=lambda pair: pair[0])]
    return Source(name, tuple(blocks), tuple(troubles))


Table = tuple[float, tuple[tuple[str, ...], ...]]
"""Top of a ruled table and its rows."""

Line = tuple[float, list["Cell"]]
"""Top of a line and its cells."""


def _page(page: Any) -> tuple[list[Table], list[Line]]:
    """The ruled tables of a page, and its other lines."""
    drawn = page.filter(_is_no_stripe)
    ruled = [one for one in drawn.find_tables() if len(one.rows) > 1 and _ruled(one)]
    found = page.extract_words(x_tolerance=2, y_tolerance=2)
    words = [{**word, "text": visible(word["text"])} for word in found]
    words = [word for word in words if word["text"]]
    free = [word for word in words if not any(_inside(word, one.bbox) for one in ruled)]
    tables = [
        (
            one.bbox[1],
            tuple(
                tuple(visible(cell or "").replace("\n", "") for cell in row)
                for row in one.extract()
            ),
        )
        for one in ruled
    ]
    return tables, _lines(free)


def _is_no_stripe(drawn: dict[str, Any]) -> bool:
    """Whether a thing on a page is no coloured stripe behind a row, whose edges are no rules."""
    thick = min(float(drawn["width"]), float(drawn["height"])) if "width" in drawn else 0.0
    return drawn["object_type"] != "rect" or thick <= _RULE


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


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle_x, middle_y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])


Cell = tuple[float, float, str]
"""Left end, right end and text of a cell of a line."""


def _lines(words: Sequence[dict[str, Any]]) -> list[tuple[float, list[Cell]]]:
    """Lines from top to bottom, each split into cells at wide blanks."""
    lines: list[tuple[float, list[dict[str, Any]]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        height = word["bottom"] - word["top"]
        if lines and abs(lines[-1][0] - word["top"]) < height * 0.5:
            lines[-1][1].append(word)
        else:
            lines.append((word["top"], [word]))
    return [(top, _cells(sorted(line, key=lambda word: word["x0"]))) for top, line in lines]


def _cells(line: list[dict[str, Any]]) -> list[Cell]:
    cells: list[Cell] = []
    for word in line:
        height = word["bottom"] - word["top"]
        if cells and word["x0"] - cells[-1][1] < _needed(cells[-1][2], word["text"]) * height:
            left, right, text = cells[-1]
            wide = word["x0"] - right > _BLANK * height
            blank = " " if wide and text[-1].isascii() and word["text"][0].isascii() else ""
            cells[-1] = (left, word["x1"], text + blank + word["text"])
        else:
            cells.append((word["x0"], word["x1"], word["text"]))
    return cells


def _needed(before: str, after: str) -> float:
    """The blank that parts two words: less between numbers, which no sentence puts side by side."""
    if is_value(before) and is_value(after):
        return _BLANK
    if _YEAR_END.search(before) and _YEAR_START.match(after):
        return _BLANK
    if _is_han(before[-1]) and _is_han(after[0]):
        return _HAN_GAP
    if is_value(after):
        return _LABEL_GAP
    return _GAP


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


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
