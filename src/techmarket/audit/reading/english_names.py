"""The categories that an English stretch of text names, and what it names only beside them.

Not here: the words themselves (`categories`), and whose figures they are (`english_sentences`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from techmarket.audit.reading.categories import Category, candidates, named_in
from techmarket.audit.reading.words import rows

_BETWEEN = re.compile(r"^(?:,|;|\s|and|the|or)+$")
_AGAINST = re.compile(
    r"(?:\b(?:ahead of|behind|above that of|below that of|than|led|in buyers in|to buyers in|"
    r"apart from|other than|except|but|against|outside)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Told:
    """Categories that stand together as one list: where, and all readings of each."""

    start: int
    end: int
    members: tuple[tuple[Category, ...], ...]


def told_in(text: str, start: int, end: int) -> list[Told]:
    """The lists of categories in a stretch of a text, without those that others are compared with,
    left out of, or that they lead."""
    found = [(one.start, one.end, one.meanings) for one in named_in(text[start:end])]
    found += _phrases(text[start:end])
    lists: list[Told] = []
    for first, last, meanings in sorted(found):
        first, last = start + first, start + last
        if lists and first < lists[-1].end:
            continue
        if _AGAINST.search(text[max(start, first - _NEAR) : first]):
            continue
        if lists and _BETWEEN.match(text[lists[-1].end : first]):
            before = lists.pop()
            lists.append(Told(before.start, last, (*before.members, meanings)))
        else:
            lists.append(Told(first, last, (meanings,)))
    return lists


def _phrases(text: str) -> list[tuple[int, int, tuple[Category, ...]]]:
    """Groups of categories by the words that sentences have for them."""
    found = []
    for row in rows("english.csv"):
        if row["where"] == "spoken":
            said = re.finditer(rf"\b{re.escape(row['english'])}\b", text, re.IGNORECASE)
            meant = candidates(row["chinese"])
            found += [(match.start(), match.end(), meant) for match in said]
    return found
