"""Words of a printed page as lines, and lines as cells, parted where the blank is wide.

Not here: tables with rules (`print_frames`), and what lines of cells are together (`print_file`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from techmarket.audit.reading.numbers import is_value
from techmarket.audit.reading.sources.blocks import visible

GAP = 1.2
"""Blank between two cells of a line, in heights of a letter."""

_LABEL_GAP = 0.6
"""Blank between a label and a number behind it; in sentences it is a quarter of a letter."""

_YEAR_END = re.compile(r"(?:19|20)\d\d年?$")
_YEAR_START = re.compile(r"(?:19|20)\d\d年?$")

_HAN_GAP = 0.3
"""Blank between two cells of Chinese words; in sentences there is none between words."""

_BLANK = 0.12
"""Blank between two words in Latin letters or figures; Chinese words have none."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points from the left and from the top of the page."""

    left: float
    right: float
    top: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """Its middle from the left."""
        return (self.left + self.right) / 2

    @property
    def level(self) -> float:
        """Its middle from the top."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Of its letters."""
        return self.bottom - self.top


Cell = tuple[float, float, str]
"""Left end, right end and text of a cell of a line."""


class Line(NamedTuple):
    """A line: its top, its cells from the left, and the height of its letters."""

    top: float
    cells: list[Cell]
    height: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.cells[0][0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.cells[-1][1]

    @property
    def text(self) -> str:
        """Of all its cells."""
        return " ".join(cell[2] for cell in self.cells)


def words_of(page: Any) -> list[Word]:
    """The words of a page, without those that nobody sees."""
    found = page.extract_words(x_tolerance=2, y_tolerance=2)
    words = (
        Word(one["x0"], one["x1"], one["top"], one["bottom"], visible(one["text"])) for one in found
    )
    return [word for word in words if word.text]


def in_lines(words: Iterable[Word]) -> list[list[Word]]:
    """The words of each line from the left, lines from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top, word.left)):
        if lines and abs(lines[-1][0].top - word.top) < word.height * 0.5:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Lines from top to bottom, each split into cells at wide blanks."""
    return [
        Line(min(word.top for word in line), _cells(line), max(word.height for word in line))
        for line in in_lines(words)
    ]


RIVER = 0.4
"""Blank between two columns of a table, in heights of a letter; between words it is a quarter."""


def phrases(line: Sequence[Word]) -> list[list[Word]]:
    """The words of a line, those together that no column parts."""
    found: list[list[Word]] = []
    for word in line:
        if found and word.left - found[-1][-1].right < RIVER * word.height:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _cells(line: Sequence[Word]) -> list[Cell]:
    cells: list[Cell] = []
    for word in line:
        if cells and word.left - cells[-1][1] < _needed(cells[-1][2], word.text) * word.height:
            left, right, text = cells[-1]
            wide = word.left - right > _BLANK * word.height
            cells[-1] = (left, word.right, joined(text, word.text, wide=wide))
        else:
            cells.append((word.left, word.right, word.text))
    return cells


def _needed(before: str, after: str) -> float:
    """The blank that parts two words: less between numbers, which no sentence puts side by side."""
    if is_value(before) and is_value(after):
        return _BLANK
    if _YEAR_END.search(before) and _YEAR_START.match(after):
        return _BLANK
    if _is_han(before[-1]) and _is_han(after[0]):
        return _HAN_GAP
    if is_value(after):
        return _LABEL_GAP
    return GAP


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def joined(before: str, after: str, *, wide: bool) -> str:
    """Two words together, with a blank between Latin ones where there was one on paper."""
    blank = " " if wide and before[-1].isascii() and after[0].isascii() else ""
    return before + blank + after


def text_of(words: Iterable[Word]) -> str:
    """The text of a cell, whose lines follow one another; Latin words keep their blanks."""
    text = ""
    for line in in_lines(words):
        right = None
        for word in line:
            ends = text.endswith("-") and right is None
            wide = not ends and (right is None or word.left - right > _BLANK * word.height)
            text = joined(text, word.text, wide=wide) if text else word.text
            right = word.right
    return text
