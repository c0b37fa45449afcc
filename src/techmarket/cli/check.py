"""`techmarket check`: a register through all rules, with a summary by rule.

Not here: options and their words (`main`), the rules (`checks`), the page about a snapshot
(`quality`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from techmarket.checks.among_records import REPETITION_RULES, RepetitionRule, repetitions
from techmarket.checks.batch_rules import BATCH_RULES, judge_batch, sentence_of_finding
from techmarket.checks.batches import RuleCounts, check_batches
from techmarket.checks.check_rule import CheckRule, Severity
from techmarket.checks.outcome import Outcome
from techmarket.checks.rule_set import KINDS, rules_of
from techmarket.cli.progress import Progress
from techmarket.linkage.decisions import Pair, read_decisions, undecided, write_candidates
from techmarket.linkage.duplicates import duplicate_candidates
from techmarket.quality.register_files import RegisterFiles, register_files
from techmarket.whole_file import refuse_what_is_no_file

HARD_FAILURES = 3
"""The exit code when a hard rule fails; everything is said and written in both cases."""

THREADS = 2
EXAMPLES = 3
MOST_FINDINGS = 5
NUMBER = {"contract": "registration_number", "party": "party_id"}
WORDS = {
    "zh": {
        Severity.HARD: "必须",
        Severity.SOFT: "提示",
        "failed": "{applied} 条中 {failed} 条不通过",
        "repeated": "{groups} 组共 {records} 条",
        "more": "另有 {more} 处",
    },
    "en": {
        Severity.HARD: "hard",
        Severity.SOFT: "soft",
        "failed": "{failed} of {applied} fail",
        "repeated": "{records} records in {groups} groups",
        "more": "{more} more",
    },
}
LINKED = (
    *("registration_number", "project_name", "value", "signing_date", "end_date", "seller_id"),
    *("buyer_id", "contract_type", "technical_field", "registration_agency"),
)


def check(
    register: Path,
    previous: Path | None = None,
    duplicates: Path | None = None,
    on: date | None = None,
    lang: str = "zh",
    progress: Progress | None = None,
) -> int:
    """Check a register and print what fails, rule by rule.

    Args:
        register: its folder.
        previous: folder of the register of the year before; `None` for none.
        duplicates: CSV file for a person to decide in; decisions that it holds are kept.
        on: the day on which parties are checked, and contracts without a registration date; today
            if `None`.
        lang: language of the rules.
        progress: told of each step.

    Returns:
        0, or `HARD_FAILURES`.

    Raises:
        TechmarketError: a register is not whole or a file cannot be read, or `duplicates` holds
            something else.
    """
    files = register_files(register)
    before = None if previous is None else register_files(previous)
    decisions: dict[Pair, str] = {}
    if duplicates is not None:
        refuse_what_is_no_file(duplicates)
        decisions = read_decisions(duplicates) if duplicates.exists() else {}
    day, hard = on or date.today(), 0
    for kind in KINDS:
        hard += _records(kind, files, day, lang, progress)
        hard += _repeated(kind, files, lang)
    _batch(files, before, lang)
    if duplicates is not None:
        _duplicates(files, duplicates, decisions, lang)
    print(f"{register}: {hard} failures of hard rules.")
    return HARD_FAILURES if hard else 0


def _records(
    kind: str, files: RegisterFiles, on: date, lang: str, progress: Progress | None
) -> int:
    """Every rule about one record; how often a hard one fails."""
    counts, examples = RuleCounts(), dict[str, list[str]]()
    numbers: list[list[str]] = []

    def seen() -> Iterator[pa.RecordBatch]:
        for batch in files.batches(kind):
            known = NUMBER[kind] in batch.schema.names
            own = batch.column(NUMBER[kind]).to_pylist() if known else []
            numbers.append([str(one) for one in own])
            yield batch

    for place, checked in enumerate(check_batches(kind, seen(), on, THREADS)):
        counts.add(checked)
        for rule in checked.rules:
            some = examples.setdefault(rule.id, [])
            rows = checked.failing_rows(rule.id)[: EXAMPLES - len(some)] - checked.first_row
            some += [numbers[place][row] for row in rows.tolist() if numbers[place]]
        numbers[place] = []
        if progress:
            progress(f"checking {kind} records", place, place + 1)
    hard = 0
    for rule in rules_of(kind) if counts.by_rule else ():
        failed = counts.failed(rule.id)
        if failed:
            hard += failed if rule.severity is Severity.HARD else 0
            applied = failed + int(counts.by_rule[rule.id][Outcome.PASS])
            count = WORDS[lang]["failed"].format(failed=failed, applied=applied)
            _say(rule, count, examples[rule.id], lang)
    return hard


def _repeated(kind: str, files: RegisterFiles, lang: str) -> int:
    """Every rule about repetition; how many records break a hard one."""
    names = tuple(
        dict.fromkeys(n for rule in REPETITION_RULES if rule.kind == kind for n in rule.reads)
    )
    found = list(repetitions(kind, files.table(kind, names)))
    hard = 0
    for rule in REPETITION_RULES:
        groups = [one for one in found if one.rule is rule]
        if groups:
            records = sum(len(one.rows) for one in groups)
            hard += records if rule.severity is Severity.HARD else 0
            count = WORDS[lang]["repeated"].format(records=records, groups=len(groups))
            _say(rule, count, [], lang)
    return hard


def _say(rule: CheckRule | RepetitionRule, count: str, examples: list[str], lang: str) -> None:
    severity = WORDS[lang][rule.severity]
    print(f"{severity} · {count} · {rule.words(lang)} [{rule.id}] {' '.join(examples)}".rstrip())


def _batch(files: RegisterFiles, before: RegisterFiles | None, lang: str) -> None:
    names = tuple(sorted({name for rule in BATCH_RULES for name in rule.reads} | {"registrar"}))
    earlier = None if before is None else before.table("contract", names)
    table = files.table("contract", (NUMBER["contract"], *names))
    for verdict in judge_batch(table, earlier):
        severity = WORDS[lang][verdict.rule.severity]
        for finding in verdict.findings[:MOST_FINDINGS]:
            rows = finding.rows[:EXAMPLES].tolist()
            numbers = " ".join(str(table[NUMBER["contract"]][row]) for row in rows)
            said = sentence_of_finding(finding, lang)
            print(f"{severity} · {said} [{verdict.rule.id}] {numbers}".rstrip())
        if len(verdict.findings) > MOST_FINDINGS:
            print(WORDS[lang]["more"].format(more=len(verdict.findings) - MOST_FINDINGS))


def _duplicates(files: RegisterFiles, path: Path, decisions: dict[Pair, str], lang: str) -> None:
    contracts = files.table("contract", LINKED)
    parties = files.table("party", ("party_id", "name", "kind", "region", "identifier"))
    found = duplicate_candidates(contracts, parties)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_candidates(path, found, contracts, decisions, lang)
    rest = len(undecided(found, decisions))
    print(f"{path}: {rest} pairs to decide, {len(decisions)} decided.")
