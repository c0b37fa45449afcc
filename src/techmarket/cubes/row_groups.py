"""Row groups of a snapshot as columns of integers, read one by one, and held where wanted.

Not here: counting them (`cubes.counting`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.cubes.digits import Column
from techmarket.errors import TechmarketError
from techmarket.snapshot.snapshot import FREEZE_AGAIN


@contextmanager
def damage_is_told(file: Path) -> Iterator[None]:
    """What fails while a file is read, as a sentence.

    Raises:
        TechmarketError: the file is damaged or gone since the snapshot was opened.
    """
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise TechmarketError(
            "a file of the snapshot cannot be read any more",
            where=str(file),
            why=str(error).splitlines()[0].rstrip("."),
            todo=FREEZE_AGAIN,
        ) from None


@dataclass(frozen=True)
class RowGroup:
    """A row group of a contract file.

    Attributes:
        snapshot: hash of the snapshot.
        file: it is in; `metadata` of that file; `number` in it.
        place: among all row groups that are counted, from 0.
    """

    snapshot: str
    file: Path
    metadata: pq.FileMetaData
    number: int
    place: int

    @property
    def rows(self) -> int:
        """Contracts in it."""
        return int(self.metadata.row_group(self.number).num_rows)

    def statistics(self, column: str) -> tuple[int, int] | None:
        """Smallest and largest position of a code; `None` where the file does not say."""
        position = self.metadata.schema.names.index(column)
        found = self.metadata.row_group(self.number).column(position).statistics
        if found is None or not found.has_min_max:
            return None
        smallest: Any = found.min
        largest: Any = found.max
        return int(smallest), int(largest)


class OpenFile:
    """The file that was read last, left open: opening it takes a tenth of the time of a row group.

    One thread alone may use it.
    """

    def __init__(self) -> None:
        self._path: Path | None = None
        self._opened: pq.ParquetFile | None = None

    def read(self, group: RowGroup, columns: Sequence[str]) -> dict[str, Column]:
        """Columns of all contracts of a row group; dates as days since 1970.

        Raises:
            TechmarketError: the file was damaged after the snapshot was opened.
        """
        with damage_is_told(group.file):
            return self._read(group, columns)

    def _read(self, group: RowGroup, columns: Sequence[str]) -> dict[str, Column]:
        if self._opened is None or self._path != group.file:
            self.close()
            self._opened = pq.ParquetFile(group.file, metadata=group.metadata)
            self._path = group.file
        rows = self._opened.read_row_group(group.number, columns=list(columns), use_threads=False)
        return {name: _as_numpy(rows[name]) for name in columns}

    def close(self) -> None:
        """Close it, if there is one."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def _as_numpy(column: pa.ChunkedArray[Any]) -> Column:
    """The integers of a column, without a copy where it is in one piece.

    Not by Arrow's own conversion, which imports pandas wherever it is installed.
    """
    if pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    chunks = [np.from_dlpack(chunk) for chunk in column.chunks]
    return chunks[0] if len(chunks) == 1 else np.concatenate(chunks or [np.zeros(0, np.uint8)])


class HeldColumns:
    """Columns that stay in memory until there is no more room; those stay that came first.

    Args:
        room: bytes.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._held: dict[tuple[str, str, int, str], Column] = {}
        self._lock = threading.Lock()

    def columns(self, file: OpenFile, group: RowGroup, names: Sequence[str]) -> dict[str, Column]:
        """Columns of a row group, held or read."""
        if not self._room:
            return file.read(group, names)
        held = {name: self._held.get(self._key(group, name)) for name in names}
        missing = [name for name, column in held.items() if column is None]
        found = {name: column for name, column in held.items() if column is not None}
        if missing:
            read = file.read(group, missing)
            with self._lock:
                for name, column in read.items():
                    self._hold(self._key(group, name), column)
            found |= read
        return found

    @staticmethod
    def _key(group: RowGroup, name: str) -> tuple[str, str, int, str]:
        return group.snapshot, group.file.name, group.number, name

    def _hold(self, key: tuple[str, str, int, str], column: Column) -> None:
        if column.nbytes <= self._room and key not in self._held:
            self._held[key] = column
            self._room -= column.nbytes
