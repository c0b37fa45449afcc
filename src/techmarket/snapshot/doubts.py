"""Whether anything may be wrong with contracts, batch by batch, and which codes they carry.

It only sees that something may be wrong, quickly and never too late; what is wrong, and with which
contract, is said by `contents`. Not here: the checks of one record while it is entered (`record`).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from techmarket.codes import UnknownCodeError, code_list
from techmarket.snapshot.contents import check_contracts, codes_used
from techmarket.snapshot.contract_batches import Columns, Numbered, compute, numbers
from techmarket.snapshot.first_look import years_of
from techmarket.snapshot.layout import CODED, NOT_RECORDED, NULLABLE, REQUIRED, STATUSES
from techmarket.snapshot.register import Register

EPOCH = date(1970, 1, 1)
FILLED = frozenset(REQUIRED) - {"ended_date", *NULLABLE}
"""Columns that are empty for no contract that is taken."""

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[Any]

Days = tuple[int, int, int]
"""A year, and the first and the last day in it, counted since 1970."""

DaysOfCodes = dict[tuple[int, int], tuple[int, int]]
"""Number of a code and year to first and last day."""


class Doubts:
    """What is known of the contracts so far; several threads may tell.

    Args:
        cutoff: of the freeze.

    Attributes:
        some: whether something may be wrong.
    """

    def __init__(self, cutoff: date) -> None:
        self.some = False
        self._cutoff = (cutoff - EPOCH).days
        self._first = (date(cutoff.year, 1, 1) - EPOCH).days
        self._of_the_year = False
        self._digits: set[int] = set()
        self._known: list[Ints] = []
        self._days: dict[str, DaysOfCodes] = {column: {} for column in CODED}
        self._lock = threading.Lock()

    def taken(self, columns: Columns) -> Mask:
        """Which contracts of a batch are: registered by the cut-off and not ended by then."""
        day = numbers(columns["registration_date"].fill_null(self._cutoff + 1))
        if ((day >= self._first) & (day <= self._cutoff)).any():
            self._of_the_year = True
        ended, status = columns["ended_date"], columns["status"]
        there = np.asarray(ended.is_valid())
        registered = np.asarray(compute.equal(status, "registered").fill_null(False))
        named = set(status.dictionary.to_pylist()) <= set(STATUSES)
        if (
            any(columns[c].null_count for c in FILLED)
            or not named
            or (registered == there).any()
            or (numbers(columns["value"].fill_null(-1)) < 0).any()
        ):
            self.some = True
        after = numbers(ended.fill_null(self._cutoff)) > self._cutoff
        return (day <= self._cutoff) & (registered | (there & after))

    def number(self, found: Ints, digits: int) -> None:
        """The registration numbers of contracts that are taken, as integers, and of how many digits
        each is; 0 where they are something else."""
        with self._lock:
            self._digits.add(digits)
            if digits:
                self._known.append(found)

    def codes(self, column: str, codes: Ints, days: Sequence[Days]) -> None:
        """Numbers of the codes of contracts that are taken (see `code_numbers`).

        Args:
            column: coded.
            codes: of a batch.
            days: between which the contracts of the batch were registered, by year. A code may be
                there on fewer days; where that matters, `contents` looks closer.
        """
        with self._lock:
            known = self._days[column]
            for code in np.flatnonzero(np.bincount(codes)).tolist():
                for year, first, last in days:
                    before = known.get((code, year), (first, last))
                    known[code, year] = (min(first, before[0]), max(last, before[1]))

    def settle(
        self, register: Register, cutoff: date, texts: Mapping[str, Numbered]
    ) -> Mapping[str, tuple[str, ...]]:
        """The codes of every coded column, sorted, when all contracts were looked at.

        Raises:
            TechmarketError: see `contents`.
        """
        digits_differ = len(self._digits) > 1 or 0 in self._digits
        if self.some or digits_differ or not self._of_the_year or _repeats(self._known):
            check_contracts(register, cutoff)
        try:
            return {c: _codes(c, texts[c], days) for c, days in self._days.items()}
        except (UnknownCodeError, OverflowError):
            return codes_used(register)


def _repeats(parts: list[Ints]) -> bool:
    if not parts:
        return False
    ordered = np.concatenate(parts)
    parts.clear()
    ordered.sort()
    return bool((ordered[1:] == ordered[:-1]).any())


def days_by_year(days: Ints) -> list[Days]:
    """The first and the last of some days in every year."""
    years = years_of(days)
    found = [(year, days[years == year]) for year in np.unique(years).tolist()]
    return [(year, int(mine.min()), int(mine.max())) for year, mine in found]


def _codes(column: str, texts: Numbered, within: DaysOfCodes) -> tuple[str, ...]:
    """The codes used, sorted, each valid on the first and last day of every year.

    Raises:
        UnknownCodeError: one is not.
        OverflowError: there are too many to be codes.
    """
    if texts.overflow:
        raise OverflowError(column)
    names = texts.texts()
    used: set[str] = set()
    listed = code_list(CODED[column])
    for (code, _), days in within.items():
        used.add(names[code - 1] if code else NOT_RECORDED)
        if code:
            for day in days:
                listed.resolve(names[code - 1], EPOCH + timedelta(days=day))
    return tuple(sorted(used))
