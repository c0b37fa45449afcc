"""One table on one sheet: title, units, head, body, notes, source, and how it prints.

Not here: the workbook and its contents sheet (`workbook`), the spans of the head (`header`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from techmarket.render.body import is_name, name_columns, shown_number
from techmarket.render.header import HeaderCell, Stub, head_cells, head_levels, is_wide, stub_of
from techmarket.render.text_width import lines_needed, text_width
from techmarket.render.words import (
    FormWords,
    form_words,
    notes_with_words,
    printed_name,
    source_with_word,
)
from techmarket.tables.labels import Language
from techmarket.tables.model import BuiltTable, Cell

_HEAD_ROW = 2
"""Rows above the head: title, units."""

_LINE = 15.0
"""Height of a line in points."""

_TITLE_SIZE, _HEAD_SIZE, _NOTE_SIZE = 1.5, 1.08, 0.92
"""Width of a character of the title, the head (both bold) and a note, beside one of the body."""

_LABEL_WIDTH: Mapping[Language, int] = {"zh": 32, "en": 60}
"""Row labels are at most so wide before they wrap: English takes more room for the same."""

_GROUP_WIDTH = 34
"""Labels of groups of rows are at most so wide before they wrap."""

_ACROSS_WIDTH = 64
"""A label over several columns makes room for itself up to here; else it wraps in the first."""

_GREY = "#F2F2F2"


@dataclass
class SheetFormats:
    """Formats by name; those of numbers are made when first used, one per display format."""

    workbook: Workbook
    base: Mapping[str, Any]
    named: dict[str, Format] = field(default_factory=dict)

    def add(self, name: str, **properties: Any) -> None:
        """Declares a format."""
        self.named[name] = self.workbook.add_format({**self.base, **properties})

    def of(self, name: str) -> Format:
        """A declared format."""
        return self.named[name]

    def number(self, display: str) -> Format:
        """The format of numbers that are shown so."""
        if display not in self.named:
            self.add(display, num_format=display, align="right", **_BODY_LINES)
        return self.named[display]

    def on(self, display: str, background: str, letters: str) -> Format:
        """The format of numbers that are shown so on a coloured ground."""
        name = f"{display} on {background}"
        if name not in self.named:
            self.add(
                name,
                **{**_BODY_LINES, "num_format": display, "align": "right"},
                bg_color=background,
                font_color=letters,
            )
        return self.named[name]

    def label(self, indent: int, *, wraps: bool = True) -> Format:
        """The format of a row label that is moved in by so many levels.

        One that does not wrap runs over the empty cells beside it.
        """
        name = f"label {indent} {wraps}"
        if name not in self.named:
            self.add(name, indent=indent, text_wrap=wraps, **_BODY_LINES)
        return self.named[name]


_BODY_LINES = {"bottom": 1, "bottom_color": "#D0D0D0", "valign": "top"}
"""Labels of groups and of rows, and cells, begin at the top: a group beside its first row."""


def sheet_formats(workbook: Workbook, words: FormWords) -> SheetFormats:
    """The formats of a workbook."""
    formats = SheetFormats(workbook, {"font_name": words.font, "font_size": 10})
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": _GREY, "border": 1}
    formats.add("title", bold=True, font_size=14, valign="vcenter", text_wrap=True)
    formats.add("heading", bold=True, font_size=14, valign="vcenter")
    formats.add("units", align="right", font_color="#404040")
    formats.add("head", align="center", border_color="#A6A6A6", **head)
    formats.add("group", text_wrap=True, **_BODY_LINES)
    formats.add("again", text_wrap=True, font_color="#767676", **_BODY_LINES)
    formats.add("sign", align="right", **_BODY_LINES)
    formats.add("name", text_wrap=True, align="left", **_BODY_LINES)
    formats.add("note", text_wrap=True, valign="top", font_size=9)
    formats.add("plain", valign="top")
    formats.add("wrapped", text_wrap=True, **_BODY_LINES)
    formats.add("on_one_line", text_wrap=True, **(_BODY_LINES | {"valign": "vcenter"}))
    formats.add("section", bold=True, font_size=12, valign="vcenter")
    formats.add("end", top=2)
    formats.add("contents_head", bold=True, bottom=1, bg_color=_GREY)
    formats.add("contents", bottom=1, bottom_color="#D0D0D0")
    formats.add("link", font_color="#0B4F9E", underline=1, bottom=1, bottom_color="#D0D0D0")
    formats.add("back", font_color="#0B4F9E", underline=1)
    return formats


@dataclass(frozen=True)
class _Place:
    """Where the parts of a table stand on its sheet."""

    table: BuiltTable
    stub: Stub
    levels: int
    widths: tuple[int, ...]

    @property
    def body(self) -> int:
        return _HEAD_ROW + self.levels

    @property
    def end(self) -> int:
        return self.body + len(self.table.rows)

    @property
    def columns(self) -> int:
        return self.stub.width + len(self.table.columns)

    def width(self, col: int, colspan: int) -> int:
        return sum(self.widths[col : col + colspan])

    def has_room(self, cell: HeaderCell) -> bool:
        """Whether a label stands on one line in the columns that it covers."""
        return _one_line(cell) <= self.width(cell.col, cell.colspan)


def write_sheet(sheet: Worksheet, formats: SheetFormats, table: BuiltTable, lang: Language) -> None:
    """Writes a table onto an empty sheet and sets the sheet up for reading and for print."""
    stub = stub_of(table)
    place = _Place(table, stub, head_levels(table.columns), _widths(table, stub, lang))
    for col, width in enumerate(place.widths):
        sheet.set_column(col, col, width)
    _write_title(sheet, formats, place, lang)
    _write_head(sheet, formats, place)
    _write_stub(sheet, formats, place)
    _write_body(sheet, formats, place)
    last = _write_notes(sheet, formats, place, lang)
    _set_up(sheet, place, last)


def _write_title(sheet: Worksheet, formats: SheetFormats, place: _Place, lang: Language) -> None:
    table, words = place.table, form_words(lang)
    title = f"{printed_name(table.number, lang)}  {table.title}"
    _write_across(sheet, place, 0, title, formats.of("title"))
    sheet.set_row(0, 20.0 * lines_needed(title, sum(place.widths) / _TITLE_SIZE) + 4)
    back = f"internal:'{words.contents}'!A1"
    sheet.write_url(0, place.columns + 1, back, formats.of("back"), words.back)
    if table.units:
        units = f"{words.unit}{words.colon}{table.units}"
        sheet.write_string(1, place.columns - 1, units, formats.of("units"))


def _write_head(sheet: Worksheet, formats: SheetFormats, place: _Place) -> None:
    heads = [(cell, 0) for cell in place.stub.headings]
    heads += [(cell, place.stub.width) for cell in head_cells(place.table.columns)]
    heights = [_LINE] * place.levels
    for cell, offset in sorted(heads, key=lambda head: head[0].rowspan):
        width = place.width(cell.col + offset, cell.colspan)
        needed = _LINE * lines_needed(cell.label, (width - 1) / _HEAD_SIZE)
        covered = range(cell.row, cell.row + cell.rowspan)
        heights[cell.row + cell.rowspan - 1] += max(0.0, needed - sum(heights[r] for r in covered))
        _write_span(sheet, cell, _HEAD_ROW, offset, formats.of("head"))
    for row, height in enumerate(heights):
        sheet.set_row(_HEAD_ROW + row, height + 4)


def _write_stub(sheet: Worksheet, formats: SheetFormats, place: _Place) -> None:
    heights = [_LINE] * len(place.table.rows)
    for cell in place.stub.cells:
        over = cell.colspan > 1 and place.has_room(cell)
        kind = formats.label(cell.indent, wraps=not over) if cell.leaf else formats.of("group")
        width = place.width(cell.col, 1) - 2 * cell.indent - 1
        needed = _LINE * (1 if over else lines_needed(cell.label, width))
        # A group is named in each of its rows, so that rows can be filtered and sorted: no cell
        # of the body joins others.
        for row in range(cell.row, cell.row + cell.rowspan):
            _write_label(sheet, cell, place.body + row, kind)
            heights[row] = max(heights[row], needed)
            kind = kind if cell.leaf else formats.of("again")
    for row, cells in enumerate(place.table.cells):
        for col, body_cell in enumerate(cells):
            width = place.widths[place.stub.width + col] - 1
            needed = _LINE * lines_needed(body_cell.text, width)
            heights[row] = max(heights[row], needed)
    for row, height in enumerate(heights):
        sheet.set_row(place.body + row, height + 2)


def _one_line(cell: HeaderCell) -> int:
    """The width of a label that does not wrap."""
    return text_width(cell.label) + 2 * cell.indent + 2


def _write_label(sheet: Worksheet, cell: HeaderCell, row: int, kind: Format) -> None:
    sheet.write_string(row, cell.col, cell.label, kind)
    for col in range(cell.col + 1, cell.col + cell.colspan):
        sheet.write_blank(row, col, None, kind)


def _write_span(sheet: Worksheet, cell: HeaderCell, top: int, left: int, kind: Format) -> None:
    row, col = cell.row + top, cell.col + left
    if cell.rowspan > 1 or cell.colspan > 1:
        below, right = row + cell.rowspan - 1, col + cell.colspan - 1
        sheet.merge_range(row, col, below, right, "", kind)
    # Written as a string, not by the merge: a label may begin with "=" or look like a number.
    sheet.write_string(row, col, cell.label, kind)


def _write_body(sheet: Worksheet, formats: SheetFormats, place: _Place) -> None:
    for row, cells in enumerate(place.table.cells, start=place.body):
        for col, cell in enumerate(cells, start=place.stub.width):
            _write_cell(sheet, formats, row, col, cell)
    for col in range(place.columns):
        sheet.write_blank(place.end, col, None, formats.of("end"))
    sheet.set_row(place.end, 6)


def _write_cell(sheet: Worksheet, formats: SheetFormats, row: int, col: int, cell: Cell) -> None:
    number = shown_number(cell)
    if number is not None:
        sheet.write_number(row, col, number.value, formats.number(number.format))
    elif cell.text:
        kind = "name" if is_name(cell) else "sign"
        sheet.write_string(row, col, cell.text, formats.of(kind))
    else:
        sheet.write_blank(row, col, None, formats.of("sign"))


def _write_notes(sheet: Worksheet, formats: SheetFormats, place: _Place, lang: Language) -> int:
    """Writes notes and source and gives the last row that is used."""
    row, table = place.end, place.table
    for line in (*notes_with_words(table.notes, lang), *source_with_word(table.source, lang)):
        row += 1
        _write_across(sheet, place, row, line, formats.of("note"))
        sheet.set_row(row, 13.0 * lines_needed(line, sum(place.widths) / _NOTE_SIZE) + 3)
    return row


def _write_across(sheet: Worksheet, place: _Place, row: int, text: str, kind: Format) -> None:
    if place.columns > 1:
        sheet.merge_range(row, 0, row, place.columns - 1, "", kind)
    sheet.write_string(row, 0, text, kind)


def _set_up(sheet: Worksheet, place: _Place, last: int) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(place.body, place.stub.width)
    sheet.set_paper(9)
    if is_wide(place.table, place.stub):
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(_HEAD_ROW, place.body - 1)
    sheet.print_area(0, 0, last, place.columns - 1)
    sheet.set_footer("&C&P / &N")


def _widths(table: BuiltTable, stub: Stub, lang: Language) -> tuple[int, ...]:
    """Width of every column, so that no digit is cut and long labels wrap."""
    limit_of_labels = _LABEL_WIDTH[lang]
    widths = [6] * stub.width
    for cell in (*stub.headings, *stub.cells):
        if cell.colspan == 1:
            wanted = text_width(cell.label) + 2 * cell.indent + 2
            widths[cell.col] = max(
                widths[cell.col], min(wanted, limit_of_labels if cell.leaf else _GROUP_WIDTH)
            )
    for cell in stub.cells:
        if cell.colspan > 1:
            short = min(_one_line(cell), _ACROSS_WIDTH) - sum(widths[cell.col :])
            widths[-1] += max(0, short)
    names = name_columns(table)
    for col in range(len(table.columns)):
        texts = [text_width(row[col].text) for row in table.cells]
        heading = min(text_width(table.columns[col][-1]), 12)
        limit = 60 if col in names else 30
        widths.append(max(8, heading + 2, min(max(texts, default=0), limit) + 3))
    return tuple(widths)
