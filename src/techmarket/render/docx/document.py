"""The whole document: cover, contents, parts, properties.

Not here: styles (`styles`), one table (`table`), one figure (`figure`), the bytes (`package`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from techmarket.render.book_walk import (
    Heading,
    figures_of,
    heading_text,
    tables_of,
    walk_section,
)
from techmarket.render.docx.bands import bands_of
from techmarket.render.docx.blocks import (
    heading_piece,
    index_piece,
    list_pieces,
    paragraph_piece,
    text_table_pieces,
)
from techmarket.render.docx.contents import contents_pieces
from techmarket.render.docx.figure import figure_pieces
from techmarket.render.docx.markup import Bookmarks, Piece, body_xml, run
from techmarket.render.docx.pages import FROM_ONE, ROMAN, Pages
from techmarket.render.docx.properties import set_properties
from techmarket.render.docx.styles import set_styles
from techmarket.render.docx.table import table_pieces
from techmarket.render.imprint import imprint_lines
from techmarket.render.words import form_words, printed_name
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
from techmarket.tables.labels import Language, language


def word_document(book: Book) -> WordDocument:
    """The document of a book.

    Raises:
        TechmarketError: the language is unknown, or a figure cannot be drawn.
    """
    lang = language(book.lang)
    document = Document()
    set_styles(document, lang)
    set_properties(document, book)
    writing = _Writing(book, lang, document, Pages(document), Bookmarks())
    writing.cover()
    writing.contents()
    for part in book.parts:
        writing.part(part)
    body = parse_xml("".join(body_xml(writing.pages.pieces, writing.pages.properties())))
    document.element.replace(document.element.body, body)
    return document


_FOOT_OF_COVER = '<w:spacing w:before="3600" w:after="0"/>'
"""The imprint stands at the foot of the cover."""


@dataclass
class _Writing:
    """A book on its way into a document."""

    book: Book
    lang: Language
    document: WordDocument
    pages: Pages
    marks: Bookmarks

    def cover(self) -> None:
        book = self.book
        self.pages.add(Piece(run(book.title), "Title"))
        if book.subtitle:
            self.pages.add(Piece(run(book.subtitle), "Subtitle"))
        for line in (book.publisher, book.published):
            if line:
                self.pages.add(Piece(run(line), "CoverLine"))
        colon = form_words(self.lang).colon
        self.pages.add(Piece("", "Imprint", _FOOT_OF_COVER))
        for name, value in imprint_lines(book):
            self.pages.add(Piece(run(f"{name}{colon}{value}"), "Imprint"))
        self.pages.end()

    def contents(self) -> None:
        self.pages.begin(form_words(self.lang).contents, ROMAN)
        self.pages.add(*contents_pieces(self.book, self.marks, self.lang))

    def part(self, part: Section) -> None:
        numbers = FROM_ONE if part is self.book.parts[0] else ""
        self.pages.end()
        self.pages.begin(f"{self.book.title}　{heading_text(part)}", numbers)
        # A heading goes with what follows it: it turns with a wide table and never stays behind.
        waiting: list[Piece] = []
        for item in walk_section(part):
            if isinstance(item, Heading):
                waiting.append(heading_piece(item, self.marks))
                continue
            across, pieces = self._laid_out(item)
            self.pages.turn(across)
            self.pages.add(*waiting, *pieces)
            waiting = []
        if waiting:
            self.pages.turn(False)
            self.pages.add(*waiting)

    def _laid_out(self, block: Block) -> tuple[bool, Iterator[Piece]]:
        """Whether a block lies across, and its pieces."""
        if isinstance(block, TableBlock):
            bands = bands_of(block.table)
            pieces = table_pieces(block.table, bands, self.marks, self.lang)
            return bands[0].plan.across, pieces
        if isinstance(block, FigureBlock):
            return False, figure_pieces(block.figure, self.document, self.marks, self.lang)
        if isinstance(block, ListBlock):
            return False, list_pieces(block, self.marks, self.lang)
        if isinstance(block, TextTableBlock):
            return False, text_table_pieces(block)
        if isinstance(block, CellIndexBlock):
            return False, iter([index_piece(block, self._places(), self.marks, self.lang)])
        return False, iter([paragraph_piece(block, self.marks)])

    def _places(self) -> dict[str, str]:
        """Printed number to place."""
        places = {}
        for table in tables_of(self.book):
            for name in (table.number, printed_name(table.number, self.lang)):
                places[name] = f"table:{table.key}"
        for figure in figures_of(self.book):
            for name in (figure.number, printed_number(figure.number, self.lang)):
                places[name] = f"figure:{figure.key}"
        return places
