"""Duplicates and lookalikes planted into a whole register: how many are found, how many falsely."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from golden_line import GoldenBuild
from techmarket.linkage.duplicates import duplicate_candidates
from techmarket.linkage.planting import plant

PRECISION, RECALL = 0.98, 0.95


@pytest.mark.parametrize(("year", "seed"), [(2013, 11), (2012, 12)])
def test_planted_duplicates_are_found_and_lookalikes_left(
    golden_build: GoldenBuild, year: int, seed: int
) -> None:
    """As many lookalikes as duplicates are planted; the draw is another one each time."""
    folder = golden_build.register(year)
    contracts, parties = (pq.read_table(folder / name) for name in ("contracts", "parties.parquet"))
    planted = plant(contracts, parties, seed, duplicates=800, lookalikes=800)
    found = duplicate_candidates(planted.contracts, planted.parties)
    pairs = {(min(one.first, one.second), max(one.first, one.second)) for one in found}
    right = pairs & planted.duplicates
    assert len(right) >= PRECISION * len(pairs)
    assert len(right) >= RECALL * len(planted.duplicates)


def test_hardly_anything_of_a_register_without_duplicates_is_proposed(
    golden_build: GoldenBuild,
) -> None:
    """One pair in 100,000 contracts at most may agree by chance."""
    folder = golden_build.register(2013)
    contracts = pq.read_table(folder / "contracts")
    found = duplicate_candidates(contracts, pq.read_table(folder / "parties.parquet"))
    assert len(found) * 100_000 <= contracts.num_rows
