"""Names as pairs of characters, so that any part of a Chinese name is found at once.

A database takes names apart at blanks, which Chinese has none of. So each two characters that
follow each other are written as one word of Latin letters and digits; a part of a name is then a
phrase of such words. Not here: the database (`search`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

GAP = "x"
"""Stands between names, so that no phrase goes from one into the next."""

AGENCY = "agency"
"""Before the key of the agency that a contract was filed with, as a word of its own."""

SHORTEST = 2
LONGEST = 60
"""So many characters of what somebody looks for are enough."""


def letters_of(text: str) -> str:
    """What of a text is looked for: letters and digits in one form, small."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in plain if one.isalnum())


def grams_of(names: Iterable[str | None]) -> str:
    """The pairs of characters of some names: `grams_of(["技术"])` is "u6280o672f"."""
    return f" {GAP} ".join(_pairs(letters_of(name)) for name in names if name)


def word_of(agency: int) -> str:
    """The word by which the contracts of an agency are told from all others.

    With it an office's search is as large as the office, however often the whole country uses a
    phrase.
    """
    return f"{AGENCY}{agency}"


def phrase_of(looked_for: str) -> str:
    """The phrase of a part of a name; "" if it is too short to be looked for."""
    letters = letters_of(looked_for)[:LONGEST]
    return _pairs(letters) if len(letters) >= SHORTEST else ""


def _pairs(letters: str) -> str:
    return " ".join(f"u{ord(one):x}o{ord(other):x}" for one, other in pairwise(letters))
