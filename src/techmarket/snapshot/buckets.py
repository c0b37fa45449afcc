"""Contracts on their way to their order: spread over buckets, each of which is sorted alone.

What does not fit in memory is kept in one file, which nobody else reads. Not here: which bucket a
contract goes to (`bucket_plan`), and sorting it (`frozen_contracts`).
"""

from __future__ import annotations

import threading
from pathlib import Path

import pyarrow as pa

ROOM = 600_000_000
"""Bytes of contracts that stay in memory."""

Kept = pa.RecordBatch | tuple[pa.Schema, int, int]
"""A batch, or its schema and where it stands in the file."""


class Buckets:
    """Batches by bucket. Several threads may add.

    Args:
        number: of buckets.
        file: for what does not fit in memory; made when it is needed.
    """

    def __init__(self, number: int, file: Path) -> None:
        self._kept: list[list[Kept]] = [[] for _ in range(number)]
        self._room = ROOM
        self._file = file
        self._end = 0
        self._lock = threading.Lock()
        self._stream = file.open("w+b", buffering=0)

    def __len__(self) -> int:
        """Number of buckets."""
        return len(self._kept)

    def add(self, batches: dict[int, pa.RecordBatch], size: int) -> None:
        """Keep batches by bucket: parts of one batch of so many bytes, which stay in memory
        together or not."""
        with self._lock:
            inside = size <= self._room
            self._room -= size if inside else 0
        for bucket, batch in batches.items():
            if inside:
                self._kept[bucket].append(batch)
                continue
            content = memoryview(batch.serialize())
            with self._lock:
                self._write(content)
                self._kept[bucket].append((batch.schema, self._end, len(content)))
                self._end += len(content)

    def take(self, bucket: int) -> list[pa.RecordBatch]:
        """The batches of a bucket, which is empty from then on."""
        kept, self._kept[bucket] = self._kept[bucket], []
        return [one if isinstance(one, pa.RecordBatch) else self._read(*one) for one in kept]

    def close(self) -> None:
        """Give up what is in the file."""
        self._stream.close()
        self._file.unlink(missing_ok=True)

    def _write(self, content: memoryview) -> None:
        while len(content):
            content = content[self._stream.write(content) :]

    def _read(self, schema: pa.Schema, start: int, size: int) -> pa.RecordBatch:
        with self._lock:
            self._stream.seek(start)
            content = self._stream.read(size)
            self._stream.seek(0, 2)
        return pa.ipc.read_record_batch(pa.py_buffer(content), schema)
