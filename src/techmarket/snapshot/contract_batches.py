"""The contracts of a register as batches of columns, however each of its files encodes them.

Texts that repeat come with a dictionary; every other column comes in one type, that which the
database gives it. Not here: what the columns say (`overview`), and in what order they are
frozen (`frozen_contracts`).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from techmarket.errors import TechmarketError
from techmarket.snapshot.register import MOST_THREADS, Register

Column = Any
"""An Arrow array, of whatever type."""

Columns = dict[str, Column]

arrays: Any = pa
compute: Any = pc
"""The same with types as wide as they are: the published ones leave some out."""

MOST_DIGITS = 18

Result = TypeVar("Result")
Task = TypeVar("Task")

SELDOM_TWICE = frozenset(
    {
        "registration_number",
        "buyer_id",
        "plan_number",
        "party_id",
        "name",
        "identifier",
    }
)
"""Texts that are seldom there twice: a dictionary would be as long as the column."""

BATCH = 131_072
"""Contracts at most that are looked at together."""

REPEATED = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class _Part:
    """Some row groups of a file that follow each other."""

    file: Path
    metadata: pq.FileMetaData
    groups: list[int]
    rows: int


def _parts(file: Path, metadata: pq.FileMetaData) -> Iterator[_Part]:
    """All row groups of a file, small ones together."""
    groups: list[int] = []
    rows = 0
    for number in range(metadata.num_row_groups):
        more = metadata.row_group(number).num_rows
        if groups and rows + more > BATCH:
            yield _Part(file, metadata, groups, rows)
            groups, rows = [], 0
        groups.append(number)
        rows += more
    if groups:
        yield _Part(file, metadata, groups, rows)


class ContractBatches:
    """The contract files in parts of some row groups.

    Args:
        register: opened.

    Attributes:
        rows: of every part, in the order of the files.
    """

    def __init__(self, register: Register) -> None:
        self._types = {name: _type(name, type_) for name, type_ in register.types.items()}
        self._parts: list[_Part] = []
        for file in register.files:
            self._parts += _parts(file, pq.read_metadata(file))
        self.rows = [part.rows for part in self._parts]

    def type_of(self, column: str) -> pa.DataType:
        """The type that a column comes in."""
        return self._types[column]

    def read(self, place: int, columns: Sequence[str]) -> Iterator[Columns]:
        """The batches of a part; a column that its file lacks is empty.

        Raises:
            TechmarketError: a row group is damaged.
        """
        try:
            yield from self._read(self._parts[place], columns)
        except (OSError, pa.ArrowException) as error:
            raise TechmarketError(
                "a file of the register cannot be read",
                where=str(self._parts[place].file),
                why=str(error).splitlines()[0].rstrip("."),
                todo="export or simulate the register again",
            ) from None

    def _read(self, part: _Part, columns: Sequence[str]) -> Iterator[Columns]:
        repeated = [c for c in columns if self._types[c] == REPEATED]
        with pq.ParquetFile(part.file, metadata=part.metadata, read_dictionary=repeated) as opened:
            there = [c for c in columns if c in set(opened.schema_arrow.names)]
            for batch in opened.iter_batches(BATCH, part.groups, there or None, use_threads=False):
                yield {c: self._column(batch, c) for c in columns}

    def _column(self, batch: pa.RecordBatch, name: str) -> Column:
        type_ = self._types[name]
        if name not in batch.schema.names:
            return arrays.nulls(batch.num_rows, type_)
        column: Column = batch.column(name)
        if column.type == type_:
            return column
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        if type_ == REPEATED:
            return column.cast(pa.string()).dictionary_encode()
        return column.cast(type_)


def _type(name: str, type_: pa.DataType) -> pa.DataType:
    return REPEATED if type_ == pa.string() and name not in SELDOM_TWICE else type_


def threads() -> int:
    """How many tasks of a freeze run side by side."""
    return min(MOST_THREADS, os.cpu_count() or 1)


def in_order(run: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
    """The results of tasks in their order; as many run or wait as there are threads."""
    with ThreadPoolExecutor(threads()) as pool:
        running: list[Future[Result]] = []
        try:
            for task in tasks:
                running.append(pool.submit(run, task))
                if len(running) >= threads():
                    yield running.pop(0).result()
            while running:
                yield running.pop(0).result()
        finally:
            for future in running:
                future.cancel()


def numbers(column: Column) -> npt.NDArray[Any]:
    """Integers or days of a column without nulls, without a copy.

    Not by Arrow's own conversion, which imports pandas wherever it is installed.
    """
    if pa.types.is_date32(column.type):
        column = column.view(pa.int32())
    return np.from_dlpack(column)


def indices(column: Column) -> npt.NDArray[Any]:
    """Of a column with a dictionary; the length of the dictionary where there is no text."""
    return numbers(column.indices.fill_null(len(column.dictionary)))


def rows_of(batch: pa.RecordBatch, places: npt.NDArray[Any]) -> pa.RecordBatch:
    """Rows of a batch, whose places are known to be in it."""
    narrow = arrays.array(places.astype(np.uint32))
    return pa.RecordBatch.from_arrays(
        [compute.take(column, narrow, boundscheck=False) for column in batch.columns],
        schema=batch.schema,
    )


def whole_numbers(texts: Column) -> tuple[npt.NDArray[np.int64], int]:
    """Texts of as many digits each as integers, which are in the same order, and how many digits;
    no integers and 0 where they are not."""
    lengths = compute.min_max(compute.binary_length(texts))
    least, most = lengths["min"].as_py(), lengths["max"].as_py()
    same = least is not None and least == most and most <= MOST_DIGITS and not texts.null_count
    if same and compute.all(compute.ascii_is_decimal(texts)).as_py():
        return numbers(texts.cast(pa.int64())), int(most)
    return np.zeros(0, np.int64), 0


class Numbered:
    """Texts numbered in the order in which they are first met. Several threads may ask.

    Args:
        most: texts that may be numbered.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.overflow = False
        self._number: dict[str, int] = {}
        self._lock = threading.Lock()

    def texts(self) -> list[str]:
        """All texts, in the order of their numbers."""
        return list(self._number)

    def of(self, dictionary: Column) -> npt.NDArray[np.int64] | None:
        """The number of every text; `None` from where there are more than `most`."""
        if self.overflow or len(dictionary) > self.most:
            self.overflow = True
            return None
        known = self._number
        with self._lock:
            found = [known.setdefault(text, len(known)) for text in dictionary.to_pylist()]
        self.overflow = self.overflow or len(known) > self.most
        return None if self.overflow else np.array(found, np.int64)


def code_numbers(known: Numbered, column: Column) -> npt.NDArray[Any]:
    """Number of the text of every contract, from 1, as narrow as it can be; 0 where there is none,
    and everywhere once there are too many texts."""
    number = known.of(column.dictionary)
    if number is None:
        return np.zeros(len(column), np.uint8)
    narrow = np.uint8 if number.max(initial=0) < 2**8 - 1 else np.uint16
    found: npt.NDArray[Any] = np.append(number + 1, 0).astype(narrow)[indices(column)]
    return found
