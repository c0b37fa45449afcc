"""Cells that grow while contracts are counted: a number names a cell, integers are added.

There is an array with a place for every possible cell, or, where equal numbers follow each other,
a list of the cells that occur. Sums are exact as long as they fit in 64 bits, which the caller
sees to. Not here: what a cell stands for (`cubes.digits`), and the loops that add (`cubes.adding`,
`cubes.compiled`).
"""

from __future__ import annotations

from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt

from techmarket.cubes.digits import Digits, Ints

Narrow = npt.NDArray[Any]
"""Unsigned integers as narrow as they can be."""

Counted = tuple[Narrow, Narrow, Ints]
"""Numbers of cells, each once and in no order; contracts and sums in each."""

MOST_WAITING = 2**23
"""Additions that wait before they are merged."""

BLOCK = 2**18

PIECE = 2**23
"""Runs in a piece of memory: so large that the system takes it back at once. What is not written to
takes no memory."""

LAST_DIGITS = 2**16 - 1
"""Of a number in base two."""

FEW = 8
"""Cells that are there twice are few if they are fewer than one in so many."""


class Adding(Protocol):
    """The loops that add, which may be compiled or not."""

    def place(self, cells: Ints, digits: Digits, values: Ints | None) -> None:
        """Add 1 and the value of every contract to its row of `cells`, shape (possible, 2)."""
        ...

    def runs(self, digits: Digits, values: Ints | None) -> Counted:
        """Cells of contracts that follow each other, added up; there is at least one contract.

        The columns may be used again by the next call.
        """
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
        self._runs = WaitingRuns()
        self._contracts = 0
        self._merged = 0

    def add(self, digits: Digits, values: Ints | None) -> None:
        """See `Cells.add`."""
        if not digits.rows:
            return
        found = self._adding.runs(digits, values)
        self._runs.append(digits.place, (digits.narrowest(), np.uint32, np.int64), found)
        self._contracts += digits.rows
        if self._runs.number > self._merged + max(MOST_WAITING, self._merged):
            self._merge()

    def join(self, other: Self) -> None:
        """See `Cells.join`."""
        self._runs.join(other._runs)
        self._contracts += other._contracts

    def counted(self) -> Counted:
        """See `Cells.counted`; nothing is left behind."""
        return self._each_once()

    def _merge(self) -> None:
        first = self._runs.first_place
        numbers, count, value = self._each_once()
        types = (numbers.dtype, count.dtype, np.int64)
        self._runs.append(first, types, (numbers, count, value))
        self._merged = len(numbers)

    def _each_once(self) -> Counted:
        wide = self._contracts >= 2**32
        columns = [self._runs.taken(0), self._runs.taken(1), self._runs.taken(2)]
        self._runs = WaitingRuns()
        columns[1] = columns[1].astype(np.int64 if wide else np.uint32, copy=False)
        each_once(columns)
        return columns[0], columns[1], columns[2]


class WaitingRuns:
    """Runs of many batches, in large pieces of memory that are given back whole.

    Attributes:
        number: of runs.
    """

    def __init__(self) -> None:
        self.number = 0
        self._pieces: list[list[Narrow]] = [[], [], []]
        self._used = 0
        self._segments: list[tuple[int, int, int, int]] = []

    @property
    def first_place(self) -> int:
        """Place of the first batch."""
        return min((place for place, *_ in self._segments), default=0)

    def append(self, place: int, types: tuple[Any, Any, Any], runs: Counted) -> None:
        """Keep the runs of a batch in columns of these types."""
        size = len(runs[0])
        if not self._segments or self._used + size > len(self._pieces[0][-1]):
            for pieces, type_ in zip(self._pieces, types, strict=True):
                pieces.append(np.empty(max(PIECE, size), type_))
            self._used = 0
        for pieces, column in zip(self._pieces, runs, strict=True):
            pieces[-1][self._used : self._used + size] = column
        self._segments.append((place, len(self._pieces[0]) - 1, self._used, size))
        self._used += size
        self.number += size

    def join(self, other: WaitingRuns) -> None:
        """Take over the runs of others."""
        before = len(self._pieces[0])
        for mine, theirs in zip(self._pieces, other._pieces, strict=True):
            mine += theirs
            theirs.clear()
        self._segments += [(p, before + i, start, size) for p, i, start, size in other._segments]
        self._used = len(self._pieces[0][-1]) if self._pieces[0] else 0
        self.number += other.number

    def taken(self, which: int) -> Narrow:
        """A column in the order of the contracts, so that a cell that goes on is beside itself."""
        pieces, self._pieces[which] = self._pieces[which], []
        widest = np.result_type(*pieces) if pieces else np.int64
        column: Narrow = np.empty(self.number, widest)
        end = 0
        for _, piece, start, size in sorted(self._segments):
            column[end : end + size] = pieces[piece][start : start + size]
            end += size
        return column


def each_once(columns: list[Narrow]) -> None:
    """Add equal numbers up, in place. There are seldom any, and to see that takes far less time.

    Args:
        columns: numbers, contracts, values; each is replaced, mostly by a part of itself.
    """
    twice = _there_twice(columns[0])
    if not len(twice):
        return
    if len(twice) * FEW > len(columns[0]):
        columns[:] = _added_up(columns[0], columns[1], columns[2])
        return
    among = _among(columns[0], twice)
    summed = _added_up(columns[0][among], columns[1][among], columns[2][among])
    for i, added in enumerate(summed):
        columns[i] = _put_in_place_of(columns[i], among, added)


def _put_in_place_of(column: Narrow, places: Ints, sums: Narrow) -> Narrow:
    """A column whose rows at some places are replaced by fewer rows, in its own memory.

    Rows from the end move into the places that are left, so that all others stay where they are.
    """
    end = len(column) - len(places) + len(sums)
    column[places[: len(sums)]] = sums
    left = places[len(sums) :]
    tail = np.arange(end, len(column))
    column[left[left < end]] = column[tail[~np.isin(tail, left)]]
    return column[:end]


def _among(numbers: Narrow, few: Narrow) -> Ints:
    """The places of the numbers that are among a few, in order, looked up block by block.

    Almost all are told apart by their last digits alone, in a table that stays near the processor.
    """
    last = np.zeros(LAST_DIGITS + 1, bool)
    last[few & LAST_DIGITS] = True
    found = []
    for start in range(0, len(numbers), BLOCK):
        block = numbers[start : start + BLOCK]
        likely = np.flatnonzero(last[block & LAST_DIGITS])
        found.append(start + likely[np.isin(block[likely], few)])
    return np.concatenate(found)


def _there_twice(numbers: Narrow) -> Narrow:
    ordered = np.sort(numbers)
    again: Narrow = ordered[1:][np.equal(ordered[1:], ordered[:-1])]
    return again[starts_of_runs(again)] if len(again) else again


def _added_up(numbers: Narrow, count: Narrow, value: Ints) -> Counted:
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    starts = starts_of_runs(numbers)
    contracts = np.add.reduceat(count[order], starts, dtype=count.dtype)
    return numbers[starts], contracts, np.add.reduceat(value[order], starts)


def starts_of_runs(numbers: Narrow) -> Ints:
    """Where a run of equal numbers starts; there is at least one number."""
    return np.concatenate([[0], np.flatnonzero(numbers[1:] != numbers[:-1]) + 1])
