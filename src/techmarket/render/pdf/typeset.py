"""Typesetting: the data of a book and the template become a PDF, the same bytes every time.

The typeface is embedded, as far as it is used; no font of the machine is seen. The file says the
cut-off as its date. Warnings are defects and fail. Not here: the data (`document`) and the look
(`book.typ`).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import typst

from techmarket.figures.model import BuiltFigure
from techmarket.fonts import FAMILY, require_characters, typeface
from techmarket.render.imprint import book_date
from techmarket.render.pdf.document import Draw, document
from techmarket.report.model import Book
from techmarket.whole_file import whole_file

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, with alternative texts, every character known to the typeface."""


class TypesettingError(RuntimeError):
    """The template or the data of a book is defective: nothing that a user can put right."""


def write_pdf(book: Book, path: Path, draw: Draw | None = None) -> None:
    """Write a book as PDF, whole or not at all; errors as `pdf_of`."""
    content = pdf_of(book, draw)
    with whole_file(path) as aside:
        aside.write_bytes(content)


def pdf_of(book: Book, draw: Draw | None = None) -> bytes:
    """A book as PDF.

    Args:
        book: the book.
        draw: draws a figure as SVG; `figures.draw.svg` by default.

    Raises:
        TechmarketError: the typeface lacks a character; the message names it and its place.
        TypesettingError: the template does not fit the data.
    """
    data = document(book, draw or _drawn)
    _require_all_characters(data, "")
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[typeface().folder],
    )
    template = (files("techmarket.render.pdf") / "book.typ").read_bytes()
    compiler = typst.Compiler(
        template,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"book": json.dumps(data, ensure_ascii=False), "font": FAMILY},
    )
    return _compiled(compiler, book_date(book).replace(tzinfo=UTC))


def _compiled(compiler: typst.Compiler, made: datetime) -> bytes:
    try:
        content, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=[STANDARD], timestamp=made
        )
    except typst.TypstError as error:
        raise TypesettingError(error.diagnostic) from error
    if warnings:
        raise TypesettingError("\n".join(warning.diagnostic for warning in warnings))
    assert isinstance(content, bytes)
    return content


def _drawn(figure: BuiltFigure) -> str:
    from techmarket.figures.draw import svg

    return svg(figure)


def _require_all_characters(data: Any, where: str) -> None:
    """Every text of the data, each with the table, figure or section that it stands in."""
    if isinstance(data, str):
        require_characters(data, where or "book")
    elif isinstance(data, dict):
        here = str(data.get("anchor") or data.get("title") or where)
        for name, value in data.items():
            if name != "svg":
                _require_all_characters(value, here)
    elif isinstance(data, list | tuple):
        for value in data:
            _require_all_characters(value, where)
