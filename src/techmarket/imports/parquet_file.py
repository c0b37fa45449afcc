"""Parquet files: their columns as texts, so that they are understood like those of any file.

A whole number under the name of a field of money is in 分, as registers hold it. Not here:
registers, which `freeze` reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.errors import TechmarketError
from techmarket.imports.targets import targets_of
from techmarket.imports.text_table import TextBatch, TextTable
from techmarket.imports.written_number import written_number
from techmarket.record.fields import FieldType

ROWS = 65_536


def read_parquet(path: Path) -> TextTable:
    """The table of a Parquet file.

    Raises:
        TechmarketError: the file is damaged.
    """
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise _damaged(path, error) from None

    def read(first_row: int, width: int) -> Iterator[TextBatch]:
        number = 2
        try:
            for batch in file.iter_batches(ROWS):
                columns = tuple(
                    _texts(path, n, c) for n, c in zip(names, batch.columns, strict=True)
                )
                rows = np.arange(number, number + batch.num_rows, dtype=np.int64)
                number += batch.num_rows
                yield TextBatch(columns, rows)
        except (pa.ArrowInvalid, OSError) as error:
            raise _damaged(path, error) from None

    schema = file.schema_arrow
    names = schema.names
    head = tuple(_heading(one) for one in schema)
    return TextTable(path.name, "", (head,), read)


def _heading(column: pa.Field[Any]) -> str:
    target = targets_of("contract").get(column.name)
    money = target is not None and target.field.type is FieldType.MONEY
    return f"{column.name}（分）" if money and pa.types.is_integer(column.type) else column.name


def _texts(path: Path, name: str, column: Any) -> Any:
    if pa.types.is_floating(column.type):
        return pa.array(
            [None if one is None else written_number(one) for one in column.to_pylist()],
            pa.string(),
        )
    try:
        return column.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        raise TechmarketError(
            f"the column {name} of the file cannot be read as text",
            where=str(path),
            why=f"its type is {column.type}",
            todo="write it as text, a number or a date",
        ) from None


def _damaged(path: Path, error: BaseException) -> TechmarketError:
    return TechmarketError(
        "the Parquet file is damaged",
        where=str(path),
        why=str(error).splitlines()[0].rstrip("."),
        todo="write it again",
    )
