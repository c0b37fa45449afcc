"""Files through reading and all rules: what can be imported, and all that is wrong.

Rows are read, understood, checked and written aside as a stream; then what must not be there twice
is looked for among them and against the register. Not here: the change of the register
(`register_change`), and who is told (`findings`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from techmarket.checks.batches import check_batches
from techmarket.checks.check_rule import Severity
from techmarket.imports.filled_in import fill_contract
from techmarket.imports.findings import Finding, Findings
from techmarket.imports.parties_of_contracts import name_parties
from techmarket.imports.party_book import NUMBERED, Known, PartyBook
from techmarket.imports.party_checks import check_parties, stage_parties
from techmarket.imports.read_ahead import read_ahead
from techmarket.imports.reading_rules import PARTY_KNOWN, PARTY_SOUND
from techmarket.imports.repeated_records import (
    Repeated,
    open_database,
    parties_named,
    repeated_in_file,
    repeated_in_register,
    rows_of_parties,
)
from techmarket.imports.rule_failures import tell_failures, tell_reading
from techmarket.imports.sources import Source, cell_sentence, written
from techmarket.imports.staged_rows import (
    CONTRACT_COLUMNS,
    STAGED_PARTIES,
    Places,
    StagedFile,
    write_kept,
)
from techmarket.imports.text_table import TextBatch, TextTable
from techmarket.imports.typed_columns import Bits, ReadBatch, read_batch, without_blank_rows
from techmarket.imports.whole_batch import judge_contracts

THREADS = 2
ROWS_AT_ONCE = 32_768

Progress: TypeAlias = Callable[[str, int, int], None]
Amend: TypeAlias = Callable[[TextTable, TextBatch], TextBatch]
"""Puts repairs that were accepted into a batch before it is understood."""


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """What came of checking.

    Attributes:
        rows: rows of contracts and of parties that were read.
        contracts, parties: staged files of what may be imported; parties are the new ones only.
        kept_contracts, kept_parties: how many rows these have.
        bad_rows: rows of contracts or parties kept out by hard rules.
    """

    rows: int
    contracts: Path
    parties: Path
    kept_contracts: int
    kept_parties: int
    bad_rows: int


class _Contracts:
    """The contracts of an import, on their way."""

    def __init__(self, staged: StagedFile) -> None:
        self.staged = staged
        self.places = Places()
        self.bad: list[Bits] = []
        self.last_day: date | None = None

    def take(self, source: Source, read: ReadBatch, batch: pa.RecordBatch, bad: Bits) -> None:
        self.staged.write(batch)
        self.places.add(source, read.texts.rows)
        self.bad.append(bad)
        latest = pc.max(batch.column("registration_date")).as_py()
        if latest is not None and (self.last_day is None or latest > self.last_day):
            self.last_day = latest


def check_files(
    sources: Sequence[Source],
    register: Path | None,
    staging: Path,
    findings: Findings,
    *,
    on: date | None = None,
    amend: Amend = lambda table, batch: batch,
    progress: Progress = lambda what, done, total: None,
) -> CheckedFiles:
    """Read and check tables.

    Args:
        sources: the tables, each with its plan.
        register: the register to import into; `None` if there is none yet.
        staging: an empty folder to write into.
        findings: is told all that is wrong.
        on: the day on which parties are checked, and contracts without a registration date; if
            `None`, the last registration date, else today, and such contracts by no day.
        amend: see `Amend`.
        progress: told `(what, done, total)`.

    Raises:
        TechmarketError: a file cannot be read to its end.
    """
    book = PartyBook(recognises=any(_names_parties(source) for source in sources))
    if register is not None:
        book.enter_register(_parties_of(register))
    with ExitStack() as files:
        contracts = _Contracts(
            files.enter_context(StagedFile(staging / "read-contracts.parquet", CONTRACT_COLUMNS))
        )
        parties = files.enter_context(StagedFile(staging / "read-parties.parquet", STAGED_PARTIES))
        rows, bad_parties = 0, 0
        for number, source in enumerate(sources):
            if source.plan.kind == "party":
                batches = _texts(source, amend)
                read, unread = stage_parties(source, number, batches, book, parties, findings)
                rows, bad_parties = rows + read, bad_parties + unread
        for number, source in enumerate(sources):
            if source.plan.kind == "contract":
                batches = _texts(source, amend)
                for done in _contracts_of(
                    source, number, batches, book, contracts, parties, findings, on
                ):
                    progress(f"rows of {source.table.where}", done, done + 1)
    bad = np.concatenate([*contracts.bad, np.zeros(0, dtype=bool)])
    with open_database(staging / "spill") as database, ThreadPoolExecutor(1) as aside:
        # The database counts in its own threads; parties are checked meanwhile.
        repetition = aside.submit(
            lambda: list(repeated_in_file("contract", contracts.staged.path, database.cursor()))
        )
        day = on or contracts.last_day or date.today()
        refused = check_parties(sources, parties, day, database, findings)
        for repeated in repetition.result():
            _tell_repeated(repeated, contracts, findings, bad)
        if register is not None:
            for repeated in repeated_in_register(contracts.staged.path, register, database):
                _tell_repeated(repeated, contracts, findings, bad)
        judge_contracts(contracts.staged.path, register, contracts.places, findings)
        _tell_parties(contracts, book, refused, database, findings, bad)
    return _kept(staging, contracts, parties, bad, set(refused), rows, bad_parties)


def _names_parties(source: Source) -> bool:
    """Whether parties of a table are known by other things than their numbers."""
    if source.plan.kind == "party":
        return "party_id" not in source.uses
    return any(use.target.side for use in source.plan.columns)


def _texts(source: Source, amend: Amend) -> Iterator[TextBatch]:
    for batch in read_ahead(source.table.read(source.plan.first_row, source.plan.width)):
        given = without_blank_rows(amend(source.table, batch))
        if len(given.rows):
            yield given


def _contracts_of(
    source: Source,
    number: int,
    batches: Iterator[TextBatch],
    book: PartyBook,
    contracts: _Contracts,
    parties: StagedFile,
    findings: Findings,
    on: date | None,
) -> Iterator[int]:
    """Check a table of contracts batch by batch; how many rows are done."""
    waiting: deque[tuple[ReadBatch, pa.RecordBatch]] = deque()

    def typed() -> Iterator[pa.RecordBatch]:
        for texts in batches:
            read = read_batch(source.plan, texts)
            parties.write(name_parties(read, number, book))
            batch = contract_batch(read)
            waiting.append((read, batch))
            yield batch

    done = 0
    for checked in check_batches("contract", typed(), on, THREADS):
        read, batch = waiting.popleft()
        bad = tell_reading(source, read, findings)
        bad |= tell_failures(source, read, batch, checked, findings)
        contracts.take(source, read, batch, bad)
        done += read.rows
        yield done


def contract_batch(read: ReadBatch) -> pa.RecordBatch:
    """The columns of contracts that were read, in declared order and type, with what follows."""
    columns = dict(read.values)
    fill_contract(columns, read.rows)
    arrays = [
        columns[one.name].cast(one.type) if one.name in columns else pa.nulls(read.rows, one.type)
        for one in CONTRACT_COLUMNS
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=CONTRACT_COLUMNS)


def _parties_of(register: Path) -> Iterator[tuple[str, Known]]:
    names = ["party_id", "name", "identifier", "kind", "region"]
    with pq.ParquetFile(register / "parties.parquet") as file:
        there = [name for name in names if name in file.schema_arrow.names]
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=there):
            columns = {name: batch.column(name).cast(pa.string()).to_pylist() for name in there}
            empty: list[str | None] = [None] * batch.num_rows
            for party_id, *said in zip(*(columns.get(n, empty) for n in names), strict=True):
                yield party_id, Known(*said)


def _tell_repeated(
    repeated: Repeated, contracts: _Contracts, findings: Findings, bad: Bits
) -> None:
    rule = repeated.rule
    if rule.severity is Severity.HARD:
        bad[list(repeated.rows)] = True
    placed = [contracts.places.of(row) for row in repeated.rows]
    listed = ", ".join(str(row) for _, row in placed[:9]) + (", …" if len(placed) > 9 else "")
    text = next((t for t in map(written, repeated.values) if not NUMBERED.fullmatch(t)), "")
    more = (f"，第 {listed} 行", f", rows {listed}")
    told = cell_sentence((rule.words("zh"), rule.words("en")), text, more)
    findings.add(
        rule,
        len(placed),
        (
            source.finding(row, repeated.names, rule.id, rule.severity, told, text)
            for source, row in placed
        ),
    )


def _tell_parties(
    contracts: _Contracts,
    book: PartyBook,
    refused: dict[str, tuple[str, int]],
    database: duckdb.DuckDBPyConnection,
    findings: Findings,
    bad: Bits,
) -> None:
    """Tell which contracts name a party that is unknown, or was refused elsewhere."""
    unknown = book.unknown(parties_named(contracts.staged.path, database))
    wanted = pa.chunked_array([unknown, pa.array(sorted(refused), pa.string())])
    if not len(wanted):
        return
    rows = rows_of_parties(contracts.staged.path, wanted, database)
    bad[rows.column("place").to_numpy()] = True
    is_unknown = pc.is_in(rows.column("party_id"), unknown)
    nobody = rows.filter(is_unknown)
    findings.add(PARTY_KNOWN, len(nobody), _party_findings(nobody, contracts, refused))
    unsound = list(_party_findings(rows.filter(pc.invert(is_unknown)), contracts, refused))
    findings.add(PARTY_SOUND, len(unsound), unsound)


def _party_findings(
    rows: pa.Table, contracts: _Contracts, refused: dict[str, tuple[str, int]]
) -> Iterator[Finding]:
    """A finding for each row, without the row of which the party is told itself."""
    for batch in rows.to_batches(ROWS_AT_ONCE):
        for staged, side, party in zip(*(one.to_pylist() for one in batch.columns), strict=True):
            source, row = contracts.places.of(staged)
            rule, more = PARTY_KNOWN, ("", "")
            if party in refused:
                where, first = refused[party]
                if (where, first) == (source.table.where, row):
                    continue
                rule, more = (
                    PARTY_SOUND,
                    (f"，见 {where} 第 {first} 行", f", see {where}, row {first}"),
                )
            shown = "" if NUMBERED.fullmatch(party) else party
            told = cell_sentence((rule.words_zh, rule.words_en), shown, more)
            yield source.finding(row, [f"{side}_id"], rule.id, rule.severity, told, shown)


def _kept(
    staging: Path,
    contracts: _Contracts,
    parties: StagedFile,
    bad: Bits,
    refused: set[str],
    rows: int,
    bad_parties: int,
) -> CheckedFiles:
    """The staged files without the rows that are kept out."""
    contract_file, party_file = contracts.staged.path, parties.path
    kept = contracts.staged.rows
    if bad.any():
        contract_file = staging / "kept-contracts.parquet"
        kept = write_kept(contracts.staged, bad, contract_file)
    kept_parties = parties.rows
    if refused:
        party_file = staging / "kept-parties.parquet"
        ids = [one for b in parties.batches() for one in b.column("party_id").to_pylist()]
        out = np.array([one in refused for one in ids], dtype=bool)
        kept_parties = write_kept(parties, out, party_file)
    return CheckedFiles(
        rows + contracts.staged.rows, contract_file, party_file, kept, kept_parties,
        int(np.count_nonzero(bad)) + bad_parties,
    )  # fmt: skip
