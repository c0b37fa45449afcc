"""The other engine: cubes as Ibis expressions on DuckDB, one expression per grouping.

The sum of 64-bit integers is wider than 64 bits in DuckDB, and it is fetched at its full
width. Not here: the choice of groupings (`cubes.plan`) and roll-ups (`observations.rollup`).
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import ibis  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.cubes.cube import Cube, exact_values
from techmarket.cubes.engine import Where, empty_cube, labels_of, major_limits
from techmarket.cubes.plan import Grouping
from techmarket.snapshot.snapshot import Snapshot

MEMORY = "700MB"


class IbisEngine:
    """Counts in process with DuckDB.

    Args:
        threads: of DuckDB; all processors by default.
        memory_limit: of DuckDB, as it writes it.
    """

    def __init__(self, *, threads: int | None = None, memory_limit: str = MEMORY) -> None:
        self._settings = {
            "threads": threads or os.cpu_count() or 1,
            "memory_limit": memory_limit,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
        where: Where | None = None,
    ) -> Mapping[Grouping, Cube]:
        """See `Engine.cubes`."""
        files = snapshot.contract_files(year)
        if not files:
            return {g: empty_cube(snapshot, g) for g in groupings}
        with _deprecations_of_ibis():
            database = ibis.duckdb.connect(**self._settings)
            try:
                contracts = _contracts(database, files, major_limits(year))
                contracts = _chosen(contracts, snapshot, where or {})
                with_value = "value" in measures
                queries = (database.compile(_grouped(contracts, g, with_value)) for g in groupings)
                tables = _executed(database, queries)
                labels = [labels_of(snapshot, g) for g in groupings]
                return {
                    g: _cube(t, g, known)
                    for g, t, known in zip(groupings, tables, labels, strict=True)
                }
            finally:
                database.disconnect()


@contextmanager
def _deprecations_of_ibis() -> Iterator[None]:
    """Ibis 12 calls a method that DuckDB 2 warns of; that is not our user's concern."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
        yield


def _contracts(
    database: Any, files: Sequence[Path], limits: Sequence[tuple[date, int]]
) -> ibis.Table:
    """The contracts of the files with their value class.

    In a view that every cursor sees; the one that Ibis would make is of one connection.
    """
    listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
    database.con.execute(
        f"CREATE VIEW contracts AS FROM read_parquet([{listed}], hive_partitioning = false)"
    )
    table = database.table("contracts")
    major: Any = ibis.literal(limits[0][1])
    for first, limit in limits[1:]:
        major = ibis.ifelse(table.registration_date >= ibis.literal(first), limit, major)
    minor = ibis.ifelse(table.value >= major, 0, 1).cast("uint8")
    return table.mutate(value_class=minor)


def _chosen(contracts: ibis.Table, snapshot: Snapshot, where: Where) -> ibis.Table:
    """The contracts that count."""
    for dimension, codes in where.items():
        labels = labels_of(snapshot, (dimension,))[dimension]
        positions = [i for i, label in enumerate(labels) if label in codes]
        contracts = contracts.filter(contracts[dimension].isin(positions))
    return contracts


def _grouped(contracts: ibis.Table, grouping: Grouping, with_value: bool) -> ibis.Table:
    """Contracts and, at its full width, value by the codes of a grouping."""
    sums = {"cube_count": contracts.count()}
    if with_value:
        sums["cube_value"] = contracts.value.sum().cast("decimal(38, 0)")
    if not grouping:
        total = contracts.agg(**sums)
        return total.filter(total.cube_count > 0)
    return contracts.group_by(list(grouping)).agg(**sums)


def _executed(database: Any, queries: Iterable[str]) -> list[pa.Table]:
    """The results of the queries, each run while the next is still being compiled."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        cursors = ((query, database.con.cursor()) for query in queries)
        running = [pool.submit(lambda q, c: c.sql(q).to_arrow_table(), q, c) for q, c in cursors]
        return [result.result() for result in running]


def _cube(table: pa.Table, grouping: Grouping, labels: Mapping[str, tuple[str, ...]]) -> Cube:
    count = table["cube_count"].to_numpy().astype(np.int64)
    summed = "cube_value" in table.column_names
    return Cube(
        grouping=grouping,
        codes={d: table[d].to_numpy().astype(np.int64) for d in grouping},
        labels=labels,
        count=count,
        value=_wide(table["cube_value"]) if summed else np.zeros_like(count),
    )


def _wide(column: Any) -> npt.NDArray[Any]:
    """Decimals of 128 bits as the integers that they are."""
    parts = [np.empty((0, 2), np.uint64)]
    for chunk in column.chunks:
        stored = np.frombuffer(chunk.buffers()[1], np.uint64).reshape(-1, 2)
        parts.append(stored[chunk.offset : chunk.offset + len(chunk)])
    halves = np.concatenate(parts)
    low, high = halves[:, 0].copy(), halves[:, 1].copy()
    return exact_values(low, high.view(np.int64))
