"""Rolling a cube up: from the codes that contracts carry to every place above them.

Exact: a place holds a cell at most once, so its sum fits wherever the sum over the cube fits,
and where that might not fit the cube holds Python integers. Not here: what lies above a code
(`places`), what a missing cell means (`base`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from techmarket.cubes.cube import Cube
from techmarket.observations.places import Places

Cells = dict[tuple[str, ...], tuple[int, int]]
"""Place, one code per dimension, to contracts and 分."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RolledUp:
    """Contracts and value of places, as columns.

    Attributes:
        labels: the codes of each dimension.
        keys: for each dimension, positions in its labels, one per place.
        count, value: as in `Cube`.
    """

    labels: tuple[tuple[str, ...], ...]
    keys: tuple[Ints, ...]
    count: npt.NDArray[Any]
    value: npt.NDArray[Any]

    def places(self) -> Iterator[tuple[str, ...]]:
        """The places, one code per dimension."""
        if not self.keys:
            return iter([()] * len(self.count))
        pairs = zip(self.labels, self.keys, strict=True)
        return zip(*(map(labels.__getitem__, key.tolist()) for labels, key in pairs), strict=True)

    def only(self, chosen: npt.NDArray[np.bool_]) -> RolledUp:
        """The places chosen."""
        keys = tuple(key[chosen] for key in self.keys)
        return RolledUp(self.labels, keys, self.count[chosen], self.value[chosen])

    def cells(self) -> Cells:
        """The same by place."""
        pairs = zip(self.count.tolist(), self.value.tolist(), strict=True)
        return dict(zip(self.places(), pairs, strict=True))


def roll_up(cube: Cube, dims: Sequence[str], places: Places) -> RolledUp:
    """Contracts and value of every place with contracts, over some dimensions of a cube.

    Args:
        cube: the counts.
        dims: the dimensions that the places name; the others are totalled.
        places: knows what lies above a code.
    """
    keys = [np.asarray(cube.codes[d], dtype=np.int64) for d in dims]
    count: npt.NDArray[Any] = cube.count
    value = cube.value
    keys, count, value = grouped(keys, count, value)
    names: list[tuple[str, ...]] = []
    for i, dimension in enumerate(dims):
        labels, starts, targets = _places_above(cube.labels[dimension], dimension, places)
        keys, count, value = _expand(keys, count, value, i, starts, targets)
        names.append(labels)
    return RolledUp(tuple(names), tuple(keys), count, value)


def _places_above(
    codes: tuple[str, ...], dimension: str, places: Places
) -> tuple[tuple[str, ...], Ints, Ints]:
    """Names of places; and for each code where its places start in the list of all of them."""
    names: dict[str, int] = {}
    starts, targets = [0], []
    for code in codes:
        targets += [names.setdefault(p, len(names)) for p in places.above(dimension, code)]
        starts.append(len(targets))
    return tuple(names), np.array(starts, np.int64), np.array(targets, np.int64)


def _expand(
    keys: list[Ints],
    count: npt.NDArray[Any],
    value: npt.NDArray[Any],
    axis: int,
    starts: Ints,
    targets: Ints,
) -> tuple[list[Ints], npt.NDArray[Any], npt.NDArray[Any]]:
    """Every cell once for each place above its code on one axis, then grouped again."""
    codes = keys[axis]
    times = starts[codes + 1] - starts[codes]
    cell = np.repeat(np.arange(len(codes)), times)
    first = np.repeat(np.cumsum(times) - times, times)
    within = np.arange(len(cell)) - first
    expanded = [k[cell] for k in keys]
    expanded[axis] = targets[starts[codes][cell] + within]
    return grouped(expanded, count[cell], value[cell])


def grouped(
    keys: list[Ints], count: npt.NDArray[Any], value: npt.NDArray[Any]
) -> tuple[list[Ints], npt.NDArray[Any], npt.NDArray[Any]]:
    """Cells with equal keys added up."""
    if not len(count):
        return keys, count, value
    if not keys:
        whole = np.zeros(1, np.int64)
        return [], np.add.reduceat(count, whole), np.add.reduceat(value, whole)
    order = np.lexsort(keys[::-1])
    sorted_keys = [k[order] for k in keys]
    changes = np.zeros(len(order), dtype=bool)
    changes[0] = True
    for k in sorted_keys:
        changes[1:] |= k[1:] != k[:-1]
    starts = np.flatnonzero(changes)
    summed = (np.add.reduceat(count[order], starts), np.add.reduceat(value[order], starts))
    return [k[starts] for k in sorted_keys], *summed
