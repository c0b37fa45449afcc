"""The contents of the book and the lists of its tables and figures, filled, with page numbers.

Every entry is a link with a `PAGEREF` field. Word is told besides that the entries are the result
of a `TOC` field, so that it can make them anew; programs that know no Word 2013 are not, because
they would take the entries, page numbers included, for text that is final. Not here: the headings
and captions themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from techmarket.render.book_walk import (
    Heading,
    figure_caption,
    figures_of,
    table_caption,
    tables_of,
    walk_book,
)
from techmarket.render.book_words import book_words
from techmarket.render.docx.markup import (
    FIELD_END,
    Bookmarks,
    Piece,
    field_begin,
    field_code,
    link,
    run,
)
from techmarket.render.words import form_words
from techmarket.report.model import Book
from techmarket.tables.labels import Language

LEVELS = 3
"""Parts, sections and subsections are in the contents."""

UNKNOWN_PAGE = "…"
"""Shown until the program that opens the document has laid out its pages."""

_TAB = "<w:r><w:tab/></w:r>"

Entry = tuple[str, str, str]
"""Style, place and text."""


def contents_pieces(book: Book, marks: Bookmarks, lang: Language) -> Iterator[Piece]:
    """Contents, list of tables, list of figures; a list without entries is left out."""
    words = book_words(lang)
    headings = [
        (f"TOC{item.level}", f"section:{item.section.key}", item.text)
        for item in walk_book(book)
        if isinstance(item, Heading) and item.level <= LEVELS
    ]
    tables = [
        ("TableofFigures", f"table:{table.key}", table_caption(table, lang))
        for table in tables_of(book)
    ]
    figures = [
        ("TableofFigures", f"figure:{figure.key}", figure_caption(figure, lang))
        for figure in figures_of(book)
    ]
    yield from _list(form_words(lang).contents, f'TOC \\o "1-{LEVELS}" \\h \\z', headings, marks)
    yield from _list(words.tables, 'TOC \\h \\z \\c "Table"', tables, marks)
    yield from _list(words.figures, 'TOC \\h \\z \\c "Figure"', figures, marks)


def _list(
    title: str, instruction: str, entries: Sequence[Entry], marks: Bookmarks
) -> Iterator[Piece]:
    if not entries:
        return
    yield Piece(run(title), "TOCHeading")
    for place, (style, target, text) in enumerate(entries, start=1):
        name = marks.name(target)
        page = field_code(f"PAGEREF {name} \\h", UNKNOWN_PAGE)
        content = link(name, run(text) + _TAB + page)
        if place == 1:
            content = _for_word(field_begin(instruction)) + content
        if place == len(entries):
            content += _for_word(FIELD_END)
        yield Piece(content, style)


def _for_word(runs: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="w15">{runs}</mc:Choice>'
        "<mc:Fallback/></mc:AlternateContent>"
    )
