"""Rows on their way into a register: written aside as they are read, with where each came from.

Not here: which rows are wrong (`checking`), and the register (`register_change`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.imports.sources import Source
from techmarket.imports.text_table import Rows
from techmarket.imports.typed_columns import Bits
from techmarket.record.parquet import contracts_schema, parties_schema

ALL_DIFFERENT = frozenset({"registration_number", "ip_certificate", "plan_number", "row"})
"""Columns that hardly repeat a value: a dictionary of them would be built in vain."""

ROWS = 65_536

CONTRACT_COLUMNS = pa.schema([one.with_nullable(True) for one in contracts_schema()])
PARTY_COLUMNS = pa.schema([one.with_nullable(True) for one in parties_schema()])
PLACE_COLUMNS = (("source", pa.int32()), ("row", pa.int64()), ("side", pa.string()))
"""Where a party was first named: which source, which row, in which role."""

STAGED_PARTIES = pa.schema([*PARTY_COLUMNS, *(pa.field(*one) for one in PLACE_COLUMNS)])


class StagedFile:
    """A Parquet file written batch by batch; it is there, empty, when nothing was written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self.schema = schema
        self.rows = 0

    def __enter__(self) -> StagedFile:
        repeated: Any = [name for name in self.schema.names if name not in ALL_DIFFERENT]
        self._writer = pq.ParquetWriter(
            self.path, self.schema, compression="zstd", use_dictionary=repeated
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer.close()

    def write(self, batch: pa.RecordBatch) -> None:
        """Write some rows."""
        self._writer.write_batch(batch)
        self.rows += batch.num_rows

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows again, after the file was closed."""
        with pq.ParquetFile(self.path) as file:
            yield from file.iter_batches(ROWS)


@dataclass(slots=True)
class Places:
    """Where the rows of a staged file came from."""

    _begins: list[int] = field(default_factory=list)
    _rows: list[tuple[Source, Rows | int]] = field(default_factory=list)
    _total: int = 0

    def add(self, source: Source, rows: Rows) -> None:
        """The rows that were written next."""
        if not len(rows):
            return
        self._begins.append(self._total)
        unbroken = int(rows[-1]) - int(rows[0]) == len(rows) - 1
        self._rows.append((source, int(rows[0]) if unbroken else rows))
        self._total += len(rows)

    def of(self, staged: int) -> tuple[Source, int]:
        """The source and the number of the row that stands at a place of the staged file."""
        block = int(np.searchsorted(self._begins, staged, side="right")) - 1
        source, rows = self._rows[block]
        within = staged - self._begins[block]
        return source, rows + within if isinstance(rows, int) else int(rows[within])


def write_kept(staged: StagedFile, bad: Bits, path: Path) -> int:
    """Write the rows that are not bad; how many they are.

    Args:
        staged: all rows.
        bad: which are left out, shape (rows,).
        path: the file to write.
    """
    begin = 0
    with StagedFile(path, staged.schema) as kept:
        for batch in staged.batches():
            keep = ~bad[begin : begin + batch.num_rows]
            begin += batch.num_rows
            kept.write(batch.filter(pa.array(keep)))
    return kept.rows
