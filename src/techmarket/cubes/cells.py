"""Cells that grow while contracts are counted: a number names a cell, integers are added.

There is an array with a place for every possible cell, or, where equal numbers follow each other,
a list of the cells that occur. Sums are exact as long as they fit in 64 bits, which the caller
sees to. Not here: what a cell stands for (`cubes.digits`), and the loops that add (`cubes.adding`,
`cubes.compiled`).
"""

from __future__ import annotations

from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from techmarket.cubes.digits import Digits, Ints

Counted = tuple[Ints, Ints, Ints]
"""Numbers of cells, each once and in no order; contracts and sums in each."""

MOST_WAITING = 2**22
"""Additions that wait before they are merged."""

FEW = 8
"""Cells that are there twice are few if they are fewer than one in so many."""


class Adding(Protocol):
    """The loops that add, which may be compiled or not."""

    def place(self, cells: Ints, digits: Digits, values: Ints | None) -> None:
        """Add 1 and the value of every contract to its row of `cells`, shape (possible, 2)."""
        ...

    def runs(self, digits: Digits, values: Ints | None) -> Counted:
        """Cells of contracts that follow each other, added up; there is at least one contract."""
        ...

    def size(self, values: Ints) -> int | None:
        """The sum of the absolute values, at least one; `None` if it might not fit in 64 bits."""
        ...


class Cells(Protocol):
    """Contracts and sums by the number of a cell."""

    def join(self, other: Self) -> None:
        """Take over what was counted in others of the same numbering."""
        ...

    def add(self, digits: Digits, values: Ints | None) -> None:
        """Count every contract in its cell, and add its value."""
        ...

    def counted(self) -> Counted:
        """The cells that have contracts."""
        ...


class PlacedCells:
    """A place for every possible cell.

    Args:
        possible: cells are numbered from 0 to `possible` - 1.
        adding: the loops.
    """

    def __init__(self, possible: int, adding: Adding) -> None:
        self._adding = adding
        self._cells = np.zeros((possible, 2), np.int64)

    def add(self, digits: Digits, values: Ints | None) -> None:
        """See `Cells.add`."""
        self._adding.place(self._cells, digits, values)

    def join(self, other: Self) -> None:
        """See `Cells.join`."""
        self._cells += other._cells

    def counted(self) -> Counted:
        """See `Cells.counted`."""
        used = np.flatnonzero(self._cells[:, 0])
        return used, self._cells[used, 0], self._cells[used, 1]


class ListedCells:
    """Only the cells that occur: best where equal numbers follow each other."""

    def __init__(self, adding: Adding) -> None:
        self._adding = adding
        self._parts: list[tuple[int, Counted]] = []
        self._waiting = 0
        self._merged = 0

    def add(self, digits: Digits, values: Ints | None) -> None:
        """See `Cells.add`."""
        if not digits.rows:
            return
        found = self._adding.runs(digits, values)
        self._parts.append((digits.place, found))
        self._waiting += len(found[0])
        if self._waiting > max(MOST_WAITING, self._merged):
            self._merge()

    def join(self, other: Self) -> None:
        """See `Cells.join`."""
        self._parts += other._parts
        self._waiting += other._waiting

    def counted(self) -> Counted:
        """See `Cells.counted`."""
        if len(self._parts) != 1 or self._waiting:
            self._merge()
        return self._parts[0][1]

    def _merge(self) -> None:
        """In the order of the contracts, so that a cell that goes on is beside itself."""
        self._parts.sort(key=lambda part: part[0])
        none = np.zeros(0, np.int64)
        places = [place for place, _ in self._parts]
        parts = [counted for _, counted in self._parts] or [(none, none, none)]
        self._parts = []
        columns = tuple(np.concatenate(column) for column in zip(*parts, strict=True))
        del parts
        merged = each_once(*columns)
        self._parts = [(places[0] if places else 0, merged)]
        self._waiting, self._merged = 0, len(merged[0])


def each_once(numbers: Ints, count: Ints, value: Ints) -> Counted:
    """Equal numbers added up. There are seldom any, and to see that takes far less time."""
    twice = _there_twice(numbers)
    if not len(twice):
        return numbers, count, value
    if len(twice) * FEW > len(numbers):
        return _added_up(numbers, count, value)
    position = np.minimum(np.searchsorted(twice, numbers), len(twice) - 1)
    among = twice[position] == numbers
    summed = _added_up(numbers[among], count[among], value[among])
    alone = ~among
    kept = (numbers[alone], count[alone], value[alone])
    joined = tuple(np.concatenate(pair) for pair in zip(kept, summed, strict=True))
    return joined[0], joined[1], joined[2]


def _there_twice(numbers: Ints) -> Ints:
    ordered = np.sort(numbers)
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def _added_up(numbers: Ints, count: Ints, value: Ints) -> Counted:
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    starts = starts_of_runs(numbers)
    summed = (np.add.reduceat(count[order], starts), np.add.reduceat(value[order], starts))
    return numbers[starts], *summed


def starts_of_runs(numbers: npt.NDArray[np.int64]) -> Ints:
    """Where a run of equal numbers starts; there is at least one number."""
    return np.concatenate([[0], np.flatnonzero(numbers[1:] != numbers[:-1]) + 1])
