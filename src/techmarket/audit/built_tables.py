"""Our own built tables as a document: every cell with its key is a printed number.

Nothing is recognised here, for the keys say what a cell is. Not here: documents of others
(`reading`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from techmarket.audit.statement import (
    SCALES,
    Caption,
    Place,
    PrintedNumber,
    ReadCell,
    Reading,
    ReadTable,
)
from techmarket.tables.model import BuiltTable, Cell


def reading_of_tables(tables: Sequence[BuiltTable], year: int, document: str = "book") -> Reading:
    """The tables as if they had been read.

    Args:
        tables: as built; year: of the edition; document: their name in findings.
    """
    read = [_table(table, document) for table in tables]
    numbers = tuple(
        cell.number for table in read for cell in table.cells if cell.number is not None
    )
    captions = tuple(
        Caption(table.place, "table", table.number, table.title, table.units) for table in read
    )
    return Reading(numbers, (), tuple(read), captions, year=year)


def _table(table: BuiltTable, document: str) -> ReadTable:
    place = Place(document, table=table.number)
    cells = tuple(
        _cell(cell, Place(document, table=table.number, row=row, column=column))
        for row, line in enumerate(table.cells, 1)
        for column, cell in enumerate(line, 1)
    )
    return ReadTable(
        table.number,
        table.number,
        table.title,
        table.units,
        place,
        table.stub,
        table.rows,
        table.columns,
        cells,
    )


def _cell(cell: Cell, place: Place) -> ReadCell:
    number = printed_number(cell, place)
    unit = cell.unit if number is not None else "-"
    return ReadCell(place, cell.row_path, cell.column_path, cell.text, cell.period, unit, number)


def printed_number(cell: Cell, place: Place) -> PrintedNumber | None:
    """The number of a cell; `None` for a sign, a name or a blank."""
    bare = cell.text.strip().rstrip("%").replace(",", "")
    if cell.key is None or not bare.lstrip("-").replace(".", "", 1).isdigit():
        return None
    return PrintedNumber(
        place,
        cell.text,
        Fraction(bare),
        len(bare.partition(".")[2]),
        cell.unit,
        SCALES.get(cell.unit, Fraction(1)),
        cell.key.measure,
        cell.key.period,
        cell.key.dims,
        cell.key.base,
        row_path=cell.row_path,
        column_path=cell.column_path,
    )
