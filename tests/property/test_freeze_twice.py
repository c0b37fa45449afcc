"""Invented registers, frozen, and put in order by plain sorting."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register_text import CONTRACT, write_register
from techmarket.snapshot import Snapshot, freeze, open_snapshot
from techmarket.snapshot.layout import CODED, NOT_RECORDED

CUTOFF = date(2013, 12, 31)
PACKAGE = "techmarket.snapshot"
SMALL: Mapping[str, int] = {
    "bucket_plan.FEWEST": 5,
    "bucket_plan.MOST": 5,
    "buckets.ROOM": 400,
    "contract_batches.BATCH": 3,
    "narrow_columns.MOST_TEXTS": 2,
    "first_look.SAMPLE": 1,
    "first_look.MOST_KEYS": 1,
    "sorted_contracts.POSITION_BITS": 0,
    "writer.ROWS_PER_GROUP": 5,
}
"""Sizes by which the smallest register is a large one."""

Row = Mapping[str, str | None]
Contract = tuple[str, dict[str, str | None], tuple[str, str | None]]

rows = st.fixed_dictionaries(
    {
        "registration_date": st.sampled_from(
            ["2012-05-01", "2013-01-01", "2013-12-31", "2014-01-01"]
        ),
        "value": st.sampled_from(["0", "7", "9223372036854775807"]),
        "seller_id": st.sampled_from(["S1", "S2", "S3", "S10"]),
        "seller_region": st.sampled_from(["110000", "310000", "440300"]),
        "contract_type": st.sampled_from(["11", "21", "41"]),
        "objective": st.sampled_from(["01", "10", None]),
        "buyer_id": st.sampled_from(["B1", "B2", "S1", "somebody"]),
        "project_name": st.sampled_from(["甲", "乙", "丙", "丁", None]),
    }
)
ends = st.sampled_from(
    [("registered", None), ("cancelled", "2013-12-31"), ("revoked", "2014-01-01")]
)
digits = st.integers(0, 99).map(lambda n: f"{n:016d}")
large = st.integers(10**15, 10**15 + 99).map(str)
mixed = st.one_of(digits, st.text("0129x", min_size=1, max_size=4))


@st.composite
def lists_of_contracts(draw: st.DrawFn) -> list[Contract]:
    """Contracts of a few sorts, so that many have the same seller and the same region."""
    sorts = draw(st.lists(rows, min_size=1, max_size=4))
    number = draw(st.sampled_from([digits, large, mixed]))
    contract = st.tuples(number, st.sampled_from(sorts), ends)
    return draw(st.lists(contract, min_size=1, max_size=12, unique_by=lambda found: found[0]))


registers = lists_of_contracts().filter(
    lambda register: any(str(row["registration_date"])[:4] == "2013" for _, row, _ in register)
)
"""Numbers of digits of one length are sorted as integers, others as texts."""


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(registers, st.integers(1, 3), st.booleans(), st.booleans())
def test_a_frozen_register_is_a_sorted_register(
    register: list[Contract],
    files: int,
    in_order: bool,
    small: bool,
) -> None:
    """Contracts in force at the cut-off by year, region of the seller, seller and number; codes as
    positions; parties that have contracts in the order of identifiers; however many buckets,
    batches and files there are and however the parties stand in theirs."""
    contracts = [
        {**CONTRACT, **row, "registration_number": number, "status": status, "ended_date": ended}
        for number, row, (status, ended) in register
    ]
    parties = ["B1", "B2", "S1", "S10", "S2", "S3", "nobody"]
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        if small:
            for where, size in SMALL.items():
                stack.enter_context(patch(f"{PACKAGE}.{where}", size))
        listed = parties if in_order else parties[::-1]
        source = write_register(Path(name) / "register", contracts, parties=listed, files=files)
        freeze(source, CUTOFF, Path(name) / "snapshot")
        snapshot = open_snapshot(Path(name) / "snapshot")
        taken = _taken(contracts)
        known = _parties(taken, parties)
        assert snapshot.ids_of(range(snapshot.parties)) == known
        codes = json.loads((snapshot.path / "codes.json").read_text(encoding="utf-8"))
        assert codes == {c: sorted({row[c] or NOT_RECORDED for row in taken}) for c in CODED}
        for year in ("2012", "2013"):
            mine = [row for row in taken if str(row["registration_date"]).startswith(year)]
            assert _facts(snapshot, int(year)) == [_fact(row, known, codes) for row in mine]
            details = _details(snapshot, int(year))
            assert details == [(row["buyer_id"], row["project_name"]) for row in mine]


def _taken(contracts: Sequence[Row]) -> list[Row]:
    day = CUTOFF.isoformat()
    kept = [
        row
        for row in contracts
        if str(row["registration_date"]) <= day and (row["ended_date"] or "9") > day
    ]
    return sorted(kept, key=lambda row: (
        str(row["seller_region"]), str(row["seller_id"]), str(row["registration_number"])
    ))  # fmt: skip


def _parties(taken: Sequence[Row], parties: Sequence[str]) -> list[str]:
    used = {row[role] for row in taken for role in ("seller_id", "buyer_id")}
    return sorted(used & set(parties))  # type: ignore[type-var]


def _fact(row: Row, known: Sequence[str], codes: Mapping[str, Sequence[str]]) -> dict[str, object]:
    positions = {c: codes[c].index(row[c] or NOT_RECORDED) for c in CODED}
    return {
        "registration_number": row["registration_number"],
        "registration_date": date.fromisoformat(str(row["registration_date"])),
        "value": int(str(row["value"])),
        "seller": known.index(str(row["seller_id"])),
        **positions,
    }


def _facts(snapshot: Snapshot, year: int) -> list[dict[str, object]]:
    files = snapshot.contract_files(year)
    return [row for f in files for row in pq.ParquetFile(f).read().to_pylist()]


def _details(snapshot: Snapshot, year: int) -> list[tuple[object, object]]:
    files = sorted((snapshot.path / "details" / f"year={year}").glob("*.parquet"))
    tables = [pq.ParquetFile(f).read() for f in files]
    return [(row["buyer_id"], row["project_name"]) for t in tables for row in t.to_pylist()]
