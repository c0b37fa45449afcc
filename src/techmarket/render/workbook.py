"""One workbook with all tables: a contents sheet, then one sheet per table.

Numbers are numbers that show the digits of their text, everything else is text and never a
formula. The same tables give the same bytes. Not here: one sheet (`sheet`), which cells stand
where in a head (`header`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook

from techmarket.errors import TechmarketError
from techmarket.render.sheet import SheetFormats, sheet_formats, write_sheet
from techmarket.render.text_width import text_width
from techmarket.render.words import FormWords, form_words, printed_name
from techmarket.tables.labels import Language, language
from techmarket.tables.model import BuiltTable
from techmarket.whole_file import whole_file

# A fixed date, because the time of writing would make every workbook another one.
_CREATED = datetime(2000, 1, 1)

_SHEET_NAME_LENGTH = 31


def write_workbook(tables: Sequence[BuiltTable], path: Path, title: str, lang: str = "zh") -> None:
    """Writes all tables into one XLSX file, aside first and renamed when whole.

    Args:
        tables: in the order of the sheets.
        path: the file; its folder exists.
        title: of the workbook, over the contents.
        lang: of the words that the form adds; labels come with the tables.

    Raises:
        TechmarketError: two tables would have the same sheet name, the language is unknown, or
            `path` is a folder, a device or a pipe.
        OSError: the file cannot be written; nothing half-written is left.
    """
    with whole_file(path) as aside:
        _write(tables, aside, title, language(lang))


def sheet_names(tables: Sequence[BuiltTable], lang: Language) -> list[str]:
    """Names of the sheets: the printed numbers, as far as a sheet may be called so.

    Raises:
        TechmarketError: two tables would have the same name.
    """
    places = [(table.key, printed_name(table.number, lang)) for table in tables]
    return distinct_sheet_names(places, {form_words(lang).contents: "the contents"})


def distinct_sheet_names(places: Sequence[tuple[str, str]], taken: Mapping[str, str]) -> list[str]:
    """Names of sheets for printed numbers.

    Args:
        places: key and printed number of every sheet.
        taken: names of other sheets, and what these are.

    Raises:
        TechmarketError: two sheets would have the same name.
    """
    names = {name.lower(): what for name, what in taken.items()}
    result: list[str] = []
    for key, number in places:
        name = re.sub(r"[\[\]:*?/\\]", "-", number)
        name = name.strip("'")[:_SHEET_NAME_LENGTH]
        other = names.setdefault(name.lower(), key)
        if other != key or name in result:
            raise TechmarketError(
                "two sheets would have the same name",
                where=name,
                why=f"{other} and {key} have the same printed number",
                todo="correct the printed numbers of the edition",
            )
        result.append(name)
    return result


@contextmanager
def opened_workbook(path: Path, title: str, created: datetime = _CREATED) -> Iterator[Workbook]:
    """A workbook to fill, written when the body ends; no text in it is ever a formula or a link.

    Raises:
        OSError: the file cannot be written.
    """
    workbook = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    workbook.set_properties({"title": title, "created": created})
    yield workbook
    # The writer reports a full disk only when it closes, as an error of its own with the cause.
    try:
        workbook.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        if isinstance(error.args[0], OSError):
            raise error.args[0] from None
        raise


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: the sheet that it leads to, the number shown, title and units."""

    sheet: str
    number: str
    title: str
    units: str


def write_contents(
    workbook: Workbook,
    formats: SheetFormats,
    entries: Sequence[ContentsEntry],
    title: str,
    words: FormWords,
) -> None:
    """Adds the contents sheet, whose lines lead to the other sheets."""
    sheet = workbook.add_worksheet(words.contents)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, title, formats.of("heading"))
    sheet.set_row(0, 28)
    for col, heading in enumerate((words.number, words.title, words.unit)):
        sheet.write_string(2, col, heading, formats.of("contents_head"))
    for row, entry in enumerate(entries, start=3):
        sheet.write_url(row, 0, link_to(entry.sheet), formats.of("link"), entry.number)
        sheet.write_string(row, 1, entry.title, formats.of("contents"))
        sheet.write_string(row, 2, entry.units, formats.of("contents"))
    widths = (
        max(map(text_width, (words.number, *(entry.number for entry in entries)))),
        max(map(text_width, (words.title, *(entry.title for entry in entries)))),
        max(map(text_width, (words.unit, *(entry.units for entry in entries)))),
    )
    for col, width in enumerate(widths):
        sheet.set_column(col, col, min(width, 80) + 3)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)


def link_to(sheet: str) -> str:
    """The address of the first cell of a sheet."""
    return f"internal:'{sheet.replace(chr(39), chr(39) * 2)}'!A1"


def _write(tables: Sequence[BuiltTable], path: Path, title: str, lang: Language) -> None:
    words = form_words(lang)
    names = sheet_names(tables, lang)
    entries = [
        ContentsEntry(name, name, table.title, table.units)
        for name, table in zip(names, tables, strict=True)
    ]
    with opened_workbook(path, title) as workbook:
        formats = sheet_formats(workbook, words)
        write_contents(workbook, formats, entries, title, words)
        for table, name in zip(tables, names, strict=True):
            write_sheet(workbook.add_worksheet(name), formats, table, lang)
