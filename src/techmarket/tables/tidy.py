"""One tidy CSV file per table: a line per cell, with the exact value behind the printed text.

The words are always those of the printed tables (Chinese), because they are what the cells
are matched by. Not here: the workbook and the page (`render`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Origin, Status, Value
from techmarket.tables.measures import NAME_UNIT
from techmarket.tables.model import BuiltTable, Cell

COLUMNS = (
    "table",
    "row_path",
    "column_path",
    "period",
    "unit",
    "value_text",
    "value_exact",
    "status",
    "origin",
    "cell_id",
)

RESTORE = "build the tables again"


@dataclass(frozen=True, slots=True)
class TidyCell:
    """A line of a tidy file.

    Attributes:
        table: printed number; `row_path`, `column_path`: labels joined by "/".
        period: the year; unit: the printed unit; value_text: as printed.
        value_exact: 分, count or ratio exactly, or the name; `None` without a value.
        status, origin: of the observation; `None` where text stands by declaration.
        cell_id: of the observation; "" where text stands by declaration.
    """

    table: str
    row_path: str
    column_path: str
    period: int
    unit: str
    value_text: str
    value_exact: Value | None
    status: Status | None
    origin: Origin | None
    cell_id: str


def write_tidy(tables: Iterable[BuiltTable], edition: Edition, folder: Path) -> None:
    """One file per table into an existing folder, named as the edition says (`annex-04.csv`).

    Raises:
        OSError: the folder is not there or cannot be written to.
    """
    for table in tables:
        file = folder / f"{edition.entry(table.key).file}.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(tidy_line(table.number, cell) for row in table.cells for cell in row)


def tidy_line(number: str, cell: Cell) -> tuple[str, ...]:
    """The line of a cell in the order of `COLUMNS`, for the table or figure of that number."""
    value = None if cell.observation is None else cell.observation.value
    return (
        number,
        "/".join(cell.row_path),
        "/".join(cell.column_path),
        str(cell.period),
        cell.unit,
        cell.text,
        "" if value is None else str(value),
        cell.status.value if cell.status else "",
        cell.origin.value if cell.origin else "",
        cell.key.cell_id if cell.key else "",
    )


def read_tidy(file: Path) -> list[TidyCell]:
    """The lines of a tidy file, in order.

    Raises:
        TechmarketError: there is no such file, it has other columns, or a line says
            something that cannot be (a status that does not exist, a broken number).
    """
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise TechmarketError(
                    "the file is not a tidy table",
                    where=str(file),
                    why=f"its columns are {', '.join(reader.fieldnames or ['none'])}",
                    todo=RESTORE,
                )
            return [_tidy_cell(row, f"{file} line {reader.line_num}") for row in reader]
    except FileNotFoundError:
        raise TechmarketError(
            "there is no such table file", where=str(file), todo=RESTORE
        ) from None


def _tidy_cell(row: dict[str | None, str | None], where: str) -> TidyCell:
    try:
        return _parsed(_whole(row))
    except (ValueError, ZeroDivisionError) as error:
        raise TechmarketError(
            "a line of the table is damaged", where=where, why=str(error), todo=RESTORE
        ) from None


def _whole(row: dict[str | None, str | None]) -> dict[str, str]:
    """The row, if it has just the columns; `csv` fills up with `None` and keeps surplus there."""
    whole = {name: text for name, text in row.items() if name is not None and text is not None}
    if len(whole) != len(row) or len(row) != len(COLUMNS):
        raise ValueError(f"it has {len(whole)} of {len(COLUMNS)} columns")
    return whole


def _parsed(row: dict[str, str]) -> TidyCell:
    return TidyCell(
        table=row["table"],
        row_path=row["row_path"],
        column_path=row["column_path"],
        period=int(row["period"]),
        unit=row["unit"],
        value_text=row["value_text"],
        value_exact=_exact(row["value_exact"], row["status"], row["unit"]),
        status=Status(row["status"]) if row["status"] else None,
        origin=Origin(row["origin"]) if row["origin"] else None,
        cell_id=row["cell_id"],
    )


def _exact(text: str, status: str, unit: str) -> Value | None:
    """A value as it was written; a name is told from a number by its unit, which is none."""
    if status not in (Status.NORMAL, Status.ZERO):
        return None
    if unit == NAME_UNIT:
        return text
    return Fraction(text) if "/" in text else int(text)
