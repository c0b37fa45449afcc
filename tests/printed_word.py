"""The tables of a Word document, read back: the bands of a folded table as one.

Not here: what stands around the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from techmarket.render.header import stub_of
from techmarket.tables.model import BuiltTable


def texts(row: Any) -> list[str]:
    """The texts of the cells of a row, each cell once however wide it is."""
    return ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]


def is_head(row: Any) -> bool:
    """Whether a row repeats on the next page."""
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def bands(table: BuiltTable, words: Iterator[Any]) -> Iterator[tuple[int, Any]]:
    """The next Word tables until they have all columns, each with the number of its own."""
    left = len(table.columns)
    while left > 0:
        word = next(words)
        columns = len(list(word._tbl.iter(qn("w:gridCol")))) - stub_of(table).width
        left -= columns
        yield columns, word


def body_texts(table: BuiltTable, words: Iterator[Any]) -> list[list[str]]:
    """The texts of the body row by row, over all bands."""
    rows: list[list[str]] = [[] for _ in table.rows]
    for columns, word in bands(table, words):
        body = [row for row in word._tbl.iter(qn("w:tr")) if not is_head(row)]
        for row, found in zip(rows, body, strict=True):
            row += texts(found)[-columns:]
    return rows
