"""Serial numbers of contracts: gap-free within agency and year, in order of registration.

The number of a contract is made of region, agency, year and serial (`record.registration_number`,
default pattern). Not here: which agency registers what (`population`).
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from techmarket.errors import TechmarketError
from techmarket.simulate.arrays import Column, Ints, Places

MOST_SERIALS = 999_999
"""A serial number has six digits."""

PREFIX, SERIAL = 10_000, 1_000_000
"""A number is (region and agency) · PREFIX · SERIAL + year · SERIAL + serial: 6, 4 and 6 digits."""


class Serials:
    """Hands out the numbers of one register, copy by copy.

    Args:
        agency: shape (contracts,), region and agency of each contract of the population as one
            number of six digits, in order of registration.
        year: of registration.
    """

    def __init__(self, agency: Ints, year: int) -> None:
        codes, place = np.unique(agency, return_inverse=True)
        self._prefix = (codes * PREFIX + year) * SERIAL
        self._place = place
        self._rank = _ranks(place, len(codes))
        self._size = np.bincount(place, minlength=len(codes))
        self._given = np.zeros(len(codes), dtype=np.int64)

    def refuse_more_than(self, contracts: int) -> None:
        """Refuse a register of so many contracts in which an agency runs out of serials.

        Raises:
            TechmarketError: it would register more than 999,999 contracts in the year.
        """
        copies = -(-contracts // len(self._place))
        most = int(self._size.max())
        if copies * most > MOST_SERIALS:
            raise TechmarketError(
                f"a register of {contracts:,} contracts cannot be numbered",
                why=f"an agency would register {copies * most:,} contracts in a year and a serial "
                "number has six digits",
                todo=f"ask for at most {MOST_SERIALS // most * len(self._place):,} contracts",
            )

    def next_copy(self, places: Places | None = None) -> Column:
        """Numbers of the next copy, 16 digits each.

        Args:
            places: the contracts in it, ascending; all if `None`.
        """
        agency = self._place if places is None else self._place[places]
        rank = self._rank if places is None else _ranks(agency, len(self._size))
        numbers = (self._prefix + self._given)[agency] + rank
        self._given += np.bincount(agency, minlength=len(self._size))
        return pa.array(numbers).cast(pa.string())


def _ranks(keys: Places, many: int) -> Ints:
    """1, 2, 3 … within each key, in the order given."""
    order = np.argsort(keys, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=many))[:-1]])
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[order] = np.arange(len(keys)) - starts[keys[order]] + 1
    return ranks
