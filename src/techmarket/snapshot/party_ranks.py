"""The parties of a register by rank, and which of them have contracts.

The rank of a party is its place in the order of identifiers. Not here: writing the parties
(`frozen_lists`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from techmarket.snapshot.contract_batches import BATCH, Column, compute

AT_ONCE = 2_000_000
"""Identifiers that are looked up in one go. For more of them a table of all parties is made once
and kept, for which Arrow loads a library that takes longer to load than a small register to
freeze."""


class PartyRanks:
    """Identifiers of all parties of a register.

    Args:
        file: of the parties.

    Attributes:
        ids: the identifiers in their order.
        in_order: whether that is the order of the file.
        doubtful: an identifier is empty or there twice.
        used: which parties have contracts, by rank.
    """

    def __init__(self, file: Path) -> None:
        with pq.ParquetFile(file) as opened:
            column = opened.read(["party_id"])["party_id"]
        ids = column.cast(pa.string()).combine_chunks()
        self.ids: Column = ids
        self.in_order = _rises(ids)
        if not self.in_order:
            self.ids = ids.take(pc.sort_indices(ids))
        self.doubtful = bool(ids.null_count) or not (self.in_order or _rises(self.ids))
        self.used = np.zeros(len(ids), bool)

    def look_up(self, batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[list[Column]]:
        """The rank of every identifier of batches of texts; none for one that is no party.

        Args:
            batches: with the same columns, at most `BATCH` rows in each.
            rows: how many there are about.
        """
        if rows <= AT_ONCE:
            yield from self._at_once(list(batches))
            return
        import pyarrow.dataset as ds

        batches = iter(batches)
        first = next(batches, None)
        if first is None:
            return
        options = pc.SetLookupOptions(value_set=self.ids)
        columns = {
            name: pc.Expression._call("index_in", [pc.field(name)], options)  # type: ignore[attr-defined]
            for name in first.schema.names
        }
        scanner = ds.Scanner.from_batches(
            _with(first, batches), schema=first.schema, columns=columns, batch_size=BATCH
        )
        for found in scanner.to_batches():
            yield list(found.columns)

    def _at_once(self, batches: list[pa.RecordBatch]) -> Iterator[list[Column]]:
        if not batches:
            return
        table = pa.Table.from_batches(batches)
        found = [
            compute.index_in(column, value_set=self.ids).combine_chunks()
            for column in table.columns
        ]
        start = 0
        for batch in batches:
            yield [ranks.slice(start, batch.num_rows) for ranks in found]
            start += batch.num_rows


def _with(first: pa.RecordBatch, others: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from others


def _rises(ids: Column) -> bool:
    return len(ids) < 2 or pc.all(pc.less(ids[:-1], ids[1:])).as_py() is True


def numbered(used: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint32]:
    """Rank to number, which counts the parties that have contracts only."""
    return (np.cumsum(used) - 1).astype(np.uint32)
