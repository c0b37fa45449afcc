"""PDF files: the text of each page, tables by their rules, those without by blanks.

Not here: pages that are pictures; they are told as trouble of their page.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from techmarket.audit.reading.sources.blocks import Grid, Source, visible
from techmarket.audit.reading.sources.print_drawings import drawings_on, without_labels
from techmarket.audit.reading.sources.print_frames import RULE, frames_on
from techmarket.audit.reading.sources.print_lines import Line, Word, lines_of, words_of
from techmarket.audit.reading.sources.print_rows import frame_grid
from techmarket.audit.reading.sources.print_text import Text, flowing

_PAGES = 3
"""Pages on which a line must stand to be a running head."""

_FOLIO = re.compile(r"^[\s—–\-·]*(?:\d{1,4}|[ivxlc]+)[\s—–\-·]*$")


def print_source(data: bytes, name: str) -> Source:
    """The blocks of all pages, without running heads and page numbers."""
    import pdfplumber

    blocks: list[Grid | Text] = []
    troubles: list[tuple[str, str]] = []
    with pdfplumber.open(io.BytesIO(data)) as book:
        pages = []
        for number, page in enumerate(book.pages, start=1):
            sheet = f"p. {number}"
            tables, lines, figures = _page(page, sheet)
            pages.append((sheet, tables, lines))
            troubles += [(sheet, number) for number in figures]
            if not tables and not lines and page.images:
                troubles.append((sheet, "picture without text"))
            page.close()
    heads = _running_heads([lines for _, _, lines in pages])
    for sheet, tables, lines in pages:
        placed = [*tables, *flowing(_without_edges(lines, heads), sheet)]
        _add(blocks, [one for _, one in sorted(placed, key=lambda pair: pair[0])])
    whole = (one.paragraph if isinstance(one, Text) else one for one in blocks)
    return Source(name, tuple(whole), tuple(troubles))


def _add(blocks: list[Grid | Text], page: list[Grid | Text]) -> None:
    """Add what stands on a page; its first paragraph may end the last one of the page before."""
    last, first = blocks[-1] if blocks else None, page[0] if page else None
    if isinstance(last, Text) and isinstance(first, Text) and first.ends(last):
        blocks[-1] = last.with_line(first.paragraph.text, first.last)
        page = page[1:]
    blocks += page


def _page(page: Any, sheet: str) -> tuple[list[tuple[float, Grid]], list[Line], list[str]]:
    """The tables of a page, its other lines, and the figures whose labels were left out."""
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
    lines = lines_of(word for word in free if word not in within)
    return tables, *without_labels(lines, drawings_on(page, frames))


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
        seen.update({cell[2] for line in edges for cell in line.cells})
    return {text for text, count in seen.items() if count >= _PAGES}


def _without_edges(lines: list[Line], heads: set[str]) -> list[Line]:
    """The lines of a page without its running head and its number."""
    kept = list(lines)
    if kept and any(cell[2] in heads for cell in kept[0].cells):
        kept.pop(0)
    if kept and (
        all(_FOLIO.match(cell[2]) for cell in kept[-1].cells)
        or any(cell[2] in heads for cell in kept[-1].cells)
    ):
        kept.pop()
    return kept


def _ruled(table: Any) -> bool:
    """Whether rules part the columns too; otherwise columns are found by their blanks."""
    return max(len([cell for cell in row.cells if cell]) for row in table.rows) > 1


def _inside(word: Word, box: tuple[float, float, float, float]) -> bool:
    return bool(box[0] <= word.middle <= box[2] and box[1] <= word.level <= box[3])
