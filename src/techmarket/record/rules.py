"""What several fields of one record must satisfy together, and the check of a whole record.

A rule is a sentence with a name; it does not apply when a field that it needs is not given.
Not here: the rules of contracts and parties (`contract_rules`, `party_rules`), and rules that need
more than one record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from techmarket.record.fields import Field, FieldType, Record, names
from techmarket.record.problem import Problem

Evidence = tuple[str, str]
"""The figures that break a rule, in Chinese and in English, without full stop."""

Test = Callable[[Record, date], Evidence | None]
"""Looks at a record at a date; `None` when the rule holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule about one record.

    Attributes:
        name: stable name, "signed_before_registered".
        fields: the fields concerned; a problem points at all of them.
        needs: the fields without which the rule does not apply.
        words_zh, words_en: the rule as a sentence, with its full stop.
        broken: the test.
        schema: JSON Schema that says the same, empty where JSON Schema cannot.
    """

    name: str
    fields: tuple[str, ...]
    needs: tuple[str, ...]
    words_zh: str
    words_en: str
    broken: Test
    schema: Mapping[str, object] = field(default_factory=dict)

    def words(self, lang: str) -> str:
        """The rule in `lang`, "zh" or "en"."""
        return self.words_zh if lang == "zh" else self.words_en

    def check(self, record: Record, on: date) -> Problem | None:
        """What breaks the rule at the date, or `None` if it holds or does not apply."""
        if any(record.get(name) is None for name in self.needs):
            return None
        evidence = self.broken(record, on)
        if evidence is None:
            return None
        zh, en = evidence
        return Problem(
            self.name,
            f"{self.words_zh.removesuffix('。')}：{zh}。",
            f"{self.words_en.removesuffix('.')}: {en}.",
            self.fields,
        )


def not_more(name: str, lower: Field, upper: Field) -> Rule:
    """The rule that one field is at most another of the same type (two dates, two amounts).

    Raises:
        ValueError: the fields are not of one type.
    """
    if lower.type is not upper.type:
        raise ValueError(f"rule {name}: {lower.name} and {upper.name} cannot be compared")

    def broken(record: Record, on: date) -> Evidence | None:
        low, high = record[lower.name], record[upper.name]
        if low <= high:  # type: ignore[operator]  # the types were checked field by field
            return None
        return (
            f"{lower.label_zh}为 {shown(low)}，{upper.label_zh}为 {shown(high)}",
            f"{lower.label_en.lower()} {shown(low)}, {upper.label_en.lower()} {shown(high)}",
        )

    later = lower.type is FieldType.DATE
    return Rule(
        name=name,
        fields=(lower.name, upper.name),
        needs=(lower.name, upper.name),
        words_zh=f"{lower.label_zh}不{'晚' if later else '大'}于{upper.label_zh}。",
        words_en=f"{lower.label_en} is not {'later' if later else 'more'} "
        f"than {upper.label_en.lower()}.",
        broken=broken,
    )


def check_record(
    record: Record, fields: Iterable[Field], rules: Iterable[Rule], on: date
) -> list[Problem]:
    """All problems of a record: unknown fields, then field by field, then rule by rule.

    A rule is left out while a field it looks at has a problem of its own, so that one slip is
    told once.
    """
    fields = tuple(fields)
    known = set(names(fields))
    problems = [_unknown(name) for name in record if name not in known]
    found = (one.check(record.get(one.name), on) for one in fields)
    problems += [problem for problem in found if problem is not None]
    wrong = {name for problem in problems for name in problem.fields}
    checked = (rule.check(record, on) for rule in rules if wrong.isdisjoint(rule.fields))
    return problems + [problem for problem in checked if problem is not None]


def shown(value: object) -> str:
    """A value as a sentence shows it: dates by ISO 8601, 分 as yuan, codes as they are."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        sign, cents = ("-" if value < 0 else ""), abs(value)
        return f"{sign}{cents // 100}.{cents % 100:02} 元"
    return str(value)


def _unknown(name: str) -> Problem:
    return Problem(
        "unknown_field", f"没有“{name}”这个字段。", f"There is no field “{name}”.", (name,)
    )
