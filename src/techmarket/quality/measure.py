"""Measuring the quality of a snapshot: every rule over every record, and what only the whole shows.

Only what the snapshot keeps is measured; a rule that reads another field is listed as not in the
snapshot, and never as passed. Not here: the page (`page`), the rules (`checks`), the weights of
duplicates (`linkage`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from techmarket.checks.among_records import REPETITION_RULES, Repetition, repetitions
from techmarket.checks.batch_rules import BATCH_RULES, judge_batch
from techmarket.checks.batches import RuleCounts, check_batches
from techmarket.checks.columns import ArrowArray
from techmarket.checks.defaults_in_batch import ALL_FIELDS, is_default
from techmarket.checks.outcome import Outcome
from techmarket.checks.row_groups import row_groups, whole_numbers
from techmarket.checks.rule_set import KINDS, fields_of_kind, rules_of
from techmarket.linkage.contract_columns import REQUIRED, REQUIRED_OF_PARTIES
from techmarket.linkage.decisions import Pair, undecided
from techmarket.linkage.duplicates import DuplicateCandidate, duplicate_candidates
from techmarket.linkage.parties import PartyCandidate, party_candidates
from techmarket.quality.report import (
    AgencyDefaults,
    FieldQuality,
    QualityReport,
    Repeated,
    RuleQuality,
    Vintage,
)
from techmarket.quality.snapshot_tables import SnapshotTables
from techmarket.record.fields import DataClass
from techmarket.snapshot import Snapshot

EXAMPLES = 3
THREADS = 2
NUMBER = {"contract": "registration_number", "party": "party_id"}
LINKED = (*REQUIRED, "end_date", "contract_type", "technical_field", "registration_agency")
DISTINCT = {
    "sellers": "seller_id",
    "buyers": "buyer_id",
    "agencies": "registration_agency",
}

Progress = Callable[[str, int, int], None]
STEPS = 6


def measure(
    snapshot: Snapshot,
    previous: Snapshot | None = None,
    decisions: Mapping[Pair, str] | None = None,
    progress: Progress | None = None,
) -> QualityReport:
    """The quality of the contracts of a snapshot's year and of its parties.

    Args:
        snapshot: verified.
        previous: of the year before; changes are measured against it.
        decisions: pairs that a person has called the same or different; they are not told again.
        progress: told of each step.
    """
    tell = progress or _silent
    tables = SnapshotTables(snapshot)
    before = None if previous is None else SnapshotTables(previous)
    tell("measuring", 0, STEPS)
    rules, fields = _records(tables)
    if before is not None:
        rules = _beside(rules, _records(before)[0])
    tell("measuring", 1, STEPS)
    earlier = None if before is None else _read_by_batch_rules(before)
    batch = judge_batch(_read_by_batch_rules(tables), earlier)
    tell("measuring", 2, STEPS)
    repeated = tuple(one for kind in KINDS for one in _repeated(kind, tables))
    tell("measuring", 3, STEPS)
    defaults = _defaults(tables)
    duplicates, parties = _candidates(tables)
    known = decisions or {}
    open_ones = None if duplicates is None else tuple(undecided(duplicates, known))
    tell("measuring", 5, STEPS)
    report = QualityReport(
        hash=snapshot.hash,
        cutoff=snapshot.manifest.cutoff,
        now=_vintage(tables),
        before=None if before is None else _vintage(before),
        rules=rules,
        fields=fields,
        defaults=defaults,
        batch=tuple(batch),
        repeated=repeated,
        duplicates=open_ones,
        decided=len(known),
        parties=parties,
    )
    tell("measuring", STEPS, STEPS)
    return report


def _records(tables: SnapshotTables) -> tuple[tuple[RuleQuality, ...], tuple[FieldQuality, ...]]:
    rules: list[RuleQuality] = []
    fields: list[FieldQuality] = []
    on = tables.snapshot.manifest.cutoff
    for kind in KINDS:
        batches = tables.contract_batches() if kind == "contract" else tables.parties.to_batches()
        some_rules, some_fields = _of_kind(kind, batches, tables.columns(kind), on)
        rules += some_rules
        fields += some_fields
    return tuple(rules), tuple(fields)


def _of_kind(
    kind: str, batches: Iterable[pa.RecordBatch], held: frozenset[str], on: date
) -> tuple[list[RuleQuality], list[FieldQuality]]:
    """All rules and fields of a kind of record, in one pass over its batches."""
    counts = RuleCounts()
    given = dict.fromkeys(held, 0)
    examples: dict[str, list[str]] = {}

    def seen() -> Iterable[pa.RecordBatch]:
        for batch in batches:
            for name in held:
                given[name] += batch.num_rows - batch.column(name).null_count
            numbers.append(batch.column(NUMBER[kind]))
            yield batch

    numbers: list[ArrowArray] = []
    for place, checked in enumerate(check_batches(kind, seen(), on, THREADS)):
        counts.add(checked)
        own = numbers[place]
        for rule in checked.rules:
            some = examples.setdefault(rule.id, [])
            if len(some) < EXAMPLES:
                rows = checked.failing_rows(rule.id)[: EXAMPLES - len(some)] - checked.first_row
                some += [str(own[int(row)].as_py()) for row in rows]
        numbers[place] = own.slice(0, 0)
    rules = [
        _rule(rule.id, counts, set(rule.reads) <= held, kind, examples.get(rule.id, []))
        for rule in rules_of(kind)
    ]
    fields = [
        FieldQuality(kind, field, given.get(name), counts.rows)
        for name, field in fields_of_kind(kind).items()
    ]
    return rules, fields


def _rule(
    id: str, counts: RuleCounts, in_snapshot: bool, kind: str, examples: list[str]
) -> RuleQuality:
    rule = next(one for one in rules_of(kind) if one.id == id)
    if not in_snapshot or id not in counts.by_rule:
        return RuleQuality(rule, in_snapshot=in_snapshot)
    found = counts.by_rule[id].tolist()
    passed, failed = found[Outcome.PASS], found[Outcome.FAIL]
    rest = sum(found) - passed - failed
    return RuleQuality(rule, in_snapshot, passed, failed, rest, tuple(examples))


def _beside(
    rules: tuple[RuleQuality, ...], before: tuple[RuleQuality, ...]
) -> tuple[RuleQuality, ...]:
    return tuple(
        replace(one, failed_before=other.failed, applied_before=other.applied)
        if other.in_snapshot
        else one
        for one, other in zip(rules, before, strict=True)
    )


def _read_by_batch_rules(tables: SnapshotTables) -> pa.Table:
    names = {name for rule in BATCH_RULES for name in rule.reads} | {"registrar"}
    return tables.contracts(tuple(sorted(names)))


def _repeated(kind: str, tables: SnapshotTables) -> list[Repeated]:
    rules = [rule for rule in REPETITION_RULES if rule.kind == kind]
    names = tuple({name: None for rule in rules for name in rule.reads})
    table = tables.parties if kind == "party" else tables.contracts(names)
    found = list(repetitions(kind, table))
    return [_counted(rule_id, found) for rule_id in dict.fromkeys(one.rule.id for one in found)]


def _counted(rule_id: str, found: list[Repetition]) -> Repeated:
    groups = [one for one in found if one.rule.id == rule_id]
    rule = groups[0].rule
    fields = fields_of_kind(rule.kind)
    shown = [
        place
        for place, name in enumerate(rule.same)
        if fields[name].data_class is not DataClass.PERSONAL and name != "value"
    ]
    return Repeated(
        rule.id,
        rule.severity,
        rule.words_zh,
        rule.words_en,
        len(groups),
        sum(len(one.rows) for one in groups),
        tuple(" · ".join(str(one.values[p]) for p in shown) for one in groups[:EXAMPLES]),
    )


def _defaults(tables: SnapshotTables) -> tuple[AgencyDefaults, ...] | None:
    needed = ("registration_agency", "value", *ALL_FIELDS)
    table = tables.contracts(needed)
    if not set(needed) <= set(table.schema.names):
        return None
    groups = row_groups(table, ("registration_agency",))
    marked = {name: is_default(table, name) for name in ALL_FIELDS}
    every = np.logical_and.reduce(list(marked.values()))
    counts = {name: groups.count(some) for name, some in marked.items()}
    of_all = groups.count(every)
    return tuple(
        AgencyDefaults(
            key,
            int(groups.sizes[place]),
            {name: int(some[place]) for name, some in counts.items()},
            int(of_all[place]),
        )
        for place, (key,) in enumerate(groups.keys)
    )


def _candidates(
    tables: SnapshotTables,
) -> tuple[list[DuplicateCandidate] | None, tuple[PartyCandidate, ...]]:
    parties = tables.parties
    if not set(REQUIRED_OF_PARTIES) <= set(parties.schema.names):
        return None, ()
    contracts = tables.contracts(LINKED)
    found = (
        duplicate_candidates(contracts, parties)
        if set(REQUIRED) <= set(contracts.schema.names)
        else None
    )
    return found, tuple(party_candidates(parties))


def _vintage(tables: SnapshotTables) -> Vintage:
    contracts = tables.contracts(("value", *DISTINCT.values()))
    figures = {"contracts": contracts.num_rows}
    if "value" in contracts.schema.names:
        values, _ = whole_numbers(contracts, "value")
        figures["value"] = int(values.sum())
    for name, column in DISTINCT.items():
        if column in contracts.schema.names:
            figures[name] = len(row_groups(contracts, (column,)).keys)
    return Vintage(tables.snapshot.period, figures)


def _silent(what: str, done: int, total: int) -> None:
    """No progress is told."""
