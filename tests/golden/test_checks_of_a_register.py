"""A whole register through all rules: what is planted is found, and nothing else is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from golden_line import GoldenBuild
from techmarket.checks.among_records import repetitions
from techmarket.checks.batches import check_batches
from techmarket.checks.check_rule import Severity
from techmarket.checks.example_records import EXAMPLE_DATES, example
from techmarket.checks.rule_set import KINDS, rules_of
from techmarket.record.parquet import contracts_schema, parties_schema

PLANTED_AMONG = 20_000


def columns(kind: str, folder: Path) -> pa.Table:
    """All contracts or parties of a register; a field without a column is given in none."""
    source = folder / ("contracts" if kind == "contract" else "parties.parquet")
    return pq.read_table(source)


def refused(kind: str, table: pa.Table, on: date) -> dict[str, list[int]]:
    """Id of every hard rule that fails anywhere to the rows that fail it."""
    found: dict[str, list[int]] = {}
    hard = [rule.id for rule in rules_of(kind) if rule.severity is Severity.HARD]
    for batch in check_batches(kind, table.to_batches(max_chunksize=65_536), on):
        for id in hard:
            rows = batch.failing_rows(id).tolist()
            if rows:
                found.setdefault(id, []).extend(rows)
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", [2012, 2013])
def test_nothing_of_a_lawful_register_is_refused(
    golden_build: GoldenBuild, year: int, kind: str
) -> None:
    table = columns(kind, golden_build.register(year))
    found = refused(kind, table, date(year, 12, 31))
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_lawful_register_stands_there_twice(
    golden_build: GoldenBuild, kind: str
) -> None:
    found = repetitions(kind, columns(kind, golden_build.register(2013)))
    assert [one for one in found if one.rule.severity is Severity.HARD] == []


def planted(kind: str, year: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Every rule with its failing example; of parties, those that are checked in that year."""
    for rule in rules_of(kind):
        if kind == "contract" or EXAMPLE_DATES[rule.base].year == year:
            yield rule.id, example(rule.base, rule.failing)


@pytest.mark.parametrize(("kind", "year"), [("contract", 2013), ("party", 2013), ("party", 2026)])
def test_what_is_planted_is_found_and_nothing_else_refused(
    golden_build: GoldenBuild, kind: str, year: int
) -> None:
    """Parties of 2013 have no identifiers of 2026; nothing lawful stands beside those planted."""
    declared = contracts_schema() if kind == "contract" else parties_schema()
    schema = pa.schema([field.with_nullable(True) for field in declared])
    rows = PLANTED_AMONG if year == 2013 else 0
    lawful = columns(kind, golden_build.register(2013)).slice(0, rows).cast(schema)
    ids, records = zip(*planted(kind, year), strict=True)
    table = pa.concat_tables([lawful, pa.Table.from_pylist(records, schema)]).combine_chunks()
    (batch,) = check_batches(kind, table.to_batches(), date(year, 12, 31))
    found = {rule.id: set(batch.failing_rows(rule.id).tolist()) for rule in rules_of(kind)}
    missed = [id for row, id in enumerate(ids, rows) if row not in found[id]]
    assert missed == []
    hard = [rule.id for rule in rules_of(kind) if rule.severity is Severity.HARD]
    assert {id for id in hard if min(found[id], default=rows) < rows} == set()
