"""Rows of a sheet or a CSV file to grids and paragraphs: titles and notes stand alone in a row.

Not here: how rows are read (`text_file`, `workbook`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from techmarket.audit.reading.captions import caption, is_units_line
from techmarket.audit.reading.numbers import is_value
from techmarket.audit.reading.sources.blocks import Block, Grid, Paragraph

_NOTE = re.compile(r"^(?:注|资料来源|数据来源|说明|[Nn]ote|[Ss]ource)")


def blocks_of_rows(
    rows: Sequence[tuple[str, ...]], lines: Sequence[int | None], sheet: str = ""
) -> list[Block]:
    """Blocks of rows: empty rows part grids; a title, units or a note alone is a paragraph.

    Args:
        rows: of texts; lines: their lines, `None` for a sheet; sheet: its name.
    """
    blocks: list[Block] = []
    run: list[int] = []
    for at, row in enumerate(rows):
        lone = _lone(row, bool(run))
        if lone is None and any(cell.strip() for cell in row):
            run.append(at)
            continue
        _close(blocks, rows, lines, run, sheet)
        run = []
        if lone:
            blocks.append(Paragraph(lone, lines[at], sheet))
    _close(blocks, rows, lines, run, sheet)
    return blocks


def _close(
    blocks: list[Block],
    rows: Sequence[tuple[str, ...]],
    lines: Sequence[int | None],
    run: list[int],
    sheet: str,
) -> None:
    if run:
        texts = tuple(rows[at] for at in run)
        blocks.append(Grid(texts, tuple(lines[at] for at in run), run[0] + 1, sheet))


def _lone(row: tuple[str, ...], inside: bool) -> str | None:
    """The text of a row that is no part of a grid; `None` if it is one (or empty)."""
    texts = [cell.strip() for cell in row if cell.strip()]
    if not texts or any(is_value(text) for text in texts[1:]):
        return None
    if caption(texts[0]) is not None or is_units_line(texts[0]) or _NOTE.match(texts[0]):
        return texts[0]
    if len(texts) == 1 and not inside and not is_value(texts[0]):
        return texts[0]
    return None
