"""Drawings on a printed page: the words in them are labels and no table.

A drawing stands just above or below the title of a figure. What its labels say is not read; the
trouble of its page says so. Not here: pages that are pictures (`print_file`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from techmarket.audit.reading.captions import caption
from techmarket.audit.reading.sources.print_frames import RULE, Frame
from techmarket.audit.reading.sources.print_lines import Line

_APART = 15.0
"""Points between two parts of one drawing at most."""

_LOWEST = 30.0
"""Points; what is lower is no drawing."""

_TITLE = 45.0
"""Points from a drawing to the title of its figure at most."""

_MARGIN = 12.0
"""Points by which labels may stand outside."""

_RUNNING = 0.8
"""The part of the width of the page's text from which on a line of one cell is running text."""

_ANNEX = re.compile(r"\s*(?:附\s*图|[Aa]nnex [Ff]igure)\s*\d+")
"""A figure of an annex, which has numbers of its own."""

Band = tuple[float, float]
"""Top and bottom of a drawing."""


def drawings_on(page: Any, frames: Sequence[Frame]) -> list[Band]:
    """Where there are drawings, from the top of the page."""
    bands: list[Band] = []
    for top, bottom in sorted(_drawn(page, frames)):
        if bands and top - bands[-1][1] <= _APART:
            bands[-1] = (bands[-1][0], max(bands[-1][1], bottom))
        else:
            bands.append((top, bottom))
    return [(top, bottom) for top, bottom in bands if bottom - top >= _LOWEST]


def _drawn(page: Any, frames: Sequence[Frame]) -> Iterator[Band]:
    for one in (*page.curves, *page.rects, *page.lines, *page.images):
        top, bottom = float(one["top"]), float(one["bottom"])
        framed = any(frame.top - 2 <= top and bottom <= frame.bottom + 2 for frame in frames)
        rule = bottom - top <= RULE and one["width"] * 2 > page.width
        if not framed and not rule:
            yield top, bottom


def without_labels(lines: Sequence[Line], drawings: Sequence[Band]) -> tuple[list[Line], list[str]]:
    """The lines that are not in a drawing, and the numbers of the figures whose labels are."""
    kept, told = list(lines), []
    widest = max((line.right - line.left for line in lines), default=0.0)
    titles = [(line, found) for line in lines if (found := _figure(line)) is not None]
    for top, bottom in drawings:
        near = [one for one in titles if -_TITLE <= one[0].top - bottom <= _TITLE]
        near += [one for one in titles if 0 <= top - one[0].top <= _TITLE]
        if not near:
            continue
        title, number = near[0]
        begin, end = top - _MARGIN, bottom + _MARGIN
        begin, end = (begin, min(end, title.top)) if title.top > top else (title.top, end)
        labels = [
            line
            for line in kept
            if line is not title
            and begin <= line.top + line.height / 2 <= end
            and (len(line.cells) > 1 or line.right - line.left < _RUNNING * widest)
        ]
        kept = [line for line in kept if not any(line is label for label in labels)]
        told += [number] if any(_has_digits(line) for line in labels) else []
    return kept, told


def _figure(line: Line) -> str | None:
    """The number of the figure that a line is the title of."""
    annex = _ANNEX.match(line.text)
    found = caption(line.text)
    if annex is None and (found is None or found.kind != "figure"):
        return None
    return annex[0].strip() if annex is not None else found.number if found is not None else None


def _has_digits(line: Line) -> bool:
    return any(character.isdigit() for character in line.text)
