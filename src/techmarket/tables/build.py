"""Building: a declared table and observations become rows of finished cells.

Everything is decided here: numbers, rounding, order of rows, labels, notes, symbols. Not
here: layout (`render`) and how observations are obtained (`observations`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from techmarket.editions import Edition, TableEntry
from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.observations.one_place import in_role
from techmarket.tables.cell import printed_text
from techmarket.tables.definition import TableDefinition
from techmarket.tables.definitions import define_table
from techmarket.tables.labels import Word, Wording, language
from techmarket.tables.model import BuiltTable, Cell
from techmarket.tables.parts import DeclaredCell
from techmarket.tables.published_places import standing_text

Progress = Callable[[str, int, int], None]
"""`progress(what, done, total)`."""

ANSWERS_MISSING = Word("answers_missing")
"""The note under a table in which an institution's answer is missing."""


class KnowsObservations(Protocol):
    """Something that answers every key, with a status where there is no value."""

    def get(self, key: Key) -> Observation:
        """The observation that the key names."""
        ...


def build_tables(
    observations: KnowsObservations,
    edition: Edition,
    lang: str = "zh",
    progress: Progress | None = None,
) -> list[BuiltTable]:
    """Every table of an edition, in printed order.

    Raises:
        TechmarketError: the language is unknown, or an observation cannot be printed.
    """
    built = []
    for done, key in enumerate(edition.tables, start=1):
        built.append(build_table(key, observations, edition, lang))
        if progress is not None:
            progress("tables", done, len(edition.tables))
    return built


def build_table(
    key: str, observations: KnowsObservations, edition: Edition, lang: str = "zh"
) -> BuiltTable:
    """One table of an edition.

    Raises:
        TechmarketError: the edition has no such table, the language is unknown, or an
            observation cannot be printed.
    """
    entry = edition.entry(key)
    return build_definition(
        define_table(entry.declaration, edition), entry, observations, edition, lang
    )


def build_definition(
    table: TableDefinition,
    entry: TableEntry,
    observations: KnowsObservations,
    edition: Edition,
    lang: str = "zh",
) -> BuiltTable:
    """A declared table as the entry of an edition prints it; errors as `build_table`."""
    words = Wording(edition, language(lang))
    observations = in_role(observations, entry.role)
    symbols = {**edition.symbols, **entry.symbols}
    columns = tuple(words.path(column.path) for column in table.columns)
    order = row_order(table, observations)
    rows = tuple(words.path(table.rows[i].path) for i in order)
    cells = tuple(
        tuple(
            _cell(row, column, declared, standing_text(declared, entry), observations, symbols)
            for column, declared in zip(columns, table.cells[i], strict=True)
        )
        for row, i in zip(rows, order, strict=True)
    )
    return BuiltTable(
        key=entry.key,
        number=entry.number,
        title=entry.title[lang],
        units=entry.units[lang],
        stub=words.path(table.stub),
        columns=columns,
        rows=rows,
        cells=cells,
        notes=(*entry.notes.get(lang, ()), *_note_on_answers(cells, words)),
        source=entry.source.get(lang, ""),
    )


def _note_on_answers(cells: tuple[tuple[Cell, ...], ...], words: Wording) -> tuple[str, ...]:
    """Where an institution did not answer, the reader is told what the sums are sums of."""
    missing = any(
        (cell.status, cell.origin) == (Status.MISSING, Origin.ANSWERED)
        for row in cells
        for cell in row
    )
    return (words.text(ANSWERS_MISSING),) if missing else ()


def row_order(table: TableDefinition, observations: KnowsObservations) -> list[int]:
    """Which declared row stands at each place: ordered rows change places among themselves.

    Smallest rank first; equal ranks keep the declared order, rows without a rank come last.
    """
    places = [i for i, cell in enumerate(table.order_by) if cell is not None]
    ranks = {i: _rank(cell, observations) for i, cell in enumerate(table.order_by) if cell}
    order = list(range(len(table.rows)))
    by_rank = sorted(places, key=ranks.__getitem__)
    for place, row in zip(places, by_rank, strict=True):
        order[place] = row
    return order


def _rank(cell: DeclaredCell, observations: KnowsObservations) -> tuple[bool, int]:
    value = observations.get(cell.key).value
    if value is None:
        return True, 0
    if not isinstance(value, int):
        raise TypeError(f"{cell.key.cell_id}: {value!r} is not a rank")
    return False, value


def _cell(
    row: tuple[str, ...],
    column: tuple[str, ...],
    declared: DeclaredCell,
    standing: str | None,
    observations: KnowsObservations,
    symbols: Mapping[Status, str],
) -> Cell:
    observation = observations.get(declared.key) if standing is None else None
    text = standing or ""
    if observation is not None:
        text = printed_text(declared, observation, symbols)
    return Cell(
        row_path=row,
        column_path=column,
        key=None if observation is None else observation.key,
        observation=observation,
        text=text,
        period=declared.key.period,
        unit=declared.unit,
        decimals=declared.decimals,
    )
