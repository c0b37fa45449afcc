"""The sheets before the tables of a book: its cover, and its notes on method.

Not here: the contents sheet (`workbook`).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from techmarket.render.book_walk import Heading, walk_section
from techmarket.render.book_words import book_words
from techmarket.render.imprint import imprint_lines
from techmarket.render.sheet import SheetFormats
from techmarket.render.text_width import lines_needed
from techmarket.render.words import form_words
from techmarket.report.model import Book, CellIndexBlock, ListBlock, TextTableBlock
from techmarket.sentences.model import Paragraph
from techmarket.tables.labels import Language

PARTS_ON_METHOD = frozenset({"method", "cells"})
"""Keys of the parts whose text belongs to the numbers and so into the workbook."""

_NAME_WIDTH, _TEXT_WIDTH, _PLACE_WIDTH = 46, 90, 40
_LINE = 18.0
"""Height of a row whose texts are of one line; they stand in its middle, off the line above."""

Line = tuple[str, tuple[str, ...]]
"""Format and the texts of a row, from the first column on."""


def write_cover(workbook: Workbook, formats: SheetFormats, book: Book, lang: Language) -> None:
    """Adds the cover: title, publisher, imprint, what the workbook holds."""
    words = form_words(lang)
    sheet = workbook.add_worksheet(book_words(lang).cover)
    sheet.write_string(0, 0, book.title, formats.of("heading"))
    sheet.set_row(0, 30)
    row = 0
    for line in (book.subtitle, book.publisher, book.published, book_words(lang).sheet_note):
        if line:
            row += 1
            sheet.write_string(row, 0, line, formats.of("plain"))
    row += 1
    for name, value in imprint_lines(book):
        row += 1
        sheet.write_string(row, 0, name, formats.of("contents_head"))
        sheet.write_string(row, 1, value, formats.of("contents"))
    sheet.write_url(
        row + 2, 0, f"internal:'{words.contents}'!A1", formats.of("back"), words.contents
    )
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    _set_up(sheet)


def write_notes(workbook: Workbook, formats: SheetFormats, book: Book, lang: Language) -> None:
    """Adds the notes: the part on method, a heading, a note or a measure in each row."""
    words = form_words(lang)
    sheet = workbook.add_worksheet(book_words(lang).notes)
    sheet.write_string(
        0, 0, f"{book.title}{words.colon}{book_words(lang).notes}", formats.of("heading")
    )
    sheet.set_row(0, 28)
    sheet.write_url(1, 0, f"internal:'{words.contents}'!A1", formats.of("back"), words.back)
    row = 2
    for kind, texts in _notes(book, lang):
        row += 1
        height = _height(texts)
        form = formats.of("on_one_line" if kind == "wrapped" and height <= _LINE else kind)
        for col, text in enumerate(texts):
            if text:
                sheet.write_string(row, col, text, form)
            else:
                sheet.write_blank(row, col, None, form)
        if kind != "section":
            sheet.set_row(row, height)
    for col, width in enumerate((_NAME_WIDTH, _TEXT_WIDTH, _PLACE_WIDTH)):
        sheet.set_column(col, col, width)
    _set_up(sheet)


def _notes(book: Book, lang: Language) -> Iterator[Line]:
    words = book_words(lang)
    for part in book.parts:
        if part.key not in PARTS_ON_METHOD:
            continue
        for item in walk_section(part):
            if isinstance(item, Heading):
                yield "section", (item.text,)
            elif isinstance(item, Paragraph):
                yield "wrapped", ("", item.text)
            elif isinstance(item, ListBlock):
                for heading, paragraph in item.items:
                    yield "wrapped", (heading, paragraph.text)
            elif isinstance(item, TextTableBlock):
                yield "wrapped", (item.caption,)
                yield "contents_head", item.headings
                for row in item.rows:
                    yield "wrapped", row
            elif isinstance(item, CellIndexBlock):
                yield "contents_head", (words.measure, words.definition, words.printed_in)
                gap = "、" if lang == "zh" else ", "
                for name, definition, places in item.entries:
                    yield "wrapped", (name, definition, gap.join(places))


def _height(texts: tuple[str, ...]) -> float:
    widths = (_NAME_WIDTH, _TEXT_WIDTH, _PLACE_WIDTH)
    lines = max(lines_needed(text, width - 2) for text, width in zip(texts, widths, strict=False))
    return 15.0 * lines + 3


def _set_up(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
