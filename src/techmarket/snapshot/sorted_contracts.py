"""The contracts taken, in the order in which they are frozen, bucket by bucket.

Not here: writing them (`frozen_contracts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.snapshot.contract_batches import Column, compute, in_order, numbers, rows_of
from techmarket.snapshot.narrow_columns import NUMBER
from techmarket.snapshot.party_ranks import numbered
from techmarket.snapshot.taking_in import TakenIn

POSITION_BITS = 20
KEY_BITS = 63 - POSITION_BITS

Ints = npt.NDArray[Any]


def sorted_contracts(taken: TakenIn) -> Iterator[tuple[int, pa.Table]]:
    """Year and contracts of every bucket, in order; the columns are narrow."""
    number = numbered(taken.parties.used)

    def in_their_order(bucket: int) -> pa.Table | None:
        """The contracts of a bucket; there may be none, for its bounds were guessed."""
        batches = taken.buckets.take(bucket)
        if not batches:
            return None
        columns = {n: taken.columns.joined(n, parts) for n, parts in _parts(batches).items()}
        del batches
        columns["seller"] = pa.array(number[numbers(columns["seller"])])
        order = _order(columns)
        return pa.Table.from_batches([rows_of(pa.RecordBatch.from_pydict(columns), order)])

    places = range(len(taken.years))
    for year, table in zip(taken.years, in_order(in_their_order, places), strict=True):
        if table is not None:
            yield year, table


def _parts(batches: list[pa.RecordBatch]) -> dict[str, list[Column]]:
    """The parts of every column; one where all are of the same types, as they are but for the first
    texts of a column and the first with any."""
    schema = batches[0].schema
    if all(batch.schema.equals(schema) for batch in batches):
        batches = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return {name: [batch.column(name) for batch in batches] for name in schema.names}


def _order(columns: Mapping[str, Column]) -> Ints:
    """The order of the contracts of a bucket: region, seller, registration number.

    Sorting numbers is several times as fast as sorting their positions, so the position in the
    order of registration numbers is written into the number where there is room.
    """
    by_number = _by_number(columns[NUMBER])
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


def _by_number(found: Column) -> Ints:
    """The order of registration numbers, which are there once."""
    if found.type == pa.string():
        return numbers(compute.sort_indices(found)).astype(np.int64)
    return np.argsort(numbers(found))
