"""Small registers for linkage: contracts between a few parties, all else equal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pyarrow as pa
import pytest

from techmarket.checks.example_records import example
from techmarket.linkage.duplicates import DuplicateCandidate, duplicate_candidates
from techmarket.record.parquet import contracts_schema, parties_schema

Changes = dict[str, object]
Register = tuple[pa.Table, pa.Table]

SELLER = {"party_id": "S", "name": "深圳测园信号技术有限公司", "kind": "150", "region": "440300"}
BUYER = {"party_id": "B", "name": "武汉华源电子股份有限公司", "kind": "160", "region": "420100"}


def register(contracts: Sequence[Changes], parties: Sequence[Changes] = ()) -> Register:
    """Contracts that differ from one in what is said, among 2,000 of other parties and amounts."""
    base = {"seller_id": "S", "buyer_id": "B", "value": 12_345_678}
    rows = [
        {**example("contract", {}), **base, "registration_number": f"4403012013{n:06}", **changes}
        for n, changes in enumerate(contracts, start=1)
    ]
    others = [
        {
            **example("contract", {}),
            "registration_number": f"4403022013{n:06}",
            "seller_id": f"S{n % 500}",
            "buyer_id": f"B{n % 700}",
            "value": 5_000_000 + n * 70_001,
            "project_name": f"其他项目{chr(0x4E00 + n)}",
            "signing_date": date(2013, 1 + n % 9, 1 + n % 28),
        }
        for n in range(2000)
    ]
    known = [
        {"identifier": None, "name": SELLER["name"], "kind": "150", "region": "440300", **one}
        for one in (SELLER, BUYER, *parties)
    ]
    known += [
        {"party_id": f"{side}{n}", "name": f"某{chr(0x5E00 + n)}{side}单位", "region": "110000"}
        for side in "SB"
        for n in range(700)
    ]
    schemas = (contracts_schema(), parties_schema())
    nullable = [pa.schema([one.with_nullable(True) for one in schema]) for schema in schemas]
    return pa.Table.from_pylist(rows + others, nullable[0]), pa.Table.from_pylist(
        known, nullable[1]
    )


@pytest.fixture
def proposed() -> Callable[..., list[DuplicateCandidate]]:
    """The candidates of such a register."""

    def find(*contracts: Changes, parties: Sequence[Changes] = ()) -> list[DuplicateCandidate]:
        return duplicate_candidates(*register(contracts, parties))

    return find
