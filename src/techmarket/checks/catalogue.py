"""The catalogue of all rules, as a document.

Not here: the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from techmarket.checks.among_records import REPETITION_RULES, RepetitionRule
from techmarket.checks.batch_rule import BatchRule
from techmarket.checks.batch_rules import BATCH_RULES
from techmarket.checks.check_rule import CheckRule, Severity
from techmarket.checks.rule_set import KINDS, rules_of

AnyRule: TypeAlias = CheckRule | RepetitionRule | BatchRule

TITLES = {"contract": "Contracts · 技术合同", "party": "Parties · 当事人"}
AMONG_RECORDS = "Several records of one file · 同一文件内"
AS_A_WHOLE = "A file or a year of contracts as a whole · 整批合同"
SEVERITIES = {Severity.HARD: "hard · 必须", Severity.SOFT: "soft · 提示"}

HEAD = """\
# Rules · 规则

Every rule that a contract or a party is checked against, from one record in a form to a file of
millions. A hard rule (必须) keeps a record out; a soft rule (提示) asks a person to look. A rule is
in force on the days given, by the registration date of a contract; a dash is always. A rule does
not apply where a field that it needs is empty, where it is about other records, or where a field
that it reads is wrong by itself. What rests on a guess is our own judgement. Written by `make docs`
from the declarations in `techmarket.checks`.
"""


def catalogue() -> str:
    """The document, Markdown, in both languages."""
    sections: list[tuple[str, Sequence[AnyRule]]] = [
        *((TITLES[kind], rules_of(kind)) for kind in KINDS),
        (AMONG_RECORDS, REPETITION_RULES),
        (AS_A_WHOLE, BATCH_RULES),
    ]
    lines = (line for title, rules in sections for line in _section(title, rules))
    return "\n".join([HEAD, *_summary(), *lines])


def _summary() -> Iterator[str]:
    yield "| | rules · 规则 | hard · 必须 | soft · 提示 |"
    yield "|---|---:|---:|---:|"
    for kind in KINDS:
        rules = rules_of(kind)
        hard = sum(rule.severity is Severity.HARD for rule in rules)
        yield f"| {TITLES[kind]} | {len(rules)} | {hard} | {len(rules) - hard} |"
    for title, among in ((AMONG_RECORDS, REPETITION_RULES), (AS_A_WHOLE, BATCH_RULES)):
        hard = sum(rule.severity is Severity.HARD for rule in among)
        yield f"| {title} | {len(among)} | {hard} | {len(among) - hard} |"
    yield ""


def _section(title: str, rules: Iterable[AnyRule]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| id | rule · 规则 | severity | in force | rests on |"
    yield "|---|---|---|---|---|"
    yield from map(_row, rules)
    yield ""


def _row(rule: AnyRule) -> str:
    cells = (
        f"`{rule.id}`",
        f"{rule.words_zh}<br>{rule.words_en}",
        SEVERITIES[rule.severity],
        _in_force(rule) if isinstance(rule, CheckRule) else "–",
        f"{rule.authority}: {rule.source}",
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _in_force(rule: CheckRule) -> str:
    if not rule.dated:
        return "–"
    first = rule.valid_from.isoformat() if rule.valid_from else ""
    last = rule.valid_to.isoformat() if rule.valid_to else ""
    return f"{first} – {last}".strip()
