"""Which bucket a contract goes to, so that the buckets one after the other are in order.

The order is by year, region of the seller and seller. Not here: the buckets (`buckets`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from techmarket.snapshot.first_look import Places

FEWEST, MOST = 250_000, 1_000_000
"""Contracts that a bucket should have; one seller's are not parted. Few buckets are
quicker to fill, small ones take less memory."""

BUCKETS = 64

Ints = npt.NDArray[Any]


class BucketPlan:
    """Buckets of about the same size: some regions together, or some sellers of a region.

    Args:
        places: of all contracts.

    Attributes:
        years: of the buckets, in order.
    """

    def __init__(self, places: Places) -> None:
        self.years: list[int] = []
        self._place: dict[tuple[int, int], tuple[int, Ints]] = {}
        size = min(max(sum(places.by_place.values()) // BUCKETS, FEWEST), MOST)
        year_before, filled = 0, 0
        for (year, region), contracts in sorted(places.by_place.items()):
            parts = -(-contracts // size)
            if year != year_before or parts > 1 or filled + contracts > size:
                self.years.append(year)
                filled = 0
            cuts = _cuts(places.sampled, year, region, parts)
            self._place[year, region] = (len(self.years) - 1, cuts)
            self.years += [year] * len(cuts)
            year_before, filled = year, filled + contracts if parts == 1 else size

    def buckets(self, years: Ints, regions: Ints, sellers: Ints) -> Ints:
        """The bucket of every contract."""
        if len(self.years) == 1:
            return np.zeros(len(years), np.uint16)
        first_year = int(years.min())
        key = (years - first_year).astype(np.int64) << 16 | regions
        table = np.zeros(int(key.max()) + 1, np.int64)
        parted = []
        for (year, region), (bucket, cuts) in self._place.items():
            place = (year - first_year) << 16 | region
            if 0 <= place < len(table):
                table[place] = bucket
                if len(cuts):
                    parted.append((place, cuts))
        found: Ints = table[key]
        for place, cuts in parted:
            here = np.flatnonzero(key == place)
            found[here] += np.searchsorted(cuts, sellers[here], side="right")
        return found.astype(np.uint16) if len(self.years) <= 2**16 else found


def _cuts(sampled: Ints, year: int, region: int, parts: int) -> Ints:
    """The first sellers of the second part and those after it, each once."""
    if parts == 1:
        return np.zeros(0, np.int64)
    mine = np.sort(sampled[(sampled[:, 0] == year) & (sampled[:, 1] == region), 2])
    if not len(mine):
        return np.zeros(0, np.int64)
    return np.unique(mine[[len(mine) * i // parts for i in range(1, parts)]])
