"""DuckDB in its best form: the snapshot's own integers, all cubes in one query, rolled up."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np

from bench.cases import ours
from bench.cases.ours import prepare, rows
from bench.data import YEAR
from bench.groupings import Tables
from bench.threshold import MAJOR
from techmarket.cubes import LATTICE, SELLERS, Cube, Grouping
from techmarket.cubes.engine import VALUE_CLASSES, labels_of
from techmarket.snapshot.snapshot import Snapshot

__all__ = ["prepare", "rows", "run"]

GROUPINGS: tuple[Grouping, ...] = (*LATTICE, SELLERS)


def run(state: Snapshot) -> Tables:
    """One query with a grouping set for every cube of codes and one for the sellers."""
    files = ", ".join(f"'{file}'" for file in state.contract_files(YEAR))
    assert VALUE_CLASSES == ("major", "minor")
    dims = sorted({d for grouping in GROUPINGS for d in grouping})
    sets = ", ".join("(" + ", ".join(grouping) + ")" for grouping in GROUPINGS)
    which = ", ".join(dims)
    query = f"""SELECT {which}, grouping({which}) AS cube, count(*) AS contracts,
        CAST(sum(value) AS BIGINT) AS value
        FROM (SELECT *, CAST(value < {MAJOR} AS UTINYINT) AS value_class
              FROM read_parquet([{files}], hive_partitioning = false))
        GROUP BY GROUPING SETS ({sets})"""
    found = duckdb.connect().sql(query).fetchnumpy()
    cubes = {grouping: _cube(state, grouping, dims, found) for grouping in GROUPINGS}
    return ours.tables_from(state, cubes)


def _cube(snapshot: Snapshot, grouping: Grouping, dims: list[str], found: Any) -> Cube:
    bits = sum(1 << (len(dims) - 1 - i) for i, d in enumerate(dims) if d not in grouping)
    mine = np.asarray(found["cube"]) == bits
    codes = {d: np.asarray(found[d][mine]).astype(np.int64) for d in grouping}
    count = np.asarray(found["contracts"][mine]).astype(np.int64)
    value = np.asarray(found["value"][mine]).astype(np.int64)
    return Cube(grouping, codes, labels_of(snapshot, grouping), count, value)
