"""Whether the set of rules is sound: it can be met, each rule can be failed, and none stands twice.

Each fault is a clause about the rules, so that a test shows all that is wrong at once. Not here:
the rules, and whether the two forms of a rule agree (which tests show on invented records).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from techmarket.checks.batch_rule import BatchRule, Many, example_batch
from techmarket.checks.batch_rules import judge_batch
from techmarket.checks.check_rule import Changes, CheckRule, Severity
from techmarket.checks.example_records import EXAMPLE_DATES, example
from techmarket.checks.law import FROM_2026
from techmarket.checks.one_record import CompiledRule, compile_rules, date_of_check, verdicts
from techmarket.checks.outcome import Outcome, Verdict


def faults(kind: str, rules: Sequence[CheckRule]) -> list[str]:
    """What is wrong with a set of rules, a clause each; empty for a sound set.

    Args:
        kind: the kind of record.
        rules: its rules, field rules first.
    """
    compiled = compile_rules(rules)
    return [
        *_twice(rules),
        *_not_met(kind, rules, compiled),
        *(fault for rule in rules for fault in _wrong_examples(rule, compiled)),
    ]


def batch_faults(rules: Sequence[BatchRule], others: Sequence[str]) -> list[str]:
    """What is wrong with a set of rules about batches, a clause each; empty for a sound set.

    Args:
        rules: the rules.
        others: ids of all other rules, which are not to be given again.
    """
    ids = Counter([rule.id for rule in rules] + list(others))
    faults = [f"{id}: the id is given to {n} rules" for id, n in ids.items() if n > 1]
    said = Counter(words for rule in rules for words in (rule.words_zh, rule.words_en))
    for rule in rules:
        if max(said[rule.words_zh], said[rule.words_en]) > 1:
            faults.append(f"{rule.id}: another rule has the same sentence")
        failing, passing = (_broken(rule, many, rules) for many in (rule.failing, rule.passing))
        expected = {rule.id, *(f"contract.{name}" for name in rule.companions)}
        if failing != expected:
            listed = ", ".join(sorted(failing)) or "nothing"
            faults.append(f"{rule.id}: its failing example fails {listed}")
        if passing:
            faults.append(f"{rule.id}: its passing example fails {', '.join(sorted(passing))}")
    return faults


def _broken(rule: BatchRule, many: Sequence[Many], rules: Sequence[BatchRule]) -> set[str]:
    before = example_batch(rule.before) if rule.before else None
    return {one.rule.id for one in judge_batch(example_batch(many), before, rules) if one.findings}


def _twice(rules: Sequence[CheckRule]) -> Iterator[str]:
    ids = Counter(rule.id for rule in rules)
    yield from (f"{id}: the id is given to {n} rules" for id, n in ids.items() if n > 1)
    said = Counter(words for rule in rules for words in (rule.words_zh, rule.words_en))
    for rule in rules:
        if not rule.dated and max(said[rule.words_zh], said[rule.words_en]) > 1:
            yield f"{rule.id}: another rule has the same sentence"
    seen: dict[object, str] = {}
    for rule in rules:
        condition = (rule.holds, rule.when, frozenset(rule.needs), rule.valid_from, rule.valid_to)
        if condition in seen:
            yield f"{rule.id}: its condition is that of {seen[condition]}"
        seen.setdefault(condition, rule.id)


def _not_met(
    kind: str, rules: Sequence[CheckRule], compiled: tuple[CompiledRule, ...]
) -> Iterator[str]:
    """Every base record meets every rule; there is one before and one after the law changed."""
    bases = {rule.base for rule in rules} | {kind}
    for base in sorted(bases):
        for verdict in _failing(compiled, kind, base, {}):
            yield f"{base}: the base record fails {verdict.rule.id}"
    days = {EXAMPLE_DATES[base] for base in bases}
    if not min(days) < FROM_2026 <= max(days):
        yield "no base record for one of the regimes"


def _wrong_examples(rule: CheckRule, compiled: tuple[CompiledRule, ...]) -> Iterator[str]:
    found = {one.rule.id for one in _failing(compiled, rule.kind, rule.base, rule.failing)}
    if rule.id not in found:
        yield f"{rule.id}: its failing example does not fail it"
    if others := found - {rule.id} - rule.companions:
        yield f"{rule.id}: its failing example also fails {', '.join(sorted(others))}"
    if missing := rule.companions - found:
        yield f"{rule.id}: its failing example does not fail {', '.join(sorted(missing))}"
    all_verdicts = _verdicts(compiled, rule.kind, rule.base, rule.passing)
    if not any(one.rule is rule and one.outcome is Outcome.PASS for one in all_verdicts):
        yield f"{rule.id}: its passing example does not pass it"
    for one in all_verdicts:
        if one.outcome is Outcome.FAIL and one.rule.severity is Severity.HARD:
            yield f"{rule.id}: its passing example fails the hard rule {one.rule.id}"
    yield from _useless_repair(rule, compiled)


def _useless_repair(rule: CheckRule, compiled: tuple[CompiledRule, ...]) -> Iterator[str]:
    """Where a repair is offered for the failing example, it mends it."""
    record = example(rule.base, rule.failing)
    on = date_of_check(rule.kind, record, EXAMPLE_DATES[rule.base])
    changes = rule.repair(record, on) if rule.repair else None
    if changes is not None:
        mended = _failing(compiled, rule.kind, rule.base, {**rule.failing, **changes})
        if any(one.rule is rule for one in mended):
            yield f"{rule.id}: its repair does not mend its failing example"


def _failing(
    compiled: tuple[CompiledRule, ...], kind: str, base: str, changes: Changes
) -> list[Verdict]:
    found = _verdicts(compiled, kind, base, changes)
    return [one for one in found if one.outcome is Outcome.FAIL]


def _verdicts(
    compiled: tuple[CompiledRule, ...], kind: str, base: str, changes: Changes
) -> list[Verdict]:
    record = example(base, changes)
    return verdicts(compiled, record, _day(kind, base, record))


def _day(kind: str, base: str, record: dict[str, object]) -> date | None:
    return date_of_check(kind, record, EXAMPLE_DATES[base])
