"""The outcomes of a batch turned into findings, one slip told once.

Where a cell could not be understood, no rule that reads its field is told as well. Not here:
checking (`techmarket.checks`), and problems among several records (`repeated_records`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from techmarket.checks.batches import CheckedBatch
from techmarket.checks.check_rule import CheckRule, Severity
from techmarket.checks.outcome import Outcome, Verdict
from techmarket.checks.rule_set import DATED_BY
from techmarket.checks.telling import sentence_of
from techmarket.imports.amounts import amount_of
from techmarket.imports.code_labels import code_of, codes_like, path_of
from techmarket.imports.findings import Finding, Findings
from techmarket.imports.reading_rules import AMOUNT, CODE, LABEL, ROW
from techmarket.imports.sources import Source, cell_sentence
from techmarket.imports.targets import targets_of
from techmarket.imports.typed_columns import Bits, CellProblem, ReadBatch
from techmarket.record.constraints import CodeOf

CHUNK = 4_096

FOLLOWING = {
    "seller_region": "seller_country",
    "buyer_region": "buyer_country",
    "seller_name": "seller_id",
    "buyer_name": "buyer_id",
}
"""Fields that are filled in from others, and are told with these."""


ASKED_BY = {"identifier_type": "identifier"}
"""A field that follows from another is told in the column of that one."""


def tell_reading(source: Source, read: ReadBatch, findings: Findings) -> Bits:
    """Tell the cells that could not be understood; which rows they keep out, shape (rows,)."""
    bad = np.zeros(read.rows, dtype=bool)
    for problem in read.problems:
        if problem.rule.severity is Severity.HARD:
            bad |= problem.wrong
        number = int(np.count_nonzero(problem.wrong))
        findings.add(problem.rule, number, _cells(source, read, problem))
    return bad


def tell_failures(
    source: Source,
    read: ReadBatch,
    batch: pa.RecordBatch,
    checked: CheckedBatch,
    findings: Findings,
) -> Bits:
    """Tell the rules that rows of contracts fail; which rows are kept out, shape (rows,)."""
    _hush(read, checked)
    failed = checked.outcomes == Outcome.FAIL
    bad = np.zeros(read.rows, dtype=bool)
    for place in np.flatnonzero(failed.any(axis=1)):
        rule, rows = checked.rules[place], np.flatnonzero(failed[place])
        if rule.severity is Severity.HARD:
            bad[rows] = True
        findings.add(rule, len(rows), _failures(source, read, batch, rule, rows))
    return bad


def _hush(read: ReadBatch, checked: CheckedBatch) -> None:
    """Take back failures of rules about fields whose cells could not be understood."""
    wrong: dict[str, Bits] = {}
    for problem in read.problems:
        if problem.rule.severity is Severity.HARD:
            names = [problem.target, FOLLOWING.get(problem.target, problem.target)]
            if problem.rule is ROW:
                names = list({name for rule in checked.rules for name in rule.reads})
            for name in names:
                wrong[name] = wrong.get(name, np.zeros(read.rows, dtype=bool)) | problem.wrong
    for place, rule in enumerate(checked.rules if wrong else ()):
        for name in rule.reads:
            if name in wrong:
                row = checked.outcomes[place]
                row[wrong[name] & (row == Outcome.FAIL)] = Outcome.FIELD_WRONG


def _cells(source: Source, read: ReadBatch, problem: CellProblem) -> Iterator[Finding]:
    rule, names = problem.rule, [problem.target] if problem.target else []
    for place in np.flatnonzero(problem.wrong):
        text = source.cell(read.texts, int(place), problem.target)
        if rule is ROW:
            text = read.texts.columns[0][int(place)].as_py() or ""
        more, changes = ("", ""), None
        if rule in (CODE, LABEL):
            more = _choices(source, problem, text)
        elif rule is AMOUNT and (use := source.use_of(problem.target)):
            more, changes = _other_unit(problem.target, text, use.unit)
        told = cell_sentence((rule.words_zh, rule.words_en), text, more)
        row = int(read.texts.rows[place])
        now = partial(source.cell, read.texts, int(place))
        yield source.finding(row, names, rule.id, rule.severity, told, text, changes, now)


def _other_unit(name: str, text: str, unit: str) -> tuple[tuple[str, str], dict[str, object]]:
    """What to say of a number that has fractions of a 分, and the repair if 万元 were meant."""
    amount = amount_of(text, "万元") if unit == "元" else None
    if amount is None:
        return ("", ""), {}
    more = ("，有不足一分的零头，可能是万元", ", has fractions of a 分 and may be in 万元")
    return more, {name: amount}


def _choices(source: Source, problem: CellProblem, text: str) -> tuple[str, str]:
    field = targets_of(source.plan.kind)[problem.target].field
    coarse = field.constraint.too_coarse if isinstance(field.constraint, CodeOf) else frozenset()
    read = code_of(text, field.code_list, coarse, None)
    rows = read.choices[:9] if read.ambiguous else codes_like(text, field.code_list, coarse)
    named = [f"{row.code} {path_of(row.code, field.code_list)}" for row in rows]
    if read.ambiguous:
        return f"，可选 {'、'.join(named)}", f", choose {', '.join(named)}"
    return f"，最接近的有 {'、'.join(named)}", f", the nearest are {', '.join(named)}"


def _failures(
    source: Source, read: ReadBatch, batch: pa.RecordBatch, rule: CheckRule, rows: Any
) -> Iterator[Finding]:
    """The findings of one rule, some thousand rows at a time."""
    dated = DATED_BY[rule.kind]
    names = [name for name in {*rule.reads, dated} if name in batch.schema.names]
    remaining = iter(rows)
    while places := list(islice(remaining, CHUNK)):
        taken = pa.array(places, pa.int64())
        columns = [batch.column(name).take(taken).to_pylist() for name in names]
        for place, *values in zip(places, *columns, strict=True):
            record = dict(zip(names, values, strict=True))
            row = int(read.texts.rows[place])
            text_of = partial(source.cell, read.texts, int(place))
            yield failure(source, row, rule, record, record.get(dated), text_of)


def failure(
    source: Source,
    row: int,
    rule: CheckRule,
    record: dict[str, object],
    on: object,
    text_of: Callable[[str], str],
    prefix: str = "",
) -> Finding:
    """A rule that a record fails, as a finding.

    Args:
        source: the table.
        row: from 1.
        rule: the rule.
        record: field to value, of those that the rule reads.
        on: the date of the check, if it is known.
        text_of: what stands in the cell of a field.
        prefix: what stands before the names of fields in those of targets: "seller_".
    """
    day = on if isinstance(on, date) else None
    changes = rule.repair(record, day) if rule.repair else None
    values = {name: record.get(name) for name in rule.reads}
    verdict = Verdict(rule, Outcome.FAIL, values, changes)
    # What is missing is told where it is to be filled in, not where it follows from.
    rest = sorted(
        (name for name in rule.reads if name not in (changes or ())),
        key=lambda name: record.get(name) is not None,
    )
    reads = [*(changes or ()), *(ASKED_BY.get(name, name) for name in rest)]
    names = [f"{prefix}{name}" for name in dict.fromkeys(reads)]
    return source.finding(
        row,
        names,
        rule.id,
        rule.severity,
        (sentence_of(verdict, "zh"), sentence_of(verdict, "en")),
        text_of(names[0]),
        {f"{prefix}{name}": value for name, value in (changes or {}).items()},
        text_of,
    )
