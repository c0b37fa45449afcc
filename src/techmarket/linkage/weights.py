"""How much each agreement and disagreement weighs, and for what: Fellegi–Sunter with four cases.

A pair is either one contract registered twice (match), two contracts of the same two parties at
different times (later: the next instalment) or at one time (together: several rights sold on one
day), or two that have nothing to do with each other (random). Of the first three the chances of
each level are assumed (`weights.csv`), of the last they are counted in the register: a value that
a thousand contracts have says less than one that two have. Not here: which levels a pair has
(`comparisons`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TWICE = 0.005
"""Assumed: of 200 contracts one is registered a second time."""

LEAST_RELATED = 0.005
"""Pairs of related contracts per contract, at least; above, they are counted in the register."""

CASES = ("match", "later", "together")

LIKELY = 0.5
"""A pair is proposed to a person from this probability on."""


@dataclass(frozen=True, slots=True)
class Level:
    """How two contracts agree in one respect.

    Attributes:
        comparison, level: "value", "rounded".
        match, later, together: chance of the level where the two are one contract, and where
            they are two of the same parties at different times or at one time.
        words_zh, words_en: the level as a reason.
        source: what the chances rest on.
    """

    comparison: str
    level: str
    match: float
    later: float
    together: float
    words_zh: str
    words_en: str
    source: str

    def words(self, lang: str) -> str:
        """The reason in `lang`, "zh" or "en"."""
        return self.words_zh if lang == "zh" else self.words_en


@cache
def levels() -> dict[str, tuple[Level, ...]]:
    """Comparison to its levels, the closest first."""
    text = (files(__package__) / "weights.csv").read_text(encoding="utf-8")
    found: dict[str, list[Level]] = {}
    for row in csv.DictReader(text.splitlines()):
        match, later, together = (float(row.pop(name)) for name in CASES)
        level = Level(match=match, later=later, together=together, **row)
        found.setdefault(level.comparison, []).append(level)
    return {comparison: tuple(some) for comparison, some in found.items()}


def place(comparison: str, level: str) -> int:
    """The place of a level among those of its comparison."""
    return [one.level for one in levels()[comparison]].index(level)
