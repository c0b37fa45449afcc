"""Headings as people write them: which field a heading means, and which unit it names.

A heading is compared without blanks, brackets, stars and the unit in it (`合同金额（万元）*`).
Names, labels and the list of synonyms are certain; a heading that is only like one of them, or that
the list calls doubtful, is a doubtful match for a person to decide. Not here: where the headings
stand (`header`), and what follows from a doubtful match (`matching`).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from techmarket.imports.amounts import UNITS
from techmarket.imports.targets import targets_of

LIKE = 80
"""Likeness of two headings, by characters, from 0 to 100, from which one may be meant."""

_UNIT = re.compile(r"[(\[【]?(?:单位)?[:：]?(?:人民币)?(亿元|万元|千元|元|分)[)\]】]?$")
_IN_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_IGNORED = re.compile(r"[\s*＊:：_\-—/\\、,，.。·“”\"'()\[\]【】（）]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means.

    Attributes:
        target: name of the target; "" where none is like it.
        certain: whether a person need not decide.
        unit: the unit of money in the heading, one of `UNITS`; "" for none.
    """

    target: str
    certain: bool
    unit: str = ""


NOTHING = Meaning("", False)


def normal_heading(text: str) -> str:
    """A heading without blanks and joints, in half-width small letters."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def unit_of(heading: str) -> str:
    """The unit of money at the end of a heading; "" for none."""
    plain = re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", heading))
    found = _UNIT.search(plain)
    return found[1] if found and found[1] in UNITS and found[0] != plain else ""


@cache
def meaning_of(heading: str, kind: str) -> Meaning:
    """What a heading means in a file of contracts or of parties.

    Args:
        heading: as in the file.
        kind: "contract" or "party".
    """
    known, unit = _known(kind), unit_of(heading)
    forms = list(dict.fromkeys(_forms(heading, unit)))
    for form in forms:
        if form in known:
            target, certain = known[form]
            return Meaning(target, certain, unit) if target else NOTHING
    likely = [_like(form, _meant(kind)) for form in forms]
    best = max(likely, key=lambda found: found[1], default=("", 0.0))
    return Meaning(known[best[0]][0], False, unit) if best[0] else NOTHING


def _like(form: str, known: tuple[str, ...]) -> tuple[str, float]:
    found = process.extractOne(form, known, scorer=fuzz.ratio, score_cutoff=LIKE)
    return (str(found[0]), float(found[1])) if found else ("", 0.0)


def _forms(heading: str, unit: str) -> list[str]:
    """The heading whole, without its unit, and without all that stands in brackets."""
    plain = unicodedata.normalize("NFKC", heading)
    short = _IN_BRACKETS.sub("", plain)
    bare = re.sub(r"[\s*]", "", plain)
    without_unit = _UNIT.sub("", bare) if unit else plain
    return [f for f in map(normal_heading, (plain, without_unit, short)) if f]


@cache
def _meant(kind: str) -> tuple[str, ...]:
    """Normal headings that mean something."""
    return tuple(heading for heading, (target, _) in _known(kind).items() if target)


@cache
def _known(kind: str) -> Mapping[str, tuple[str, bool]]:
    """Normal heading to target and whether it is certain; names and labels go first."""
    targets = targets_of(kind)
    known = {
        normal_heading(text): (name, True)
        for name, target in targets.items()
        for text in (target.label_en, target.label_zh, name)
    }
    for row in _synonyms():
        if row["kind"] == kind:
            if row["target"] and row["target"] not in targets:
                raise ValueError(f"synonym {row['heading']} is of no field: {row['target']}")
            known.setdefault(
                normal_heading(row["heading"]), (row["target"], row["certain"] == "yes")
            )
    return known


@cache
def _synonyms() -> tuple[dict[str, str], ...]:
    text = (files("techmarket.imports") / "data" / "synonyms.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
