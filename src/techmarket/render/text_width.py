"""How wide a text is in a workbook: in half-width characters, where a Chinese one counts two.

An estimate for a proportional typeface: no letter has the width of another. Not here: widths on a
page, where the browser measures.
"""

from __future__ import annotations

import re
import unicodedata
from math import ceil

_NARROW = frozenset("fijlrtI |!.,:;'()[]/-")
_WIDE = frozenset("mwMW%@&")

_PIECE = re.compile(r"[\u0021-\u024f]+ *|.", re.DOTALL)
"""A Latin word with the blanks behind it, or any other character."""


def text_width(text: str) -> int:
    """Half-width characters that the longest line of the text takes."""
    return max(ceil(_width(line)) for line in text.split("\n"))


def lines_needed(text: str, width: float) -> int:
    """Lines that the text takes in a column of so many half-width characters, at least 1.

    Lines break between words and between Chinese characters; a word longer than a line breaks
    anywhere.
    """
    return sum(_lines(line, max(width, 1)) for line in text.split("\n"))


def _lines(line: str, width: float) -> int:
    lines, used = 1, 0.0
    for piece in _PIECE.findall(line):
        long = _width(piece.rstrip(" "))
        if used and used + long > width:
            lines, used = lines + 1, 0.0
        lines += max(0, ceil(long / width) - 1)
        used += _width(piece) if long <= width else long % width
    return lines


def _width(text: str) -> float:
    return sum(map(_character, text))


def _character(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 2
    if character in _NARROW:
        return 0.55
    if character in _WIDE:
        return 1.6
    # A digit of the body is a little wider than one of the typeface that columns are measured in.
    return 1.35 if character.isupper() else 1.06
