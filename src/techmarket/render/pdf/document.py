"""The tree of a book as plain data for the template: lists, names and texts, nothing else.

No text of a book is ever pasted into markup: the template receives it as data, so that `#`, `*`
or `$` in a name are letters. Not here: typesetting (`typeset`) and the look (`book.typ`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from techmarket.figures.model import BuiltFigure
from techmarket.render.body import number_in
from techmarket.render.book_walk import heading_text, set_caption, table_caption
from techmarket.render.header import HeaderCell, head_cells, head_levels, stub_of
from techmarket.render.imprint import imprint_lines
from techmarket.render.pdf.table_layout import ROWS_TOGETHER, Band, table_layout
from techmarket.render.pdf.words import page_words
from techmarket.render.ranges import in_ranges
from techmarket.render.text_width import text_width
from techmarket.render.words import notes_with_words, source_with_word
from techmarket.report.model import (
    Block,
    Book,
    CellIndexBlock,
    FigureBlock,
    ListBlock,
    Section,
    TableBlock,
    TextTableBlock,
)
from techmarket.report.printed_numbers import printed_number
from techmarket.sentences.model import Paragraph, Reference
from techmarket.tables.labels import Language, language
from techmarket.tables.model import BuiltTable

NARROW = 18
"""A column of a table of texts is never broken if its texts have no more half-width characters."""

Data = dict[str, Any]
Draw = Callable[[BuiltFigure], str]
"""Draws a figure as SVG."""


def document(book: Book, draw: Draw) -> Data:
    """A book as data.

    Args:
        book: the book.
        draw: draws its figures.
    """
    lang = language(book.lang)
    anchors = frozenset(_anchors(book.parts))
    writing = _Writing(lang, draw, anchors)
    return {
        "lang": book.lang,
        "title": book.title,
        "subtitle": book.subtitle,
        "publisher": book.publisher,
        "published": book.published,
        "words": page_words(lang),
        "made": imprint_lines(book),
        "parts": [writing.section(part, 1) for part in book.parts],
    }


def _anchors(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        for block in section.blocks:
            match block:
                case TableBlock(table):
                    yield _anchor("table", table.key)
                case FigureBlock(figure):
                    yield _anchor("figure", figure.key)
        yield from _anchors(section.sections)


def _anchor(kind: str, key: str) -> str:
    return f"{kind}:{key}"


class _Writing:
    def __init__(self, lang: Language, draw: Draw, anchors: frozenset[str]) -> None:
        self._lang = lang
        self._draw = draw
        self._anchors = anchors

    def section(self, section: Section, level: int) -> Data:
        """A section and what is below it."""
        return {
            "level": level,
            "title": heading_text(section),
            "blocks": [self._block(block) for block in section.blocks],
            "sections": [self.section(below, level + 1) for below in section.sections],
        }

    def _block(self, block: Block) -> Data:
        match block:
            case Paragraph():
                return {"kind": "text", "spans": self._spans(block)}
            case TableBlock(table):
                return self._table(table)
            case FigureBlock(figure):
                return self._figure(figure)
            case ListBlock(items, ordered):
                texts = [[heading, self._spans(text)] for heading, text in items]
                return {"kind": "list", "items": texts, "ordered": ordered}
            case CellIndexBlock(entries):
                words = page_words(self._lang)
                return {
                    "kind": "texts",
                    "caption": "",
                    "widths": [1.5, 2.2, 1.7],
                    "head": [words["measure"], words["definition"], words["printed_in"]],
                    "right": [False, False, False],
                    "rows": [
                        [name, what, words["separator"].join(in_ranges(at, words["range"]))]
                        for name, what, at in entries
                    ],
                }
            case TextTableBlock():
                return _text_table(block)

    def _spans(self, paragraph: Paragraph) -> list[list[str]]:
        """Pieces of text, each with the anchor that it leads to or ""."""
        return [
            [span.text, self._target(span) if isinstance(span, Reference) else ""]
            for span in paragraph.spans
        ]

    def _target(self, reference: Reference) -> str:
        anchor = _anchor(reference.kind, reference.key)
        return anchor if anchor in self._anchors else ""

    def _figure(self, figure: BuiltFigure) -> Data:
        return {
            "kind": "figure",
            "anchor": _anchor("figure", figure.key),
            "caption": set_caption(figure, self._lang),
            "alt": figure.alt,
            "svg": self._draw(figure),
            "notes": notes_with_words(figure.notes, self._lang),
        }

    def _table(self, table: BuiltTable) -> Data:
        layout = table_layout(table)
        return {
            "kind": "table",
            "anchor": _anchor("table", table.key),
            "number": printed_number(table.number, self._lang),
            "caption": table_caption(table, self._lang),
            "units": table.units,
            "across": layout.across,
            "together": len(table.rows) <= ROWS_TOGETHER,
            "size": layout.size,
            "bands": [_band(band) for band in layout.bands] if table.cells else [],
            "notes": self._notes(table),
        }

    def _notes(self, table: BuiltTable) -> list[str]:
        lines = notes_with_words(table.notes, self._lang)
        return [*lines, *source_with_word(table.source, self._lang)]


def _text_table(block: TextTableBlock) -> Data:
    """A column of numbers stands on the right; a width of 0 is that of the longest text."""
    columns = list(zip(block.headings, *block.rows, strict=True))
    return {
        "kind": "texts",
        "caption": block.caption,
        "widths": [_flexible(max(map(text_width, column))) for column in columns],
        "head": list(block.headings),
        "right": [all(map(number_in, column[1:])) for column in columns],
        "rows": [list(row) for row in block.rows],
    }


def _flexible(longest: float) -> float:
    return longest if longest > NARROW else 0


def _band(band: Band) -> Data:
    stub = stub_of(band.table)
    heads = [_cell(cell, stub.width) for cell in head_cells(band.table.columns)]
    return {
        "widths": band.widths,
        "names": band.names,
        "widest": band.widest,
        "stub": stub.width,
        "levels": head_levels(band.table.columns),
        "head": [_cell(cell, 0) for cell in stub.headings] + heads,
        "labels": [_cell(cell, 0) for cell in stub.cells],
        "body": [[cell.text for cell in row] for row in band.table.cells],
    }


def _cell(cell: HeaderCell, after: int) -> Data:
    return {
        "x": cell.col + after,
        "y": cell.row,
        "rows": cell.rowspan,
        "cols": cell.colspan,
        "label": cell.label,
        "leaf": cell.leaf,
        "indent": cell.indent,
    }
