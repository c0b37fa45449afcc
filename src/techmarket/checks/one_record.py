"""One record through all rules, in well under a millisecond.

Not here: files (`batches`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from techmarket.checks.check_rule import CheckRule, Level, Severity
from techmarket.checks.condition import ALWAYS
from techmarket.checks.outcome import Outcome, Verdict
from techmarket.checks.plain import Truth, truth_of
from techmarket.checks.rule_set import DATED_BY, rules_of
from techmarket.record.fields import Record


class CompiledRule(NamedTuple):
    """A rule and its conditions as functions of a record.

    Attributes:
        rule: the rule.
        asks_date: see `CheckRule.asks_date`.
        when: to which records it applies; `None`: to all.
        holds: the condition.
        told: the verdict of each outcome but failure, which are the same for all records.
    """

    rule: CheckRule
    asks_date: bool
    when: Truth | None
    holds: Truth
    told: tuple[Verdict, ...]


def check_record(kind: str, record: Record, on: date | None = None) -> list[Verdict]:
    """The verdict of every rule of a kind of record, in the order of the rules.

    Args:
        kind: "contract" or "party".
        record: field name to value of the field's type; what is not given may be `None` or absent.
        on: the date of the check; of a contract, only where it has no registration date.

    Raises:
        TechmarketError: no kind of record of that name has rules.
    """
    return verdicts(compiled(kind), record, date_of_check(kind, record, on))


def failures(kind: str, record: Record, on: date | None = None) -> list[Verdict]:
    """Those verdicts of `check_record` that say that a rule fails."""
    return [one for one in check_record(kind, record, on) if one.outcome is Outcome.FAIL]


def date_of_check(kind: str, record: Record, on: date | None) -> date | None:
    """The date that the record tells, else the one that is given."""
    told = record.get(DATED_BY[kind])
    return told if isinstance(told, date) else on


@cache
def compiled(kind: str) -> tuple[CompiledRule, ...]:
    """The rules of a kind of record, compiled once."""
    return compile_rules(rules_of(kind))


def compile_rules(rules: Iterable[CheckRule]) -> tuple[CompiledRule, ...]:
    """The rules with their conditions as functions."""
    return tuple(
        CompiledRule(
            rule,
            rule.asks_date,
            None if rule.when == ALWAYS else truth_of(rule.when),
            truth_of(rule.holds),
            tuple(Verdict(rule, outcome) for outcome in Outcome),
        )
        for rule in rules
    )


def verdicts(rules: tuple[CompiledRule, ...], record: Record, on: date | None) -> list[Verdict]:
    """The verdict of each of the rules, in their order, in which field rules come first."""
    return list(_verdicts(rules, record, on))


def _verdicts(
    rules: tuple[CompiledRule, ...], record: Record, on: date | None
) -> Iterator[Verdict]:
    wrong: set[str] = set()
    for one in rules:
        rule = one.rule
        outcome = _outcome(one, record, on, wrong)
        if outcome is not Outcome.FAIL:
            yield one.told[outcome]
            continue
        if rule.level is Level.FIELD and rule.severity is Severity.HARD:
            wrong.update(rule.reads)
        values = {name: record.get(name) for name in rule.reads}
        yield Verdict(rule, outcome, values, rule.repair(record, on) if rule.repair else None)


def _outcome(one: CompiledRule, record: Record, on: date | None, wrong: set[str]) -> Outcome:
    rule, asks_date, when, holds, _ = one
    if on is None and asks_date:
        return Outcome.EMPTY
    if rule.dated and on is not None and not rule.valid_on(on):
        return Outcome.OTHER_REGIME
    for name in rule.needs:
        if record.get(name) is None:
            return Outcome.EMPTY
    if wrong and not wrong.isdisjoint(rule.reads):
        return Outcome.FIELD_WRONG
    if when is not None and not when(record, on):
        return Outcome.OTHER_KIND
    return Outcome.PASS if holds(record, on) else Outcome.FAIL
