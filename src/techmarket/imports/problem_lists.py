"""All problems as lists for programs: `problems.csv` and `problems.jsonl`, one line per problem.

A text that a spreadsheet would take for a formula is written with an apostrophe in front; what is
about a natural person is not repeated. Not here: the summary for people (`cli.import_files`), the
user's own workbook (`marked_workbook`).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from techmarket.imports.findings import Finding
from techmarket.imports.workbook_parts import letters_of

CSV, JSON_LINES = "problems.csv", "problems.jsonl"

COLUMNS = (
    "file", "sheet", "row", "column", "heading", "field", "value", "rule", "severity",
    "sentence_zh", "sentence_en", "repair",
)  # fmt: skip

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[-+]?[0-9][0-9.,]*$")
HIDDEN = "…"


class ProblemLists:
    """Both lists, while they are written."""

    def __init__(self, table: csv.DictWriter[str], lines: TextIO) -> None:
        self._table = table
        self._lines = lines

    def take(self, finding: Finding) -> None:
        """Write one problem."""
        row = line_of(finding)
        self._table.writerow({name: harmless(str(value)) for name, value in row.items()})
        print(json.dumps(row, ensure_ascii=False), file=self._lines)


@contextmanager
def problem_lists(folder: Path) -> Iterator[ProblemLists]:
    """Both lists in a folder that exists."""
    with (
        (folder / CSV).open("w", encoding="utf-8-sig", newline="") as table,
        (folder / JSON_LINES).open("w", encoding="utf-8") as lines,
    ):
        writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
        writer.writeheader()
        yield ProblemLists(writer, lines)


def line_of(finding: Finding) -> dict[str, object]:
    """A problem with the names of `COLUMNS`; the column is named by its letters."""
    hidden = finding.personal
    changes = "; ".join(
        f"{change.target} = {HIDDEN if hidden else change.text}" for change in finding.changes
    )
    return {
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": letters_of(finding.column) if finding.column >= 0 else "",
        "heading": finding.heading,
        "field": finding.target,
        "value": HIDDEN if hidden and finding.value else finding.value,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sentence_zh": finding.zh,
        "sentence_en": finding.en,
        "repair": changes,
    }


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text
