"""The rules about one contract as a pydantic model, row by row, as one would write them by hand.

The source of the model is made from the declared conditions, each rule a few plain `if`s on the
fields of the model, so that all of them are there and say the same. Not here: measuring (`rules`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from techmarket.checks.check_rule import CheckRule, Level, Severity
from techmarket.checks.condition import (
    ALWAYS,
    Characters,
    Compare,
    Condition,
    Constant,
    Days,
    Either,
    Every,
    Finds,
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
from techmarket.checks.rule_set import fields_of_kind, rules_of
from techmarket.codes import code_list
from techmarket.record.fields import FieldType

ANNOTATIONS: Mapping[FieldType, str] = {
    FieldType.TEXT: "str",
    FieldType.CODE: "str",
    FieldType.DECIMAL: "str",
    FieldType.DATE: "date",
    FieldType.MONEY: "int",
    FieldType.INTEGER: "int",
    FieldType.BOOLEAN: "bool",
}

HEAD = """\
class Contract(BaseModel):
{fields}
    _outcomes: bytes = PrivateAttr()

    @model_validator(mode="after")
    def check_all(self):
        on = self.registration_date
        wrong = set()
        self._outcomes = bytes([{calls}])
        return self

"""


@dataclass
class Source:
    """Source that grows, and the values that it names.

    Attributes:
        names: what the source refers to.
    """

    names: dict[str, Any] = field(default_factory=dict)

    def name(self, value: object) -> str:
        """A name for a value that is not written out."""
        name = f"K{len(self.names)}"
        self.names[name] = value
        return name

    def term(self, term: Term) -> tuple[list[str], str]:
        """What must not be `None` for the term to have a value, and the value."""
        match term:
            case Value(name):
                return [f"self.{name}"], f"self.{name}"
            case Constant(value):
                return [], repr(value) if isinstance(value, str | int) else self.name(value)
            case On():
                return ["on"], "on"
            case Part(text, start, stop):
                given, value = self.term(text)
                return given, f"{value}[{start}:{stop}]"
            case Characters(text):
                given, value = self.term(text)
                return given, f"len({value})"
            case WholeNumber(text):
                given, value = self.term(text)
                return [*given, f"number_of({value})"], f"number_of({value})"
            case YearDigits(day):
                given, value = self.term(day)
                return given, f"f'{{{value}.year:04}}'"
            case MonthDay(day):
                given, value = self.term(day)
                return given, f"({value}.month * 100 + {value}.day)"
            case Days(start_term, end_term):
                (first, start_day), (second, end_day) = self.term(start_term), self.term(end_term)
                return first + second, f"({end_day} - {start_day}).days"
            case Weekdays(start_term, end_term):
                (first, start_day), (second, end_day) = self.term(start_term), self.term(end_term)
                return first + second, f"weekdays({start_day}, {end_day})"
            case Quotient(number, by):
                given, value = self.term(number)
                return given, f"{value} // {by}"

    def condition(self, condition: Condition) -> str:
        """The condition as an expression."""
        match condition:
            case Given(name):
                return f"self.{name} is not None"
            case IsTrue(name):
                return f"self.{name} is True"
            case Compare(left, operator, right):
                (first, one), (second, other) = self.term(left), self.term(right)
                return self._guarded(first + second, f"{one} {operator} {other}")
            case OneOf(term, values):
                given, value = self.term(term)
                return self._guarded(given, f"{value} in {self.name(values)}")
            case Matches(term, expression):
                given, value = self.term(term)
                found = f"{self.name(re.compile(expression))}.fullmatch({value}) is not None"
                return self._guarded(given, found)
            case Finds(term, expression):
                given, value = self.term(term)
                found = f"{self.name(re.compile(expression))}.search({value}) is not None"
                return self._guarded(given, found)
            case ValidCode(name, list_name, too_coarse):
                valid = self.name(validity(list_name))
                fine = f"self.{name} not in {self.name(too_coarse)} and " if too_coarse else ""
                given = f"self.{name} is not None and on is not None"
                return f"({given} and {fine}{valid}(self.{name}, on))"
            case Every(parts):
                return "(" + (" and ".join(map(self.condition, parts)) or "True") + ")"
            case Either(parts):
                return "(" + (" or ".join(map(self.condition, parts)) or "False") + ")"
            case Not(part):
                return f"(not {self.condition(part)})"
            case _:
                raise TypeError(f"no contract is asked for {condition}")

    def rule(self, number: int, rule: CheckRule) -> str:
        """A rule as a method; the numbers are those of `Outcome`."""
        lines = [f"    def rule_{number}(self, on, wrong):"]
        if rule.asks_date:
            lines += ["        if on is None: return 2"]
        if rule.valid_from is not None:
            lines += [f"        if on < {self.name(rule.valid_from)}: return 3"]
        if rule.valid_to is not None:
            lines += [f"        if on > {self.name(rule.valid_to)}: return 3"]
        lines += [f"        if self.{name} is None: return 2" for name in rule.needs]
        reads = self.name(frozenset(rule.reads))
        lines += [f"        if wrong and not wrong.isdisjoint({reads}): return 5"]
        if rule.when != ALWAYS:
            lines += [f"        if not {self.condition(rule.when)}: return 4"]
        lines += [f"        if {self.condition(rule.holds)}: return 0"]
        if rule.level is Level.FIELD and rule.severity is Severity.HARD:
            lines += [f"        wrong.update({reads})"]
        return "\n".join([*lines, "        return 1\n"])

    def _guarded(self, given: list[str], expression: str) -> str:
        guards = [f"{one} is not None" for one in dict.fromkeys(given)]
        return f"({' and '.join([*guards, expression])})"


def number_of(text: str) -> int | None:
    """The number that 1 to 18 digits write."""
    short = 1 <= len(text) <= 18 and text.isascii() and text.isdigit()
    return int(text) if short else None


def weekdays(start: date, end: date) -> int:
    """Mondays to Fridays after the one day up to and with the other."""
    sign = 1 if end >= start else -1
    first, last = sorted((start, end))
    weeks, rest = divmod((last - first).days, 7)
    days = (first + timedelta(days=n) for n in range(1, rest + 1))
    return sign * (weeks * 5 + sum(day.weekday() < 5 for day in days))


@cache
def validity(list_name: str) -> Callable[[str, date], bool]:
    """Whether a code of the list is valid on a day."""
    rows = code_list(list_name)
    dated = {
        one.code: [(r.valid_from or date.min, r.valid_to or date.max) for r in history]
        for one in rows.codes()
        for history in [rows.history(one.code)]
    }

    def valid(code: str, on: date) -> bool:
        return any(first <= on <= last for first, last in dated.get(code, ()))

    return valid


def contract_model() -> type[Any]:
    """The model; an instance has the outcomes of all rules in `_outcomes`, in their order."""
    from pydantic import BaseModel, PrivateAttr, model_validator

    source, rules = Source(), rules_of("contract")
    fields = "\n".join(
        f"    {name}: {ANNOTATIONS[one.type]} | None = None"
        for name, one in fields_of_kind("contract").items()
    )
    calls = ", ".join(f"self.rule_{number}(on, wrong)" for number in range(len(rules)))
    text = HEAD.format(fields=fields, calls=calls)
    text += "\n".join(source.rule(number, rule) for number, rule in enumerate(rules))
    names = {
        "BaseModel": BaseModel,
        "PrivateAttr": PrivateAttr,
        "model_validator": model_validator,
        "date": date,
        "number_of": number_of,
        "weekdays": weekdays,
        **source.names,
    }
    exec(compile(text, "contract_model", "exec", dont_inherit=True), names)
    model: type[Any] = names["Contract"]
    return model
