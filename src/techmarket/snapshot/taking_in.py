"""Reading all contracts once: whether they can be counted, and each into its bucket.

Not here: the order inside a bucket (`sorted_contracts`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.snapshot.bucket_plan import BucketPlan
from techmarket.snapshot.buckets import Buckets
from techmarket.snapshot.contract_batches import (
    Columns,
    ContractBatches,
    arrays,
    code_numbers,
    in_order,
    numbers,
    rows_of,
    whole_numbers,
)
from techmarket.snapshot.doubts import FILLED, Doubts, days_by_year
from techmarket.snapshot.first_look import Places, first_look, how_many, years_of
from techmarket.snapshot.layout import CODED, PARTIES, REQUIRED
from techmarket.snapshot.narrow_columns import NUMBER, NarrowColumns
from techmarket.snapshot.party_ranks import PartyRanks
from techmarket.snapshot.register import Register

ROLES = ("seller_id", "buyer_id", "intermediary_id")

Ints = npt.NDArray[Any]


@dataclass
class TakenIn:
    """The contracts that are taken, spread over buckets.

    Attributes:
        parties: of the register.
        buckets: full; the bucket of every place in `years`.
        years: of the buckets, in order.
        columns: how columns were made narrow.
        types: of the details, in their order.
        codes: of every coded column, sorted.
        by_year: contracts.
    """

    parties: PartyRanks
    buckets: Buckets
    years: list[int]
    columns: NarrowColumns
    types: dict[str, pa.DataType]
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_year: dict[int, int] = field(default_factory=dict)


def take_in(register: Register, cutoff: date, spill: Path) -> TakenIn:
    """Read and spread the contracts of a register; whoever asks closes the buckets.

    Args:
        register: opened.
        cutoff: of the freeze.
        spill: a file for what does not fit in memory.

    Raises:
        TechmarketError: see `contents`; or a file cannot be read.
    """
    batches = ContractBatches(register)
    parties = PartyRanks(register.path / PARTIES)
    places = first_look(batches, parties)
    plan = BucketPlan(places)
    columns = NarrowColumns(batches, register.details)
    types = {name: batches.type_of(name) for name in register.details}
    buckets = Buckets(len(plan.years), spill)
    found = TakenIn(parties, buckets, plan.years, columns, types)
    try:
        spreading = _Spreading(register, cutoff, batches, found, places, plan)
        by_year: Counter[int] = Counter()
        for counted in in_order(spreading, range(len(batches.rows))):
            by_year.update(counted)
        found.by_year = dict(sorted(by_year.items()))
        found.codes = dict(spreading.doubts.settle(register, cutoff, columns.codes))
        assert not spreading.lost, "contracts that cannot be spread have been refused"
        columns.complete(found.codes)
    except BaseException:
        buckets.close()
        raise
    return found


class _Spreading:
    """Takes in one part; several threads may ask.

    Attributes:
        doubts: about all contracts so far.
        lost: whether some contracts could not be spread; then they cannot be counted either.
    """

    def __init__(
        self,
        register: Register,
        cutoff: date,
        batches: ContractBatches,
        found: TakenIn,
        places: Places,
        plan: BucketPlan,
    ) -> None:
        self.doubts = Doubts(cutoff)
        self.doubts.some = found.parties.doubtful
        self.lost = False
        self._batches, self._found, self._places, self._plan = batches, found, places, plan
        self._roles = [r for r in ROLES if r in register.types]
        self._columns = sorted({*REQUIRED, *self._roles, *found.types})

    def __call__(self, part: int) -> Counter[int]:
        counted: Counter[int] = Counter()
        for columns in self._batches.read(part, self._columns):
            taken = self.doubts.taken(columns)
            if not taken.all():
                kept = arrays.array(np.flatnonzero(taken))
                columns = {name: column.take(kept) for name, column in columns.items()}
            if taken.any():
                self._take(columns, counted)
        return counted

    def _take(self, columns: Columns, counted: Counter[int]) -> None:
        """Contracts that are taken."""
        used = self._found.parties.used
        ranks = {role: self._found.parties.look_up(columns[role]) for role in self._roles}
        for found in ranks.values():
            used[found[found >= 0]] = True
        sellers = ranks["seller_id"]
        if any(columns[c].null_count for c in FILLED) or (sellers < 0).any():
            self.doubts.some = self.lost = True
            return
        day = numbers(columns["registration_date"])
        found, digits = whole_numbers(columns[NUMBER])
        self.doubts.number(found, digits)
        narrow = {NUMBER: self._found.columns.number(columns[NUMBER], found, digits)}
        days = days_by_year(day)
        for name in CODED:
            codes = code_numbers(self._found.columns.codes[name], columns[name])
            self.doubts.codes(name, codes, days)
            narrow[name] = pa.array(codes)
        for name in ("registration_date", "value"):
            narrow[name] = columns[name]
        for name in self._found.types:
            narrow[name] = self._found.columns.detail(name, columns[name])
        narrow["seller"] = pa.array(sellers.astype(np.uint32))
        years = years_of(day)
        counted.update(how_many(years))
        regions = self._places.positions(columns["seller_region"])
        self._spread(narrow, self._plan.buckets(years, regions, sellers))

    def _spread(self, columns: Columns, bucket: Ints) -> None:
        whole = pa.RecordBatch.from_pydict(columns)
        if len(self._found.years) == 1:
            self._found.buckets.add({0: whole}, whole.nbytes)
            return
        order = np.argsort(bucket, kind="stable")
        whole = rows_of(whole, order)
        bucket = bucket[order]
        starts = np.concatenate([[0], np.flatnonzero(np.diff(bucket)) + 1, [len(order)]])
        parts = {
            int(bucket[first]): whole.slice(first, end - first)
            for first, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)
        }
        self._found.buckets.add(parts, whole.nbytes)
