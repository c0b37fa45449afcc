"""Parties through their rules: those of files of parties, and those that contracts name.

They are checked when all are known, on the last day on which a contract of the import was
registered. Not here: who is who (`party_book`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.checks.batches import check_batches
from techmarket.checks.check_rule import CheckRule, Severity
from techmarket.checks.outcome import Outcome
from techmarket.imports.filled_in import fill_country, identifier_type_of_form
from techmarket.imports.findings import Finding, Findings
from techmarket.imports.party_book import Known, PartyBook
from techmarket.imports.reading_rules import PARTY_NEW
from techmarket.imports.repeated_records import repeated_in_file
from techmarket.imports.rule_failures import failure, tell_reading
from techmarket.imports.sources import Source, cell_sentence, written
from techmarket.imports.staged_rows import PARTY_COLUMNS, STAGED_PARTIES, StagedFile
from techmarket.imports.targets import SIDES
from techmarket.imports.text_table import TextBatch
from techmarket.imports.typed_columns import ReadBatch, read_batch

THREADS = 2

OF_THE_CONTRACT = frozenset({"kind", "region", "country"})
"""What the contract states itself, and is told of it."""


def stage_parties(
    source: Source,
    number: int,
    batches: Iterable[TextBatch],
    book: PartyBook,
    staged: StagedFile,
    findings: Findings,
) -> tuple[int, int]:
    """Write aside the new parties of a table of parties.

    Args:
        source: the table.
        number: of the table in the import.
        batches: its texts.
        book: the parties so far; the new ones are entered.
        staged: where they are written.
        findings: is told what is wrong.

    Returns:
        How many rows were read, and how many of them cannot be understood.
    """
    rows, unread = 0, 0
    for texts in batches:
        read = read_batch(source.plan, texts)
        bad = tell_reading(source, read, findings)
        rows, unread = rows + read.rows, unread + int(np.count_nonzero(bad))
        batch = _party_batch(read, number, book)
        there = np.array([one in book.in_register for one in batch.column(0).to_pylist()], bool)
        if there.any():
            findings.add(PARTY_NEW, int(there.sum()), _known(source, batch, there))
        staged.write(batch.filter(pa.array(~(bad | there))))
    return rows, unread


def check_parties(
    sources: Sequence[Source],
    staged: StagedFile,
    on: date,
    database: duckdb.DuckDBPyConnection,
    findings: Findings,
) -> dict[str, tuple[str, int]]:
    """Check all new parties.

    Args:
        sources: the tables of the import.
        staged: the parties.
        on: the date of the check.
        database: to look for repetition in.
        findings: is told what is wrong.

    Returns:
        Those that are refused: number to where it stands, file (and sheet) and row.
    """
    refused: dict[str, tuple[str, int]] = {}
    batches = list(staged.batches()) if staged.rows else []
    plain = (batch.select(list(PARTY_COLUMNS.names)) for batch in batches)
    for checked, batch in zip(check_batches("party", plain, on, THREADS), batches, strict=True):
        failed = checked.outcomes == Outcome.FAIL
        sides = np.asarray(batch.column("side").is_valid())
        for place in np.flatnonzero(failed.any(axis=1)):
            rule = checked.rules[place]
            of_contract = OF_THE_CONTRACT.issuperset(rule.reads)
            rows = np.flatnonzero(failed[place] & ~(sides & of_contract))
            if not len(rows):
                continue
            if rule.severity is Severity.HARD:
                for row in rows:
                    refused.setdefault(*_where(sources, batch, int(row)))
            findings.add(rule, len(rows), _failures(sources, batch, rule, rows, on))
    _check_repeated(sources, staged, batches, database, findings, refused)
    return refused


def _party_batch(read: ReadBatch, number: int, book: PartyBook) -> pa.RecordBatch:
    """The parties of a batch with their numbers and places; all are entered in the book."""
    columns = dict(read.values)
    fill_country(columns, "region", "country")
    table = {
        one.name: columns[one.name].cast(one.type)
        if one.name in columns
        else pa.nulls(read.rows, one.type)
        for one in PARTY_COLUMNS
    }
    table["party_id"] = _numbered(table, book)
    table["identifier_type"] = _typed(table)
    table |= {
        "source": pa.array([number] * read.rows, pa.int32()),
        "row": pa.array(read.texts.rows),
        "side": pa.nulls(read.rows, pa.string()),
    }
    return pa.RecordBatch.from_arrays(
        [table[name] for name in STAGED_PARTIES.names], schema=STAGED_PARTIES
    )


def _numbered(table: Mapping[str, Any], book: PartyBook) -> Any:
    """The numbers of parties; all are entered in the book."""
    given = table["party_id"]
    if not book.recognises and not given.null_count:
        book.enter_numbers(given.to_pylist())
        return given
    stated = [
        table[name].cast(pa.string()).to_pylist()
        for name in ("party_id", "name", "identifier", "kind", "region")
    ]
    ids = []
    for number, *said in zip(*stated, strict=True):
        known = Known(*said)
        party_id = number or book.find(known) or book.next_id()
        if not book.has(party_id):
            book.enter(party_id, known)
        ids.append(party_id)
    return pa.array(ids, pa.string())


def _typed(table: Mapping[str, Any]) -> Any:
    """The types of identifiers, by their form where none is given."""
    types = table["identifier_type"].cast(pa.string())
    open_ = pc.and_(pc.is_null(types), pc.is_valid(table["identifier"]))
    asked = [table[name].filter(open_).cast(pa.string()) for name in ("identifier", "kind")]
    of_form = [
        identifier_type_of_form(identifier, kind)
        for identifier, kind in zip(*(one.to_pylist() for one in asked), strict=True)
    ]
    return pc.replace_with_mask(types, open_, pa.array(of_form, pa.string()))


def _known(source: Source, batch: pa.RecordBatch, there: Any) -> Iterator[Finding]:
    for place in np.flatnonzero(there):
        party_id = batch.column("party_id")[int(place)].as_py()
        told = cell_sentence((PARTY_NEW.words_zh, PARTY_NEW.words_en), party_id)
        row = batch.column("row")[int(place)].as_py()
        yield source.finding(row, ["party_id"], PARTY_NEW.id, PARTY_NEW.severity, told, party_id)


def _where(
    sources: Sequence[Source], batch: pa.RecordBatch, row: int
) -> tuple[str, tuple[str, int]]:
    record = batch.slice(row, 1).to_pylist()[0]
    return record["party_id"], (sources[record["source"]].table.where, record["row"])


def _failures(
    sources: Sequence[Source], batch: pa.RecordBatch, rule: CheckRule, rows: Any, on: date
) -> Iterator[Finding]:
    for row in rows:
        record = batch.slice(int(row), 1).to_pylist()[0]
        source, prefix = sources[record["source"]], ""
        if record["side"] in SIDES:
            prefix = f"{record['side']}_"

        def text_of(name: str, record: dict[str, Any] = record, prefix: str = prefix) -> str:
            return written(record.get(name.removeprefix(prefix)))

        yield failure(source, record["row"], rule, record, on, text_of, prefix)


def _check_repeated(
    sources: Sequence[Source],
    staged: StagedFile,
    batches: list[pa.RecordBatch],
    database: duckdb.DuckDBPyConnection,
    findings: Findings,
    refused: dict[str, tuple[str, int]],
) -> None:
    for repeated in repeated_in_file("party", staged.path, database):
        rule, told_of = repeated.rule, []
        for place in repeated.rows:
            batch = batches[place // batches[0].num_rows]
            told_of.append((batch, place % batches[0].num_rows))
        if rule.severity is Severity.HARD:
            for batch, row in told_of:
                refused.setdefault(*_where(sources, batch, row))
        found = [_where(sources, batch, row)[1] for batch, row in told_of]
        listed = ", ".join(str(row) for _, row in found[:9]) + (", …" if len(found) > 9 else "")
        more = (f"，第 {listed} 行", f", rows {listed}")
        personal = bool({"identifier"} & set(repeated.names))
        text = "" if personal else written(repeated.values[0])
        told = cell_sentence((rule.words("zh"), rule.words("en")), text, more)
        findings.add(rule, len(found), _repeated(sources, told_of, repeated.names, rule, told))


def _repeated(
    sources: Sequence[Source],
    places: list[tuple[pa.RecordBatch, int]],
    names: tuple[str, ...],
    rule: Any,
    told: tuple[str, str],
) -> Iterator[Finding]:
    for batch, row in places:
        record = batch.slice(row, 1).to_pylist()[0]
        prefix = f"{record['side']}_" if record["side"] else ""
        yield sources[record["source"]].finding(
            record["row"],
            [f"{prefix}{name}" for name in names],
            rule.id,
            rule.severity,
            told,
            written(record[names[0]]),
        )
