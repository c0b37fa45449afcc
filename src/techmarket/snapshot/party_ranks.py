"""The parties of a register by rank, and which of them have contracts.

The rank of a party is its place in the order of identifiers. Not here: how an identifier is found
(`party_keys`), and writing the parties (`frozen_lists`).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from techmarket.snapshot.contract_batches import Column, compute, numbers
from techmarket.snapshot.party_keys import PartyKeys


class PartyRanks:
    """Identifiers of all parties of a register.

    Args:
        file: of the parties.

    Attributes:
        ids: the identifiers in their order.
        in_order: whether that is the order of the file.
        doubtful: an identifier is empty or there twice.
        used: which parties have contracts, by rank.
    """

    def __init__(self, file: Path) -> None:
        with pq.ParquetFile(file) as opened:
            column = opened.read(["party_id"])["party_id"]
        ids = column.cast(pa.string()).combine_chunks()
        self.ids: Column = ids
        self.in_order = _rises(ids)
        if not self.in_order:
            self.ids = ids.take(pc.sort_indices(ids))
        self.doubtful = bool(ids.null_count) or not (self.in_order or _rises(self.ids))
        self.used = np.zeros(len(ids), bool)
        self._keys = None if self.doubtful else _keys(self.ids)

    def look_up(self, texts: Column) -> npt.NDArray[np.int64]:
        """The rank of every identifier; -1 for one that is no party, and for none at all.

        Args:
            texts: may have a dictionary.
        """
        if pa.types.is_dictionary(texts.type):
            ranks = np.append(self.look_up(texts.dictionary), -1)
            found: npt.NDArray[np.int64] = ranks[numbers(texts.indices.fill_null(len(ranks) - 1))]
            return found
        if self._keys is not None:
            return self._keys.ranks(texts)
        places = compute.index_in(texts, value_set=self.ids, skip_nulls=True)
        return numbers(places.fill_null(-1)).astype(np.int64)


def _rises(ids: Column) -> bool:
    return len(ids) < 2 or pc.all(pc.less(ids[:-1], ids[1:])).as_py() is True


def _keys(ids: Column) -> PartyKeys | None:
    try:
        return PartyKeys(ids)
    except ValueError:
        return None


def numbered(used: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint32]:
    """Rank to number, which counts the parties that have contracts only."""
    return (np.cumsum(used) - 1).astype(np.uint32)
