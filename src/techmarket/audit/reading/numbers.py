"""A cell's text as a number: exact value, decimals, sign, and texts that only look like one.

Not here: units and meanings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

SIGNS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "－",
        "–",
        "…",
        "...",
        "……",
        "/",
        "x",
        "X",
        "n.a.",
        "N/A",
        "*",
    }
)
"""What stands in a cell without a number."""

_MARKS = re.compile(r"<sup>.*?</sup>|[①-⑳⑴-⒇†‡]|\[\d+\]$")
_NUMBER = re.compile(r"^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%?)$")
_NOISY = re.compile(r"^[+\-]?[0-9lIOoSsBZz|.,。·:;' ]*[0-9][0-9lIOoSsBZz|.,。·:;' ]*%?$")
_MISREAD = str.maketrans({
    "l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "S": "5", "s": "5", "B": "8", "Z": "2",
    "z": "2", "。": ".", "·": ".", ":": ".", ";": ".", "'": ",", " ": "",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was printed.

    Attributes:
        value: exact; decimals: digits after the point; percent: whether % stands behind it.
    """

    value: Fraction
    decimals: int
    percent: bool


def without_marks(text: str) -> str:
    """The text without footnote marks (①, <sup>②</sup>)."""
    return _MARKS.sub("", text)


def plain(text: str) -> str:
    """Full-width digits and signs as their plain forms, without marks and outer blanks."""
    kept = without_marks(text).replace("。", "\0")
    kept = unicodedata.normalize("NFKC", kept).replace("\0", "。")
    return kept.replace("−", "-").replace("–", "-").strip()


def is_sign(text: str) -> bool:
    """Whether a cell holds one of the signs that stand in for a number, or nothing."""
    return without_marks(text).strip() in SIGNS


def figure(text: str) -> Figure | None:
    """The number that a text is, `None` if it is none.

    `"7,469.13"` is 746913/100 with 2 decimals. Separators of thousands must be whole groups.
    """
    found = _NUMBER.match(plain(text))
    if not found:
        return None
    sign, whole, part, percent = found.groups()
    digits = whole.replace(",", "") + (part or "")
    value = Fraction(int(digits), 10 ** len(part or ""))
    return Figure(-value if sign == "-" else value, len(part or ""), bool(percent))


def likely_figure(text: str) -> str | None:
    """What a misread number was probably meant to be ("7469。13" → "7469.13"); `None` if the
    text does not look like a number; "" if it does and nothing can be proposed."""
    clean = plain(text)
    if figure(clean) is not None or not _NOISY.match(clean):
        return None
    digits = sum(character.isdigit() for character in clean)
    letters = sum(character.isalpha() for character in clean)
    if digits < letters:
        return None
    meant = clean.translate(_MISREAD)
    return meant if figure(meant) is not None else ""


def is_value(text: str) -> bool:
    """Whether a cell holds a number, a sign for one, or a misread number (not a blank)."""
    clean = without_marks(text).strip()
    if not clean:
        return False
    return clean in SIGNS or figure(clean) is not None or likely_figure(clean) is not None
