"""`techmarket import`: files into a register, all that is wrong told; imports listed and undone.

Not here: options and their words (`main`), the import itself (`imports`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from techmarket.checks.check_rule import Severity
from techmarket.cli.arrow_alone import leave_pandas_out
from techmarket.errors import TechmarketError, UsageError
from techmarket.imports.files import is_workbook
from techmarket.imports.findings import RuleFindings
from techmarket.imports.import_files import (
    ImportEnding,
    ImportOptions,
    ImportOutcome,
    import_files,
    proposals_of,
)
from techmarket.imports.mapping_file import ColumnMapping, read_mapping, write_mapping
from techmarket.imports.marked_workbook import write_marked
from techmarket.imports.matching import DoubtfulColumnsError
from techmarket.imports.problem_lists import CSV
from techmarket.imports.register_change import held
from techmarket.imports.register_imports import imports_of, undo_import
from techmarket.imports.workbook_parts import letters_of

Progress = Callable[[str, int, int], None]

REFUSED = 1
"""Exit code when hard errors keep an import from being carried out."""

WORDS = {
    "zh": {
        "rows": "读取 {rows:,} 行，其中 {bad:,} 行有必须改正的错误。",
        "hard": "必须",
        "soft": "提示",
        "row": "第 {row} 行",
        "imported": "{into}：导入 {contracts:,} 项合同、{parties:,} 个新当事人，导入编号 {id}。",
        "left_out": "有错误的 {left_out:,} 行未导入。",
        "known": "{into}：同样的文件已于 {at} 导入，导入编号 {id}；没有再次导入。",
        "refused": "没有导入任何内容：请改正标为“必须”的错误后再次导入，"
        "或用 --valid-rows 只导入没有错误的行。",
        "checked": "只作检查，没有导入。",
        "duplicates": "疑似重复的合同不在此判断：techmarket check {into} --duplicates FILE.csv",
        "mark": "在工作簿中标出问题：加 --marked FILE.xlsx",
        "undone": "{into}：已撤回导入 {id}（{contracts:,} 项合同、{parties:,} 个当事人）。",
        "none": "{into}：没有导入记录。",
        "listed": "{id}  {at}  {contracts:,} 项合同  {parties:,} 个当事人  {files}",
        "marked": "{marked}：标出问题的工作簿。",
        "lists": "{report}：问题清单 problems.csv 和 problems.jsonl。",
    },
    "en": {
        "rows": "{rows:,} rows read, {bad:,} of them with errors that must be put right.",
        "hard": "must",
        "soft": "look",
        "row": "row {row}",
        "imported": "{into}: {contracts:,} contracts and {parties:,} new parties imported, "
        "import {id}.",
        "left_out": "The {left_out:,} rows with errors were left out.",
        "known": "{into}: the same files were imported on {at}, import {id}; not imported again.",
        "refused": "Nothing was imported: put right what must be and import again, or import only "
        "the rows without errors with --valid-rows.",
        "checked": "Checked only, nothing was imported.",
        "duplicates": "Contracts that may be one are not looked for here: techmarket check {into} "
        "--duplicates FILE.csv",
        "mark": "To have the problems marked in the workbook: add --marked FILE.xlsx",
        "undone": "{into}: import {id} was undone ({contracts:,} contracts, {parties:,} parties).",
        "none": "{into}: there are no imports.",
        "listed": "{id}  {at}  {contracts:,} contracts  {parties:,} parties  {files}",
        "marked": "{marked}: the workbook with its problems marked.",
        "lists": "{report}: lists of problems, problems.csv and problems.jsonl.",
    },
}


def import_into(
    files: Sequence[Path],
    into: Path | None,
    *,
    unit: str = "",
    on: date | None = None,
    mapping: Path | None = None,
    dry_run: bool = False,
    valid_rows: bool = False,
    report: Path | None = None,
    marked: Path | None = None,
    lang: str = "zh",
    progress: Progress = lambda what, done, total: None,
) -> int:
    """Import files, say what is wrong with them, and answer the exit code.

    Args:
        files: the files.
        into: folder of the register; may be `None` for a dry run.
        unit: of money where no heading names one; "" for none.
        on: the day on which parties are checked, and contracts without a registration date.
        mapping: what a person decided about the columns; where it does not exist, a proposal is
            written to it when columns are in doubt.
        dry_run: whether nothing is imported.
        valid_rows: whether rows without errors are imported where others have some.
        report: folder for the lists of problems.
        marked: file for the workbook with its problems marked.
        lang: "zh" or "en".
        progress: told `(what, done, total)`.

    Raises:
        TechmarketError: see `import_files`; or the options do not go together.
    """
    leave_pandas_out()
    _check_options(files, into, dry_run, marked)
    decided = read_mapping(mapping) if mapping and mapping.exists() else ColumnMapping()
    with _report(report) as lists:
        read_as = ImportOptions(
            unit=unit,
            on=on,
            mapping=decided,
            valid_rows=valid_rows,
            dry_run=dry_run,
            lists=lists,
            keep_findings=marked is not None,
        )
        try:
            outcome = import_files(files, into, read_as, progress)
        except DoubtfulColumnsError as error:
            if mapping is None or mapping.exists():
                raise
            write_mapping(mapping, proposals_of(files, read_as))
            raise _proposed(error, mapping) from None
    if marked is not None and outcome.ending is not ImportEnding.KNOWN:
        write_marked(files[0], marked, outcome.sources, outcome.every, lang, outcome.accepted)
    for line in summary(outcome, into, lang):
        print(line)
    refused = outcome.ending is ImportEnding.REFUSED
    if refused and marked is None and len(files) == 1 and is_marked_back(files[0]):
        print(WORDS[lang]["mark"])
    for name, place in (("marked", marked), ("lists", report)):
        if place is not None and outcome.ending is not ImportEnding.KNOWN:
            print(WORDS[lang][name].format(marked=marked, report=report))
    return REFUSED if outcome.ending is ImportEnding.REFUSED else 0


def list_imports(into: Path | None, lang: str) -> None:
    """Say which imports a register has; one that was stopped in the middle is finished first."""
    into = _register(into)
    with held(into):
        known = imports_of(into)
    for one in known:
        said = {"id": one.id, "at": one.at, "contracts": one.contracts, "parties": one.parties}
        print(WORDS[lang]["listed"].format(**said, files=", ".join(one.files)))
    if not known:
        print(WORDS[lang]["none"].format(into=into))


def undo(into: Path | None, import_id: str, lang: str) -> None:
    """Take an import out of a register again."""
    into = _register(into)
    with held(into):
        one = undo_import(into, import_id)
    said = {"id": one.id, "contracts": one.contracts, "parties": one.parties}
    print(WORDS[lang]["undone"].format(into=into, **said))


def summary(outcome: ImportOutcome, into: Path | None, lang: str) -> Iterator[str]:
    """What a person should know, line by line: by rule how many and where, then the ending."""
    words = WORDS[lang]
    if outcome.ending is not ImportEnding.KNOWN:
        yield from (zh if lang == "zh" else en for zh, en in outcome.notes)
        yield words["rows"].format(rows=outcome.rows, bad=outcome.bad_rows)
        found = outcome.findings.by_rule.values()
        hard_first = sorted(
            found, key=lambda one: (one.rule.severity is Severity.SOFT, -one.number, one.rule.id)
        )
        for one in hard_first:
            yield from _of_rule(one, lang)
    done = outcome.done
    if done is None:
        yield words[outcome.ending.value]
        return
    if outcome.ending is ImportEnding.IMPORTED and done.contracts:
        yield words["duplicates"].format(into=into)
    said = {"id": done.id, "at": done.at, "contracts": done.contracts, "parties": done.parties}
    yield words[outcome.ending.value].format(into=into, **said)
    if done.left_out and outcome.ending is ImportEnding.IMPORTED:
        yield words["left_out"].format(left_out=done.left_out)


def _of_rule(one: RuleFindings, lang: str) -> Iterator[str]:
    words, rule = WORDS[lang], one.rule
    yield f"[{words[rule.severity.value]}] {one.number:,} × {rule.id}: {rule.words(lang)}"
    for finding in one.examples:
        place = f"{finding.sheet or finding.file} {words['row'].format(row=finding.row)}"
        if finding.column >= 0:
            place += f" {letters_of(finding.column)}"
        yield f"    {place}: {finding.sentence(lang)}"


def _check_options(
    files: Sequence[Path], into: Path | None, dry_run: bool, marked: Path | None
) -> None:
    if not files:
        raise UsageError("no file to import is named", todo="name one or more files")
    if into is None and not dry_run:
        raise UsageError(
            "it is not said where to import into",
            todo="name the folder of a register with --into, or check only with --dry-run",
        )
    if marked is None:
        return
    if len(files) > 1:
        raise UsageError(
            "only one workbook at a time can be given back marked",
            todo="import the files one by one, or leave out --marked",
        )
    if marked.exists() and files[0].exists() and marked.samefile(files[0]):
        raise UsageError(
            "the marked workbook would take the place of the file itself",
            where=str(marked),
            todo="name another file with --marked",
        )
    if files[0].is_file() and not is_marked_back(files[0]):
        raise UsageError(
            "only a workbook .xlsx can be given back marked",
            where=str(files[0]),
            todo="leave out --marked and name a folder with --report for the lists of problems",
        )


def is_marked_back(file: Path) -> bool:
    """Whether a file is a workbook of the kind that can be given back with its problems marked."""
    with file.open("rb") as stream:
        return is_workbook(stream.read(8))


def _proposed(error: DoubtfulColumnsError, mapping: Path) -> TechmarketError:
    return TechmarketError(
        "it is in doubt what some columns hold",
        where=error.where,
        why=error.why,
        todo=f"a proposal was written to {mapping}; correct it and run the command again",
    )


def _register(into: Path | None) -> Path:
    if into is None:
        raise UsageError(
            "it is not said which register is meant", todo="name its folder with --into"
        )
    if not into.is_dir():
        raise TechmarketError(
            "there is no such register folder", where=str(into), todo="check the path"
        )
    return into


@contextmanager
def _report(folder: Path | None) -> Iterator[Path | None]:
    """A folder for lists that takes its place at the end, over older lists only."""
    if folder is None:
        yield None
        return
    place = folder.absolute()
    if place.exists() and not (
        place.is_dir() and (not any(place.iterdir()) or (place / CSV).is_file())
    ):
        raise TechmarketError(
            "the place for the lists of problems is taken",
            where=str(folder),
            why="it exists and holds no lists of problems",
            todo="choose another --report",
        )
    partial = place.with_name(f"{place.name}.partial-{os.getpid()}")
    partial.mkdir(parents=True)
    try:
        yield partial
        if any(partial.iterdir()):
            shutil.rmtree(place, ignore_errors=True)
            partial.rename(place)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
