"""One figure on one sheet: title, units, its data, and a chart that the workbook draws itself.

A figure coloured by class colours its cells instead, and so does one with too many series to tell
apart in a chart. Not here: the chart (`native_chart`), the workbook (`book_workbook`).
"""

from __future__ import annotations

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from techmarket.figures.draw.theme import PRINT
from techmarket.figures.model import BuiltFigure, Datum
from techmarket.render.body import number_in
from techmarket.render.book_words import book_words
from techmarket.render.native_chart import DataPlace, native_chart
from techmarket.render.sheet import SheetFormats
from techmarket.render.text_width import lines_needed, text_width
from techmarket.render.words import form_words, notes_with_words, series_heading
from techmarket.report.printed_numbers import printed_number
from techmarket.tables.labels import Language

_HEAD_ROW = 3
"""Rows above the head: title, units, and one for the way back."""

_LABEL_WIDTH, _HEAD_WIDTH = 40, 18

_TITLE_COLUMNS = 7
"""So many columns have room for any title."""


def write_figure_sheet(
    workbook: Workbook, sheet: Worksheet, formats: SheetFormats, figure: BuiltFigure, lang: Language
) -> None:
    """Writes a figure onto an empty sheet and sets the sheet up for reading and for print."""
    words = form_words(lang)
    title = f"{printed_number(figure.number, lang)}  {figure.title}"
    sheet.write_string(0, 0, title, formats.of("heading"))
    sheet.set_row(0, 28)
    if figure.units:
        units = f"{words.unit}{words.colon}{figure.units}"
        sheet.write_string(1, 0, units, formats.of("plain"))
    back = f"internal:'{words.contents}'!A1"
    sheet.write_url(2, 0, back, formats.of("back"), words.back)
    heads = [book_words(lang).category, *(series_heading(series, lang) for series in figure.series)]
    for col, head in enumerate(heads):
        sheet.write_string(_HEAD_ROW, col, head, formats.of("head"))
    first = _HEAD_ROW + 1
    for row, category in enumerate(figure.categories, start=first):
        sheet.write_string(row, 0, category, formats.label(0))
        for col, series in enumerate(figure.series, start=1):
            _write_datum(sheet, formats, row, col, series.data[row - first], figure)
    _set_widths(sheet, figure, heads)
    last = first + len(figure.categories) - 1
    end = _write_notes(sheet, formats, figure, last + 1, lang)
    place = DataPlace(sheet.get_name(), _HEAD_ROW, first, last)
    chart = native_chart(workbook, figure, place, title)
    if chart is not None:
        options = {"description": figure.alt or figure.title, "object_position": 2}
        sheet.insert_chart(_HEAD_ROW, len(figure.series) + 2, chart, options)
    _set_up(sheet)
    if chart is None and len(figure.series) < _TITLE_COLUMNS:
        # The title of a narrow sheet is wider than its data and would be cut off in print.
        sheet.print_area(0, 0, end, _TITLE_COLUMNS)


def _write_datum(
    sheet: Worksheet, formats: SheetFormats, row: int, col: int, datum: Datum, figure: BuiltFigure
) -> None:
    number = number_in(datum.text)
    if number is None:
        sheet.write_string(row, col, datum.text, formats.of("sign"))
    else:
        colour = _class_colour(datum, figure)
        kind = formats.number(number.format) if not colour else formats.on(number.format, *colour)
        sheet.write_number(row, col, number.value, kind)


def _class_colour(datum: Datum, figure: BuiltFigure) -> tuple[str, str] | None:
    """Background and letters of a datum that has a class."""
    if datum.level is None or len(figure.classes) < 2:
        return None
    step = datum.level * (len(PRINT.shades) - 1) // (len(figure.classes) - 1)
    return PRINT.shades[step], PRINT.text_on(PRINT.shades[step])


def _set_widths(sheet: Worksheet, figure: BuiltFigure, heads: list[str]) -> None:
    labels = max(map(text_width, (heads[0], *figure.categories)), default=0)
    sheet.set_column(0, 0, min(labels, _LABEL_WIDTH) + 3)
    lines = 1
    for col, (head, series) in enumerate(zip(heads[1:], figure.series, strict=True), start=1):
        texts = max((text_width(datum.text) for datum in series.data), default=0)
        width = max(10, texts + 3, min(text_width(head), _HEAD_WIDTH) + 2)
        sheet.set_column(col, col, width)
        lines = max(lines, lines_needed(head, (width - 1) / 1.1))
    sheet.set_row(_HEAD_ROW, 15.0 * lines + 4)


def _write_notes(
    sheet: Worksheet, formats: SheetFormats, figure: BuiltFigure, row: int, lang: Language
) -> int:
    """Classes and notes under the data; the last row that is used."""
    lines = notes_with_words(figure.notes, lang)
    if figure.classes:
        gap = "；" if lang == "zh" else "; "
        lines.insert(0, gap.join(figure.classes))
    for line in lines:
        row += 1
        sheet.write_string(row, 0, line, formats.of("plain"))
    return row


def _set_up(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_footer("&C&P / &N")
