"""The groupings of the report, as every case must answer them, and the hash of an answer.

Not here: how a case counts (`cases`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

TOP = 20
"""The largest sellers of each kind that are named."""


@dataclass(frozen=True)
class Grouping:
    """One group-by of the report: contracts and value.

    Attributes:
        name: of the table.
        columns: what to group by.
        digits: leading digits of the code to group by, for regions (2: province, 4: city).
        major: only contracts at or above the threshold of a major contract.
    """

    name: str
    columns: tuple[str, ...]
    digits: int | None = None
    major: bool = False


GROUPINGS = (
    Grouping("contracts_by_type", ("contract_type",)),
    Grouping("contracts_by_ip_type", ("ip_type",)),
    Grouping("contracts_by_field", ("technical_field",)),
    Grouping("contracts_by_objective", ("objective",)),
    Grouping("contracts_by_plan_source", ("plan_source",)),
    Grouping("major_contracts_by_type", ("contract_type",), major=True),
    Grouping("major_contracts_by_field", ("technical_field",), major=True),
    Grouping("major_contracts_by_ip_type", ("ip_type",), major=True),
    Grouping("contracts_by_seller_kind", ("seller_kind",)),
    Grouping("contracts_by_buyer_kind", ("buyer_kind",)),
    Grouping("sellers_and_buyers", ("buyer_kind", "seller_kind")),
    Grouping("registered_by_province", ("registration_region",), digits=2),
    Grouping("sold_by_province", ("seller_region",), digits=2),
    Grouping("bought_by_province", ("buyer_region",), digits=2),
    Grouping("sold_by_city", ("seller_region",), digits=4),
    Grouping("bought_by_city", ("buyer_region",), digits=4),
)
"""Every group-by by codes. `SELLERS_BY_KIND` and `LARGEST_SELLERS` complete the report."""

SELLERS_BY_KIND = "sellers_by_kind"
"""Rows (kind, distinct sellers)."""

LARGEST_SELLERS = "largest_sellers"
"""Rows (kind, seller, value): the `TOP` largest of each kind, ties by identifier."""

COLUMNS = tuple(sorted({c for g in GROUPINGS for c in g.columns}))
"""The coded columns that the groupings need; beside them `value` and `seller`."""

Row = tuple[str | int, ...]
Tables = Mapping[str, list[Row]]
"""Name to rows: codes first, then contracts and value in 分; in any order."""


def canonical_hash(tables: Tables) -> str:
    """SHA-256 over all tables with their rows sorted."""
    expected = {g.name for g in GROUPINGS} | {SELLERS_BY_KIND, LARGEST_SELLERS}
    assert set(tables) == expected, set(tables) ^ expected
    ordered = {name: sorted(tables[name]) for name in sorted(tables)}
    text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
