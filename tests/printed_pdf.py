"""What stands in a PDF: its text page by page without blanks, and the rows of tables in it.

Not here: how a table is laid out; only that its numbers are there, in order, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from techmarket.render.pdf.table_layout import table_layout
from techmarket.tables.model import BuiltTable


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def bare(text: str) -> str:
    """The text without any blank: where a line breaks is a matter of layout."""
    return re.sub(r"\s|\u200b", "", text)


def page_texts(content: bytes) -> list[str]:
    """The text of every page, without blanks."""
    return [bare(page.extract_text()) for page in reader(content).pages]


def printed_rows(table: BuiltTable) -> Iterator[str]:
    """The cells of each row of each band, joined as they stand beside each other."""
    for band in table_layout(table).bands:
        for row in band.table.cells:
            yield bare("".join(cell.text for cell in row))


def missing_rows(table: BuiltTable, text: str) -> list[str]:
    """Rows that do not stand in the text after those before them; the first ends the search."""
    at = 0
    for row in printed_rows(table):
        found = text.find(row, at)
        if found < 0:
            return [row]
        at = found + len(row)
    return []


def structure(content: bytes) -> list[Any]:
    """Every element of the structure tree."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for below in node:
                walk(below)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"]) if not isinstance(node["/K"], int) else None

    walk(reader(content).trailer["/Root"]["/StructTreeRoot"])
    return found
