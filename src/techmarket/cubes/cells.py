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
        self._parts.append((numbers[starts], count, value))
        self._waiting += len(starts)
        if self._waiting > max(MOST_WAITING, self._merged):
            self._merge()

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
    """Equal numbers added up.

    First those that follow each other, as where a seller goes on in the next row group; seldom is
    there more to do, and to see that there is not is several times faster than to do it.
    """
    numbers, count, value = _runs(numbers, count, value)
    ordered = np.sort(numbers)
    if not (ordered[1:] == ordered[:-1]).any():
        return numbers, count, value
    order = np.argsort(numbers, kind="stable")
    return _runs(numbers[order], count[order], value[order])


def _runs(numbers: Ints, count: Ints, value: Ints) -> Counted:
    """Equal numbers that follow each other added up."""
    if not len(numbers):
        return numbers, count, value
    starts = _starts(numbers)
    return numbers[starts], np.add.reduceat(count, starts), np.add.reduceat(value, starts)


def _starts(numbers: Ints) -> Ints:
    """Where a run of equal numbers starts; there is at least one number."""
    return np.concatenate([[0], np.flatnonzero(numbers[1:] != numbers[:-1]) + 1])
