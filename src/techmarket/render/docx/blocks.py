"""Headings, paragraphs, lists, the index of cells and other tables of texts as pieces of the body.

Not here: tables (`table`), figures (`figure`), page sections (`pages`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from techmarket.render.body import number_in
from techmarket.render.book_walk import Heading
from techmarket.render.book_words import book_words
from techmarket.render.docx.markup import Bookmarks, Piece, link, run
from techmarket.render.docx.styles import TABLE_STYLE
from techmarket.render.docx.table import exact_line
from techmarket.render.docx.widths import UPRIGHT
from techmarket.render.ranges import RANGE, in_ranges
from techmarket.render.text_width import text_width
from techmarket.report.model import CellIndexBlock, ListBlock, TextTableBlock
from techmarket.sentences.model import Paragraph, Reference
from techmarket.tables.labels import Language

_DEEPEST = 4
"""Levels of headings that have a style."""

_INDEX_WIDTHS = (2500, 3500, 3070)


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
    dash = run(RANGE[lang], _SMALL)
    separator = run("、" if lang == "zh" else ", ", _SMALL)
    rows = [
        [
            run(name, _SMALL),
            run(definition, _SMALL),
            separator.join(
                dash.join(_linked(number, places, marks) for number in part.split(RANGE[lang]))
                for part in in_ranges(printed, RANGE[lang])
            ),
        ]
        for name, definition, printed in block.entries
    ]
    return _text_table(heads, rows, _INDEX_WIDTHS, (False, False, False))


def text_table_pieces(block: TextTableBlock) -> Iterator[Piece]:
    """The caption, then the table: columns by their longest text, numbers on the right."""
    columns = list(zip(block.headings, *block.rows, strict=True))
    longest = [min(max(map(text_width, column)), _LONGEST) + 3 for column in columns]
    widths = [int(UPRIGHT * width / sum(longest)) for width in longest]
    right = [all(map(number_in, column[1:])) for column in columns]
    yield Piece(run(block.caption, "<w:b/>"), "ListItem", _ABOVE_TABLE)
    rows = [[run(text, _SMALL) for text in row] for row in block.rows]
    yield _text_table(block.headings, rows, widths, right)


def _text_table(
    heads: Sequence[str], rows: Sequence[list[str]], widths: Sequence[int], right: Sequence[bool]
) -> Piece:
    """A table of runs under heads that are repeated on every page."""
    first = _text_row([run(head, "<w:b/>" + _SMALL) for head in heads], widths, right, head=True)
    lines = [first, *(_text_row(row, widths, right, head=False) for row in rows)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return Piece(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/>'
        f'<w:tblW w:w="{UPRIGHT}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>",
        is_table=True,
    )


_ABOVE_TABLE = (
    '<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:ind w:left="0" w:firstLine="0"/>'
)
"""A caption is nearer to its own table than to the one before."""

_SMALL_PT = 8.5
_SMALL = '<w:sz w:val="17"/><w:szCs w:val="17"/>'

_LONGEST = 26
"""A text of more half-width characters may be broken over lines."""

_RIGHT = '<w:jc w:val="right"/>'


def _linked(number: str, places: Mapping[str, str], marks: Bookmarks) -> str:
    text = run(number, _SMALL)
    return link(marks.name(places[number]), text) if number in places else text


def _text_row(
    cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], *, head: bool
) -> str:
    repeats = "<w:tblHeader/>" if head else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>'
        f'<w:spacing w:before="20" w:after="20" {exact_line(_SMALL_PT)}/>'
        f"{_RIGHT if at_right else ''}</w:pPr>{cell}</w:p></w:tc>"
        for cell, width, at_right in zip(cells, widths, right, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{inner}</w:tr>"
