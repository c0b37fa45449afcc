"""Text files with delimiters (CSV), read as a stream.

The delimiter is the one with which the first rows have a header. Memory does not grow with the
file. Not here: encodings (`encodings`), headers (`header`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from techmarket.errors import TechmarketError
from techmarket.imports.encodings import REPLACED, SAMPLE, Utf8Stream
from techmarket.imports.header import SEARCHED, find_header
from techmarket.imports.reading_rules import BYTES, ROW, ReadingRule
from techmarket.imports.text_table import Cell, Rows, TextBatch, TextTable

arrow_csv: Any = pyarrow.csv
"""The stubs of pyarrow refuse streams and handlers that its functions accept."""

DELIMITERS = (",", ";", "\t", "|")
BLOCK_ROWS_BYTES = 8 << 20


def read_delimited(path: Path) -> TextTable:
    """The table of a text file.

    Raises:
        TechmarketError: it is no text with columns.
    """
    heads = {delimiter: _head(path, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: _score(heads[delimiter]))

    def read(first_row: int, width: int) -> Iterator[TextBatch]:
        return _batches(path, best, first_row, width)

    return TextTable(path.name, "", heads[best], read)


def _head(path: Path, delimiter: str) -> tuple[tuple[str, ...], ...]:
    stream = Utf8Stream(path)
    try:
        text = stream.read(SAMPLE).decode("utf-8", "ignore")
    finally:
        stream.close()
    csv.field_size_limit(SAMPLE + 1)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return tuple(tuple(row) for row, _ in zip(rows, range(SEARCHED), strict=False))
    except csv.Error:
        return ()


def _score(head: tuple[tuple[str, ...], ...]) -> tuple[int, int]:
    found = find_header(head)
    return (found.certain if found else -1, max((len(row) for row in head), default=0))


class _Numbering:
    """Gives rows the numbers they have in the file, those that were left out included."""

    def __init__(self) -> None:
        self.left_out: list[tuple[int, str]] = []
        self._next = 1

    def leave_out(self, row: Any) -> str:
        self.left_out.append((row.number, row.text))
        return "skip"

    def numbers(self, rows: int) -> tuple[Rows, list[tuple[int, str]]]:
        """Numbers of the next rows, and what was left out before the last of them."""
        numbers = np.arange(self._next, self._next + rows + len(self.left_out), dtype=np.int64)
        missing = [number for number, _ in self.left_out]
        numbers = np.setdiff1d(numbers, missing, assume_unique=True)[:rows]
        self._next = int(numbers[-1]) + 1 if rows else self._next
        before = [one for one in self.left_out if one[0] < self._next]
        self.left_out = self.left_out[len(before) :]
        return numbers, before


def _batches(path: Path, delimiter: str, first_row: int, width: int) -> Iterator[TextBatch]:
    stream, numbering = Utf8Stream(path), _Numbering()
    names = [str(place) for place in range(width)]
    try:
        reader = arrow_csv.open_csv(
            pa.PythonFile(cast("io.IOBase", stream), mode="r"),
            read_options=arrow_csv.ReadOptions(
                # One thread, so that rows with other columns are told with their numbers.
                use_threads=False, block_size=BLOCK_ROWS_BYTES, column_names=names
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False,
                invalid_row_handler=numbering.leave_out,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True,
                null_values=[""],
            ),
        )  # fmt: skip
        for batch in reader:
            yield from _batch(batch, first_row, numbering, stream)
        yield from _rest(numbering, first_row, width)
    except pa.ArrowInvalid as error:
        raise TechmarketError(
            "the text cannot be read as a table",
            where=str(path),
            why=_why(error),
            todo="check that every quotation mark is closed, or save it again from the spreadsheet",
        ) from None
    finally:
        stream.close()


def _why(error: pa.ArrowInvalid) -> str:
    said = str(error).splitlines()[0].rstrip(".")
    if "straddling object" in said:
        return f"a row has more than {BLOCK_ROWS_BYTES:,} bytes"
    return said


def _batch(
    batch: pa.RecordBatch, first_row: int, numbering: _Numbering, stream: Utf8Stream
) -> Iterator[TextBatch]:
    numbers, left_out = numbering.numbers(batch.num_rows)
    columns = batch.columns
    keep = numbers >= first_row
    if not keep.all():
        columns = [column.filter(pa.array(keep)) for column in columns]
        numbers = numbers[keep]
    marks: dict[ReadingRule, tuple[Cell, ...]] = {}
    if stream.has_wrong_bytes:
        marks[BYTES] = tuple(_wrong_bytes(columns))
    left = [one for one in left_out if one[0] >= first_row]
    if len(numbers):
        yield TextBatch(tuple(columns), numbers, marks)
    if left:
        yield _left_out(left, len(columns))


def _rest(numbering: _Numbering, first_row: int, width: int) -> Iterator[TextBatch]:
    left = [one for one in numbering.left_out if one[0] >= first_row]
    if left:
        yield _left_out(left, width)


def _left_out(left: list[tuple[int, str]], width: int) -> TextBatch:
    """Rows with other columns, whose text stands in the first."""
    texts = pa.array([text for _, text in left], pa.string())
    empty = pa.nulls(len(left), pa.string())
    return TextBatch(
        (texts, *(empty for _ in range(width - 1))),
        np.array([number for number, _ in left], dtype=np.int64),
        {ROW: tuple((place, -1) for place in range(len(left)))},
    )


def _wrong_bytes(columns: list[Any]) -> Iterator[Cell]:
    for place, column in enumerate(columns):
        found = pc.fill_null(pc.match_substring(column, REPLACED), False)
        for row in np.flatnonzero(np.asarray(found.to_numpy(zero_copy_only=False))):
            yield int(row), place
