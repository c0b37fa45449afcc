"""The score: how many published cells have which outcome, by table and by origin.

Numbers and words are told apart: a number that is reproduced is a finding, a blank that is blank
is not. Not here: the judgement (`outcome`), the layout (`page`, `terminal`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from techmarket.compare.outcome import ComparedCell, Comparison, Outcome
from techmarket.observations.observation import Origin

NO_ORIGIN = "none"
"""The origin of a blank by declaration, and of a cell that we do not have."""

ORIGINS = (*Origin, NO_ORIGIN)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of published cells.

    Attributes:
        cells: how many.
        outcomes: how many by outcome; they add up to `cells`.
        explained: of those different or not computable, how many a contradiction explains.
        unexplained: and how many none explains.
    """

    cells: int
    outcomes: dict[Outcome, int]
    explained: int
    unexplained: int

    def as_json(self) -> dict[str, int]:
        """Plain counts by name."""
        counts = {outcome.value: self.outcomes[outcome] for outcome in Outcome}
        return {
            "cells": self.cells,
            **counts,
            "explained": self.explained,
            "unexplained": self.unexplained,
        }


@dataclass(frozen=True, slots=True)
class Score:
    """Numbers and words of the same published cells."""

    numeric: Tally
    text: Tally

    def as_json(self) -> dict[str, dict[str, int]]:
        """Plain counts, numbers and words apart."""
        return {"numeric": self.numeric.as_json(), "text": self.text.as_json()}


def tally(cells: Iterable[ComparedCell]) -> Tally:
    """Counts cells by outcome."""
    every = list(cells)
    found = Counter(cell.outcome for cell in every)
    unexplained = sum(cell.unexplained for cell in every)
    unequal = sum(not cell.equal for cell in every)
    return Tally(
        cells=len(every),
        outcomes={outcome: found[outcome] for outcome in Outcome},
        explained=unequal - unexplained,
        unexplained=unexplained,
    )


def score(cells: Iterable[ComparedCell]) -> Score:
    """Counts numbers and words apart."""
    every = list(cells)
    return Score(
        numeric=tally(cell for cell in every if cell.numeric),
        text=tally(cell for cell in every if not cell.numeric),
    )


def score_by_table(comparison: Comparison) -> dict[str, Score]:
    """The score of each table, in printed order."""
    tables = dict.fromkeys(cell.printed.place.table for cell in comparison.cells)
    return {
        table: score(cell for cell in comparison.cells if cell.printed.place.table == table)
        for table in tables
    }


def score_by_origin(comparison: Comparison) -> dict[str, Score]:
    """The score of each origin; all are there, also those without a cell."""
    return {
        origin: score(cell for cell in comparison.cells if (cell.origin or NO_ORIGIN) == origin)
        for origin in ORIGINS
    }


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The whole score as plain data, for `score.json`."""
    return {
        "edition": comparison.edition,
        "passed": comparison.passed,
        "all": score(comparison.cells).as_json(),
        "by_origin": {o: s.as_json() for o, s in score_by_origin(comparison).items()},
        "by_table": {t: s.as_json() for t, s in score_by_table(comparison).items()},
        "unexplained": [
            cell.printed.place._asdict() | {"reason": cell.reason}
            for cell in comparison.unexplained
        ],
        "not_printed": [cell.place._asdict() for cell in comparison.not_printed],
        "stale": [entry.place._asdict() for entry in comparison.stale],
        "unproved": [
            entry.place._asdict() | {"flaw": wrong} for entry, wrong in comparison.unproved
        ],
    }
