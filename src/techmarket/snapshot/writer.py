"""Writing Parquet as a stream whose bytes depend on the rows alone.

Row groups have a fixed number of rows and files a fixed number of row groups, whatever the
size of the batches that come in. Not here: which rows and in what order (`freeze`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.snapshot.layout import GROUPS_PER_FILE, ROWS_PER_GROUP

Compression = Literal["lz4", "zstd"]


class ParquetParts:
    """Files `part-0000.parquet`, `part-0001.parquet` … of one table in a folder.

    Args:
        folder: made when the first rows are written.
        schema: of the rows.
        compression: lz4 for what is read often, zstd for what is kept.
        dictionary: columns that repeat their values.
        searched: whether somebody looks for rows, by the smallest and largest values of a row
            group. What is only kept needs none; and its texts are read back as plain texts.
    """

    def __init__(
        self,
        folder: Path,
        schema: pa.Schema,
        compression: Compression,
        dictionary: list[str],
        *,
        searched: bool = True,
    ) -> None:
        self._folder = folder
        self._schema = schema
        self._compression = compression
        self._dictionary = dictionary
        self._searched = searched
        self._writer: pq.ParquetWriter | None = None
        self._groups = 0
        self._parts = 0

    def write_group(self, table: pa.Table) -> None:
        """One row group."""
        if self._writer is None or self._groups == GROUPS_PER_FILE:
            self.close()
            self._open()
        assert self._writer is not None
        self._writer.write_table(table, row_group_size=max(table.num_rows, 1))
        self._groups += 1

    def close(self) -> None:
        """Finish the file that is open."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"part-{self._parts:04d}.parquet"
        self._writer = parquet_writer(
            file, self._schema, self._compression, self._dictionary, self._searched
        )
        self._parts += 1
        self._groups = 0


def parquet_writer(
    file: Path,
    schema: pa.Schema,
    compression: Compression,
    dictionary: list[str] | bool = True,
    searched: bool = True,
) -> pq.ParquetWriter:
    """A writer with the settings that every file of a snapshot has."""
    settings: dict[str, Any] = {
        "use_dictionary": dictionary,
        "compression": compression,
        "store_schema": searched,
        "write_statistics": searched,
    }
    return pq.ParquetWriter(file, schema, version="2.6", **settings)


def in_groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """The same rows in tables of `ROWS_PER_GROUP` rows; the last one may be shorter."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        waiting.append(batch)
        rows += batch.num_rows
        while rows >= ROWS_PER_GROUP:
            table = pa.Table.from_batches(waiting, schema)
            yield table.slice(0, ROWS_PER_GROUP)
            waiting = table.slice(ROWS_PER_GROUP).to_batches()
            rows -= ROWS_PER_GROUP
    if rows:
        yield pa.Table.from_batches(waiting, schema)


def write_sorted(
    file: Path,
    batches: Iterable[pa.RecordBatch],
    schema: pa.Schema,
    compression: Compression,
    dictionary: list[str] | bool = True,
) -> None:
    """One file of rows that are already in order; an empty file when there are none."""
    with parquet_writer(file, schema, compression, dictionary) as writer:
        for table in in_groups(batches, schema):
            writer.write_table(table, row_group_size=max(table.num_rows, 1))
