"""Small registers as text tables, written as register folders.

The first line names columns, each further line is a contract; `-` is empty. Columns that are not
named have the same value in every contract (`CONTRACT`). Money is in 分. Parties follow from
`seller_id` and `buyer_id` and are named by their identifier.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.observations import Dims, Observations, dims_of, observe
from techmarket.snapshot import Snapshot, freeze, open_snapshot

CONTRACT: Mapping[str, str] = {
    "registration_number": "",
    "registration_date": "2013-06-01",
    "project_name": "项目",
    "value": "100",
    "contract_type": "11",
    "ip_type": "9",
    "technical_field": "0102",
    "objective": "10",
    "plan_source": "9",
    "seller_id": "S1",
    "seller_kind": "100",
    "seller_region": "110000",
    "buyer_id": "B1",
    "buyer_kind": "100",
    "buyer_region": "110000",
    "registration_region": "110000",
    "status": "registered",
    "ended_date": "-",
}

TYPES = {"registration_date": pa.date32(), "ended_date": pa.date32(), "value": pa.int64()}

ANSWER = ("survey", "institution", "institution_kind", "measure", "value", "unit")


def place(**dims: str) -> Dims:
    """A place: `place(contract_type="1")`."""
    return dims_of(dims)


def rows_of(text: str) -> list[dict[str, str | None]]:
    """The lines of a text table by the columns of its first line."""
    lines = [line.split() for line in text.strip().splitlines()]
    if not lines:
        return []
    return [
        {c: None if v == "-" else v for c, v in zip(lines[0], line, strict=True)}
        for line in lines[1:]
    ]


def contracts_of(text: str) -> list[dict[str, str | None]]:
    """Contracts with every column; numbered 1, 2, 3 … where they are not."""
    contracts = []
    for i, row in enumerate(rows_of(text), start=1):
        contract = {c: None if v == "-" else v for c, v in CONTRACT.items()} | row
        contract["registration_number"] = contract["registration_number"] or f"{i:016d}"
        contracts.append(contract)
    return contracts


def write_register(
    folder: Path,
    contracts: Sequence[Mapping[str, str | None]],
    answers: str = "",
    *,
    parties: Sequence[str] | None = None,
    files: int = 1,
) -> Path:
    """A register folder of contracts (see `contracts_of`) in `files` files; the folder."""
    (folder / "contracts").mkdir(parents=True)
    for i in range(files):
        pq.write_table(_table(contracts[i::files]), folder / "contracts" / f"{i}.parquet")
    used = {c[role] or "" for c in contracts for role in ("seller_id", "buyer_id")}
    ids = sorted(used) if parties is None else list(parties)
    fixed = {"kind": ["100"] * len(ids), "region": ["110000"] * len(ids)}
    pq.write_table(
        pa.table({"party_id": pa.array(ids, pa.string()), "name": pa.array(ids, pa.string())} | {
            c: pa.array(v, pa.string()) for c, v in fixed.items()
        }),
        folder / "parties.parquet",
    )  # fmt: skip
    given = rows_of(answers)
    columns = {c: [row[c] for row in given] for c in ANSWER}
    types = {"value": pa.int64()}
    values = {"value": [None if v is None else int(v) for v in columns["value"]]}
    pq.write_table(
        pa.table(
            {c: pa.array(values.get(c, columns[c]), types.get(c, pa.string())) for c in ANSWER}
        ),
        folder / "answers.parquet",
    )
    about = {"schema": "techmarket.register", "schema_version": 1, "contracts": len(contracts)}
    (folder / "register.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def _table(contracts: Sequence[Mapping[str, str | None]]) -> pa.Table:
    return pa.table(
        {c: pa.array([_typed(c, row[c]) for row in contracts], TYPES.get(c, pa.string()))
         for c in CONTRACT}
    )  # fmt: skip


def _typed(column: str, text: str | None) -> str | int | date | None:
    if text is None or column not in TYPES:
        return text
    return int(text) if column == "value" else date.fromisoformat(text)


def frozen(folder: Path, text: str, answers: str = "", year: int = 2013) -> Snapshot:
    """The snapshot of a text table at the end of `year`."""
    source = write_register(folder / f"register-{year}", contracts_of(text), answers)
    out = folder / f"snapshot-{year}"
    freeze(source, date(year, 12, 31), out)
    return open_snapshot(out)


class Observer:
    """Freezes and observes text tables in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self, text: str, *, before: str | None = None, answers: str = "", **options: object
    ) -> Observations:
        """Observations of the contracts of 2013 in `text`, and of 2012 in `before`."""
        previous = None
        if before is not None:
            header, *lines = before.strip().splitlines()
            dated = "\n".join(
                [f"registration_date {header}", *(f"2012-06-01 {line}" for line in lines)]
            )
            previous = frozen(self.folder, dated, year=2012)
        snapshot = frozen(self.folder, text, answers)
        return observe(snapshot, previous, **options)  # type: ignore[arg-type]
