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
    owner = f"table {key}"
    refuse_doubles(owner, "row", rows)
    refuse_doubles(owner, "column", columns)
    if order_by is None and any(row.ordered for row in rows):
        raise TableDefinitionError(
            "rows are to be ordered by nothing", where=key, todo="declare order_by"
        )
    common = every or Part()
    cells = tuple(
        tuple(crossed(owner, ("row", row), ("column", column), common, codes) for column in columns)
        for row in rows
    )
    order = Line((Word("rank"),), order_by or Part())
    return TableDefinition(
        key=key,
        stub=tuple(stub),
        rows=tuple(rows),
        columns=tuple(columns),
        cells=cells,
        order_by=tuple(
            crossed(owner, ("row", row), ("column", order), common, codes) if row.ordered else None
            for row in rows
        ),
    )


def crossed(
    owner: str, one: tuple[str, Line], other: tuple[str, Line], every: Part, codes: CodeCheck
) -> DeclaredCell:
    """The cell where two lines cross.

    Args:
        owner: of the cell, for errors ("table annex_4").
        one, other: what they are there ("row", "column"), and the lines.
        every: said of every cell.
        codes: knows which codes are valid.

    Raises:
        TableDefinitionError: the parts clash, are incomplete, or name something unknown.
    """
    try:
        return declared_cell(joined(every, one[1].part, other[1].part), codes)
    except TableDefinitionError as error:
        lines = ", ".join(f"{what} {_named(line)}" for what, line in (one, other))
        raise error.at(f"{owner}, {lines}") from None


def refuse_doubles(owner: str, what: str, lines: Sequence[Line]) -> None:
    """Refuse two lines with the same labels.

    Raises:
        TableDefinitionError: names the owner ("table annex_4") and what ("row") stands twice.
    """
    seen: set[tuple[Label, ...]] = set()
    for line in lines:
        if line.path in seen:
            raise TableDefinitionError(
                f"a {what} is declared twice",
                where=f"{owner}, {what} {_named(line)}",
                todo="give each its own labels",
            )
        seen.add(line.path)


def _named(line: Line) -> str:
    """A line for an error; the only series of a figure has no labels."""
    return named_path(line.path) or "(single)"


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
