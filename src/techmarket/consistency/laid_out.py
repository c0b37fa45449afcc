"""Rows laid out for a solver: scaled numbers, and which printed places each row rests on.

A row counts only as long as none of its places is given up. Every number is scaled so that one
unit of an unknown is its `program.UNIT` and the largest factor of a row is one. Not here: solving
(`conflicts`, `smallest`); what is decided with these floats is checked in fractions afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from techmarket.consistency.program import UNIT, Floats, Places
from techmarket.consistency.row import P, Row
from techmarket.observations.observation import Key

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class LaidOutSystem(Generic[P]):
    """`matrix @ unknowns <= bound`, unknowns not below zero.

    Attributes:
        rows: as they were given.
        unknowns: column order.
        matrix: shape (rows, unknowns); bound: shape (rows,).
        strict: shape (rows,), rows whose bound itself is excluded.
        cells: shape (rows, places), 1 where a row rests on a place.
        places: the printed places.
    """

    rows: tuple[Row[P], ...]
    unknowns: tuple[Key, ...]
    matrix: csr_array
    bound: Floats
    strict: Bools
    cells: csr_array
    places: tuple[P, ...]

    def without(self, given_up: Collection[P]) -> Places:
        """Numbers of the rows that count when these places are given up."""
        dropped = np.array([place in given_up for place in self.places], dtype=np.float64)
        return np.flatnonzero(self.cells @ dropped == 0) if len(dropped) else self._all()

    def _all(self) -> Places:
        return np.arange(len(self.rows))

    def places_of(self, rows: Sequence[int]) -> frozenset[P]:
        """All places that some rows rest on."""
        return frozenset(place for number in rows for place in places_of(self.rows[number]))


def places_of(row: Row[P]) -> tuple[P, ...]:
    """The places that a row rests on: the one that says it, and those it takes as they are."""
    own: tuple[P, ...] = () if row.place is None else (row.place,)
    return own + row.also


def unit_of(measure: str) -> float:
    """What one unknown stands for; of a measure that is not named, one."""
    return UNIT.get(measure, 1.0)


def lay_out(rows: Sequence[Row[P]]) -> LaidOutSystem[P]:
    """The rows as arrays."""
    unknowns = tuple(dict.fromkeys(key for row in rows for key, _ in row.terms))
    places = tuple(dict.fromkeys(place for row in rows for place in places_of(row)))
    column = {key: number for number, key in enumerate(unknowns)}
    position = {place: number for number, place in enumerate(places)}
    at_row, at_column, factors, bound = [], [], [], np.zeros(len(rows))
    rests_row, rests_place = [], []
    for number, row in enumerate(rows):
        scaled = [float(factor) * unit_of(key.measure) for key, factor in row.terms]
        largest = max(abs(factor) for factor in scaled)
        at_row += [number] * len(scaled)
        at_column += [column[key] for key, _ in row.terms]
        factors += [factor / largest for factor in scaled]
        bound[number] = float(row.bound) / largest
        used = places_of(row)
        rests_row += [number] * len(used)
        rests_place += [position[place] for place in used]
    return LaidOutSystem(
        tuple(rows),
        unknowns,
        csr_array((factors, (at_row, at_column)), shape=(len(rows), len(unknowns))),
        bound,
        np.array([row.strict for row in rows], dtype=np.bool_),
        csr_array(
            (np.ones(len(rests_row)), (rests_row, rests_place)), shape=(len(rows), len(places))
        ),
        places,
    )


def blocks(rows: Sequence[Row[P]], shared: Collection[Key] = ()) -> Iterator[tuple[Row[P], ...]]:
    """The rows in groups that have no unknown in common, besides the shared ones.

    Rows that hold shared unknowns alone, or that rest on the same place, stay together.
    """
    free = {
        key: number
        for number, key in enumerate(
            dict.fromkeys(key for row in rows for key, _ in row.terms if key not in shared)
        )
    }
    places = {
        place: number + len(free)
        for number, place in enumerate(dict.fromkeys(p for row in rows for p in places_of(row)))
    }
    size = len(rows) + len(free) + len(places)
    links = [
        (number, len(rows) + node)
        for number, row in enumerate(rows)
        for node in (
            *(free[key] for key, _ in row.terms if key in free),
            *(places[place] for place in places_of(row)),
        )
    ]
    if not links:
        return
    left, right = (np.array(part) for part in zip(*links, strict=True))
    graph = csr_array((np.ones(len(links)), (left, right)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    groups: dict[int, list[Row[P]]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(int(label[number]), []).append(row)
    yield from (tuple(group) for group in groups.values())
