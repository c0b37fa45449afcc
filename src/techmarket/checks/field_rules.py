"""The rules that follow from the declared fields: what is required, and each constraint.

Nothing is declared here again: ids, sentences and conditions come from `record`, and so do
examples, made by breaking the constraint. Not here: rules about several fields (`record_rules`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from techmarket.checks.check_rule import (
    NO_CHANGES,
    Authority,
    Changes,
    CheckRule,
    Repair,
    Severity,
    check_rule,
)
from techmarket.checks.condition import (
    WHITE_SPACE,
    Characters,
    Condition,
    Finds,
    Given,
    Matches,
    OneOf,
    ValidCode,
    Value,
    compare,
    every,
)
from techmarket.checks.example_records import EXAMPLE_RECORDS, OPTIONAL_VALUES
from techmarket.codes import code_list
from techmarket.record import constraints
from techmarket.record.fields import Field, Record

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "contract": "Declaration of the fields of a contract (data dictionary)",
        "party": "Declaration of the fields of a party (data dictionary)",
    }
)

DECIMAL = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
"""A decimal number written out; that it is above zero is asked apart."""

UNLIKELY = ("?", "0", "×", "12345", "abc")
"""Texts of which at least one has not the form that a pattern asks for."""


def field_rules(kind: str, fields: tuple[Field, ...]) -> Iterator[CheckRule]:
    """The rules of every field of a kind of record, in the order of the fields.

    Raises:
        TypeError: a constraint has no condition here.
    """
    for one in fields:
        if one.required:
            yield _required(kind, one)
        for constraint in one.constraints:
            yield _constrained(kind, one, constraint)


def _required(kind: str, one: Field) -> CheckRule:
    return check_rule(
        f"{kind}.{one.name}.required",
        f"{one.label_zh}：必须填写。",
        f"{one.label_en}: must be given.",
        Given(one.name),
        severity=Severity.HARD,
        authority=Authority.RECORD,
        source=SOURCES[kind],
        needs=(),
        failing={one.name: None},
    )


def _constrained(kind: str, one: Field, constraint: constraints.Constraint) -> CheckRule:
    name, holds, bad = _condition(one, constraint)
    return check_rule(
        f"{kind}.{one.name}.{name}",
        f"{one.label_zh}：{constraint.words('zh')}。",
        f"{one.label_en}: {constraint.words('en')}.",
        holds,
        severity=Severity.HARD,
        authority=Authority.RECORD,
        source=SOURCES[kind],
        failing={one.name: bad},
        passing=lawful(kind, one.name),
        repair=_repair(one, constraint),
    )


def lawful(kind: str, name: str) -> Changes:
    """Changes that give a field a lawful value; none where the base record has one."""
    return NO_CHANGES if name in EXAMPLE_RECORDS[kind] else OPTIONAL_VALUES[name]


def _condition(one: Field, constraint: constraints.Constraint) -> tuple[str, Condition, object]:
    """Name of the rule, its condition, and a value that breaks it."""
    text = Value(one.name)
    match constraint:
        case constraints.NotEmpty():
            solid = f"[^{WHITE_SPACE}]"
            return "trimmed", Matches(text, f"{solid}(?:(?s:.)*{solid})?"), " 某某 "
        case constraints.Length(least, most):
            length = Characters(text)
            within = every(compare(length, ">=", least), compare(length, "<=", most))
            return "length", within, "长" * (most + 1)
        case constraints.Pattern(expression):
            bad = next(text for text in UNLIKELY if not re.fullmatch(expression, text))
            return "pattern", Matches(text, expression), bad
        case constraints.Exact():
            return "exact", every(Matches(text, DECIMAL), Finds(text, "[1-9]")), "0.00"
        case constraints.Range(least, None) if least is not None:
            return "range", compare(text, ">=", least), least - 1
        case constraints.DateRange(first, last):
            within = every(compare(text, ">=", first), compare(text, "<=", last))
            return "date_range", within, date(last.year + 1, 1, 1)
        case constraints.CodeOf(list_name, too_coarse):
            return "code", ValidCode(one.name, list_name, too_coarse), "未知"
        case constraints.OneOf(labels):
            return "one_of", OneOf(text, frozenset(word for word, _, _ in labels)), "unknown"
        case _:
            raise TypeError(f"no condition for {constraint}")


def _repair(one: Field, constraint: constraints.Constraint) -> Repair | None:
    name = one.name
    if isinstance(constraint, constraints.NotEmpty):
        return lambda record, on: _changed(name, str(record[name]).strip())
    if isinstance(constraint, constraints.CodeOf):
        return lambda record, on: _code_of_label(name, constraint, record, on)
    if isinstance(constraint, constraints.OneOf):
        return lambda record, on: _word_of_label(name, constraint, record)
    return None


def _changed(name: str, text: str) -> Mapping[str, object] | None:
    return {name: text} if text else None


def _code_of_label(
    name: str, constraint: constraints.CodeOf, record: Record, on: date | None
) -> Mapping[str, object] | None:
    """A label was written for a code: the one code that has it."""
    rows = code_list(constraint.list_name).labelled(str(record[name]).strip(), on)
    codes = {row.code for row in rows} - constraint.too_coarse
    return {name: codes.pop()} if len(codes) == 1 else None


def _word_of_label(
    name: str, constraint: constraints.OneOf, record: Record
) -> Mapping[str, object] | None:
    written = str(record[name]).strip().lower()
    words = [word for word, zh, en in constraint.labels if written in (word, zh, en.lower())]
    return {name: words[0]} if len(words) == 1 else None
