"""Our own tables as files: reads the folder that `techmarket tables` wrote.

One CSV file per table, named as in the published folder, with the published columns and
value_exact, status, origin, cell_id. Not here: the judgement (`outcome`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from techmarket.errors import TechmarketError
from techmarket.observations.observation import Origin
from techmarket.published import (
    COLUMNS,
    Place,
    packaged,
    place_of,
    read_number,
    read_rows,
    table_files,
    twice,
    year_of,
)

OUR_COLUMNS = (*COLUMNS, "value_exact", "status", "origin", "cell_id")


@dataclass(frozen=True, slots=True)
class OurCell:
    """One cell of our tables.

    Attributes:
        place: the same words as the published cell.
        period, unit, text: as printed by us.
        exact: the exact value ("746913245678/100000000", a name, "" without a value).
        status: of the observation; "" for a cell that is blank by declaration.
        origin: of the observation; `None` for a cell that is blank by declaration.
        cell_id: the key of the observation; "" if there is none.
    """

    place: Place
    period: int
    unit: str
    text: str
    exact: str
    status: str
    origin: Origin | None
    cell_id: str

    @property
    def number(self) -> Fraction | None:
        """The number we print, or `None` for a sign, a blank or a name."""
        return read_number(self.text)


def load_tables(folder: Path) -> dict[Place, OurCell]:
    """Reads every table of our folder.

    Raises:
        TechmarketError: a file cannot be read, lacks a column, says a cell twice, or names an
            origin that does not exist.
    """
    cells: dict[Place, OurCell] = {}
    lines: dict[Place, tuple[str, int]] = {}
    for name in table_files(folder):
        for line, row in read_rows(folder / name, OUR_COLUMNS):
            cell = _cell(row, folder / name, line)
            if cell.place in cells:
                raise twice(cell.place, folder / name, line, *lines[cell.place])
            cells[cell.place] = cell
            lines[cell.place] = (name, line)
    return cells


def require_same_tables(directory: Path, published: Path, required: Iterable[str] = ()) -> None:
    """Refuses two folders that do not both hold all tables.

    Args:
        directory: our tables.
        published: the published figures.
        required: file names that both must have besides what either has.

    Raises:
        TechmarketError: one of them lacks a table; names all that it lacks.
    """
    ours, theirs = set(table_files(directory)), set(table_files(published))
    every = ours | theirs | set(required)
    if every - theirs:
        raise TechmarketError(
            "the published folder lacks a table",
            where=str(published),
            why=f"there is no {', '.join(sorted(every - theirs))}",
            todo="restore the missing file",
        )
    if every - ours:
        raise TechmarketError(
            "the folder of our tables is not whole",
            where=str(directory),
            why=f"there is no {', '.join(sorted(every - ours))}",
            todo="write it again with `techmarket tables`",
        )


def tables_of_edition(edition: int) -> list[str]:
    """File names of the tables of an edition whose figures come with the package, else none."""
    try:
        return table_files(packaged(edition))
    except TechmarketError:
        return []


def _cell(row: dict[str, str], path: Path, line: int) -> OurCell:
    return OurCell(
        place=place_of(row),
        period=year_of(row, path, line),
        unit=row["unit"],
        text=row["value_text"],
        exact=row["value_exact"],
        status=row["status"],
        origin=_origin(row["origin"], path, line),
        cell_id=row["cell_id"],
    )


def _origin(text: str, path: Path, line: int) -> Origin | None:
    if text == "":
        return None
    try:
        return Origin(text)
    except ValueError:
        raise TechmarketError(
            f"the origin {text!r} does not exist",
            where=f"{path} line {line}",
            why=f"an origin is {', '.join(Origin)} or empty",
            todo="write the tables again with `techmarket tables`",
        ) from None
