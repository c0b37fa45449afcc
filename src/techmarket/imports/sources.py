"""A table with the plan by which it is read, and how a problem of one of its rows is told.

Not here: the problems themselves (`findings`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from techmarket.checks.check_rule import Severity
from techmarket.imports.amounts import UNITS
from techmarket.imports.findings import CellChange, Finding
from techmarket.imports.matching import INSTEAD, ColumnUse, Plan
from techmarket.imports.targets import targets_of
from techmarket.imports.text_table import TextBatch, TextTable
from techmarket.record.fields import personal_fields

SHOWN = 200
"""Characters of a value that are repeated in a list."""


@dataclass(frozen=True)
class Source:
    """A table and its plan."""

    table: TextTable
    plan: Plan

    @cached_property
    def uses(self) -> Mapping[str, ColumnUse]:
        """Target to the column that holds it."""
        return {use.target.name: use for use in self.plan.columns}

    def use_of(self, name: str) -> ColumnUse | None:
        """The column of a field, or the one that stands for it."""
        return self.uses.get(name) or self.uses.get(INSTEAD.get(name, ""))

    def finding(
        self,
        row: int,
        names: Iterable[str],
        rule: str,
        severity: Severity,
        told: tuple[str, str],
        text: str = "",
        changes: Mapping[str, object] | None = None,
        text_of: Callable[[str], str] = lambda name: "",
    ) -> Finding:
        """A problem of a row.

        Args:
            row: from 1.
            names: the fields concerned, the first one most of all; none: the whole row.
            rule: id of the rule.
            severity: hard or soft.
            told: the sentence, (zh, en).
            text: of the cell.
            changes: field to value, where a repair is known.
            text_of: what stands in the cell of a field.
        """
        fields = list(names)
        uses = [use for use in map(self.use_of, fields) if use]
        first = uses[0] if uses else None
        known = targets_of(self.plan.kind)
        personal = bool(personal_fields(known[name].field for name in fields if name in known))
        return Finding(
            self.table.file, self.table.sheet, row,
            first.position if first else -1, first.heading if first else "",
            fields[0] if fields else "", text[:SHOWN], rule, severity, *told,
            changes=tuple(
                self._change(name, value, text_of(name)) for name, value in (changes or {}).items()
            ),
            personal=personal, others=tuple(use.position for use in uses[1:]),
        )  # fmt: skip

    def cell(self, texts: TextBatch, place: int, name: str) -> str:
        """What stands in the cell of a field, "" for nothing."""
        use = self.use_of(name)
        if use is None:
            return ""
        return texts.columns[use.position][place].as_py() or ""

    def _change(self, name: str, value: object, now: str) -> CellChange:
        use = self.uses.get(name)
        unit = use.unit if use else ""
        return CellChange(
            use.position if use else -1, use.heading if use else "", name, written(value, unit), now
        )


def written(value: object, unit: str = "") -> str:
    """A value as a person would write it into a cell; money in the unit of its column."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and unit:
        text = f"{Decimal(value) / UNITS[unit]:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def cell_sentence(
    words: tuple[str, str], text: str, more: tuple[str, str] = ("", "")
) -> tuple[str, str]:
    """A rule about one cell as a sentence with what stands there, (zh, en)."""
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    zh, en = words[0].removesuffix("。"), words[1].removesuffix(".")
    if not shown:
        return f"{zh}{more[0]}。", f"{en}{more[1]}."
    return f"{zh}：“{shown}”{more[0]}。", f"{en}: “{shown}”{more[1]}."
