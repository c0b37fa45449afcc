"""The plain form: a condition as a Python function of one record.

Compiled once into nested closures; a record then costs microseconds, which a form needs at every
keystroke. Not here: columns (`vectorised`), and outcomes (`one_record`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias, assert_never

from techmarket.checks.code_days import code_days
from techmarket.checks.condition import (
    Characters,
    Compare,
    Condition,
    Constant,
    Days,
    Either,
    Every,
    Finds,
    FitsStandard,
    Given,
    IsTrue,
    Matches,
    MonthDay,
    Not,
    On,
    OneOf,
    Part,
    Quotient,
    Term,
    ValidCode,
    Value,
    Weekdays,
    WholeNumber,
    YearDigits,
)
from techmarket.record.fields import Record
from techmarket.record.party_rules import IDENTIFIERS

Getter: TypeAlias = Callable[[Record, date | None], Any]
"""The value of a term, `None` for none."""

Truth: TypeAlias = Callable[[Record, date | None], bool]

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)


def truth_of(condition: Condition) -> Truth:
    """The condition as a function of a record, whose values are of their fields' types."""
    match condition:
        case Given(field):
            return lambda record, on: record.get(field) is not None
        case IsTrue(field):
            return lambda record, on: record.get(field) is True
        case Compare():
            return _comparison(condition)
        case OneOf(term, values):
            get = value_of(term)
            return lambda record, on: get(record, on) in values
        case Matches(term, expression):
            return _found(value_of(term), re.compile(expression).fullmatch)
        case Finds(term, expression):
            return _found(value_of(term), re.compile(expression).search)
        case ValidCode():
            return _valid_code(condition)
        case FitsStandard(field, standard):
            checker = IDENTIFIERS[standard].checker
            return lambda record, on: (
                (code := record.get(field)) is not None and checker(str(code)) is None
            )
        case Every(of):
            return _every([truth_of(part) for part in of])
        case Either(of):
            return _either([truth_of(part) for part in of])
        case Not(of):
            inner = truth_of(of)
            return lambda record, on: not inner(record, on)
        case _:
            assert_never(condition)


def value_of(term: Term) -> Getter:
    """The term as a function of a record."""
    match term:
        case Value(field):
            return lambda record, on: record.get(field)
        case Constant(value):
            return lambda record, on: value
        case On():
            return lambda record, on: on
        case Part(text, start, stop):
            return _of_one(value_of(text), lambda found: found[start:stop])
        case Characters(text):
            return _of_one(value_of(text), len)
        case WholeNumber(text):
            return _of_one(value_of(text), _whole_number)
        case YearDigits(day):
            return _of_one(value_of(day), lambda found: f"{found.year:04}")
        case MonthDay(day):
            return _of_one(value_of(day), lambda found: found.month * 100 + found.day)
        case Days(start_term, end_term):
            return _of_two(
                value_of(start_term), value_of(end_term), lambda start, end: (end - start).days
            )
        case Weekdays(start_term, end_term):
            return _of_two(value_of(start_term), value_of(end_term), weekdays_between)
        case Quotient(number, by):
            return _of_one(value_of(number), lambda found: found // by)
        case _:
            assert_never(term)


def weekdays_between(start: date, end: date) -> int:
    """Mondays to Fridays after `start` up to and with `end`; negative when `end` is earlier."""
    return _weekdays_to(end) - _weekdays_to(start)


def _weekdays_to(day: date) -> int:
    """Mondays to Fridays from 1 January of year 1, a Monday, up to and with the day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _whole_number(text: str) -> int | None:
    fits = len(text) <= 18 and text.isascii() and text.isdigit()
    return int(text) if fits else None


def _of_one(get: Getter, then: Callable[[Any], Any]) -> Getter:
    def value(record: Record, on: date | None) -> Any:
        found = get(record, on)
        return None if found is None else then(found)

    return value


def _of_two(first: Getter, second: Getter, then: Callable[[Any, Any], Any]) -> Getter:
    def value(record: Record, on: date | None) -> Any:
        one, two = first(record, on), second(record, on)
        return None if one is None or two is None else then(one, two)

    return value


def _comparison(condition: Compare) -> Truth:
    compared = OPERATORS[condition.operator]
    left, right = value_of(condition.left), value_of(condition.right)

    def truth(record: Record, on: date | None) -> bool:
        one, two = left(record, on), right(record, on)
        return one is not None and two is not None and compared(one, two)

    return truth


def _found(get: Getter, found: Callable[[str], re.Match[str] | None]) -> Truth:
    def truth(record: Record, on: date | None) -> bool:
        text = get(record, on)
        return text is not None and found(text) is not None

    return truth


def _valid_code(condition: ValidCode) -> Truth:
    field, too_coarse = condition.field, condition.too_coarse
    valid = code_days(condition.list_name).valid

    def truth(record: Record, on: date | None) -> bool:
        code = record.get(field)
        if code is None or on is None or code in too_coarse:
            return False
        return valid(str(code), on)

    return truth


def _every(parts: list[Truth]) -> Truth:
    if len(parts) == 2:
        first, second = parts
        return lambda record, on: first(record, on) and second(record, on)

    def truth(record: Record, on: date | None) -> bool:
        return all(part(record, on) for part in parts)

    return truth


def _either(parts: list[Truth]) -> Truth:
    if len(parts) == 2:
        first, second = parts
        return lambda record, on: first(record, on) or second(record, on)

    def truth(record: Record, on: date | None) -> bool:
        return any(part(record, on) for part in parts)

    return truth
