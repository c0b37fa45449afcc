"""One table as a Word table: caption, units, repeated head, body, notes, source.

Numbers stand on the right and never break; names and labels wrap. Not here: widths (`widths`),
the spans of head and stub (`render.header`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from techmarket.render.body import is_name, name_columns
from techmarket.render.book_walk import table_caption
from techmarket.render.book_words import book_words
from techmarket.render.docx.bands import Band
from techmarket.render.docx.markup import Bookmarks, Piece, run, xml_text
from techmarket.render.docx.sequence import numbered_caption
from techmarket.render.docx.styles import TABLE_STYLE
from techmarket.render.docx.widths import ColumnPlan, line_height
from techmarket.render.header import HeaderCell, Stub, head_cells, head_levels
from techmarket.render.words import form_words, notes_with_words, printed_name, source_with_word
from techmarket.tables.labels import Language
from techmarket.tables.model import BuiltTable

_SHORT = 24
"""Rows of a table that is kept on one page."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of the grid of a Word table.

    Attributes:
        label: its text; columns: how many it covers; joins: "" for a cell of one row,
            "restart" for the first of several, "continue" for those below it.
        style: further properties of the paragraph; bold: of the text.
    """

    label: str
    columns: int = 1
    joins: str = ""
    align: str = "left"
    indent: int = 0
    bold: bool = False
    whole: bool = False


def table_pieces(
    table: BuiltTable, bands: Sequence[Band], marks: Bookmarks, lang: Language
) -> Iterator[Piece]:
    """Caption, units, the bands of the table, notes and source."""
    words = form_words(lang)
    name = printed_name(table.number, lang)
    caption = numbered_caption(name, table_caption(table, lang), "Table")
    yield Piece(marks.around(f"table:{table.key}", caption), "Caption")
    if table.units:
        yield Piece(run(f"{words.unit}{words.colon}{table.units}"), "TableUnits")
    if not table.rows or not table.columns:
        yield Piece(run(book_words(lang).no_data), "TableNote")
    else:
        for place, band in enumerate(bands, start=1):
            more = place < len(bands)
            yield Piece(word_table(band, lang, more=more), is_table=True)
            if more:
                # Without a paragraph between them two tables would become one.
                yield Piece("", "TableNote", "<w:keepNext/>")
    for line in (*notes_with_words(table.notes, lang), *source_with_word(table.source, lang)):
        yield Piece(run(line), "TableNote")


def word_table(band: Band, lang: Language, *, more: bool = False) -> str:
    """The element `w:tbl`; its rows are whole and its head repeats on every page.

    Args:
        band: the table, or a part of its columns.
        lang: of its caption.
        more: whether another band of it follows, on the same page.
    """
    table, stub, plan = band.table, band.stub, band.plan
    head = list(_head_rows(table, stub))
    body = list(_body_rows(table, stub))
    together = len(body) <= _SHORT
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in plan.widths)
    rows = [_row(slots, plan, head=True, keep=True) for slots in head]
    for place, slots in enumerate(body, start=1):
        keep = more or (place < len(body) and (together or place == 1))
        rows.append(_row(slots, plan, head=False, keep=keep))
    title = xml_text(table_caption(table, lang))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/>'
        f'<w:tblW w:w="{sum(plan.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{title}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _head_rows(table: BuiltTable, stub: Stub) -> Iterator[list[_Slot]]:
    heads = [(cell, 0) for cell in stub.headings]
    heads += [(cell, stub.width) for cell in head_cells(table.columns)]
    names = name_columns(table)
    for level in range(head_levels(table.columns)):
        row = []
        for cell, offset in sorted(heads, key=lambda head: head[0].col + head[1]):
            if cell.covers_row(level):
                left = offset == 0 or (cell.leaf and cell.col in names)
                row.append(_slot(cell, level, "left" if left else "center", bold=True))
        yield row


def _body_rows(table: BuiltTable, stub: Stub) -> Iterator[list[_Slot]]:
    before: list[list[HeaderCell]] = [[] for _ in table.rows]
    for cell in stub.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            before[row].append(cell)
    for row, cells in enumerate(table.cells):
        slots = [_slot(cell, row, "left") for cell in sorted(before[row], key=lambda c: c.col)]
        slots += [
            _Slot(cell.text, align="left")
            if is_name(cell)
            else _Slot(cell.text, align="right", whole=True)
            for cell in cells
        ]
        yield slots


def _slot(cell: HeaderCell, row: int, align: str, bold: bool = False) -> _Slot:
    joins = "" if cell.rowspan == 1 else "restart" if cell.row == row else "continue"
    label = "" if joins == "continue" else cell.label
    return _Slot(label, cell.colspan, joins, align, cell.indent, bold)


def _row(slots: Iterable[_Slot], plan: ColumnPlan, *, head: bool, keep: bool) -> str:
    repeats = "<w:tblHeader/>" if head else ""
    cells, col = [], 0
    for slot in slots:
        width = sum(plan.widths[col : col + slot.columns])
        cells.append(_cell(slot, width, plan.size, keep=keep, head=head))
        col += slot.columns
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(slot: _Slot, width: int, size: float, *, keep: bool, head: bool) -> str:
    joins = {
        "": "",
        "restart": '<w:vMerge w:val="restart"/>',
        "continue": "<w:vMerge/>",
    }[slot.joins]
    span = f'<w:gridSpan w:val="{slot.columns}"/>' if slot.columns > 1 else ""
    # The style of the table shades its first row only; a head may have three.
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEFF2"/>' if head else ""
    whole = "<w:noWrap/>" if slot.whole else ""
    middle = '<w:vAlign w:val="center"/>' if head else ""
    # Typefaces have lines of their own height: Latin digits would stand above Chinese labels.
    line = f'<w:spacing w:before="20" w:after="20" {exact_line(size)}/>'
    indent = f'<w:ind w:left="{round(slot.indent * size * 20)}"/>' if slot.indent else ""
    half = round(size * 2)
    bold = "<w:b/>" if slot.bold else ""
    text = run(slot.label, f'{bold}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{joins}{shade}{whole}{middle}'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>{"<w:keepNext/>" if keep else ""}'
        f'{line}{indent}<w:jc w:val="{slot.align}"/></w:pPr>{text}</w:p></w:tc>'
    )


def exact_line(size: float) -> str:
    """Attributes of `w:spacing` for lines of one height, whatever the typeface."""
    return f'w:line="{line_height(size)}" w:lineRule="exact"'
