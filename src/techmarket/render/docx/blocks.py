"""Headings, paragraphs, lists and the index of cells as pieces of the body.

Not here: tables (`table`), figures (`figure`), page sections (`pages`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from techmarket.render.book_walk import Heading
from techmarket.render.book_words import book_words
from techmarket.render.docx.markup import Bookmarks, Piece, link, run
from techmarket.render.docx.styles import TABLE_STYLE
from techmarket.render.docx.widths import UPRIGHT
from techmarket.report.model import CellIndexBlock, ListBlock
from techmarket.sentences.model import Paragraph, Reference
from techmarket.tables.labels import Language

_DEEPEST = 4
"""Levels of headings that have a style."""

_INDEX_WIDTHS = (1800, 3700, 3570)


def heading_piece(heading: Heading, marks: Bookmarks) -> Piece:
    """A heading that the contents lead to."""
    text = marks.around(f"section:{heading.section.key}", run(heading.text))
    return Piece(text, f"Heading{min(heading.level, _DEEPEST)}")


def paragraph_runs(paragraph: Paragraph, marks: Bookmarks) -> str:
    """The runs of a paragraph; a mention of a table or a figure leads to it."""
    return "".join(
        link(marks.name(f"{span.kind}:{span.key}"), run(span.text))
        if isinstance(span, Reference)
        else run(span.text)
        for span in paragraph.spans
    )


def paragraph_piece(paragraph: Paragraph, marks: Bookmarks) -> Piece:
    """A paragraph of running text."""
    return Piece(paragraph_runs(paragraph, marks), "BodyText")


def list_pieces(block: ListBlock, marks: Bookmarks, lang: Language) -> Iterator[Piece]:
    """Items with their headings; the number of an item is part of its text."""
    gap = "　" if lang == "zh" else "  "
    for place, (heading, paragraph) in enumerate(block.items, start=1):
        number = run(f"{place}. ") if block.ordered else ""
        head = run(heading + gap, "<w:b/>") if heading else ""
        yield Piece(number + head + paragraph_runs(paragraph, marks), "ListItem")


def index_piece(
    block: CellIndexBlock, places: Mapping[str, str], marks: Bookmarks, lang: Language
) -> Piece:
    """The index of cells as a table whose last column leads to tables and figures.

    Args:
        block: the index.
        places: printed number to place ("表1" to "table:value_and_gdp").
        marks: bookmarks of the document.
        lang: of the heads.
    """
    words = book_words(lang)
    heads = (words.measure, words.definition, words.printed_in)
    rows = [_index_row([run(head, "<w:b/>" + _SMALL) for head in heads], head=True)]
    for name, definition, printed in block.entries:
        links = [_linked(number, places, marks) for number in printed]
        separator = run("、" if lang == "zh" else ", ", _SMALL)
        rows.append(
            _index_row(
                [run(name, _SMALL), run(definition, _SMALL), separator.join(links)], head=False
            )
        )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _INDEX_WIDTHS)
    return Piece(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/>'
        f'<w:tblW w:w="{UPRIGHT}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>",
        is_table=True,
    )


_SMALL = '<w:sz w:val="17"/><w:szCs w:val="17"/>'


def _linked(number: str, places: Mapping[str, str], marks: Bookmarks) -> str:
    text = run(number, _SMALL)
    return link(marks.name(places[number]), text) if number in places else text


def _index_row(cells: list[str], *, head: bool) -> str:
    repeats = "<w:tblHeader/>" if head else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{cell}</w:p></w:tc>'
        for cell, width in zip(cells, _INDEX_WIDTHS, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{inner}</w:tr>"
