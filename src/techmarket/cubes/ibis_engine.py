"""The other engine: cubes as Ibis expressions on DuckDB, one expression per grouping.

The sum of 64-bit integers is wider than 64 bits in DuckDB, and it is fetched at its full
width. Not here: the expressions themselves (`cubes.expressions`), and the choice of groupings
(`cubes.plan`).
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
import pyarrow as pa

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import Where, empty_cube, labels_of, major_limits
from techmarket.cubes.expressions import chosen, cube_of, grouped, with_value_class
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
                contracts = chosen(contracts, snapshot, where or {})
                with_value = "value" in measures
                queries = (database.compile(grouped(contracts, g, with_value)) for g in groupings)
                tables = _executed(database, queries)
                labels = [labels_of(snapshot, g) for g in groupings]
                return {
                    g: cube_of(t, g, known)
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
    return with_value_class(table, limits)


def _executed(database: Any, queries: Iterable[str]) -> list[pa.Table]:
    """The results of the queries, each run while the next is still being compiled."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        cursors = ((query, database.con.cursor()) for query in queries)
        running = [pool.submit(lambda q, c: c.sql(q).to_arrow_table(), q, c) for q, c in cursors]
        return [result.result() for result in running]
