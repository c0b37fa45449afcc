"""Grids and their captions to tables: continued parts joined, double numbers told apart.

Not here: the rows and columns of one grid (`grids`, `cells`, `listings`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from techmarket.audit.reading import sayings
from techmarket.audit.reading.agreement import levels, sides_settled, with_bases
from techmarket.audit.reading.captions import Heading, unit_list
from techmarket.audit.reading.cells import Around, ReadGrid, read_cells
from techmarket.audit.reading.column_senses import title_sense
from techmarket.audit.reading.grids import lay_out, with_ordinals_behind
from techmarket.audit.reading.listings import read_listing
from techmarket.audit.reading.sayings import Saying
from techmarket.audit.reading.sources.blocks import Grid
from techmarket.audit.statement import (
    Doubt,
    DoubtKind,
    Place,
    PrintedNumber,
    ReadCell,
    ReadTable,
)


@dataclass(slots=True)
class OpenTable:
    """A table while its parts are still coming.

    Attributes:
        heading: its caption; `None` for a grid without one.
        place: of the caption or the first row.
        parts: its grids in order; names: headings since the table before.
    """

    heading: Heading | None
    place: Place
    parts: list[Grid] = field(default_factory=list)
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FinishedTable:
    """A table that was read, whether it is a cross table with open sides, and its doubts."""

    table: ReadTable
    doubts: tuple[Doubt, ...]
    crossed: bool = False


def letters(tables: Sequence[OpenTable]) -> list[str]:
    """The number of each table; where two have one number, a, b … behind it."""
    printed = [table.heading.number if table.heading else "" for table in tables]
    count = Counter(printed)
    seen: Counter[str] = Counter()
    numbers = []
    for number in printed:
        if number and count[number] > 1:
            numbers.append(f"{number}{chr(ord('a') + seen[number])}")
            seen[number] += 1
        else:
            numbers.append(number)
    return numbers


def read_table(table: OpenTable, number: str, year: int | None, lang: str) -> FinishedTable:
    """Read one table: all its parts as one."""
    heading = table.heading
    title = heading.title if heading else ""
    units = heading.units if heading else ""
    around = Around(
        document=table.place.document, sheet=table.place.sheet, number=number, title=title,
        units=unit_list(units), names=table.names, year=title_sense(title).year or year, lang=lang,
    )  # fmt: skip
    reads: list[ReadGrid] = []
    stub: tuple[str, ...] = ()
    group = ""
    for grid in table.parts:
        for layout in lay_out(with_ordinals_behind(grid)):
            stub = stub or layout.stub
            if layout.listing:
                read, group = read_listing(layout, around, group)
            else:
                read = read_cells(layout, around)
            reads.append(read)
    cells = with_bases([cell for read in reads for cell in read.cells])
    finished = ReadTable(
        number=number, printed_number=heading.number if heading else "", title=title, units=units,
        place=replace(table.place, table=number), stub=stub,
        rows=_distinct(path for read in reads for path in read.rows),
        columns=_distinct(path for read in reads for path in read.columns),
        cells=tuple(cells),
    )  # fmt: skip
    doubts = tuple(doubt for read in reads for doubt in read.doubts)
    return FinishedTable(finished, doubts, any(read.crossed for read in reads))


def _distinct(paths: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(paths))


def numbers_of(cells: Iterable[ReadCell]) -> list[PrintedNumber]:
    """The numbers of cells, in order."""
    return [cell.number for cell in cells if cell.number is not None]


def with_sides(tables: Sequence[FinishedTable], lang: str) -> list[FinishedTable]:
    """The tables with the sides of cross tables settled by the others."""
    if not any(one.crossed for one in tables):
        return list(tables)
    others = levels(
        number for one in tables if not one.crossed for number in numbers_of(one.table.cells)
    )
    settled = []
    for one in tables:
        if not one.crossed:
            settled.append(one)
            continue
        table, sure = sides_settled(one.table, others)
        doubts = one.doubts
        if sure:
            why = sayings.sentence(Saying.SIDE_FOUND, lang)
            guess = sayings.sentence(Saying.CROSSED, lang)
            doubts = tuple(
                replace(doubt, why=why, kind=DoubtKind.ASSUMED) if doubt.why == guess else doubt
                for doubt in doubts
            )
        settled.append(FinishedTable(table, doubts))
    return settled
