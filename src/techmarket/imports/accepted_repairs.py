"""Repairs accepted by typing yes in the sheet of problems of a workbook that was given back.

A repair is made only in a cell that still holds what it held when it was checked. Not here: writing
that sheet (`problem_sheet`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.imports.amounts import amount_of
from techmarket.imports.choices import says_yes
from techmarket.imports.findings import Finding, Findings
from techmarket.imports.headings import normal_heading
from techmarket.imports.reading_rules import REPAIR_FITS
from techmarket.imports.sources import Source, cell_sentence
from techmarket.imports.text_table import TextBatch, TextTable
from techmarket.imports.workbook_parts import place_of

PROBLEM_HEADINGS = {
    "zh": ("接受", "工作表", "行", "列", "表头", "现值", "改为", "级别", "问题", "规则"),
    "en": ("Accept", "Sheet", "Row", "Column", "Heading", "Value", "Change to", "Level",
           "Problem", "Rule"),
}  # fmt: skip
"""Headings of the sheet of problems, by language."""

EMPTIED = {"zh": "（清空）", "en": "(empty)"}
"""Written in place of a repair that empties a cell."""


@dataclass(frozen=True, slots=True)
class _Accepted:
    row: int
    column: int
    value: str
    text: str
    line: tuple[str, ...]


def is_problem_sheet(table: TextTable) -> bool:
    """Whether a table is the sheet of problems of a workbook that was given back."""
    first = [text for text in (table.head[0] if table.head else ()) if text]
    return any(
        [normal_heading(one) for one in first] == [normal_heading(one) for one in headings]
        for headings in PROBLEM_HEADINGS.values()
    )


def _is_same(now: str, then: str) -> bool:
    """Whether two texts of a cell are the same, or the same amount written in two ways."""
    if now.strip() == then.strip():
        return True
    amount = amount_of(now, "元")
    return amount is not None and amount == amount_of(then, "元")


@dataclass(slots=True)
class AcceptedRepairs:
    """The repairs that were accepted, by file and sheet."""

    _by_sheet: dict[tuple[str, str], list[_Accepted]] = field(default_factory=dict)
    _unfit: list[tuple[str, str, _Accepted, str]] = field(default_factory=list)

    def read(self, table: TextTable) -> None:
        """Take the accepted repairs from a sheet of problems."""
        for batch in table.read(2, len(PROBLEM_HEADINGS["zh"])):
            columns = [column.to_pylist() for column in batch.columns]
            for said in zip(*columns, strict=True):
                accept, sheet, row, column, _, value, text, *_ = said
                known = sheet and text and str(row or "").isdigit() and str(column or "").isalpha()
                if accept and says_yes(accept) and known:
                    new = "" if text in EMPTIED.values() else text
                    one = _Accepted(
                        int(row),
                        place_of(column),
                        value or "",
                        new,
                        tuple(cell or "" for cell in said),
                    )
                    self._by_sheet.setdefault((table.file, sheet), []).append(one)

    def amend(self, table: TextTable, batch: TextBatch) -> TextBatch:
        """The batch with the repairs that fit it."""
        accepted = self._by_sheet.get((table.file, table.sheet))
        if not accepted or not len(batch.rows):
            return batch
        columns: list[Any] = list(batch.columns)
        for one in accepted:
            place = int(np.searchsorted(batch.rows, one.row))
            if place == len(batch.rows) or batch.rows[place] != one.row:
                continue
            if one.column >= len(columns):
                continue
            now = columns[one.column][place].as_py() or ""
            if not (_is_same(now, one.value) or now.strip() == one.text):
                self._unfit.append((table.file, table.sheet, one, now))
                continue
            mask = np.zeros(len(batch.rows), dtype=bool)
            mask[place] = True
            new = pa.array([one.text or None], pa.string())
            columns[one.column] = pc.replace_with_mask(columns[one.column], pa.array(mask), new)
        return TextBatch(tuple(columns), batch.rows, batch.marks)

    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The lines of those that were made, which the next workbook given back keeps."""
        unfit = [one for *_, one, _ in self._unfit]
        every = (one for of_sheet in self._by_sheet.values() for one in of_sheet)
        return tuple(one.line for one in every if one not in unfit)

    def tell_unfit(self, sources: Sequence[Source], findings: Findings) -> None:
        """Tell the repairs that were not made, because their cells have changed since."""
        by_sheet = {(one.table.file, one.table.sheet): one for one in sources}
        for file, sheet, one, now in self._unfit:
            told = cell_sentence((REPAIR_FITS.words_zh, REPAIR_FITS.words_en), now)
            findings.add(REPAIR_FITS, 1, [self._finding(by_sheet[file, sheet], one, told, now)])

    def _finding(self, source: Source, one: _Accepted, told: tuple[str, str], now: str) -> Finding:
        names = [use.target.name for use in source.plan.columns if use.position == one.column]
        return source.finding(one.row, names, REPAIR_FITS.id, REPAIR_FITS.severity, told, now)
