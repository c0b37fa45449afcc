"""Cells that grow while contracts are counted: a number names a cell, integers are added.

There is an array with a place for every possible cell, or, where equal numbers follow each other,
a list of the cells that occur. Sums are exact as long as they fit in 64 bits, which the caller
sees to. Not here: what a cell stands for (`cubes.numbering`).
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

Counted = tuple[Ints, Ints, Ints]
"""Numbers of cells, each once and in no order; contracts and sums in each."""

MOST_WAITING = 2**21
"""Additions that wait before they are merged."""


class Cells(Protocol):
    """Contracts and sums by the number of a cell."""

    def add(self, numbers: Ints, values: Ints | None) -> None:
        """Count a contract in each numbered cell, and add its value."""
        ...

    def counted(self) -> Counted:
        """The cells that have contracts."""
        ...


class PlacedCells:
    """A place for every possible cell.

    Args:
        possible: cells are numbered from 0 to `possible` - 1.
    """

    def __init__(self, possible: int) -> None:
        self._count = np.zeros(possible, np.int64)
        self._value = np.zeros(possible, np.int64)

    def add(self, numbers: Ints, values: Ints | None) -> None:
        """See `Cells.add`."""
        np.add.at(self._count, numbers, 1)
        if values is not None:
            np.add.at(self._value, numbers, values)

    def counted(self) -> Counted:
        """See `Cells.counted`."""
        used = np.flatnonzero(self._count)
        return used, self._count[used], self._value[used]


class ListedCells:
    """Only the cells that occur: best where equal numbers follow each other."""

    def __init__(self) -> None:
        self._parts: list[Counted] = []
        self._waiting = 0
        self._merged = 0

    def add(self, numbers: Ints, values: Ints | None) -> None:
        """See `Cells.add`."""
        if not len(numbers):
            return
        starts = _starts(numbers)
        count = np.diff(starts, append=len(numbers))
        value = np.zeros_like(count) if values is None else np.add.reduceat(values, starts)
        found = self._continued((numbers[starts], count, value))
        if len(found[0]):
            self._parts.append(found)
            self._waiting += len(found[0])
        if self._waiting > max(MOST_WAITING, self._merged):
            self._merge()

    def _continued(self, found: Counted) -> Counted:
        """What is left of new cells when the first of them goes on from the last one there is."""
        if not self._parts:
            return found
        numbers, count, value = self._parts[-1]
        if numbers[-1] != found[0][0]:
            return found
        count[-1] += found[1][0]
        value[-1] += found[2][0]
        return found[0][1:], found[1][1:], found[2][1:]

    def counted(self) -> Counted:
        """See `Cells.counted`."""
        if len(self._parts) != 1 or self._waiting:
            self._merge()
        return self._parts[0]

    def _merge(self) -> None:
        none = np.zeros(0, np.int64)
        parts = self._parts or [(none, none, none)]
        numbers, count, value = (np.concatenate(column) for column in zip(*parts, strict=True))
        self._parts = [_each_once(numbers, count, value)]
        self._waiting, self._merged = 0, len(self._parts[0][0])


def _each_once(numbers: Ints, count: Ints, value: Ints) -> Counted:
    """Equal numbers added up. There are seldom any left, and to see that takes far less time."""
    ordered = np.sort(numbers)
    if not (ordered[1:] == ordered[:-1]).any():
        return numbers, count, value
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    starts = _starts(numbers)
    summed = (np.add.reduceat(count[order], starts), np.add.reduceat(value[order], starts))
    return numbers[starts], *summed


def _starts(numbers: Ints) -> Ints:
    """Where a run of equal numbers starts; there is at least one number."""
    return np.concatenate([[0], np.flatnonzero(numbers[1:] != numbers[:-1]) + 1])
