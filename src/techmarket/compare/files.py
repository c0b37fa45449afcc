"""Writes what the comparison found: comparison.csv, score.json, comparison.html.

Every file is written aside and renamed when whole; the same comparison gives the same bytes.
Not here: the layout of the page (`page`), the terminal (`terminal`).
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from techmarket.compare.outcome import ComparedCell, Comparison
from techmarket.compare.page import page
from techmarket.compare.score import NO_ORIGIN, as_json
from techmarket.whole_file import refuse_what_is_no_file, whole_file

COLUMNS = (
    "table", "row_path", "column_path", "period", "unit", "printed", "ours", "value_exact",
    "status", "origin", "outcome", "explained", "reason", "identity", "cell_id",
)  # fmt: skip
"""Columns of comparison.csv, one row for each published cell."""

FILES = ("comparison.csv", "comparison.html", "score.json")


def write_files(comparison: Comparison, out: Path) -> list[Path]:
    """Writes the three files into an existing folder and gives their paths.

    Raises:
        OSError: the folder cannot be written; nothing half-written is left.
        TechmarketError: a folder, a device or a pipe has the name of one of the files.
    """
    for name in FILES:
        refuse_what_is_no_file(out / name)
    scored = json.dumps(as_json(comparison), ensure_ascii=False, indent=2) + "\n"
    return [
        _replace(out / "comparison.csv", as_csv(comparison)),
        _replace(out / "comparison.html", page(comparison)),
        _replace(out / "score.json", scored),
    ]


def as_csv(comparison: Comparison) -> str:
    """The text of comparison.csv."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    printed = {cell.printed.place: cell.printed for cell in comparison.cells}
    for cell in comparison.cells:
        identity = "" if cell.entry is None else cell.entry.words(printed)
        writer.writerow(_row(cell, identity))
    return text.getvalue()


def _row(cell: ComparedCell, identity: str) -> tuple[object, ...]:
    ours = cell.ours
    mine = ("", "", "") if ours is None else (ours.text, ours.exact, ours.status)
    return (
        *cell.printed.place,
        cell.printed.period,
        cell.printed.unit,
        cell.printed.text,
        *mine,
        cell.origin or NO_ORIGIN,
        cell.outcome,
        "" if cell.equal else "no" if cell.unexplained else "yes",
        cell.reason,
        identity,
        "" if ours is None else ours.cell_id,
    )


def _replace(path: Path, text: str) -> Path:
    with whole_file(path) as aside:
        aside.write_text(text, encoding="utf-8", newline="\n")
    return path
