"""What words of titles and headers mean: measures, relations, sides, lists, totals.

The words are data (`words.csv`, column kind: measure, relation, side, list, total, ordinal).
Not here: names of categories (`categories`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from techmarket.audit.reading.lexicon import Found, Lexicon


@dataclass(frozen=True, slots=True)
class Term:
    """A meaning of a word: its kind (measure, relation, side …) and what it says (value)."""

    kind: str
    meaning: str


@cache
def lexicon() -> Lexicon[Term]:
    """All words with their meanings, read once."""
    return Lexicon((row["word"], Term(row["kind"], row["meaning"])) for row in rows("words.csv"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file beside this module."""
    text = (files("techmarket.audit.reading") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def meaning(text: str, kind: str) -> str | None:
    """What a whole label means in a kind ("合同数", measure → contracts)."""
    for term in lexicon().get(text):
        if term.kind == kind:
            return term.meaning
    return None


def meanings_in(text: str, kind: str) -> list[tuple[Found[Term], str]]:
    """The words of a kind inside a text, from left to right, with what they mean."""
    found = []
    for word in lexicon().scan(text):
        for term in word.meanings:
            if term.kind == kind:
                found.append((word, term.meaning))
                break
    return found


def is_total(label: str) -> bool:
    """Whether a label names a total (合计, 总计, 小计)."""
    return meaning(label, "total") is not None
