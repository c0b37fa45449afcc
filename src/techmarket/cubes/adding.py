"""The loops that add, with NumPy: nothing to load, and good up to some millions of contracts.

Not here: the same compiled (`cubes.compiled`), to which these are equal.
"""

from __future__ import annotations

import numpy as np

from techmarket.cubes.cells import Counted, starts_of_runs
from techmarket.cubes.digits import Digits, Ints

LARGEST = 2**63 - 1


class NumpyAdding:
    """See `cells.Adding`."""

    def place(self, cells: Ints, digits: Digits, values: Ints | None) -> None:
        """See `Adding.place`."""
        numbers = digits.numbers()
        np.add.at(cells[:, 0], numbers, 1)
        if values is not None:
            np.add.at(cells[:, 1], numbers, values)

    def runs(self, digits: Digits, values: Ints | None) -> Counted:
        """See `Adding.runs`."""
        numbers = digits.numbers()
        starts = starts_of_runs(numbers)
        count = np.diff(starts, append=len(numbers))
        value = np.zeros_like(count) if values is None else np.add.reduceat(values, starts)
        return numbers[starts], count, value

    def size(self, values: Ints) -> int | None:
        """See `Adding.size`."""
        if max(-int(values.min()), int(values.max())) * len(values) > LARGEST:
            return None
        return int(np.abs(values).sum())
