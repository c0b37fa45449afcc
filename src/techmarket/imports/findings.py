"""What was found wrong: one finding per problem, counted always and listed where a list is wanted.

Counting costs nothing; a finding with its sentence costs microseconds. So all are counted, some are
shown, and all are made only for who listens (`Findings.listeners`). Not here: finding them
(`rule_failures`, `repeated_records`), writing lists (`problem_lists`, `marked_workbook`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from techmarket.checks.check_rule import Severity

EXAMPLES = 3
"""Findings kept of each rule for a summary."""


class TellsRule(Protocol):
    """A rule of any kind: of a field, a record, a file, or of reading."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def severity(self) -> Severity:
        """Hard or soft."""

    def words(self, lang: str) -> str:
        """The rule as a sentence."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """What to write into a cell to repair a record.

    Attributes:
        column: from 0; -1 where the file has no column for it.
        heading: of the column.
        target: name of the target.
        text: what to write; "" to empty the cell.
        now: what stands there.
    """

    column: int
    heading: str
    target: str
    text: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of one row.

    Attributes:
        file, sheet: where; the sheet is "" where the file has none.
        row: from 1, as the spreadsheet shows it.
        column: from 0; -1 where it is about the whole row or no column holds the field.
        heading: of the column.
        target: name of the field.
        value: the text of the cell.
        rule: id of the rule.
        severity: hard or soft.
        zh, en: what is wrong, in a sentence.
        changes: the repair; empty where none is known.
        personal: whether value and repair are, or may be, about a natural person.
        others: further columns that the problem is about, from 0.
    """

    file: str
    sheet: str
    row: int
    column: int
    heading: str
    target: str
    value: str
    rule: str
    severity: Severity
    zh: str
    en: str
    changes: tuple[CellChange, ...] = ()
    personal: bool = False
    others: tuple[int, ...] = ()

    def sentence(self, lang: str) -> str:
        """What is wrong, in `lang`, "zh" or "en"."""
        return self.zh if lang == "zh" else self.en


@dataclass(slots=True)
class RuleFindings:
    """What was found of one rule.

    Attributes:
        rule: the rule.
        number: how many rows or cells.
        examples: the first of them.
    """

    rule: TellsRule
    number: int = 0
    examples: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Findings:
    """All findings of an import.

    Attributes:
        by_rule: id of a rule to what was found, in the order of the first finding.
        listeners: are given every finding.
    """

    by_rule: dict[str, RuleFindings] = field(default_factory=dict)
    listeners: list[Callable[[Finding], None]] = field(default_factory=list)

    def add(self, rule: TellsRule, number: int, findings: Iterable[Finding]) -> None:
        """Add findings of a rule.

        Args:
            rule: the rule.
            number: how many there are.
            findings: they themselves; only as many are made as are needed.
        """
        if not number:
            return
        of_rule = self.by_rule.setdefault(rule.id, RuleFindings(rule))
        of_rule.number += number
        wanted = number if self.listeners else EXAMPLES - len(of_rule.examples)
        for finding in islice(findings, max(wanted, 0)):
            if len(of_rule.examples) < EXAMPLES:
                of_rule.examples.append(finding)
            for listener in self.listeners:
                listener(finding)

    def number(self, severity: Severity) -> int:
        """How many problems of a severity there are."""
        return sum(one.number for one in self.by_rule.values() if one.rule.severity is severity)
