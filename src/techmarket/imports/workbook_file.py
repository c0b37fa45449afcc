"""Workbooks (.xlsx, .xlsm, .xls): their visible sheets as tables of texts.

A numeric cell is the decimal of 15 digits (`written_number`); a day is written by ISO 8601; a
formula is its saved result. Macros are never run and links never followed. Not here: what is in the
archive (`workbook_parts`), what a text means (`typed_columns`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from techmarket.errors import TechmarketError
from techmarket.imports.header import SEARCHED
from techmarket.imports.reading_rules import DIGITS, ERROR_VALUE, FORMULA, ReadingRule
from techmarket.imports.template import LIST_SHEETS
from techmarket.imports.text_table import Cell, TextBatch, TextTable
from techmarket.imports.workbook_parts import SheetPart, damaged, workbook_parts
from techmarket.imports.written_number import LOST, written_number

ROWS = 8_192

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_XLS = 256 << 20

MACROS = ("工作簿带有宏；只读取数据，不运行宏。", "The workbook has macros; they are not run.")
LINKS = (
    "工作簿链接到其他文件；不打开这些文件，按上次保存的结果读取。",
    "The workbook links to other files; they are not opened, saved results are read.",
)


def read_workbook(path: Path) -> list[TextTable]:
    """The tables of a workbook of the new format, hidden sheets left out.

    Raises:
        TechmarketError: see `workbook_parts`.
    """
    parts = workbook_parts(path)
    book = _opened(path)
    notes = [MACROS] * parts.has_macros + [LINKS] * parts.has_links
    notes += [
        (f"隐藏的工作表“{sheet.name}”不读取。", f"The hidden sheet {sheet.name} is not read.")
        for sheet in parts.sheets
        if sheet.hidden and sheet.name not in LIST_SHEETS
    ]
    visible = [sheet for sheet in parts.sheets if not sheet.hidden]
    return [
        _table(path, book, sheet, tuple(notes) if place == 0 else ())
        for place, sheet in enumerate(visible)
    ]


def read_xls(path: Path) -> list[TextTable]:
    """The tables of a workbook of the old format (.xls).

    Raises:
        TechmarketError: it is damaged, or locked by a password.
    """
    if path.stat().st_size > MOST_XLS:
        raise TechmarketError(
            "the workbook is too large for its format",
            where=str(path),
            why=f"it has more than {MOST_XLS >> 20} MB",
            todo="save it as .xlsx or .csv and import that",
        )
    if ENCRYPTED in path.read_bytes():
        raise _locked(path)
    book = _opened(path)
    tables = []
    for one in book.sheets_metadata:
        if one.typ == calamine.SheetTypeEnum.WorkSheet:
            hidden = one.visible != calamine.SheetVisibleEnum.Visible
            if not hidden:
                tables.append(_table(path, book, SheetPart(one.name, "", hidden), ()))
    return tables


def _opened(path: Path) -> Any:
    try:
        return calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError:
        raise _locked(path) from None
    except (calamine.CalamineError, OSError) as error:
        raise damaged(path, error) from None


def _locked(path: Path) -> TechmarketError:
    return TechmarketError(
        "the workbook is locked by a password",
        where=str(path),
        todo="open it in the spreadsheet, save it without a password and import that",
    )


def _table(path: Path, book: Any, part: SheetPart, notes: tuple[tuple[str, str], ...]) -> TextTable:
    try:
        sheet = book.get_sheet_by_name(part.name)
    except calamine.CalamineError as error:
        raise damaged(path, error) from None
    first = (sheet.start or (0, 0))[1]
    head = [
        ("",) * first + tuple(_text(cell) or "" for cell in row)
        for row in islice(sheet.iter_rows(), SEARCHED)
    ]
    return TextTable(path.name, part.name, tuple(head), partial(_batches, sheet, part), notes)


def _batches(sheet: Any, part: SheetPart, first_row: int, width: int) -> Iterator[TextBatch]:
    first = (sheet.start or (0, 0))[1]
    rows, number = iter(sheet.iter_rows()), first_row
    next(islice(rows, first_row - 1, first_row - 1), None)
    while block := list(islice(rows, ROWS)):
        lost: list[Cell] = []
        columns: list[Any] = [pa.nulls(len(block), pa.string())] * min(first, width)
        for place, cells in enumerate(zip(*block, strict=True), start=first):
            if place < width:
                columns.append(pa.array(_texts(cells, place, lost), pa.string()))
        columns += [pa.nulls(len(block), pa.string())] * (width - len(columns))
        numbers = np.arange(number, number + len(block), dtype=np.int64)
        yield TextBatch(tuple(columns), numbers, _marks(part, number, len(block), lost))
        number += len(block)


def _marks(
    part: SheetPart, number: int, rows: int, lost: list[Cell]
) -> dict[ReadingRule, tuple[Cell, ...]]:
    marks: dict[ReadingRule, tuple[Cell, ...]] = {DIGITS: tuple(lost)} if lost else {}
    for rule, places in ((FORMULA, part.formulas), (ERROR_VALUE, part.errors)):
        inside = tuple(
            (row - number + 1, column) for row, column in places if 0 <= row - number + 1 < rows
        )
        if inside:
            marks[rule] = tuple(sorted(inside))
    return marks


def _texts(cells: tuple[Any, ...], place: int, lost: list[Cell]) -> list[str | None]:
    texts = [one if type(one) is str and one else _text(one) for one in cells]
    lost.extend(
        (row, place) for row, one in enumerate(cells) if type(one) is float and abs(one) >= LOST
    )
    return texts


def _text(cell: Any) -> str | None:
    """A cell as a text; `None` where it is empty."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float | int):
        return written_number(float(cell)) if isinstance(cell, float) else str(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return None
