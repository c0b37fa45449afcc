"""On which days the codes of a list are valid, prepared for many questions.

The days on which anything in the list begins or ends cut time into stretches; within one stretch
a code is valid or not. So validity at a date is a look into a row of bits. Not here: the lists
themselves (`techmarket.codes`).
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from techmarket.codes import code_list

Bits = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970, as Arrow counts them."""
    return day.toordinal() - EPOCH


class CodeDays:
    """Validity of the codes of one list."""

    def __init__(self, list_name: str) -> None:
        """Cut time where a row of the list begins, and where one has ended."""
        self._list = code_list(list_name)
        rows = [row for code in self._list.codes() for row in self._list.history(code.code)]
        cuts = {row.valid_from for row in rows if row.valid_from}
        cuts |= {row.valid_to + timedelta(days=1) for row in rows if row.valid_to}
        self._cuts = sorted(cuts)
        self._days = np.array([day_number(day) for day in self._cuts], dtype=np.int64)
        self._rows: dict[str, Bits] = {}
        self._plain: dict[str, tuple[bool, ...]] = {}
        self._nowhere = np.zeros(len(self._cuts) + 1, dtype=np.bool_)

    def valid(self, code: str, on: date) -> bool:
        """Whether the code is one of the list and valid on the day."""
        row = self._plain.get(code)
        if row is None:
            if code not in self._list:
                return False
            row = self._plain[code] = tuple(self.row(code).tolist())
        return row[bisect_right(self._cuts, on)]

    def stretches(self, days: Whole) -> npt.NDArray[np.intp]:
        """The stretch of time in which each day lies; the shape of `days`."""
        return np.searchsorted(self._days, days, side="right")

    def row(self, code: str) -> Bits:
        """In which stretches the code is valid, shape (stretches,)."""
        if code not in self._list:
            return self._nowhere
        row = self._rows.get(code)
        if row is None:
            starts = [date.min, *self._cuts]
            dated = self._list.history(code)
            row = np.array([any(one.valid_on(day) for one in dated) for day in starts])
            self._rows[code] = row
        return row


@cache
def code_days(list_name: str) -> CodeDays:
    """Validity of the codes of that list, prepared once."""
    return CodeDays(list_name)
