"""Rules about how a text was written: placeholders, full-width forms, stray characters.

The same few rules for many fields; who declares a field's rules says for which. Not here: lengths
and blanks at the ends, which are constraints of the fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from techmarket.checks.check_rule import (
    NO_CHANGES,
    Authority,
    Changes,
    CheckRule,
    Repair,
    Severity,
    check_rule,
)
from techmarket.checks.condition import Finds, Matches, Not, Value, every
from techmarket.checks.example_records import EXAMPLE_RECORDS
from techmarket.record.fields import Field, Record

WORDS = (
    "[Tt][Ee][Ss][Tt][0-9]*",
    "测试[0-9]*",
    "试验[0-9]*",
    "无",
    "暂无",
    "没有",
    "不详",
    "未知",
    "空",
    "略",
    "同上",
    "待定",
    "待补",
    "[Nn]/?[Aa]",
    "[Nn][Uu][Ll][Ll]",
    "[Nn]one",
    "[Xx某×＊?？.。、/-]+",
    r"\*+",
    "[_—]+",
)
"""What people type into a field that must not be empty."""

ONE_DIGIT = tuple(f"{n}+" for n in range(10))
PLACEHOLDER = "|".join((*WORDS, *ONE_DIGIT, "12345[0-9]*", "[Aa]+", "[Bb]+", "asdf.*", "qwer.*"))

FULL_WIDTH = "[０-９Ａ-Ｚａ-ｚ]"
CONTROL = "[\x00-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff\ufffd]"
HAN = "[\u4e00-\u9fff]"
BLANKS = "[ \u3000\u00a0]"


def not_placeholder(
    kind: str,
    one: Field,
    typed: str = "****",
    passing: Changes = NO_CHANGES,
    companions: tuple[str, ...] = (),
) -> CheckRule:
    """The text is not one that stands for nothing.

    Args:
        typed: such a text, for the example; `passing` and `companions` as in `check_rule`.
    """
    return check_rule(
        f"{kind}.{one.name}_not_placeholder",
        f"{one.label_zh}不是占位的内容（000000、*、无、测试之类）。",
        f"{one.label_en} is not a placeholder (000000, *, 无, test and the like).",
        Not(Matches(Value(one.name), PLACEHOLDER)),
        severity=Severity.SOFT,
        authority=Authority.PRACTICE,
        source="Placeholders are typed where a form insists on what is not known",
        failing={one.name: typed},
        passing=passing,
        companions=companions,
    )


def half_width(kind: str, one: Field) -> CheckRule:
    """Latin letters and digits are not written in full-width forms."""
    return check_rule(
        f"{kind}.{one.name}_in_half_width",
        f"{one.label_zh}中的字母和数字用半角。",
        f"{one.label_en} has letters and digits in half width.",
        Not(Finds(Value(one.name), FULL_WIDTH)),
        severity=Severity.SOFT,
        authority=Authority.GUESS,
        source="Two spellings of one name are not found to be the same",
        failing={one.name: _with(kind, one, "Ａ")},
        repair=_replaced(one.name, FULL_WIDTH, lambda found: chr(ord(found) - 0xFEE0)),
    )


def no_control_characters(kind: str, one: Field) -> CheckRule:
    """No line breaks, no invisible characters, no replacement characters."""
    return check_rule(
        f"{kind}.{one.name}_without_control_characters",
        f"{one.label_zh}中没有换行和不可见字符。",
        f"{one.label_en} has no line breaks and no invisible characters.",
        Not(Finds(Value(one.name), CONTROL)),
        severity=Severity.SOFT,
        authority=Authority.GUESS,
        source="They come along when cells are copied",
        failing={one.name: _with(kind, one, "\n")},
        repair=_replaced(one.name, CONTROL, lambda found: ""),
    )


def no_blank_between_han(kind: str, one: Field) -> CheckRule:
    """Chinese characters stand without blanks between them."""
    expression = f"{HAN}{BLANKS}+{HAN}"
    return check_rule(
        f"{kind}.{one.name}_without_inner_blanks",
        f"{one.label_zh}的汉字之间没有空格。",
        f"{one.label_en} has no blanks between Chinese characters.",
        Not(Finds(Value(one.name), expression)),
        severity=Severity.SOFT,
        authority=Authority.GUESS,
        source="Two spellings of one name are not found to be the same",
        failing={one.name: _with(kind, one, " ")},
        repair=_without_blanks(one.name),
    )


def chinese_punctuation(kind: str, one: Field) -> CheckRule:
    """A Chinese name has Chinese brackets."""
    return check_rule(
        f"{kind}.{one.name}_with_chinese_brackets",
        f"{one.label_zh}有汉字时，括号用全角。",
        f"{one.label_en} has full-width brackets where it is Chinese.",
        Not(every(Finds(Value(one.name), HAN), Finds(Value(one.name), "[()]"))),
        severity=Severity.SOFT,
        authority=Authority.GUESS,
        source="(中国) and （中国） are the same name and not found to be",
        failing={one.name: "测园信号(中国)技术有限公司"},
        repair=_replaced(one.name, "[()]", lambda found: "（" if found == "(" else "）"),
    )


def _with(kind: str, one: Field, stray: str) -> str:
    """The lawful value of the example with something in it that does not belong there."""
    lawful = str(EXAMPLE_RECORDS[kind][one.name])
    return f"{lawful[:3]}{stray}{lawful[3:]}"


def _replaced(name: str, expression: str, by: Callable[[str], str]) -> Repair:
    def repair(record: Record, on: date | None) -> Changes | None:
        text = re.sub(expression, lambda found: by(found[0]), str(record[name])).strip()
        return {name: text} if text else None

    return repair


def _without_blanks(name: str) -> Repair:
    def repair(record: Record, on: date | None) -> Changes | None:
        return {name: re.sub(f"(?<={HAN}){BLANKS}+(?={HAN})", "", str(record[name]))}

    return repair
