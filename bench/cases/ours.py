"""The project's own: a few cubes of small integers, from which every table is rolled up."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby, islice

import numpy as np

from bench.data import YEAR, Data
from bench.groupings import GROUPINGS, LARGEST_SELLERS, SELLERS_BY_KIND, TOP, Grouping, Row, Tables
from techmarket.cubes import LATTICE, SELLERS, Cube, Engine, KernelEngine, grouping_for
from techmarket.cubes import Grouping as CubeGrouping
from techmarket.snapshot import open_snapshot
from techmarket.snapshot.snapshot import Snapshot


def prepare(data: Data) -> Snapshot:
    """Open and verify the snapshot."""
    return open_snapshot(data.snapshot)


def run(state: Snapshot) -> Tables:
    """Count the cubes and roll every table up."""
    return tables_of(state, KernelEngine(compiled=True))


def rows(state: object, raw: Tables) -> Tables:
    """The tables are rows already."""
    return raw


def tables_of(snapshot: Snapshot, engine: Engine) -> Tables:
    """Every table of the report from the cubes of one pass of the engine."""
    return tables_from(snapshot, engine.cubes(snapshot, YEAR, (*LATTICE, SELLERS)))


def tables_from(snapshot: Snapshot, cubes: Mapping[CubeGrouping, Cube]) -> Tables:
    """Every table of the report, rolled up from the cubes."""
    tables: dict[str, list[Row]] = {}
    for grouping in GROUPINGS:
        columns = (*grouping.columns, "value_class") if grouping.major else grouping.columns
        cube_columns = grouping_for(columns)
        assert cube_columns is not None
        tables[grouping.name] = _rolled_up(cubes[cube_columns], grouping)
    kinds, largest = _sellers(cubes[SELLERS], snapshot)
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


def _sellers(cube: Cube, snapshot: Snapshot) -> tuple[list[Row], list[Row]]:
    """Distinct sellers of each kind, and the largest by value."""
    labels = cube.labels["seller_kind"]
    kinds: list[Row] = []
    candidates: list[tuple[str, int, int]] = []
    numbers = np.bincount(cube.codes["seller_kind"], minlength=len(labels)).tolist()
    # By kind: the codes are so narrow that sorting them is a matter of counting.
    order = np.argsort(cube.codes["seller_kind"], kind="stable")
    start = 0
    for label, number in zip(labels, numbers, strict=True):
        mine = order[start : start + number]
        start += number
        if not number:
            continue
        kinds.append((label, number))
        value = cube.value[mine]
        if number > TOP:
            mine = mine[value >= np.partition(value, -TOP)[-TOP]]
        pairs = zip(cube.value[mine].tolist(), cube.codes["seller"][mine].tolist(), strict=True)
        candidates += [(label, -value, seller) for value, seller in pairs]
    ids = snapshot.ids_of([seller for _, _, seller in candidates])
    ordered = sorted((k, v, i) for (k, v, _), i in zip(candidates, ids, strict=True))
    by_kind = groupby(ordered, key=lambda row: row[0])
    largest: list[Row] = [(k, i, -v) for _, rows in by_kind for k, v, i in islice(rows, TOP)]
    return kinds, largest
