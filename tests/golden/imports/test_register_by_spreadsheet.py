"""A simulated register written out as a spreadsheet would be, and imported: the same register.

Labels in Chinese instead of codes, money in 万元, days in Chinese, the parties in a file of their
own. Frozen, it has the same contracts with the same values.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from golden_line import GoldenBuild
from techmarket.imports.code_labels import path_of
from techmarket.imports.import_files import ImportEnding, ImportOptions, import_files
from techmarket.record.contract import CONTRACT
from techmarket.record.fields import Field, FieldType
from techmarket.snapshot import freeze, open_snapshot

EVERY = 20
"""One contract in so many is written out."""


@pytest.fixture(scope="module")
def original(golden_build: GoldenBuild, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the register of 2013, as a register of its own."""
    whole, part = golden_build.register(2013), tmp_path_factory.mktemp("original") / "register"
    (part / "contracts").mkdir(parents=True)
    contracts = pq.read_table(whole / "contracts")
    contracts = contracts.take(pa.array(range(0, len(contracts), EVERY)))
    named = pa.concat_arrays(
        [contracts[c].combine_chunks() for c in ("seller_id", "buyer_id")]
    ).unique()
    parties = pq.read_table(whole / "parties.parquet")
    parties = parties.filter(pa.compute.is_in(parties["party_id"], named))
    pq.write_table(contracts, part / "contracts" / "contracts.parquet")
    pq.write_table(parties, part / "parties.parquet")
    pq.write_table(pq.read_table(whole / "answers.parquet"), part / "answers.parquet")
    (part / "register.json").write_text(
        '{"schema": "techmarket.register", "schema_version": 1}', encoding="utf-8"
    )
    return part


def as_typed(field: Field, value: object) -> str:
    """A value as a clerk types it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int):
        return f"{Decimal(value) / 1_000_000:,f}"
    return path_of(str(value), field.code_list) if field.code_list else str(value)


def write_contracts(register: Path, out: Path) -> None:
    """The contracts with the labels of their fields, money in 万元."""
    rows = pq.read_table(register / "contracts").to_pylist()
    with out.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["2013年技术合同登记汇总表"])
        writer.writerow(
            f.label_zh + ("（万元）" if f.type is FieldType.MONEY else "") for f in CONTRACT
        )
        for row in rows:
            writer.writerow([as_typed(field, row[field.name]) for field in CONTRACT])


def test_the_imported_register_is_the_original(original: Path, tmp_path: Path) -> None:
    """Every field of every contract and every party comes back; the snapshots count the same."""
    write_contracts(original, tmp_path / "contracts.csv")
    parties = pq.read_table(original / "parties.parquet")
    texts = pa.table({n: parties[n].cast(pa.string()) for n in parties.column_names})
    arrow_csv.write_csv(texts, tmp_path / "parties.csv")
    register = tmp_path / "register"
    outcome = import_files(
        [tmp_path / "contracts.csv", tmp_path / "parties.csv"], register, ImportOptions()
    )
    hard = {i: one.number for i, one in outcome.findings.by_rule.items()
            if one.rule.severity == "hard"}  # fmt: skip
    assert (outcome.ending, hard) == (ImportEnding.IMPORTED, {})
    for name in ("contracts", "parties.parquet"):
        assert (
            pq.read_table(register / name).to_pylist() == pq.read_table(original / name).to_pylist()
        )
    snapshots = []
    for number, source in enumerate((original, register)):
        freeze(source, date(2013, 12, 31), tmp_path / f"snapshot-{number}")
        snapshots.append(open_snapshot(tmp_path / f"snapshot-{number}"))
    first, second = snapshots
    assert (
        first.manifest.contracts
        == second.manifest.contracts
        == len(pq.read_table(original / "contracts"))
    )
    for file, other in zip(first.contract_files(2013), second.contract_files(2013), strict=True):
        assert pq.read_table(file).equals(pq.read_table(other))
