"""Files into a register: read, checked, told, and put in whole or not at all.

Not here: the command and its words (`cli.import_files`), and each of the steps.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from techmarket.checks.check_rule import Severity
from techmarket.errors import TechmarketError
from techmarket.imports.accepted_repairs import AcceptedRepairs, is_problem_sheet
from techmarket.imports.checking import CheckedFiles, Progress, check_files
from techmarket.imports.files import tables_of
from techmarket.imports.findings import Finding, Findings
from techmarket.imports.header import find_header
from techmarket.imports.mapping_file import ColumnMapping, Decision
from techmarket.imports.matching import DoubtfulColumnsError, plan_of
from techmarket.imports.problem_lists import ProblemLists, problem_lists
from techmarket.imports.register_change import held, made_aside, make_register
from techmarket.imports.register_imports import RegisterImport, add_import, id_of, imports_of
from techmarket.imports.sources import Source
from techmarket.imports.template import EXAMPLE_SHEETS
from techmarket.imports.text_table import TextTable
from techmarket.snapshot.layout import IMPORTING, REGISTER


class ImportEnding(StrEnum):
    """How an import ended."""

    IMPORTED = "imported"
    KNOWN = "known"
    """The same files are in the register already."""
    REFUSED = "refused"
    """There are hard errors."""
    CHECKED = "checked"
    """Nothing was to be imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How files are read and what is done with them.

    Attributes:
        unit: of money where no heading names one; "" if nobody said.
        on: the day on which parties are checked, and contracts without a registration date;
            `None`: see `check_files`.
        mapping: what a person decided about the columns.
        valid_rows: whether the rows without hard errors are imported where others have some.
        dry_run: whether nothing is imported at all.
        lists: folder for the lists of problems, which exists; `None` for none.
        keep_findings: whether the outcome lists every finding.
    """

    unit: str = ""
    on: date | None = None
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    valid_rows: bool = False
    dry_run: bool = False
    lists: Path | None = None
    keep_findings: bool = False


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of an import.

    Attributes:
        ending: see `ImportEnding`.
        findings: all that is wrong, by rule.
        every: every finding, where they were to be kept.
        notes: what a person should know, (zh, en).
        rows, bad_rows: rows read, and those with hard errors.
        sources: the tables that were read.
        done: the import, where one was carried out now or before.
        accepted: lines of repairs that were accepted before and made, as in the sheet of problems.
    """

    ending: ImportEnding
    findings: Findings
    every: tuple[Finding, ...]
    notes: tuple[tuple[str, str], ...]
    rows: int
    bad_rows: int
    sources: tuple[Source, ...]
    done: RegisterImport | None = None
    accepted: tuple[tuple[str, ...], ...] = ()


def import_files(
    files: Sequence[Path],
    register: Path | None,
    read_as: ImportOptions,
    progress: Progress = lambda what, done, total: None,
) -> ImportOutcome:
    """Read and check files, and import them unless something is against it.

    Args:
        files: CSV, XLSX, XLS or Parquet files of contracts or parties, at least one.
        register: folder of the register, which need not exist; `None` for a dry run.
        read_as: how.
        progress: told `(what, done, total)`.

    Raises:
        TechmarketError: a file cannot be read, its columns are in doubt or missing, it has no
            rows, the register is none or is held by another process.
    """
    if register is not None:
        refuse_other_folder(register)
    sources, notes, repairs = _sources(files, read_as)
    import_id = id_of(
        files,
        (read_as.unit, read_as.mapping.decisions, dict(read_as.mapping.constants)),
    )
    with ExitStack() as open_things:
        there = register if register is not None and register.exists() else None
        if there is not None:
            open_things.enter_context(held(there))
            known = {one.id: one for one in imports_of(there)}
            if import_id in known:
                return ImportOutcome(
                    ImportEnding.KNOWN, Findings(), (), tuple(notes), 0, 0, (), known[import_id]
                )
        staging = open_things.enter_context(_staging(register, read_as))
        findings, every = Findings(), list[Finding]()
        if read_as.keep_findings:
            findings.listeners.append(every.append)
        with _lists(read_as.lists) as lists:
            if lists is not None:
                findings.listeners.append(lists.take)
            checked = check_files(
                sources,
                there,
                staging,
                findings,
                on=read_as.on,
                amend=repairs.amend,
                progress=progress,
            )
            repairs.tell_unfit(sources, findings)
        _refuse_empty(files, checked)
        ending, done = ImportEnding.CHECKED, None
        if findings.number(Severity.HARD) and not (read_as.valid_rows and _any(checked)):
            ending = ImportEnding.REFUSED
        elif register is not None and not read_as.dry_run:
            if there is None:
                make_register(register)
                open_things.enter_context(held(register))
            done = add_import(register, staging, import_id, files, checked)
            ending = ImportEnding.IMPORTED
        return ImportOutcome(
            ending, findings, tuple(every), tuple(notes), checked.rows, checked.bad_rows,
            tuple(sources), done, repairs.lines(),
        )  # fmt: skip


def proposals_of(files: Sequence[Path], read_as: ImportOptions) -> list[Decision]:
    """What to propose for a mapping file: every column, with what is in doubt."""
    proposals: dict[str, Decision] = {}
    for file in files:
        for table in tables_of(file):
            passed = is_problem_sheet(table) or table.sheet in EXAMPLE_SHEETS
            header = None if passed else find_header(table.head)
            if header is not None:
                try:
                    plan = plan_of(header, read_as.mapping, read_as.unit, table.where)
                except DoubtfulColumnsError as error:
                    decisions: Sequence[Decision] = error.decisions
                else:
                    decisions = [
                        Decision(use.heading, use.target.name, use.unit, use.position + 1)
                        for use in plan.columns
                    ]
                for one in decisions:
                    proposals.setdefault(f"{one.heading}\n{one.position}", one)
    return list(proposals.values())


def refuse_other_folder(register: Path) -> None:
    """Refuse to import into a folder that holds something else.

    Raises:
        TechmarketError: it exists, is not empty, and is no register.
    """
    if not register.exists() or (register.is_dir() and not any(register.iterdir())):
        return
    if not ((register / REGISTER).is_file() or (register / IMPORTING).is_dir()):
        raise TechmarketError(
            "the place to import into is no register",
            where=str(register),
            why=f"it has no {REGISTER}",
            todo="name the folder of a register, or one that does not exist yet",
        )


def _sources(
    files: Sequence[Path], read_as: ImportOptions
) -> tuple[list[Source], list[tuple[str, str]], AcceptedRepairs]:
    sources, notes, repairs = list[Source](), list[tuple[str, str]](), AcceptedRepairs()
    doubts: list[DoubtfulColumnsError] = []
    for file in files:
        tables = tables_of(file)
        before = len(sources) + len(doubts)
        for table in tables:
            notes += table.notes
            if is_problem_sheet(table):
                repairs.read(table)
                continue
            header = None if table.sheet in EXAMPLE_SHEETS else find_header(table.head)
            if header is None and table.sheet in EXAMPLE_SHEETS:
                continue
            if header is None:
                notes.append(
                    (f"{table.where}：不是要导入的表，未读取。",
                     f"{table.where}: it is no table to import and is not read.")
                )  # fmt: skip
                continue
            try:
                plan = plan_of(header, read_as.mapping, read_as.unit, table.where)
            except DoubtfulColumnsError as error:
                doubts.append(error)
                continue
            sources.append(Source(table, plan))
            notes += _ignored(table, plan.ignored)
        if len(sources) + len(doubts) == before:
            raise TechmarketError(
                "no header was found in the file",
                where=str(file),
                why="none of its first rows names two fields of a contract or a party",
                todo="name the columns as in the data dictionary (techmarket dictionary), or fill "
                "in the workbook of `techmarket template`",
            )
    if doubts:
        decisions = tuple(one for error in doubts for one in error.decisions)
        raise DoubtfulColumnsError("; ".join(error.where for error in doubts), decisions)
    return sources, notes, repairs


def _ignored(table: TextTable, headings: tuple[str, ...]) -> list[tuple[str, str]]:
    if not headings:
        return []
    named = [" ".join(one.split()) for one in headings]
    return [
        (f"{table.where}：以下各列未读取：{'、'.join(named)}。",
         f"{table.where}: these columns are not read: {', '.join(named)}.")
    ]  # fmt: skip


@contextmanager
def _staging(register: Path | None, read_as: ImportOptions) -> Iterator[Path]:
    if register is None or read_as.dry_run:
        with tempfile.TemporaryDirectory(prefix="techmarket-") as folder:
            yield Path(folder)
    else:
        with made_aside(register) as folder:
            yield folder


@contextmanager
def _lists(folder: Path | None) -> Iterator[ProblemLists | None]:
    if folder is None:
        yield None
    else:
        with problem_lists(folder) as lists:
            yield lists


def _refuse_empty(files: Sequence[Path], checked: CheckedFiles) -> None:
    if not checked.rows:
        raise TechmarketError(
            "there are no rows below the header",
            where=", ".join(str(file) for file in files),
            todo="check that it is the right file",
        )


def _any(checked: CheckedFiles) -> bool:
    return bool(checked.kept_contracts or checked.kept_parties)
