"""What every printed place of an edition means: table, row, column, period, unit and key.

The words are those of the printed tables, so that printed figures can be matched with
observations. Not here: the printed figures (`published`) and the values (`build`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from techmarket.editions import Edition, TableEntry
from techmarket.observations.observation import Key
from techmarket.tables.definition import TableDefinition
from techmarket.tables.definitions import define_table
from techmarket.tables.labels import Wording
from techmarket.tables.parts import DeclaredCell


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """A place of a printed table.

    Attributes:
        table_number: as printed ("附表4", "表13a").
        row_path, column_path: labels from the outside in, joined by "/".
        period: the year of the number; unit: its printed unit; decimals: digits printed.
        key: the number that stands there; `None` where text stands whatever the value.
        blank: that text ("" or "—"), `None` where a number stands.
    """

    table_number: str
    row_path: str
    column_path: str
    period: int
    unit: str
    decimals: int
    key: Key | None
    blank: str | None


def standing_text(cell: DeclaredCell, entry: TableEntry) -> str | None:
    """The text that stands in a place whatever its value; `None` if its value does."""
    for place in entry.printed:
        if (place.measure, place.dims) == (cell.key.measure, cell.key.dims):
            return place.text
    return "" if cell.blank else None


def published_keys(edition: Edition) -> list[PublishedPlace]:
    """Every place of every table of an edition, in printed order, in Chinese words."""
    wording = Wording(edition, "zh")
    return [
        place
        for entry in edition.tables.values()
        for place in _places(define_table(entry.declaration, edition), entry, wording)
    ]


def _places(
    table: TableDefinition, entry: TableEntry, wording: Wording
) -> Iterator[PublishedPlace]:
    columns = ["/".join(wording.path(column.path)) for column in table.columns]
    for row, cells in zip(table.rows, table.cells, strict=True):
        row_path = "/".join(wording.path(row.path))
        for column_path, cell in zip(columns, cells, strict=True):
            blank = standing_text(cell, entry)
            yield PublishedPlace(
                table_number=entry.number,
                row_path=row_path,
                column_path=column_path,
                period=cell.key.period,
                unit=cell.unit,
                decimals=cell.decimals,
                key=cell.key if blank is None else None,
                blank=blank,
            )
