"""The lines of a printed page outside its tables: paragraphs put together, runs of cells.

A line goes on in the next one of the same letters, close below it, where the first word of that
would have had no room. Not here: tables with rules (`print_frames`), and what stands in columns
(`print_blanks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from techmarket.audit.reading.captions import caption, is_units_line
from techmarket.audit.reading.numbers import is_value
from techmarket.audit.reading.sources.blocks import Grid, Paragraph
from techmarket.audit.reading.sources.print_blanks import blank_grid
from techmarket.audit.reading.sources.print_lines import GAP, Line, joined

_LEADING = 1.9
"""From line to line within a paragraph, in heights of a letter at most."""

_SAME = 0.5
"""Points by which letters of one size may differ."""

_INDENT = 0.5
"""In heights of a letter; a line that is moved in further opens a paragraph."""

_HANGING = 3.0
"""In heights of a letter; the first line of a paragraph may be moved in so far."""

_FULL = 0.9
"""The part of the width of the page's text that a line of cells must take to be running text."""

_WORD = re.compile(r"[!-\u024f]+")
_LETTER = 0.5
"""Width of a Latin letter, in heights."""

_LEADERS = re.compile(r"[.…]{5}|(?:[.…] ){4}")
"""Dots that lead to the number of a page."""

_SHORT = 20
"""Characters of a line between lines of cells that may be one of them."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of a page.

    Attributes:
        paragraph: its text; first, last: its lines; titled: whether it is a title or units.
        right: right end of the text of its page.
    """

    paragraph: Paragraph
    first: Line
    last: Line
    titled: bool
    right: float

    def goes_on(self, line: Line) -> bool:
        """Whether a line, of this page or the next, has what this paragraph goes on with."""
        last = self.last
        if self.titled or abs(last.height - line.height) > _SAME:
            return False
        inward = (line.left - last.left) / line.height
        return -_HANGING <= inward <= _INDENT and (
            last.right + _first_word(line) * line.height > self.right
        )

    def ends(self, before: Text) -> bool:
        """Whether it is what the last paragraph of the page before goes on with."""
        return not self.titled and before.goes_on(self.first)

    def with_line(self, text: str, line: Line) -> Text:
        """The paragraph with more text, that ends in a line."""
        whole = joined(self.paragraph.text, text, wide=not self.paragraph.text.endswith("-"))
        return replace(self, paragraph=replace(self.paragraph, text=whole), last=line)


def _first_word(line: Line) -> float:
    """The width of the first word of a line and the blank before it, in heights of a letter."""
    found = _WORD.match(line.text)
    return 1.5 if found is None else _LETTER * (len(found[0]) + 2)


Placed = tuple[float, Grid | Text]
"""Top of a paragraph or a grid, and what it is."""


def flowing(lines: Sequence[Line], sheet: str) -> list[Placed]:
    """Paragraphs of lines of running text, grids of runs of lines with several cells."""
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=0.0)
    lines = [_whole(line, left, right) for line in lines]
    placed: list[Placed] = []
    run: list[Line] = []
    for at, line in enumerate(lines):
        titled = caption(line.text) is not None or is_units_line(line.text)
        later = lines[at + 1] if at + 1 < len(lines) else None
        inner = len(line.cells) == 1 and run and later is not None and len(later.cells) > 1
        if not titled and (len(line.cells) > 1 or (inner and len(line.text) < _SHORT)):
            run.append(line)
            continue
        placed += _closed(run, sheet)
        run = []
        last = placed[-1][1] if placed else None
        if isinstance(last, Text) and _is_close(last, line) and _belongs(last, line):
            placed[-1] = (placed[-1][0], last.with_line(line.text, line))
        else:
            text = Text(Paragraph(line.text, sheet=sheet), line, line, titled, right)
            placed.append((line.top, text))
    return [*placed, *_closed(run, sheet)]


def _closed(run: Sequence[Line], sheet: str) -> list[Placed]:
    """The grid of a run of lines of cells, where there is one."""
    return [(run[0].top, blank_grid([line.cells for line in run], sheet))] if run else []


def _whole(line: Line, left: float, right: float) -> Line:
    """A line of running text that was stretched to the width of the page as one cell."""
    gaps = [after[0] - before[1] for before, after in pairwise(line.cells)]
    values = sum(1 for cell in line.cells if is_value(cell[2]))
    stretched = (
        line.right - line.left >= _FULL * (right - left)
        and all(gap < GAP * line.height for gap in gaps)
        and values * 2 < len(line.cells)
    )
    if not gaps or not stretched:
        return line
    text = line.cells[0][2]
    for cell in line.cells[1:]:
        text = joined(text, cell[2], wide=True)
    return Line(line.top, [(line.left, line.right, text)], line.height)


def _belongs(text: Text, line: Line) -> bool:
    """Whether a line ends a paragraph, or an entry of contents that looks like a title so far."""
    return text.goes_on(line) or (text.titled and _LEADERS.search(line.text) is not None)


def _is_close(text: Text, line: Line) -> bool:
    return 0 < line.top - text.last.top <= _LEADING * line.height
