"""Tidy CSV files, one number a row, as this software writes its tables.

The columns are table, row_path, column_path, period, unit, value_text and, where the file is our
own, cell_id, which says the meaning exactly. Not here: CSV files laid out as tables
(`sources.text_file`).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence

from techmarket.audit.reading import sayings
from techmarket.audit.reading.meanings import scale_of
from techmarket.audit.reading.numbers import figure, is_sign
from techmarket.audit.reading.sayings import Saying
from techmarket.audit.statement import (
    Caption,
    Doubt,
    DoubtKind,
    Place,
    PrintedNumber,
    ReadCell,
    Reading,
    ReadTable,
)
from techmarket.observations.observation import Dims, dims_of

COLUMNS = ("table", "row_path", "column_path", "period", "unit", "value_text")

Row = dict[str, str]


def tidy_rows(text: str) -> list[Row] | None:
    """The rows of a tidy file; `None` if it is none."""
    header = text[: text.find("\n")].lstrip("\ufeff").strip().split(",")
    if not all(name in header for name in COLUMNS):
        return None
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def read_tidy(rows: Sequence[Row], document: str, lang: str) -> Reading:
    """The tables of a tidy file."""
    by_table: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for line, row in enumerate(rows, start=2):
        by_table[row["table"]].append((line, row))
    doubts: list[Doubt] = []
    tables = [_table(number, found, document, lang, doubts) for number, found in by_table.items()]
    numbers = tuple(
        cell.number for table in tables for cell in table.cells if cell.number is not None
    )
    years = [number.period for number in numbers if number.period is not None]
    return Reading(
        numbers=numbers,
        doubts=tuple(doubts),
        tables=tuple(tables),
        captions=tuple(
            Caption(table.place, "table", table.printed_number, table.title) for table in tables
        ),
        year=max(years, default=None),
    )


def _table(
    number: str, rows: list[tuple[int, Row]], document: str, lang: str, doubts: list[Doubt]
) -> ReadTable:
    cells = tuple(_cell(line, row, document, lang, doubts) for line, row in rows)
    return ReadTable(
        number=number,
        printed_number=number.rstrip("ab"),
        title="",
        units="",
        place=Place(document, rows[0][0], table=number),
        stub=(),
        rows=tuple(dict.fromkeys(cell.row_path for cell in cells)),
        columns=tuple(dict.fromkeys(cell.column_path for cell in cells)),
        cells=cells,
    )


def _cell(line: int, row: Row, document: str, lang: str, doubts: list[Doubt]) -> ReadCell:
    place = Place(document, line, table=row["table"])
    rows, columns = tuple(row["row_path"].split("/")), tuple(row["column_path"].split("/"))
    period = int(row["period"]) if row["period"].isdigit() else None
    text, unit = row["value_text"], row["unit"]
    found = figure(text)
    number = None
    if found is not None and unit != "-":
        unit = "%" if found.percent else unit
        measure, dims, base = meaning_of(row.get("cell_id") or "")
        if not measure:
            why = sayings.sentence(Saying.NO_CELL_ID, lang)
            doubts.append(Doubt(place, text, why, DoubtKind.NOT_UNDERSTOOD))
        number = PrintedNumber(
            place=place,
            text=text,
            value=found.value,
            decimals=found.decimals,
            unit=unit,
            scale=scale_of(unit),
            measure=measure,
            period=period,
            dims=dims,
            base=base,
            row_path=rows,
            column_path=columns,
            subject=f"{row['row_path']} {row['column_path']}",
        )
    elif unit != "-" and not is_sign(text):
        why = sayings.sentence(Saying.NO_NUMBER, lang)
        doubts.append(Doubt(place, text, why, DoubtKind.NOT_UNDERSTOOD))
    return ReadCell(place, rows, columns, text, period, unit, number)


def meaning_of(cell_id: str) -> tuple[str, Dims, Dims | None]:
    """Measure, dims and base of a cell id (`value.share:2013:contract_type=1:of=`)."""
    if not cell_id:
        return "", (), None
    measure, _, place = cell_id.split(":", 2)
    own, marked, whole = place.partition(":of=")
    return measure, _dims(own), _dims(whole) if marked else None


def _dims(text: str) -> Dims:
    pairs = (part.partition("=") for part in text.split(",") if part)
    return dims_of((name, code) for name, _, code in pairs)
