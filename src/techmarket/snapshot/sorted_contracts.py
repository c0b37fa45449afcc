"""The contracts taken, in the order in which they are frozen, bucket by bucket.

Not here: writing them (`frozen_contracts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.snapshot.bucket_plan import BucketPlan
from techmarket.snapshot.buckets import Buckets
from techmarket.snapshot.contract_batches import (
    REPEATED,
    Column,
    Columns,
    Numbered,
    arrays,
    compute,
    in_order,
    numbers,
    whole_numbers,
)
from techmarket.snapshot.layout import CODED, FACTS, NOT_RECORDED
from techmarket.snapshot.overview import Overview
from techmarket.snapshot.party_ranks import numbered

MOST_TEXTS = 2**16 - 1
"""Different texts of a column that are numbered; from there on texts stay texts."""

POSITION_BITS = 20
KEY_BITS = 63 - POSITION_BITS

Ints = npt.NDArray[Any]


class SortedContracts:
    """Reads, spreads and sorts.

    Args:
        overview: of the register.
        details: columns that are kept and not counted.
        spill: a file for what does not fit in memory.
    """

    def __init__(self, overview: Overview, details: Sequence[str], spill: Path) -> None:
        self._overview = overview
        self._details = details
        self._plan = BucketPlan(overview)
        self._buckets = Buckets(len(self._plan.years), spill)
        self._position = {c: {code: i for i, code in enumerate(used)}
                          for c, used in overview.codes.items()}  # fmt: skip
        repeated = [c for c in details if overview.batches.type_of(c) == REPEATED]
        self._texts = {c: Numbered(MOST_TEXTS) for c in repeated}
        self._number = numbered(overview.parties.used)
        self._dictionaries: dict[str, Column] = {}

    def tables(self) -> Iterator[tuple[int, pa.Table]]:
        """Year and contracts of every bucket, in order. Texts that repeat have a dictionary."""
        for _ in in_order(self._spread, range(len(self._overview.batches.rows))):
            pass
        self._dictionaries = {c: pa.array(t.texts(), pa.string()) for c, t in self._texts.items()}
        places = range(len(self._plan.years))
        for year, table in zip(self._plan.years, in_order(self._sorted, places), strict=True):
            if table is not None:
                yield year, table

    def close(self) -> None:
        """Give up what was not taken."""
        self._buckets.close()

    def _spread(self, place: int) -> None:
        """Put the contracts of a part into their buckets."""
        taken, sellers = self._overview.taken[place], self._overview.sellers[place]
        self._overview.sellers[place] = np.zeros(0, np.int32)
        wanted = [*(c for c in FACTS if c != "seller"), *self._details]
        start = end = 0
        for columns in self._overview.batches.read(place, wanted):
            rows = len(columns["value"])
            kept = None if taken is None else np.flatnonzero(taken[start : start + rows])
            start += rows
            number = rows if kept is None else len(kept)
            if number:
                self._spread_batch(columns, kept, sellers[end : end + number])
            end += number

    def _spread_batch(self, columns: Columns, kept: Ints | None, sellers: Ints) -> None:
        batch = {name: self._narrow(name, column) for name, column in columns.items()}
        days = numbers(columns["registration_date"].fill_null(0))
        regions = batch["seller_region"]
        if kept is not None:
            days, regions = days[kept], regions.take(pa.array(kept))
        years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        bucket = self._plan.buckets(years, numbers(regions), sellers)
        order = np.argsort(bucket, kind="stable")
        rows = order if kept is None else kept[order]
        whole = pa.RecordBatch.from_pydict(batch)
        if len(self._buckets) > 1 or kept is not None:
            whole = whole.take(arrays.array(rows))
        whole = whole.append_column("seller", pa.array(sellers[order].astype(np.uint32)))
        starts = np.concatenate([[0], np.flatnonzero(np.diff(bucket[order])) + 1, [len(order)]])
        self._buckets.add({
            int(bucket[order[first]]): whole.slice(first, end - first)
            for first, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)
        })  # fmt: skip

    def _narrow(self, name: str, column: Column) -> Column:
        """Codes as positions; texts that repeat as numbers, while they are not too many."""
        if name in CODED:
            position = self._position[name]
            found = [position.get(code, 0) for code in column.dictionary.to_pylist()]
            type_ = np.uint8 if len(position) <= 256 else np.uint16
            table = np.array([*found, position.get(NOT_RECORDED, 0)], type_)
            return pa.array(table[numbers(column.indices.fill_null(len(found)))])
        if name in self._texts:
            number = self._texts[name].of(column.dictionary)
            if number is None:
                return column.cast(pa.string())
            values = pa.array(number.astype(np.uint16))
            return values.take(column.indices)
        return column

    def _sorted(self, bucket: int) -> pa.Table | None:
        """The contracts of a bucket; there may be none, for its bounds were guessed."""
        batches = self._buckets.take(bucket)
        if not batches:
            return None
        names = batches[0].schema.names
        columns = {name: self._joined(name, [b.column(name) for b in batches]) for name in names}
        del batches
        whole = pa.RecordBatch.from_pydict(columns)
        order = _order(columns)
        found = whole.take(arrays.array(order))
        sellers = pa.array(self._number[numbers(found.column("seller"))])
        table = pa.Table.from_batches([found])
        return table.set_column(names.index("seller"), "seller", sellers)

    def _joined(self, name: str, parts: list[Column]) -> Column:
        if name in self._texts and self._texts[name].overflow:
            texts = self._dictionaries[name]
            parts = [p if p.type == pa.string() else texts.take(p) for p in parts]
        return pa.concat_arrays(parts)

    def with_texts(self, name: str, column: Column) -> Column:
        """A detail as it is written: texts that repeat in the order in which they are met, which
        follows from the contracts alone."""
        if name not in self._texts:
            return column
        found = column.dictionary_encode()
        if column.type == pa.string():
            return found
        texts = self._dictionaries[name].take(found.dictionary)
        return pa.DictionaryArray.from_arrays(found.indices, texts)


def _order(columns: Mapping[str, Column]) -> Ints:
    """The order of the contracts of a bucket: region, seller, registration number.

    Sorting numbers is several times as fast as sorting their positions, so the position in the
    order of registration numbers is written into the number where there is room.
    """
    by_number = np.argsort(_in_their_order(columns["registration_number"]), kind="stable")
    region = numbers(columns["seller_region"])[by_number].astype(np.int64)
    seller = numbers(columns["seller"])[by_number].astype(np.int64)
    region -= region.min()
    seller -= seller.min()
    bits = int(seller.max()).bit_length()
    if len(seller) > 1 << POSITION_BITS or int(region.max()).bit_length() + bits > KEY_BITS:
        return by_number[np.lexsort((seller, region))]
    packed = (region << bits | seller) << POSITION_BITS | np.arange(len(seller))
    packed.sort()
    found: Ints = by_number[packed & ((1 << POSITION_BITS) - 1)]
    return found


def _in_their_order(texts: Column) -> Ints:
    """Integers in the same order as texts."""
    found, digits = whole_numbers(texts)
    if digits:
        return found
    ranks = np.empty(len(texts), np.int64)
    ranks[numbers(compute.sort_indices(texts))] = np.arange(len(texts))
    return ranks
