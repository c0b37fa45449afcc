"""The contracts of an import judged as a whole: wrong units, defaults left in, outliers.

Not here: the rules (`checks.batch_rules`), and candidates for duplicates, which are looked for in a
register (`linkage`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.checks.amounts_in_batch import AMOUNTS_IN_BATCH
from techmarket.checks.batch_rule import BatchFinding
from techmarket.checks.batch_rules import judge_batch, sentence_of_finding
from techmarket.checks.defaults_in_batch import DEFAULTS_IN_BATCH
from techmarket.imports.findings import Finding, Findings
from techmarket.imports.sources import written
from techmarket.imports.staged_rows import Places

RULES = (*AMOUNTS_IN_BATCH, *DEFAULTS_IN_BATCH)
"""Without those about the year before, which are asked of a snapshot."""

MOST_ROWS = 2_000_000
"""Contracts that are held in memory at once; more are judged as several batches."""


def judge_contracts(
    staged: Path, register: Path | None, places: Places, findings: Findings
) -> None:
    """Tell what the contracts of an import break together.

    Args:
        staged: the staged contracts.
        register: contracts to compare with, if it has as many as are imported; `None` for none.
        places: where each staged row came from.
        findings: is told what is wrong.
    """
    names = sorted({name for rule in RULES for name in rule.reads})
    before = _before(register, names)
    begin = 0
    for table in _batches(staged, names):
        reference = before if before is not None and len(before) >= len(table) else None
        for judged in judge_batch(table, reference, RULES):
            for found in judged.findings:
                if len(found.rows):
                    told = _rows(found, table, begin, places)
                    findings.add(found.rule, len(found.rows), told)
        begin += len(table)


def _before(register: Path | None, names: list[str]) -> pa.Table | None:
    if register is None:
        return None
    files = sorted((register / "contracts").glob("*.parquet"))
    rows = sum(pq.read_metadata(file).num_rows for file in files)
    if not 0 < rows <= MOST_ROWS:
        return None
    return pa.concat_tables([_plain(pq.read_table(file, columns=names)) for file in files])


def _batches(staged: Path, names: list[str]) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    with pq.ParquetFile(staged) as file:
        for batch in file.iter_batches(columns=names):
            held.append(batch)
            if sum(one.num_rows for one in held) >= MOST_ROWS:
                yield _plain(pa.Table.from_batches(held))
                held = []
    if held:
        yield _plain(pa.Table.from_batches(held))


def _plain(table: pa.Table) -> pa.Table:
    """The table with one dictionary per coded column."""
    return table.unify_dictionaries()


def _rows(found: BatchFinding, table: pa.Table, begin: int, places: Places) -> Iterator[Finding]:
    rule = found.rule
    told = (sentence_of_finding(found, "zh"), sentence_of_finding(found, "en"))
    names = ["value", *(name for name in rule.reads if name != "value")]
    for place in found.rows.tolist():
        source, row = places.of(begin + place)
        use, value = source.use_of("value"), table["value"][place].as_py()
        now, changes = written(value, use.unit if use else ""), {}
        if found.factor is not None and value is not None:
            times, over = found.factor
            changes = {"value": value * times // over}
        yield source.finding(
            row,
            names[:1] if changes else names,
            rule.id,
            rule.severity,
            told,
            now,
            changes,
            partial(_always, now),
        )


def _always(text: str, name: str) -> str:
    """The text, whatever the field."""
    return text
