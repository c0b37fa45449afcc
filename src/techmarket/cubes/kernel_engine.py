"""The engine of every day: each row group is read once and counted in all cubes, with NumPy.

Reading runs ahead on other threads. Nothing but integers is added. Not here: the cells
(`cubes.cells`), and the other engine, to which this one is equal (`cubes.ibis_engine`).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import VALUE_CLASSES, empty_cube, labels_of, major_limits
from techmarket.cubes.exact_cells import Bound, ExactCells
from techmarket.cubes.numbering import Column, Numbering
from techmarket.cubes.plan import Grouping
from techmarket.snapshot.snapshot import Snapshot

Limits = Sequence[tuple[date, int]]

EPOCH = date(1970, 1, 1)

MOST_THREADS = 2
"""Two read faster than one counts."""

READ_AHEAD = 2
"""Row groups per thread that may wait to be counted."""


class KernelEngine:
    """Counts in process, reading a few row groups at a time.

    Contracts do not stay in memory; what grows is the list of the sellers that are counted one
    by one: about 290 MB in all at 10 million contracts of a register whose sellers grow with it.

    Args:
        threads: that read ahead of the one that counts; by default as many as there are
            processors beside its own, at least one and at most two.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads or max(1, min(MOST_THREADS, (os.cpu_count() or 1) - 1))

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
    ) -> Mapping[Grouping, Cube]:
        """See `Engine.cubes`.

        Raises:
            OverflowError: a grouping has 2**63 combinations of codes or more.
        """
        files = snapshot.contract_files(year)
        if not files:
            return {g: empty_cube(snapshot, g) for g in groupings}
        counting = _Counting(snapshot, groupings, major_limits(year), "value" in measures)
        for rows in self._row_groups(files, counting.columns):
            for batch in rows.to_batches():
                counting.add(batch)
        return {g: counting.cube(snapshot, g) for g in groupings}

    def _row_groups(self, files: Sequence[Path], columns: Sequence[str]) -> Iterator[pa.Table]:
        """The row groups of the files in order, read ahead."""
        waiting: deque[Future[pa.Table]] = deque()
        with ThreadPoolExecutor(self._threads) as pool:
            try:
                for file in files:
                    metadata = pq.read_metadata(file)
                    for number in range(metadata.num_row_groups):
                        waiting.append(pool.submit(_read, file, metadata, number, columns))
                        if len(waiting) > READ_AHEAD * self._threads:
                            yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()


def _read(file: Path, metadata: pq.FileMetaData, number: int, columns: Sequence[str]) -> pa.Table:
    with pq.ParquetFile(file, metadata=metadata) as opened:
        return opened.read_row_group(number, columns=list(columns), use_threads=False)


class _Counting:
    """All groupings of one pass.

    Attributes:
        columns: that must be read.
    """

    def __init__(
        self, snapshot: Snapshot, groupings: Sequence[Grouping], limits: Limits, with_value: bool
    ) -> None:
        self._limits = limits
        self._with_value = with_value
        self._dimensions = {dimension for grouping in groupings for dimension in grouping}
        self._numbering = {g: Numbering(g, _sizes(snapshot, g)) for g in groupings}
        self._cells = {g: ExactCells(n.empty_cells) for g, n in self._numbering.items()}
        self._bound = Bound()
        self.columns = self._columns()

    def add(self, rows: pa.RecordBatch) -> None:
        """Count the contracts of a batch."""
        columns = {name: _as_numpy(rows[name]) for name in self.columns}
        if "value_class" in self._dimensions:
            columns["value_class"] = _value_classes(columns, self._limits)
        values = columns["value"] if self._with_value else None
        whole = values is None or self._bound.allows(values)
        for grouping, cells in self._cells.items():
            numbers = self._numbering[grouping].numbers(columns, rows.num_rows)
            if values is None or whole:
                cells.add(numbers, values)
            else:
                cells.add_in_halves(numbers, values)

    def cube(self, snapshot: Snapshot, grouping: Grouping) -> Cube:
        """What was counted."""
        numbers, count, value = self._cells[grouping].counted()
        codes = self._numbering[grouping].codes(numbers)
        return Cube(grouping, codes, labels_of(snapshot, grouping), count, value)

    def _columns(self) -> tuple[str, ...]:
        found = self._dimensions - {"value_class"}
        if "value_class" in self._dimensions or self._with_value:
            found = found | {"value"}
        if "value_class" in self._dimensions and len(self._limits) > 1:
            found = found | {"registration_date"}
        return tuple(sorted(found or {"value"}))


def _as_numpy(column: pa.Array[Any]) -> Column:
    """The integers of a column, dates as days since `EPOCH`, without a copy.

    Not by Arrow's own conversion, which imports pandas wherever it is installed.
    """
    if pa.types.is_date32(column.type):
        column = column.view(pa.int32())
    return np.from_dlpack(column)


def _sizes(snapshot: Snapshot, grouping: Grouping) -> tuple[int, ...]:
    labels = labels_of(snapshot, grouping)
    return tuple(len(labels[d]) if d in labels else snapshot.parties for d in grouping)


def _value_classes(columns: Mapping[str, Column], limits: Limits) -> Column:
    """Position in `VALUE_CLASSES` of every contract."""
    limit: int | Column = limits[0][1]
    for first, later in limits[1:]:
        limit = np.where(columns["registration_date"] >= (first - EPOCH).days, later, limit)
    minor = columns["value"] < limit
    assert VALUE_CLASSES == ("major", "minor")
    return minor.view(np.uint8)
