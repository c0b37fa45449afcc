"""The edition's own contradictions: which printed cells cannot be reproduced, why, and the proof.

`editions/<year>/contradictions.csv` has one row per cell:

    table, row_path, column_path   the cell, in the words of the published folder
    printed, ours                  what the report prints and what we print instead, as texts
    reason                         one sentence for people
    identity                       JSON, see below

The identity names printed cells that no exact values can satisfy all at once:

    {"kind": "linear" | "order" | "ratio",
     "cells": [{"table": "附表4", "row_path": "合计", "column_path": "合同数/项数"}, …],
     "multipliers": {"附表4|合计|合同数/项数|lower": "1", "nonnegative|x": "3/2", …}}

`kind` says in a word what sort of statement is broken: parts and totals (linear), a rank or an
order (order), a share, growth or mean (ratio). `cells` are the printed cells that take part besides
the entry's own. `multipliers` is the certificate: positive rationals, as text, by the name of the
constraint row they multiply (`row_name`); `certificate.prove` checks it. Not here: the rows
themselves, which follow from the meaning of the cells (`simulate`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

from techmarket.errors import TechmarketError
from techmarket.published import Place, PublishedCell, place_of, read_rows, twice

COLUMNS = (*Place._fields, "printed", "ours", "reason", "identity")


class Kind(StrEnum):
    """What sort of statement the printed cells break."""

    LINEAR = "linear"
    ORDER = "order"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Identity:
    """Printed cells that have no common solution, with the proof.

    Attributes:
        kind: see `Kind`.
        cells: the cells that take part besides the entry's own.
        multipliers: positive rational by name of constraint row.
    """

    kind: Kind
    cells: tuple[Place, ...]
    multipliers: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A printed cell that the rest of the report refutes."""

    place: Place
    printed: str
    ours: str
    reason: str
    identity: Identity

    def words(self, printed: Mapping[Place, PublishedCell]) -> str:
        """The identity for people: the printed figures that exclude one another.

        Args:
            printed: the published cells; one that is not there is named without its figure.
        """
        figures = [
            f"{place.words()} = {printed[place].text} {printed[place].unit}".rstrip(" -")
            if place in printed
            else place.words()
            for place in (self.place, *self.identity.cells)
        ]
        return f"{_BROKEN[self.identity.kind]}: {'; '.join(figures)}"


_BROKEN = {
    Kind.LINEAR: "No exact amounts add up to all of these printed figures at once",
    Kind.ORDER: "These printed figures and this rank exclude one another",
    Kind.RATIO: "No exact amounts have all of these printed shares, growths or means at once",
}


def row_name(place: Place, side: str) -> str:
    """Name of the constraint row that a printed cell gives, `表|行|列|lower`.

    Args:
        place: the printed cell.
        side: `lower` or `upper` for an end of its interval, or what a rank says (`above:…`).
    """
    return "|".join((*place, side))


def place_of_row(name: str) -> Place | None:
    """The printed cell that a constraint row comes from; `None` for a row of no printed cell."""
    parts = name.split("|")
    return Place(*parts[:3]) if len(parts) == len(Place._fields) + 1 else None


def edition_file(edition: int) -> Path:
    """Where the contradictions of an edition stand, whether or not there are any."""
    return Path(str(files("techmarket.editions"))) / str(edition) / "contradictions.csv"


def load_contradictions(path: Path) -> list[Contradiction]:
    """Reads the recorded contradictions; an edition without the file has none.

    Raises:
        TechmarketError: the file cannot be read, says a cell twice, or an entry has no reason or
            an identity that is not as described above.
    """
    if not path.exists():
        return []
    entries: list[Contradiction] = []
    lines: dict[Place, int] = {}
    for line, row in read_rows(path, COLUMNS):
        place = place_of(row)
        if place in lines:
            raise twice(place, path, line, path.name, lines[place])
        lines[place] = line
        entries.append(_entry(place, row, f"{path} line {line}"))
    return entries


def _entry(place: Place, row: dict[str, str], where: str) -> Contradiction:
    if not row["reason"].strip():
        raise _faulty(where, "it gives no reason")
    identity = _identity(row["identity"], where)
    return Contradiction(place, row["printed"], row["ours"], row["reason"], identity)


def _identity(text: str, where: str) -> Identity:
    try:
        data: Any = json.loads(text)
    except ValueError as error:
        raise _faulty(where, "the identity is not JSON") from error
    if not isinstance(data, dict) or set(data) != {"kind", "cells", "multipliers"}:
        raise _faulty(where, "the identity does not have just kind, cells and multipliers")
    if data["kind"] not in list(Kind):
        raise _faulty(where, f"the kind of identity is {data['kind']!r}, not {', '.join(Kind)}")
    return Identity(
        Kind(data["kind"]), _places(data["cells"], where), _multipliers(data["multipliers"], where)
    )


def _places(cells: Any, where: str) -> tuple[Place, ...]:
    for cell in cells if isinstance(cells, list) else [None]:
        if not isinstance(cell, dict) or set(cell) != set(Place._fields):
            raise _faulty(where, "cells is not a list of table, row_path and column_path")
    return tuple(Place(**{name: str(words) for name, words in cell.items()}) for cell in cells)


def _multipliers(multipliers: Any, where: str) -> dict[str, Fraction]:
    if not isinstance(multipliers, dict) or not multipliers:
        raise _faulty(where, "multipliers is not an object of row names")
    return {name: _rational(value, name, where) for name, value in multipliers.items()}


def _rational(value: Any, name: str, where: str) -> Fraction:
    try:
        # Only text: a JSON number such as 0.1 would already have been rounded to a binary float.
        number = Fraction(value) if isinstance(value, str) else None
    except (ValueError, ZeroDivisionError):
        number = None
    if number is None or number <= 0:
        raise _faulty(where, f"the multiplier of {name} is {value!r} and not a positive rational")
    return number


def _faulty(where: str, why: str) -> TechmarketError:
    return TechmarketError(
        "the recorded contradiction is faulty", where=where, why=why, todo="correct the entry"
    )
