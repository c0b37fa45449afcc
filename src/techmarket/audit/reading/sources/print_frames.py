"""Tables between horizontal rules on a printed page: where they stand, and the rules within.

A frame reaches from its uppermost rule to its lowest; all rules over its whole width part it into
zones, the first of which is the head. Not here: its columns (`print_heads`) and rows
(`print_rows`), and tables whose columns are parted by rules too (`print_file`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from techmarket.audit.reading.captions import caption, is_units_line
from techmarket.audit.reading.grids import is_year
from techmarket.audit.reading.numbers import is_value
from techmarket.audit.reading.sources.print_lines import (
    Cell,
    Word,
    in_lines,
    lines_of,
    phrases,
    text_of,
)

RULE = 2.0
"""Thickness in points up to which a rectangle is a rule."""

NEAR = 2.5
"""Points by which ends of rules that belong together may differ."""

_TITLE = 2
"""Cells of a line, up to which it may be a title and its units."""

_RUNNING = 0.85
"""A line of one cell that takes more of the width than this is running text."""

_SHORTEST = 8.0
"""Points; shorter strokes are signs and parts of drawings."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule: its ends, and where it stands from the top of the page."""

    left: float
    right: float
    at: float


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle: a stripe, or the ground of a cell."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A table between rules.

    Attributes:
        left, right: its ends; zones: top and bottom of each, the head first.
        head: number of zones that are its head.
        parts: rules of the head that do not go over the whole width.
        boxes: filled rectangles below its head; words: all within it.
    """

    left: float
    right: float
    zones: tuple[tuple[float, float], ...]
    head: int
    parts: tuple[Rule, ...]
    boxes: tuple[Box, ...]
    words: tuple[Word, ...]

    @property
    def top(self) -> float:
        """Its uppermost rule."""
        return self.zones[0][0]

    @property
    def bottom(self) -> float:
        """Its lowest rule."""
        return self.zones[-1][1]

    @property
    def head_end(self) -> float:
        """The rule below its head."""
        return self.zones[self.head - 1][1]


def frames_on(page: Any, words: Sequence[Word]) -> list[Frame]:
    """The frames of a page, from the top.

    Args:
        page: of pdfplumber; words: of the page that stand in no other table.
    """
    rules = _rules(page)
    boxes = _boxes(page)
    found: list[Frame] = []
    for same in _of_one_width(rules):
        zones = list(_zones(same, words))
        for run in _runs(zones):
            frame = _frame(run, rules, boxes)
            if frame is not None and not any(_overlap(frame, other) for other in found):
                found.append(frame)
    return sorted(found, key=lambda frame: frame.top)


def _overlap(one: Frame, other: Frame) -> bool:
    return min(one.bottom, other.bottom) > max(one.top, other.top) and (
        min(one.right, other.right) > max(one.left, other.left)
    )


def _rules(page: Any) -> list[Rule]:
    """All horizontal rules of a page; pieces that touch are one."""
    drawn = [*page.lines, *(one for one in page.rects if one["height"] <= RULE)]
    flat = [one for one in drawn if one["height"] <= RULE < one["width"]]
    pieces = sorted(
        (Rule(one["x0"], one["x1"], (one["top"] + one["bottom"]) / 2) for one in flat),
        key=lambda rule: (round(rule.at), rule.left),
    )
    whole: list[Rule] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        if last and abs(last.at - piece.at) < 1 and piece.left <= last.right + 1:
            whole[-1] = Rule(last.left, max(last.right, piece.right), last.at)
        else:
            whole.append(piece)
    return [rule for rule in whole if rule.right - rule.left >= _SHORTEST]


def _boxes(page: Any) -> list[Box]:
    return [
        Box(one["x0"], one["x1"], one["top"], one["bottom"])
        for one in page.rects
        if one["height"] > RULE and one["width"] > RULE
    ]


def _of_one_width(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules with the same ends, the widest first, from top to bottom."""
    left = list(rules)
    while left:
        widest = max(left, key=lambda rule: rule.right - rule.left)
        same = [
            rule
            for rule in left
            if abs(rule.left - widest.left) <= NEAR and abs(rule.right - widest.right) <= NEAR
        ]
        left = [rule for rule in left if rule not in same]
        if len(same) > 1:
            yield sorted(same, key=lambda rule: rule.at)


@dataclass(frozen=True, slots=True)
class _Zone:
    """What stands between two rules that follow one another."""

    above: Rule
    below: Rule
    words: tuple[Word, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def is_of_a_table(self) -> bool:
        """Whether it holds cells, and no title and no running text."""
        short = [" ".join(cell[2] for cell in row) for row in self.rows if len(row) <= _TITLE]
        if not self.rows or any(caption(text) or is_units_line(text) for text in short):
            return False
        wide = (self.above.right - self.above.left) * _RUNNING
        if any(len(row) == 1 and row[0][1] - row[0][0] > wide for row in self.rows):
            return False
        return len(self.rows) == 1 or any(len(row) > 1 for row in self.rows)

    @property
    def is_valued(self) -> bool:
        """Whether there are numbers in it that are no years."""
        texts = (text_of(part) for line in in_lines(self.words) for part in phrases(line))
        return any(is_value(text) and not is_year(text) for text in texts)


def _zones(same: Sequence[Rule], words: Sequence[Word]) -> Iterator[_Zone]:
    for above, below in itertools.pairwise(same):
        inside = tuple(
            word
            for word in words
            if above.at < word.level < below.at
            and above.left - NEAR <= word.middle <= above.right + NEAR
        )
        rows = tuple(tuple(line.cells) for line in lines_of(inside))
        yield _Zone(above, below, inside, rows)


def _runs(zones: Sequence[_Zone]) -> Iterator[list[_Zone]]:
    """Zones of tables that follow one another."""
    run: list[_Zone] = []
    for zone in zones:
        if zone.is_of_a_table:
            run.append(zone)
        else:
            yield run
            run = []
    yield run


def _frame(run: Sequence[_Zone], rules: Sequence[Rule], boxes: Sequence[Box]) -> Frame | None:
    """The frame of a run; `None` where it has no head of words and rows of several cells."""
    valued = next((at for at, zone in enumerate(run) if zone.is_valued), 1)
    if len(run) < 2 or valued == 0 or max(map(len, run[valued].rows)) < 2:
        return None
    left = min(run[0].above.left, run[0].below.left)
    right = max(run[0].above.right, run[0].below.right)
    zones = tuple((zone.above.at, zone.below.at) for zone in run)
    head_end, bottom = zones[valued - 1][1], zones[-1][1]
    parts = tuple(
        rule
        for rule in rules
        if zones[0][0] + 1 < rule.at < head_end - 1
        and left - NEAR <= rule.left
        and rule.right <= right + NEAR
        and rule.right - rule.left < right - left - NEAR
    )
    inside = tuple(
        box
        for box in boxes
        if head_end - NEAR <= box.top
        and box.bottom <= bottom + NEAR
        and left - NEAR <= box.left
        and box.right <= right + NEAR
    )
    words = tuple(word for zone in run for word in zone.words)
    return Frame(left, right, zones, valued, parts, inside, words)
