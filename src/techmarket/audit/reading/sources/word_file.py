"""Word documents (DOCX): paragraphs and tables in order, merged cells with their text once.

Not here: text boxes, headers and footers, which hold no tables of a report.
"""

from __future__ import annotations

import io
from typing import Any

from techmarket.audit.reading.sources.blocks import Block, Grid, Paragraph, Source


def word_source(data: bytes, name: str) -> Source:
    """The blocks of a document."""
    from docx import Document
    from docx.table import Table

    document = Document(io.BytesIO(data))
    blocks: list[Block] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            blocks.append(_grid(item))
        elif item.text.strip():
            style = (item.style.name if item.style is not None else "") or ""
            heading = style.lower().startswith(("heading", "title", "标题"))
            blocks.append(Paragraph(item.text, heading=heading))
    return Source(name, tuple(blocks))


def _grid(table: Any) -> Grid:
    """A table; a cell merged over several places has its text in the first."""
    seen: set[int] = set()
    kept: list[object] = []
    rows = []
    for row in table.rows:
        texts = [""] * row.grid_cols_before
        for cell in row.cells:
            element = cell._tc
            if id(element) in seen:
                texts.append("")
                continue
            seen.add(id(element))
            kept.append(element)
            texts.append(cell.text)
        rows.append(tuple(texts))
    return Grid(tuple(rows), (None,) * len(rows))
