"""Cubes as Ibis expressions, the same for every database that Ibis speaks to.

The sum of 64-bit integers may be wider than 64 bits: it is summed and fetched as a decimal of 38
digits. Not here: the databases (`cubes.ibis_engine`, `cubes.spark_engine`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.cubes.cube import Cube, exact_values
from techmarket.cubes.engine import Where, labels_of
from techmarket.cubes.plan import Grouping
from techmarket.snapshot.snapshot import Snapshot

WIDE = "decimal(38, 0)"


def with_value_class(contracts: ibis.Table, limits: Sequence[tuple[date, int]]) -> ibis.Table:
    """The contracts with the position of their value class."""
    major: Any = ibis.literal(limits[0][1])
    for first, limit in limits[1:]:
        major = ibis.ifelse(contracts.registration_date >= ibis.literal(first), limit, major)
    minor = ibis.ifelse(contracts.value >= major, 0, 1).cast("int16")
    return contracts.mutate(value_class=minor)


def chosen(contracts: ibis.Table, snapshot: Snapshot, where: Where) -> ibis.Table:
    """The contracts that count."""
    for dimension, codes in where.items():
        labels = labels_of(snapshot, (dimension,))[dimension]
        positions = [i for i, label in enumerate(labels) if label in codes]
        contracts = contracts.filter(contracts[dimension].isin(positions))
    return contracts


def grouped(
    contracts: ibis.Table, grouping: Grouping, with_value: bool, *, widen: bool = False
) -> ibis.Table:
    """Contracts and, at its full width, value by the codes of a grouping.

    With `widen` every value is made wide before it is added, for a database whose sums of 64-bit
    integers have 64 bits.
    """
    sums = {"cube_count": contracts.count()}
    if with_value:
        value = contracts.value.cast(WIDE).sum() if widen else contracts.value.sum()
        sums["cube_value"] = value.cast(WIDE)
    if not grouping:
        total = contracts.agg(**sums)
        return total.filter(total.cube_count > 0)
    return contracts.group_by(list(grouping)).agg(**sums)


def cube_of(table: pa.Table, grouping: Grouping, labels: Mapping[str, tuple[str, ...]]) -> Cube:
    """The result of a `grouped` expression as a cube."""
    count = table["cube_count"].to_numpy().astype(np.int64)
    summed = "cube_value" in table.column_names
    return Cube(
        grouping=grouping,
        codes={d: table[d].to_numpy().astype(np.int64) for d in grouping},
        labels=labels,
        count=count,
        value=_wide(table["cube_value"]) if summed else np.zeros_like(count),
    )


def _wide(column: Any) -> npt.NDArray[Any]:
    """Decimals of 128 bits as the integers that they are."""
    parts = [np.empty((0, 2), np.uint64)]
    for chunk in column.chunks:
        stored = np.frombuffer(chunk.buffers()[1], np.uint64).reshape(-1, 2)
        parts.append(stored[chunk.offset : chunk.offset + len(chunk)])
    halves = np.concatenate(parts)
    low, high = halves[:, 0].copy(), halves[:, 1].copy()
    return exact_values(low, high.view(np.int64))
