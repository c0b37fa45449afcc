"""What somebody typed, as values of the declared fields; what cannot be read is said by field.

Amounts are read in yuan unless the text names another unit; codes by code or by label. Text is
brought to one Unicode form; characters that cannot be seen or change the direction of writing are
refused and never removed in silence. Not here: whether a value is right (`checks`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from techmarket.checks.check_rule import Severity
from techmarket.checks.one_record import failures
from techmarket.checks.telling import sentence_of
from techmarket.imports.choices import says_yes
from techmarket.imports.code_labels import code_of
from techmarket.imports.days import day_of
from techmarket.record.constraints import CodeOf
from techmarket.record.fields import Field, FieldType
from techmarket.web.pages.amounts import UnclearAmount, typed_amount
from techmarket.web.pages.plain_text import plain_text
from techmarket.web.pages.wording import Both, both

Values = dict[str, object]
Typed = Mapping[str, str]

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Failing:
    """A rule of the register that a record breaks.

    Attributes:
        id: of the rule, "contract.value_above_zero".
        hard: it stops submission; a soft one asks for a word of explanation.
        text: the rule, and what the record holds that breaks it.
        fields: those it reads.
    """

    id: str
    hard: bool
    text: Both
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A form as it was read.

    Attributes:
        values: field to value; fields without text, or that cannot be read, are `None`.
        unread: field to what is wrong with its text.
    """

    values: Values
    unread: dict[str, list[Both]]


def read_typed(typed: Typed, fields: Iterable[Field], on: date) -> Reading:
    """The values of a form.

    Args:
        typed: name of a field to its text; names that are not declared are left out.
        fields: the declared fields.
        on: the day by which labels of codes are understood.
    """
    values: Values = {}
    unread: dict[str, list[Both]] = {}
    for field in fields:
        text = unicodedata.normalize("NFC", str(typed.get(field.name) or "")).strip()
        value, wrong = _value(field, text, on) if text else (None, None)
        values[field.name] = value
        if wrong is not None:
            unread[field.name] = [wrong]
    return Reading(values, unread)


def failing(kind: str, values: Mapping[str, object], on: date) -> list[Failing]:
    """The rules of the catalogue that a record breaks, hard ones first.

    Args:
        kind: "contract" or "party".
        values: field to value.
        on: the day of the check.
    """
    found = [
        Failing(
            one.rule.id,
            one.rule.severity is Severity.HARD,
            Both(sentence_of(one, "zh"), sentence_of(one, "en")),
            tuple(one.rule.reads),
        )
        for one in failures(kind, values, on)
    ]
    return sorted(found, key=lambda one: not one.hard)


def _value(field: Field, text: str, on: date) -> tuple[object, Both | None]:
    """The value of a text, or what is wrong with it."""
    wrong = plain_text(text, LONGEST)
    if wrong is not None:
        return None, wrong
    match field.type:
        case FieldType.MONEY:
            try:
                return typed_amount(text), None
            except UnclearAmount as unclear:
                return None, both(unclear.zh, unclear.en)
        case FieldType.INTEGER:
            plain = unicodedata.normalize("NFKC", text).replace(",", "")
            if not plain.isascii() or not plain.lstrip("-").isdigit() or len(plain) > 18:
                return None, both("不是整数，请填写数字。", "Not a whole number; write digits.")
            return int(plain), None
        case FieldType.DATE:
            day = day_of(text)
            if day is None:
                return None, both(
                    "不是日历上的日期，请写成 2026-01-31。",
                    "Not a day of the calendar; write it as 2026-01-31.",
                )
            return day, None
        case FieldType.BOOLEAN:
            answer = says_yes(text)
            if answer is None:
                return None, both("请选择“是”或“否”。", "Choose yes or no.")
            return answer, None
        case FieldType.CODE:
            coarse = (
                field.constraint.too_coarse if isinstance(field.constraint, CodeOf) else frozenset()
            )
            read = code_of(text, field.code_list, coarse, on)
            if not read.code:
                some = "、".join(f"{one.code} {one.label_zh}" for one in read.choices[:5])
                few = ", ".join(f"{one.code} {one.label_en}" for one in read.choices[:5])
                return None, both(
                    f"不在代码表中{'，可能是：' + some if some else ''}。请从列表中选择。",
                    f"Not in the code list{': ' + few if few else ''}. Choose from the list.",
                )
            return read.code, None
        case FieldType.TEXT | FieldType.DECIMAL:
            return text, None
