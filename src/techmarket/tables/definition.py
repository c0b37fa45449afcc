"""A declared table: rows and columns whose every crossing means one number.

`declare_table` is the only way to one; it refuses a table with a wrong cell and names the
table, the row and the column. Not here: the 32 tables (`tables.definitions`), and titles and
printed numbers (`editions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from techmarket.tables.labels import CodeLabel, Label, Name, Word, YearLabel
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import (
    CodeCheck,
    DeclaredCell,
    TableDefinitionError,
    declared_cell,
    joined,
)


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """A table that is known to be whole.

    Attributes:
        key: the stable name ("contracts_by_type"); no number, no year.
        stub: heading over the row labels, one per level of row path.
        rows, columns: the declared lines.
        cells: `cells[i][j]` is the meaning of the crossing of `rows[i]` and `columns[j]`.
        order_by: for each row that is `ordered` the rank that orders it, smallest first;
            `None` for a row that keeps its place.
    """

    key: str
    stub: tuple[Label, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[tuple[DeclaredCell, ...], ...]
    order_by: tuple[DeclaredCell | None, ...]


def declare_table(
    key: str,
    *,
    stub: Sequence[Label],
    rows: Sequence[Line],
    columns: Sequence[Line],
    codes: CodeCheck,
    every: Part | None = None,
    order_by: Part | None = None,
) -> TableDefinition:
    """The table with these rows and columns.

    Args:
        key: its stable name.
        stub: heading over the row labels.
        rows, columns: its lines.
        codes: knows which codes are valid (the edition).
        every: said of every cell (the period, the value class).
        order_by: the rank that orders the ordered rows, to be joined with each of them.

    Raises:
        TableDefinitionError: a cell clashes, is incomplete, or names something unknown; a
            label path stands twice; an ordered row without an order.
    """
    _refuse_doubles(key, "row", rows)
    _refuse_doubles(key, "column", columns)
    if order_by is None and any(row.ordered for row in rows):
        raise TableDefinitionError(
            "rows are to be ordered by nothing", where=key, todo="declare order_by"
        )
    common = every or Part()
    cells = tuple(
        tuple(_cell(key, row, column, common, codes) for column in columns) for row in rows
    )
    order = Line((Word("rank"),), order_by or Part())
    return TableDefinition(
        key=key,
        stub=tuple(stub),
        rows=tuple(rows),
        columns=tuple(columns),
        cells=cells,
        order_by=tuple(
            _cell(key, row, order, common, codes) if row.ordered else None for row in rows
        ),
    )


def _cell(key: str, row: Line, column: Line, every: Part, codes: CodeCheck) -> DeclaredCell:
    try:
        return declared_cell(joined(every, row.part, column.part), codes)
    except TableDefinitionError as error:
        place = f"table {key}, row {named_path(row.path)}, column {named_path(column.path)}"
        raise error.at(place) from None


def _refuse_doubles(key: str, what: str, lines: Sequence[Line]) -> None:
    seen: set[tuple[Label, ...]] = set()
    for line in lines:
        if line.path in seen:
            raise TableDefinitionError(
                f"a {what} is declared twice",
                where=f"table {key}, {what} {named_path(line.path)}",
                todo="give each its own labels",
            )
        seen.add(line.path)


def named_path(path: Sequence[Label]) -> str:
    """A path of labels for an error, said in no language yet: `contract_type:2/total`."""
    return "/".join(_label(label) for label in path)


def _label(label: Label) -> str:
    match label:
        case Word(key):
            return key
        case CodeLabel(code_list, code):
            return f"{code_list}:{code}"
        case YearLabel(offset):
            return f"year{offset:+d}"
        case Name(text):
            return text
