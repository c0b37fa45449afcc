"""Labels broken into lines that fit, by the widths of the typeface.

Not here: where the labels stand.
"""

from __future__ import annotations

import re

from techmarket.fonts import text_width

_PIECES = re.compile(r"\s*[^\s\u2e80-\uffef]+|\s*[\u2e80-\uffef]")
"""A word of Latin letters with the space before it, or one Chinese character."""

NOT_AT_THE_START = "、，。；：！？）》」』】”’)],.;:!?%"
LINE_HEIGHT = 1.2
"""Distance of two lines, in em."""


def width_of(text: str, size: float) -> float:
    """The width of one line of letters of that size; both in pixels."""
    return text_width(text) * size


def lines_of(text: str, size: float, width: float) -> list[str]:
    """The text in as few lines as fit, none wider than `width`, all about equally wide.

    A word that is wider than that is broken anywhere.
    """
    lines = _broken(text, size, width)
    narrower = width - size / 2
    while len(lines) > 1 and narrower > size:
        tighter = _broken(text, size, narrower)
        if len(tighter) > len(lines):
            break
        lines, narrower = tighter, narrower - size / 2
    return lines


def _broken(text: str, size: float, width: float) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        if not lines[-1] or width_of(lines[-1] + piece, size) <= width:
            lines[-1] += piece if lines[-1] else piece.lstrip()
        else:
            lines.append(piece.lstrip())
    return [part for line in lines for part in _cut(line, size, width)]


def widest(lines: list[str], size: float) -> float:
    """The width of the widest line; 0 for none."""
    return max((width_of(line, size) for line in lines), default=0.0)


def _pieces(text: str) -> list[str]:
    """Where a line may end: after a word or a Chinese character, not before a closing mark."""
    pieces: list[str] = []
    for found in _PIECES.findall(text):
        if pieces and found[0] in NOT_AT_THE_START:
            pieces[-1] += found
        else:
            pieces.append(found)
    return pieces


def _cut(line: str, size: float, width: float) -> list[str]:
    if width_of(line, size) <= width:
        return [line]
    parts = [""]
    for character in line:
        if parts[-1] and width_of(parts[-1] + character, size) > width:
            parts.append("")
        parts[-1] += character
    return parts
