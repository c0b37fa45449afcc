"""The interface that every engine has: a snapshot and groupings in, cubes out.

Also what engines share: the one derived dimension, `value_class`, as dated limits, and the labels
of codes. Not here: an engine (`cubes.kernel_engine`, `cubes.ibis_engine`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from techmarket.codes import threshold
from techmarket.cubes.cube import Cube
from techmarket.cubes.plan import Grouping
from techmarket.snapshot.layout import CODED
from techmarket.snapshot.snapshot import Snapshot

VALUE_CLASSES = ("major", "minor")
"""Codes of `value_class`: at or above the limit of the day of registration, and below it."""


Where = Mapping[str, Collection[str]]
"""Dimension to the codes that a contract may have there; other dimensions may have any."""


class Engine(Protocol):
    """Counts contracts and sums their value."""

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
        where: Where | None = None,
    ) -> Mapping[Grouping, Cube]:
        """One cube per grouping of the contracts registered in `year`.

        Args:
            snapshot: opened, and so verified.
            year: of registration.
            groupings: of the coded columns, `value_class` and `seller`.
            measures: a cube without "value" has zeros there.
            where: only contracts with these codes of coded columns or `value_class` count.
        """
        ...


def major_limits(year: int) -> tuple[tuple[date, int], ...]:
    """First days and limits (分) of the value of a major contract in `year`, oldest first."""
    day, end = date(year, 1, 1), date(year, 12, 31)
    limits: list[tuple[date, int]] = []
    while day <= end:
        limit = int(threshold("major_contract_value", day))
        if not limits or limits[-1][1] != limit:
            limits.append((day, limit))
        day += timedelta(days=1)
    return tuple(limits)


def labels_of(snapshot: Snapshot, grouping: Grouping) -> dict[str, tuple[str, ...]]:
    """See `Cube.labels`."""
    labels = {d: snapshot.codes(d) for d in grouping if d in CODED}
    if "value_class" in grouping:
        labels["value_class"] = VALUE_CLASSES
    return labels


def empty_cube(snapshot: Snapshot, grouping: Grouping) -> Cube:
    """The cube of a year without contracts."""
    none = np.zeros(0, np.int64)
    return Cube(grouping, dict.fromkeys(grouping, none), labels_of(snapshot, grouping), none, none)
