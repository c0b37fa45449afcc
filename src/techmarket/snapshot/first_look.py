"""A first look at all contracts: how many each year and region has, and how sellers are spread.

From this the buckets are planned; nothing else rests on it. Not here: whether contracts can be
counted (`doubts`), and the plan (`bucket_plan`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.snapshot.contract_batches import (
    Column,
    ContractBatches,
    Numbered,
    code_numbers,
    in_order,
    indices,
    numbers,
)
from techmarket.snapshot.party_ranks import PartyRanks

MOST_REGIONS = 2**16 - 1

MOST_KEYS = 2**20
"""Between the smallest and the largest, from where on keys are counted by sorting."""

SAMPLE = 61
"""One contract in so many tells how the sellers of a region are spread."""

Ints = npt.NDArray[Any]


@dataclass(frozen=True)
class Places:
    """Where contracts are.

    Attributes:
        regions: code of a seller's region to its position in their order.
        by_place: contracts by year and position of the region.
        sampled: year, position of the region and rank of the seller of some contracts, shape
            (some, 3).
    """

    regions: Mapping[str, int]
    by_place: Mapping[tuple[int, int], int]
    sampled: Ints

    def positions(self, regions: Column) -> Ints:
        """The position of every region of a batch, by its dictionary; 0 for none."""
        table = [self.regions.get(code, 0) for code in regions.dictionary.to_pylist()]
        found: Ints = np.array([*table, 0], np.int64)[indices(regions)]
        return found


def first_look(batches: ContractBatches, parties: PartyRanks) -> Places:
    """Look at all contracts, whether they are taken or not.

    Raises:
        TechmarketError: a file cannot be read.
    """
    codes = Numbered(MOST_REGIONS)

    def look(part: int) -> tuple[Counter[int], list[Ints]]:
        counts: Counter[int] = Counter()
        sampled = []
        for columns in batches.read(part, ["registration_date", "seller_region", "seller_id"]):
            years = years_of(numbers(columns["registration_date"].fill_null(0)))
            place = years << 16 | code_numbers(codes, columns["seller_region"])
            counts.update(how_many(place))
            sellers = parties.look_up(columns["seller_id"][::SAMPLE].cast(pa.string()))
            sampled.append(np.stack([place[::SAMPLE], sellers], axis=1))
        return counts, sampled

    by_place: Counter[int] = Counter()
    some = [np.zeros((0, 2), np.int64)]
    for counts, sampled in in_order(look, range(len(batches.rows))):
        by_place.update(counts)
        some += sampled
    named = ["", *codes.texts()]
    ordered = {code: position for position, code in enumerate(sorted(named))}
    position = np.array([ordered[code] for code in named], np.int64)
    place, sellers = np.concatenate(some).T
    return Places(
        regions=ordered,
        by_place={(k >> 16, int(position[k & 0xFFFF])): n for k, n in by_place.items()},
        sampled=np.stack([place >> 16, position[place & 0xFFFF], sellers], axis=1),
    )


def how_many(keys: Ints) -> dict[int, int]:
    """How often each of some integers is there."""
    if not len(keys):
        return {}
    start = int(keys.min())
    if int(keys.max()) - start > MOST_KEYS:
        found, often = np.unique(keys, return_counts=True)
        return dict(zip(found.tolist(), often.tolist(), strict=True))
    often = np.bincount(keys - start)
    found = np.flatnonzero(often)
    return dict(zip((found + start).tolist(), often[found].tolist(), strict=True))


def years_of(days: Ints) -> Ints:
    """The year of every day, which is counted since 1970."""
    first, last = (int(day) for day in (days.min(initial=0), days.max(initial=0)))
    found = np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[Y]")
    years: Ints = (found.astype(np.int64) + 1970)[days - first]
    return years
