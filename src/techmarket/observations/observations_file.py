"""Observations as one Parquet file: exact values, one column per dimension.

The same observations give the same bytes. Not here: the tidy files of printed tables
(`render`).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from techmarket.cubes.plan import DIMENSIONS
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Dims, Key, Observation, Origin, Status, Value
from techmarket.whole_file import whole_file

INSTITUTIONS = (
    *("institution", "institution_kind", "institution_legal_form"),
    *("institution_region", "institution_service", "position"),
)
"""Dimensions of institutions and of lists, which no contract carries."""

PLACES = tuple(sorted((*DIMENSIONS, *INSTITUTIONS)))

TEXTS_BEFORE = (*PLACES, "base")
TEXTS_AFTER = ("text", "unit", "status", "origin", "cell_id")

COLUMNS: dict[str, pa.DataType] = {
    "measure": pa.string(),
    "period": pa.int16(),
    **dict.fromkeys(TEXTS_BEFORE, pa.string()),
    "numerator": pa.decimal128(38, 0),
    "denominator": pa.decimal128(38, 0),
    **dict.fromkeys(TEXTS_AFTER, pa.string()),
}

SCHEMA = pa.schema(COLUMNS)
"""A dimension is empty for the total, `base` for measures without base ("" is the total).
A value is `numerator` divided by `denominator` (1 for an integer), or `text`."""


def write_observations(path: Path, observations: Iterable[Observation]) -> int:
    """Write them sorted by measure, period and cell id; the number written.

    Written beside `path` and renamed at the end.

    Raises:
        TechmarketError: `path` is a folder, a device or a pipe.
    """
    return write_tables(path, [table_of(observations)])


def write_tables(path: Path, tables: Iterable[pa.Table]) -> int:
    """The same, of observations in tables of `SCHEMA`."""
    table = pa.concat_tables(tables)
    order = pc.sort_indices(
        table, [(name, "ascending") for name in ("measure", "period", "cell_id")]
    )
    ordered = table.take(order).combine_chunks()
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as aside:
        pq.write_table(ordered, aside, compression="zstd", row_group_size=122_880)
    return ordered.num_rows


def table_of(observations: Iterable[Observation]) -> pa.Table:
    """A table of `SCHEMA`, in the order given."""
    found = list(observations)
    columns: dict[str, list[Any]] = {name: [None] * len(found) for name in SCHEMA.names}
    for row, observation in enumerate(found):
        _fill(columns, row, observation)
    return pa.table([pa.array(columns[f.name], f.type) for f in SCHEMA], schema=SCHEMA)


def exact_decimals(values: npt.NDArray[Any]) -> pa.Array[Any]:
    """Integers of any size as a column of numerators or denominators."""
    type_ = COLUMNS["numerator"]
    if values.dtype == np.int64:
        return pa.array(values, pa.int64()).cast(type_)
    return pa.array([Decimal(value) for value in values.tolist()], type_)


def read_observations(path: Path) -> list[Observation]:
    """The observations of a file, in its order.

    Raises:
        TechmarketError: there is no such file, or it is not a file of observations.
    """
    if not path.is_file():
        raise TechmarketError(
            "there is no such file of observations",
            where=str(path),
            todo="write it with techmarket observe",
        )
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise _not_observations(path, "it is not a Parquet file") from error
    if not table.schema.equals(SCHEMA):
        raise _not_observations(path, "its columns are others")
    return [_observation(row) for row in table.to_pylist()]


def _not_observations(path: Path, why: str) -> TechmarketError:
    return TechmarketError(
        "the file does not hold observations",
        where=str(path),
        why=why,
        todo="write it again with techmarket observe",
    )


def _fill(columns: dict[str, list[Any]], row: int, observation: Observation) -> None:
    key, value = observation.key, observation.value
    columns["measure"][row] = key.measure
    columns["period"][row] = key.period
    for name, code in key.dims:
        columns[name][row] = code
    if key.base is not None:
        columns["base"][row] = ",".join(f"{n}={c}" for n, c in key.base)
    if isinstance(value, str):
        columns["text"][row] = value
    elif value is not None:
        columns["numerator"][row] = Decimal(value.numerator)
        columns["denominator"][row] = Decimal(value.denominator)
    columns["unit"][row] = observation.unit
    columns["status"][row] = observation.status.value
    columns["origin"][row] = observation.origin.value
    columns["cell_id"][row] = key.cell_id


def _observation(row: dict[str, Any]) -> Observation:
    dims = tuple((name, row[name]) for name in PLACES if row[name] is not None)
    key = Key(row["measure"], row["period"], dims, _base(row["base"]))
    status, origin = Status(row["status"]), Origin(row["origin"])
    return Observation(key, _value(row), row["unit"], status, origin)


def _base(text: str | None) -> Dims | None:
    if text is None:
        return None
    pairs = (part.partition("=") for part in text.split(",") if part)
    return tuple((name, code) for name, _, code in pairs)


def _value(row: dict[str, Any]) -> Value | None:
    if row["text"] is not None:
        return str(row["text"])
    if row["numerator"] is None:
        return None
    numerator, denominator = int(row["numerator"]), int(row["denominator"])
    exact = Fraction(numerator, denominator)
    return numerator if denominator == 1 else exact
