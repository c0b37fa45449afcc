"""The engine of every day: each row group is read once and counted in all cubes.

Threads read and count row groups side by side, each with cells of its own, which are joined at the
end. Nothing but integers is added. Not here: the cells (`cubes.cells`), the loops (`cubes.adding`,
`cubes.compiled`), and the other engine, to which this one is equal (`cubes.ibis_engine`).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.cubes.adding import NumpyAdding
from techmarket.cubes.cells import Adding
from techmarket.cubes.chosen import Chosen
from techmarket.cubes.counting import Counting
from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import Where, empty_cube
from techmarket.cubes.plan import Grouping
from techmarket.cubes.row_groups import HeldColumns, OpenFile, RowGroup, damage_is_told
from techmarket.snapshot.snapshot import Snapshot

COMPILED_FROM = 20_000_000
"""Contracts from which loading the compiled loops costs less than it saves (bench/results.md)."""

GIVEN_BACK_FROM = 50_000_000
"""Contracts from which the memory of reading is given back before sellers are put together; with
fewer it would only be asked for again."""


class KernelEngine:
    """Counts in process, a row group per thread at a time.

    Contracts do not stay in memory; what grows is the list of the sellers that are counted one
    by one.

    Args:
        threads: that read and count; by default as many as there are processors.
        compiled: whether the loops are compiled. By default they are where many contracts are
            counted, or where another has loaded them already.
        hold: bytes of columns that stay in memory, so that a process that is asked again and
            again (an explorer) reads them once.
    """

    def __init__(
        self, *, threads: int | None = None, compiled: bool | None = None, hold: int = 0
    ) -> None:
        self._threads = threads or os.cpu_count() or 1
        self._compiled = compiled
        self._held = HeldColumns(hold)

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
        where: Where | None = None,
    ) -> Mapping[Grouping, Cube]:
        """See `Engine.cubes`.

        Raises:
            OverflowError: a grouping has 2**63 combinations of codes or more.
        """
        files = snapshot.contract_files(year)
        if not files:
            return {g: empty_cube(snapshot, g) for g in groupings}
        chosen = Chosen(snapshot, where or {})
        row_groups = [
            group for group in _row_groups(snapshot, files) if chosen.may_be_in(group.statistics)
        ]
        rows = sum(group.rows for group in row_groups)
        shares = min(self._threads, max(1, len(row_groups)))
        countings = [
            Counting(
                snapshot, year, groupings, "value" in measures, self._adding(rows), chosen, shares
            )
            for _ in range(shares)
        ]
        _count_all(row_groups, countings, self._held)
        if rows >= GIVEN_BACK_FROM:
            pa.default_memory_pool().release_unused()
        whole = countings[0]
        for other in countings[1:]:
            whole.join(other)
        return {g: whole.cube(snapshot, g) for g in groupings}

    def _adding(self, rows: int) -> Adding:
        compiled = self._compiled
        if compiled is None:
            compiled = rows >= COMPILED_FROM or "techmarket.cubes.compiled" in sys.modules
        if not compiled:
            return NumpyAdding()
        from techmarket.cubes.compiled import CompiledAdding

        return CompiledAdding()


def _row_groups(snapshot: Snapshot, files: Sequence[Path]) -> Iterator[RowGroup]:
    place = 0
    for file in files:
        with damage_is_told(file):
            metadata = pq.read_metadata(file)
        for number in range(metadata.num_row_groups):
            yield RowGroup(snapshot.hash, file, metadata, number, place)
            place += 1


def _count_all(
    row_groups: Sequence[RowGroup], countings: Sequence[Counting], held: HeldColumns
) -> None:
    """Every counting takes the next row group that is waiting; the first error stops them all."""
    waiting, lock, failed = iter(row_groups), threading.Lock(), threading.Event()

    def count(counting: Counting) -> None:
        with closing(OpenFile()) as file:
            count_from(file, counting)

    def count_from(file: OpenFile, counting: Counting) -> None:
        while not failed.is_set():
            with lock:
                group = next(waiting, None)
            if group is None:
                return
            try:
                counting.add(held.columns(file, group, counting.columns), group.rows, group.place)
            except BaseException:
                failed.set()
                raise

    with ThreadPoolExecutor(len(countings)) as pool:
        try:
            for done in [pool.submit(count, counting) for counting in countings]:
                done.result()
        except BaseException:
            failed.set()
            raise
