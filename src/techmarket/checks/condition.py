"""The condition of a rule, as an expression that two compilers read.

Terms have a value or none; conditions are true or false and nothing between: a comparison with a
value that is not there is false. So a rule that must hold for what is absent says so with
`Given`, and both forms agree without the rules of nulls of any database. Not here: how an
expression is computed (`plain`, `vectorised`), and what it is good for (`check_rule`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Literal as OneWord
from typing import TypeAlias

from techmarket.codes import code_list

Operator: TypeAlias = OneWord["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Value:
    """What the record holds in a field."""

    field: str


@dataclass(frozen=True, slots=True)
class Constant:
    """The same for every record: a text, a whole number (money in 分), a date."""

    value: str | int | date


@dataclass(frozen=True, slots=True)
class On:
    """The date of the check: of a contract its registration date, else the date that is given."""


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to before `stop` of a text; fewer where the text is shorter."""

    text: Term
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Characters:
    """The number of characters of a text."""

    text: Term


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """The number that a text of 1 to 18 digits writes; of any other text none."""

    text: Term


@dataclass(frozen=True, slots=True)
class YearDigits:
    """The year of a date as a text of four digits."""

    day: Term


@dataclass(frozen=True, slots=True)
class MonthDay:
    """Month · 100 + day of a date: 1231 is the 31st of December."""

    day: Term


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days from the one date to the other; negative when it is earlier."""

    start: Term
    end: Term


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Mondays to Fridays after the one date up to and with the other; of an earlier one, 0 or less.

    Public holidays are set year by year and are not known here.
    """

    start: Term
    end: Term


@dataclass(frozen=True, slots=True)
class Quotient:
    """A whole number divided by another and rounded down."""

    number: Term
    by: int


Term: TypeAlias = (
    Value
    | Constant
    | On
    | Part
    | Characters
    | WholeNumber
    | YearDigits
    | MonthDay
    | Days
    | Weekdays
    | Quotient
)


@dataclass(frozen=True, slots=True)
class Given:
    """The record holds something in the field."""

    field: str


@dataclass(frozen=True, slots=True)
class IsTrue:
    """The field holds yes."""

    field: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Two numbers, two dates, or two texts (which are equal or not, and have no order)."""

    left: Term
    operator: Operator
    right: Term


@dataclass(frozen=True, slots=True)
class OneOf:
    """A text or a whole number is one of several."""

    term: Term
    values: frozenset[str] | frozenset[int]


@dataclass(frozen=True, slots=True)
class Matches:
    """The whole text matches a regular expression."""

    text: Term
    expression: str

    def __post_init__(self) -> None:
        """Refuse what the two engines read in two ways (`ValueError`)."""
        refuse_ambiguous(self.expression)


@dataclass(frozen=True, slots=True)
class Finds:
    """The text has a part that matches a regular expression."""

    text: Term
    expression: str

    def __post_init__(self) -> None:
        """Refuse what the two engines read in two ways (`ValueError`)."""
        refuse_ambiguous(self.expression)


@dataclass(frozen=True, slots=True)
class ValidCode:
    """The field holds a code of a list that is valid on the date of the check.

    Attributes:
        field: the field.
        list_name: name of the code list.
        too_coarse: codes that only group others and are not accepted.
    """

    field: str
    list_name: str
    too_coarse: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FitsStandard:
    """The field holds an identifier made by a standard, with the right check characters.

    Attributes:
        field: the field.
        standard: a value of the field `identifier_type`.
    """

    field: str
    standard: str


@dataclass(frozen=True, slots=True)
class Every:
    """All of the conditions are true; of none, true."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions is true."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is not true."""

    of: Condition


Condition: TypeAlias = (
    Given
    | IsTrue
    | Compare
    | OneOf
    | Matches
    | Finds
    | ValidCode
    | FitsStandard
    | Every
    | Either
    | Not
)

ALWAYS = Every(())
"""True of every record."""

WHITE_SPACE = "".join(c for c in map(chr, range(0x10000)) if c.isspace())
"""All white space of Unicode, written out, because engines differ in what they count to it."""

AMBIGUOUS = re.compile(r"\\[sSdDwWbBAzZ]|\(\?(?!:|s:)|\\[1-9]|[$^]")


def refuse_ambiguous(expression: str) -> None:
    """Refuse a regular expression that Python and RE2 may read in two ways.

    Raises:
        ValueError: it holds a class such as `\\s`, an anchor, a look-ahead, a flag or a
            reference to a group.
    """
    bare = re.sub(r"\[\^", "[", expression)
    if AMBIGUOUS.search(bare):
        raise ValueError(f"write out classes, no anchors, flags or look-ahead: {expression!r}")


def every(*conditions: Condition) -> Every:
    """All of them."""
    return Every(conditions)


def either(*conditions: Condition) -> Either:
    """At least one of them."""
    return Either(conditions)


def compare(left: str | Term, operator: Operator, right: str | int | date | Term) -> Compare:
    """A comparison; a text on either side names a field, a number or date stands for itself."""
    left_term = Value(left) if isinstance(left, str) else left
    if isinstance(right, str):
        return Compare(left_term, operator, Value(right))
    return Compare(left_term, operator, Constant(right) if isinstance(right, int | date) else right)


def is_code(field: str, *codes: str) -> OneOf:
    """The field holds one of the codes."""
    return OneOf(Value(field), frozenset(codes))


def under(field: str, list_name: str, *codes: str) -> OneOf:
    """The field holds one of the codes or one below them, whatever the date.

    Raises:
        ValueError: a code below stood under another one at some time, so that the date matters.
    """
    rows = code_list(list_name)
    below = {
        row.code for row in rows.codes() if not set(codes).isdisjoint(rows.ancestors(row.code))
    }
    moved = [code for code in below if len({row.parent for row in rows.history(code)}) > 1]
    if moved:
        raise ValueError(f"{list_name}: the place of {sorted(moved)} depends on the date")
    return OneOf(Value(field), frozenset(below))


def fields_of(node: object) -> frozenset[str]:
    """Names of the fields that a condition or a term reads, not counting the date of the check."""
    return frozenset(_fields_of(node))


def _fields_of(node: object) -> Iterator[str]:
    if isinstance(node, Value | Given | IsTrue | ValidCode | FitsStandard):
        yield node.field
    elif isinstance(node, Every | Either):
        for part in node.of:
            yield from _fields_of(part)
    elif is_dataclass(node):
        for attribute in fields(node):
            yield from _fields_of(getattr(node, attribute.name))


def asks_date(node: object) -> bool:
    """Whether a condition or a term looks at the date of the check."""
    if isinstance(node, On | ValidCode):
        return True
    if isinstance(node, Every | Either):
        return any(asks_date(part) for part in node.of)
    return is_dataclass(node) and any(asks_date(getattr(node, f.name)) for f in fields(node))
