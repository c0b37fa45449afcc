"""The recorded contradictions of an edition: which printed cells no register can have.

`editions/<year>/contradictions.csv` (its columns are explained in `compare.contradictions`) names
the printed cells that are given up; everything else printed must come out. Not here: how they are
found (`record`) and how a proof is checked (`compare.certificate`).
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

from techmarket.editions import Edition
from techmarket.published import Place, place_of, read_rows

COLUMNS = (*Place._fields, "printed", "ours", "reason", "identity")


@dataclass(frozen=True, slots=True)
class Refuted:
    """A printed cell with the proof that other printed cells exclude it.

    Attributes:
        place: the cell.
        printed: its text.
        ours: what our tables print there.
        reason: one sentence for people.
        kind: `linear`, `order` or `ratio`, as `compare.contradictions.Kind`.
        cells: the other cells that take part, in printed order.
        multipliers: positive factor by name of constraint row.
    """

    place: Place
    printed: str
    ours: str
    reason: str
    kind: str
    cells: tuple[Place, ...]
    multipliers: Mapping[str, Fraction]

    @property
    def line(self) -> tuple[str, ...]:
        """The values of `COLUMNS`."""
        identity = {
            "kind": self.kind,
            "cells": [cell._asdict() for cell in self.cells],
            "multipliers": {name: str(by) for name, by in self.multipliers.items()},
        }
        text = json.dumps(identity, ensure_ascii=False)
        return (*self.place, self.printed, self.ours, self.reason, text)


def recorded_file(year: int) -> Path:
    """Where the recorded contradictions of an edition stand, whether or not there are any."""
    return Path(str(files("techmarket.editions"))) / str(year) / "contradictions.csv"


def recorded_places(edition: Edition) -> tuple[Place, ...]:
    """The printed cells that are given up, in recorded order; none if nothing is recorded.

    Cells of all tables are among them, also those behind which no contract stands.

    Raises:
        TechmarketError: the file cannot be read.
    """
    path = recorded_file(edition.year)
    if not path.is_file():
        return ()
    return tuple(place_of(row) for _, row in read_rows(path, COLUMNS))


def write_refuted(entries: Iterable[Refuted], path: Path) -> None:
    """Writes the file, aside first.

    Raises:
        OSError: the file cannot be written; the old one is then as it was.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(entry.line for entry in entries)
    aside = path.with_name(f"{path.name}.partial-{os.getpid()}")
    try:
        aside.write_text(text.getvalue(), encoding="utf-8", newline="\n")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
