"""Observations of combinations of codes, column by column: they are most of what a file holds.

They are what `Observations.get` answers for the same keys. Not here: any other observation
(`keys`), and the file (`observations_file`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.observations.keys import combined_dimensions
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.observations.observations import Observations
from techmarket.observations.observations_file import SCHEMA, exact_decimals, table_of
from techmarket.observations.rollup import Ints, RolledUp

_joined: Callable[..., pa.Array[Any]] = pc.binary_join_element_wise
"""Texts and columns of texts, and last what stands between them."""


def combination_tables(observations: Observations) -> Iterator[pa.Table]:
    """Contracts and value of every combination that has contracts, one table of `SCHEMA` each."""
    for period, year in sorted(observations.years.items()):
        for names in combined_dimensions():
            found = year.base.rolled_up(names)
            yield _table("contracts", period, names, found, found.count)
            worth = np.asarray(found.value != 0, dtype=bool)
            yield _table("value", period, names, found.only(worth), found.value[worth])
            yield table_of(_without_value(observations, period, names, found.only(~worth)))


def _without_value(
    observations: Observations, period: int, names: tuple[str, ...], found: RolledUp
) -> Iterator[Observation]:
    """Contracts without value: what is said of them depends on the scope."""
    for codes in found.places():
        yield observations.get(Key("value", period, tuple(zip(names, codes, strict=True))))


def _table(
    measure: str, period: int, names: tuple[str, ...], found: RolledUp, values: npt.NDArray[Any]
) -> pa.Table:
    rows = len(values)
    codes = [_codes(labels, key) for labels, key in zip(found.labels, found.keys, strict=True)]
    place = _joined(*(_joined(n, c, "=") for n, c in zip(names, codes, strict=True)), ",")
    known = {
        "measure": pa.repeat(measure, rows),
        "period": pa.repeat(pa.scalar(period, pa.int16()), rows),
        **dict(zip(names, codes, strict=True)),
        "numerator": exact_decimals(values),
        "denominator": exact_decimals(np.ones(rows, np.int64)),
        "unit": pa.repeat(MEASURES[measure].unit, rows),
        "status": pa.repeat(Status.NORMAL.value, rows),
        "origin": pa.repeat(Origin.COMPUTED.value, rows),
        "cell_id": _joined(f"{measure}:{period}:", place, ""),
    }
    columns = [known[f.name] if f.name in known else pa.nulls(rows, f.type) for f in SCHEMA]
    return pa.table(columns, schema=SCHEMA)


def _codes(labels: tuple[str, ...], key: Ints) -> pa.Array[Any]:
    return pa.array(labels, pa.string()).take(key)
