"""A pivot: contracts and value by any few dimensions, of all contracts or of some.

Rows are counted by the codes that contracts carry, or by a level above them. Not here: who asks
(the command, later the explorer), and how anything is counted (`cubes`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import VALUE_CLASSES, Engine
from techmarket.cubes.plan import grouping_for
from techmarket.errors import TechmarketError
from techmarket.observations.places import Places
from techmarket.observations.rollup import grouped
from techmarket.snapshot.layout import CODED
from techmarket.snapshot.snapshot import Snapshot

DIMENSIONS = (*CODED, "value_class")
"""What rows and conditions may name."""

MOST_DIMENSIONS = 3


@dataclass(frozen=True, slots=True)
class PivotRow:
    """One row.

    Attributes:
        codes: one per dimension asked for.
        contracts: number of contracts; `value`: 分.
    """

    codes: tuple[str, ...]
    contracts: int
    value: int


def pivot(
    snapshot: Snapshot,
    dims: Sequence[str],
    *,
    where: Mapping[str, Collection[str]] | None = None,
    top_level: Collection[str] = (),
    places: Places,
    engine: Engine,
    year: int | None = None,
) -> list[PivotRow]:
    """Contracts and value by up to three dimensions, the largest value first.

    Args:
        snapshot: of the contracts.
        dims: dimensions of the rows; none for the total.
        where: dimension to codes; a code stands for itself and all below it, `group:x` for its
            members.
        top_level: dimensions that are rolled up to the highest level of their codes (a region to
            its province).
        places: knows what lies below a code.
        engine: counts; one that keeps cubes answers from them where they have all dimensions.
        year: of registration; the snapshot's by default.

    Raises:
        TechmarketError: too many dimensions, one of them twice or unknown, or an unknown code.
    """
    conditions = {d: frozenset(codes) for d, codes in (where or {}).items()}
    _refuse_unknown(dims, conditions, places)
    allowed = {d: _carried(snapshot, d, codes, places) for d, codes in conditions.items()}
    chosen = snapshot.period if year is None else year
    kept = grouping_for({*dims, *allowed})
    if kept is not None:
        cube = engine.cubes(snapshot, chosen, [kept])[kept]
    else:
        cube = engine.cubes(snapshot, chosen, [tuple(dims)], where=allowed)[tuple(dims)]
        allowed = {}
    return _rows(cube, dims, allowed, frozenset(top_level), places)


def _refuse_unknown(
    dims: Sequence[str], conditions: Mapping[str, Collection[str]], places: Places
) -> None:
    if len(dims) > MOST_DIMENSIONS:
        raise TechmarketError(
            f"a pivot has at most {MOST_DIMENSIONS} dimensions",
            why=f"{', '.join(dims)} are {len(dims)}",
            todo="ask for fewer, and for one part after another with a condition",
        )
    if len(set(dims)) < len(dims):
        raise TechmarketError(
            "a dimension is asked for twice", where=", ".join(dims), todo="name it once"
        )
    for dimension in (*dims, *conditions):
        if dimension not in DIMENSIONS:
            raise TechmarketError(
                "there is no such dimension",
                where=dimension,
                todo=f"the dimensions are {', '.join(DIMENSIONS)}",
            )
    for dimension, codes in conditions.items():
        for code in codes:
            places.check(dimension, code)


def _labels(snapshot: Snapshot, dimension: str) -> tuple[str, ...]:
    return VALUE_CLASSES if dimension == "value_class" else snapshot.codes(dimension)


def _carried(
    snapshot: Snapshot, dimension: str, codes: frozenset[str], places: Places
) -> frozenset[str]:
    """The codes that contracts carry at or below the codes asked for."""
    above = ((label, places.above(dimension, label)) for label in _labels(snapshot, dimension))
    return frozenset(label for label, path in above if not codes.isdisjoint(path))


def _rows(
    cube: Cube,
    dims: Sequence[str],
    allowed: Mapping[str, frozenset[str]],
    top_level: frozenset[str],
    places: Places,
) -> list[PivotRow]:
    kept = np.ones(len(cube), bool)
    for dimension, codes in allowed.items():
        inside = np.array([label in codes for label in cube.labels[dimension]], bool)
        kept &= inside[cube.codes[dimension]]
    names: list[list[str]] = []
    keys = []
    for dimension in dims:
        shown = [_shown(dimension, c, top_level, places) for c in cube.labels[dimension]]
        known = sorted(set(shown))
        place = {code: i for i, code in enumerate(known)}
        names.append(known)
        positions = np.array([place[code] for code in shown], np.int64)
        keys.append(positions[cube.codes[dimension][kept]])
    keys, count, value = grouped(keys, cube.count[kept], cube.value[kept])
    columns = [[n[i] for i in key.tolist()] for n, key in zip(names, keys, strict=True)]
    cells = zip(*columns, strict=True) if columns else iter([()] * len(count))
    sums = zip(cells, count.tolist(), map(int, value), strict=True)
    rows = [PivotRow(tuple(codes), contracts, worth) for codes, contracts, worth in sums]
    return sorted(rows, key=lambda row: (-row.value, -row.contracts, row.codes))


def _shown(dimension: str, code: str, top_level: frozenset[str], places: Places) -> str:
    if dimension not in top_level:
        return code
    path = places.above(dimension, code)
    return [step for step in path if not step.startswith("group:")][-1]
