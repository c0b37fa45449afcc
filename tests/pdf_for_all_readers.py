"""What a PDF must have so that a screen reader can read it: PDF/UA-1, as far as it is structure.

Written after ISO 14289-1 and the tables of ISO 32000-1, 14.7 and 14.8. Not here: the typesetting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from printed_pdf import reader, structure

PART = "<pdfuaid:part>1</pdfuaid:part>"


def faults(content: bytes) -> list[str]:
    """What hinders a reader, in words; nothing for a file that all can read."""
    pdf = reader(content)
    elements = structure(content)
    return [
        *_of_the_file(pdf),
        *_of_headings([int(e["/S"][2:]) for e in elements if e["/S"][2:].isdigit()]),
        *_of_figures([e for e in elements if e["/S"] == "/Figure"]),
        *_of_tables([e for e in elements if e["/S"] == "/Table"]),
    ]


def _of_the_file(pdf: PdfReader) -> Iterator[str]:
    root = pdf.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode() if "/Metadata" in root else ""
    if PART not in metadata or "<dc:title>" not in metadata:
        yield "the metadata do not say what the file is"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the file is not tagged"
    if not root.get("/Lang"):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    for number, page in enumerate(pdf.pages, start=1):
        if "/StructParents" not in page or page.get("/Tabs") != "/S":
            yield f"page {number} is not tied to the structure"
        for note in page.get("/Annots") or ():
            if not {"/Contents", "/StructParent"} <= set(note.get_object()):
                yield f"a link of page {number} cannot be read"


def _of_headings(levels: list[int]) -> Iterator[str]:
    if not levels:
        yield "no heading"
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"a heading of level {level} after one of level {before}"


def _of_figures(figures: list[Any]) -> Iterator[str]:
    for figure in figures:
        if not str(figure.get("/Alt", "")).strip():
            yield "a figure without alternative text"


def _of_tables(tables: list[Any]) -> Iterator[str]:
    for table in tables:
        rows = [row for part in _below(table) for row in (part, *_below(part))]
        rows = [row for row in rows if row["/S"] == "/TR"]
        heads = [cell for row in rows for cell in _below(row) if cell["/S"] == "/TH"]
        if not heads:
            yield "a table without heads"
        if any("/Scope" not in _attributes(head) for head in heads):
            yield "a head of a table does not say what it heads"
        if len(set(_widths(rows))) != 1:
            yield "the rows of a table are not of one length"


def _widths(rows: list[Any]) -> list[int]:
    """The columns that each row has, with the cells that reach into it from above."""
    widths = [0] * len(rows)
    for place, row in enumerate(rows):
        for cell in _below(row):
            told = _attributes(cell)
            for below in range(place, min(place + told.get("/RowSpan", 1), len(rows))):
                widths[below] += told.get("/ColSpan", 1)
    return widths


def _attributes(element: Any) -> dict[str, Any]:
    """The attributes of a cell as a cell of a table."""
    given = element.get("/A", [])
    every = given if isinstance(given, list) else [given]
    found = (one.get_object() for one in every)
    return {name: value for one in found if one["/O"] == "/Table" for name, value in one.items()}


def _below(element: Any) -> list[Any]:
    """The elements right below one."""
    children = element.get("/K", [])
    every = children if isinstance(children, list) else [children]
    found = [child.get_object() for child in every]
    return [child for child in found if isinstance(child, dict) and "/S" in child]
