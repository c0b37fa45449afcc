"""The project's own: a few cubes of small integers, from which every table is rolled up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.data import YEAR, Data
from bench.groupings import GROUPINGS, LARGEST_SELLERS, SELLERS_BY_KIND, TOP, Grouping, Row, Tables
from techmarket.cubes import LATTICE, SELLERS, Cube, Engine, KernelEngine, grouping_for
from techmarket.snapshot import open_snapshot
from techmarket.snapshot.snapshot import Snapshot


@dataclass(frozen=True)
class State:
    """The opened snapshot and the identifiers that hashing needs."""

    snapshot: Snapshot
    sellers: tuple[str, ...]


def prepare(data: Data) -> State:
    """Open and verify the snapshot."""
    snapshot = open_snapshot(data.snapshot)
    return State(snapshot, snapshot.party_ids())


def run(state: State) -> Tables:
    """Count the cubes and roll every table up."""
    return tables_of(state.snapshot, state.sellers, KernelEngine())


def rows(state: State, raw: Tables) -> Tables:
    """The tables are rows already."""
    return raw


def tables_of(snapshot: Snapshot, sellers: tuple[str, ...], engine: Engine) -> Tables:
    """Every table of the report from the cubes of one pass of the engine."""
    cubes = engine.cubes(snapshot, YEAR, (*LATTICE, SELLERS))
    tables: dict[str, list[Row]] = {}
    for grouping in GROUPINGS:
        columns = (*grouping.columns, "value_class") if grouping.major else grouping.columns
        cube_columns = grouping_for(columns)
        assert cube_columns is not None
        tables[grouping.name] = _rolled_up(cubes[cube_columns], grouping)
    kinds, largest = _sellers(cubes[SELLERS], sellers)
    return {**tables, SELLERS_BY_KIND: kinds, LARGEST_SELLERS: largest}


def _rolled_up(cube: Cube, grouping: Grouping) -> list[Row]:
    """Add the cells of a cube up by the (leading digits of the) codes of the grouping."""
    cells = np.zeros(len(cube), np.int64)
    names: list[tuple[str, ...]] = []
    for column in grouping.columns:
        codes = [code[: grouping.digits] for code in cube.labels[column]]
        distinct = sorted(set(codes))
        place = {code: i for i, code in enumerate(distinct)}
        position = np.array([place[code] for code in codes], np.int64)
        cells = cells * len(distinct) + position[cube.codes[column]]
        names.append(tuple(distinct))
    count, value = cube.count, cube.value
    if grouping.major:
        major = cube.codes["value_class"] == cube.labels["value_class"].index("major")
        cells, count, value = cells[major], count[major], value[major]
    order = np.argsort(cells, kind="stable")
    used, starts = np.unique(cells[order], return_index=True)
    counts = np.add.reduceat(count[order], starts).tolist()
    values = np.add.reduceat(value[order], starts).tolist()
    places = np.unravel_index(used, [len(n) for n in names])
    codes_of = [[n[i] for i in p.tolist()] for n, p in zip(names, places, strict=True)]
    return list(zip(*codes_of, counts, values, strict=True))


def _sellers(cube: Cube, ids: tuple[str, ...]) -> tuple[list[Row], list[Row]]:
    """Distinct sellers of each kind, and the largest by value."""
    kinds: list[Row] = []
    largest: list[Row] = []
    labels = cube.labels["seller_kind"]
    for position in np.unique(cube.codes["seller_kind"]).tolist():
        mine = np.flatnonzero(cube.codes["seller_kind"] == position)
        kinds.append((labels[position], len(mine)))
        value = cube.value[mine]
        if len(mine) > TOP:
            least = np.partition(value, -TOP)[-TOP]
            mine = mine[value >= least]
        found = [(int(cube.value[i]), ids[int(cube.codes["seller"][i])]) for i in mine.tolist()]
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        largest += [(labels[position], seller, value) for value, seller in found[:TOP]]
    return kinds, largest
