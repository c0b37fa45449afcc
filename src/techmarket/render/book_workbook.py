"""The book as a workbook: cover, contents, notes, one sheet per table, one per figure.

After the conventions for statistical spreadsheets: the title stands in A1, units below it, numbers
are numbers that show the printed digits, signs are text, no cell of a body joins others, every
sheet prints with its head repeated. Running text stays in the other formats. The same book gives
the same bytes. Not here: one table (`sheet`), one figure (`figure_sheet`), cover and notes
(`front_sheets`).
"""

from __future__ import annotations

from pathlib import Path

from techmarket.figures.model import BuiltFigure
from techmarket.render.book_walk import figures_of, tables_of
from techmarket.render.book_words import book_words
from techmarket.render.figure_sheet import write_figure_sheet
from techmarket.render.front_sheets import write_cover, write_notes
from techmarket.render.imprint import book_date
from techmarket.render.sheet import sheet_formats, write_sheet
from techmarket.render.words import form_words, printed_name
from techmarket.render.workbook import (
    ContentsEntry,
    distinct_sheet_names,
    opened_workbook,
    write_contents,
)
from techmarket.report.model import Book
from techmarket.report.printed_numbers import printed_number
from techmarket.tables.labels import Language, language
from techmarket.tables.model import BuiltTable
from techmarket.whole_file import whole_file


def write_book_workbook(book: Book, path: Path) -> None:
    """Writes the tables and figures of a book into one XLSX file, aside first and then renamed.

    Args:
        book: the book.
        path: the file; its folder exists.

    Raises:
        TechmarketError: two sheets would have the same name, the language is unknown, or `path`
            is a folder, a device or a pipe.
        OSError: the file cannot be written; nothing half-written is left.
    """
    with whole_file(path) as aside:
        _write(book, aside, language(book.lang))


def _write(book: Book, path: Path, lang: Language) -> None:
    words, names = form_words(lang), _names(book, lang)
    tables, figures = tables_of(book), figures_of(book)
    both: list[BuiltTable | BuiltFigure] = [*tables, *figures]
    of_tables, of_figures = names[: len(tables)], names[len(tables) :]
    entries = [
        ContentsEntry(name, name, item.title, item.units)
        for name, item in zip(names, both, strict=True)
    ]
    with opened_workbook(path, book.title, book_date(book)) as workbook:
        formats = sheet_formats(workbook, words)
        write_cover(workbook, formats, book, lang)
        write_contents(workbook, formats, entries, book.title, words)
        write_notes(workbook, formats, book, lang)
        for table, name in zip(tables, of_tables, strict=True):
            write_sheet(workbook.add_worksheet(name), formats, table, lang)
        for figure, name in zip(figures, of_figures, strict=True):
            write_figure_sheet(workbook, workbook.add_worksheet(name), formats, figure, lang)


def _names(book: Book, lang: Language) -> list[str]:
    """Names of the sheets of tables, then of figures."""
    words = book_words(lang)
    places = [(table.key, printed_name(table.number, lang)) for table in tables_of(book)]
    places += [(figure.key, printed_number(figure.number, lang)) for figure in figures_of(book)]
    taken = {
        form_words(lang).contents: "the contents",
        words.cover: "the cover",
        words.notes: "the notes",
    }
    return distinct_sheet_names(places, taken)
