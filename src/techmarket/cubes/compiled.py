"""The loops that add, compiled with Numba: three times as fast, once they are loaded.

Loading takes about as long as counting ten million contracts without them, so they are for many
contracts and for processes that stay. They run beside each other on several threads. What was
compiled is kept on the disk. Not here: the same loops with NumPy (`cubes.adding`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from techmarket.cubes.adding import LARGEST, NumpyAdding
from techmarket.cubes.cells import Counted, Narrow
from techmarket.cubes.digits import Digits, Ints


def _keep_compiled_code() -> None:
    """Beside other caches of the user; the folder of the package may be read-only."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache / "techmarket" / "compiled"))


_keep_compiled_code()

from numba import njit  # noqa: E402  (it reads the variable when it is imported)

NO_VALUES = np.zeros(0, np.int64)


@njit(nogil=True, cache=True)
def _place1(cells: Any, values: Any, a: Any) -> None:
    """Equal codes follow each other often, and are added up before their cell is touched: adding
    to the same cell again and again has to wait for the time before."""
    if not len(a):
        return
    cell, count, value = a[0], 0, np.int64(0)
    for i in range(len(a)):
        if a[i] != cell:
            cells[cell, 0] += count
            cells[cell, 1] += value
            cell, count, value = a[i], 0, np.int64(0)
        count += 1
        if len(values):
            value += values[i]
    cells[cell, 0] += count
    cells[cell, 1] += value


@njit(nogil=True, cache=True)
def _place2(cells: Any, values: Any, a: Any, b: Any, of_b: int) -> None:
    for i in range(len(a)):
        cell = np.int64(a[i]) * of_b + b[i]
        cells[cell, 0] += 1
        if len(values):
            cells[cell, 1] += values[i]


@njit(nogil=True, cache=True)
def _place3(cells: Any, values: Any, a: Any, b: Any, c: Any, of_b: int, of_c: int) -> None:
    for i in range(len(a)):
        cell = (np.int64(a[i]) * of_b + b[i]) * of_c + c[i]
        cells[cell, 0] += 1
        if len(values):
            cells[cell, 1] += values[i]


@njit(nogil=True, cache=True)
def _place4(
    cells: Any, values: Any, a: Any, b: Any, c: Any, d: Any, of_b: int, of_c: int, of_d: int
) -> None:
    for i in range(len(a)):
        cell = ((np.int64(a[i]) * of_b + b[i]) * of_c + c[i]) * of_d + d[i]
        cells[cell, 0] += 1
        if len(values):
            cells[cell, 1] += values[i]


@njit(nogil=True, cache=True)
def _runs2(a: Any, b: Any, of_b: int, values: Any, numbers: Any, count: Any, value: Any) -> int:
    found, before = -1, np.int64(0)
    for i in range(len(a)):
        number = np.int64(a[i]) * of_b + np.int64(b[i])
        if found < 0 or number != before:
            before = number
            found += 1
            numbers[found] = number
            count[found] = 0
            value[found] = 0
        count[found] += 1
        if len(values):
            value[found] += values[i]
    return found + 1


@njit(nogil=True, cache=True)
def _size(values: Any) -> tuple[Any, Any, Any]:
    """Smallest, largest, sum of absolute values; the sum is wrong where it does not fit."""
    smallest, largest, total = values[0], values[0], np.int64(0)
    for i in range(len(values)):
        smallest = min(smallest, values[i])
        largest = max(largest, values[i])
        total += abs(values[i])
    return smallest, largest, total


PLACES: Mapping[int, Callable[..., None]] = {1: _place1, 2: _place2, 3: _place3, 4: _place4}


class CompiledAdding:
    """See `cells.Adding`. What is rare (no dimension, many) is left to NumPy.

    Runs are written into the same columns again and again, or memory would be cut into pieces
    between those that stay; so one thread alone may use it.
    """

    def __init__(self) -> None:
        self._plain = NumpyAdding()
        self._runs: tuple[Narrow, ...] = tuple(np.empty(0, np.int64) for _ in range(3))

    def place(self, cells: Ints, digits: Digits, values: Ints | None) -> None:
        """See `Adding.place`."""
        loop = PLACES.get(len(digits.columns))
        if loop is None:
            self._plain.place(cells, digits, values)
            return
        added = NO_VALUES if values is None else values
        loop(cells, added, *digits.columns, *digits.sizes[1:])

    def runs(self, digits: Digits, values: Ints | None) -> Counted:
        """See `Adding.runs`."""
        if len(digits.columns) != 2:
            return self._plain.runs(digits, values)
        types = (digits.narrowest(), np.uint32, np.int64)
        if len(self._runs[0]) < digits.rows or self._runs[0].dtype != types[0]:
            self._runs = tuple(np.empty(digits.rows, type_) for type_ in types)
        numbers, count, value = self._runs
        first, second = digits.columns
        added = NO_VALUES if values is None else values
        found = _runs2(first, second, digits.sizes[1], added, numbers, count, value)
        return numbers[:found], count[:found], value[:found]

    def size(self, values: Ints) -> int | None:
        """See `Adding.size`."""
        smallest, largest, total = _size(values)
        return None if max(-int(smallest), int(largest)) * len(values) > LARGEST else int(total)
