"""How wide a text is in a workbook: in half-width characters, where a Chinese one counts two.

Not here: widths on a page, where the browser measures.
"""

from __future__ import annotations

import unicodedata
from math import ceil


def text_width(text: str) -> int:
    """Half-width characters that the longest line of the text takes."""
    return max(
        sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
        for line in text.split("\n")
    )


def lines_needed(text: str, width: float) -> int:
    """Lines that the text takes in a column of so many half-width characters, at least 1."""
    return max(1, sum(ceil(text_width(line) / max(width, 1)) for line in text.split("\n")))
