"""How wide the columns of a printed table are, at which size, and on which way of the page.

The largest size at which no number is broken wins, upright before across. Widths are in twentieths
of a point. Not here: widths in a workbook (`sheet`) and on a page, where the browser measures.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from techmarket.render.body import is_name
from techmarket.render.header import Stub, head_cells
from techmarket.render.text_width import text_width
from techmarket.tables.model import BuiltTable

UPRIGHT, ACROSS = 9070, 14000
"""Room between the margins of a page A4, upright and across."""

LARGEST = 9.0
"""Size of letters in a table that has room, in points."""

_SIZES_OF_FEW = (LARGEST, 8.5, 8.0, 7.5, 7.0, 6.5)
_SIZES_UPRIGHT = _SIZES_OF_FEW[:-2]
"""Many rows in small letters are hard to follow: their table rather turns the page."""
_SIZES_ACROSS = (LARGEST, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)

_MARGINS = 90
"""Left and right of a cell."""

_HEAD_LINES = 3
"""A column heading may take so many lines before it asks for more room."""

_WHOLE_HEAD = 6
"""Half-width characters of a heading that is too short to be broken: 2013年, 成交额."""

_LABEL, _LABEL_OF_FEW, _NAME = 16, 12, 26
"""Half-width characters that a wrapping label or name keeps at least, if it has as many."""

_CHARACTERS = {".": 0.6, ",": 0.6, "-": 0.6, "%": 1.7}
"""Half-width characters in a number that are wider or narrower than a digit."""

_MANY = 20
"""Rows of a table that fills a page laid across."""

_ROWS_ACROSS = 7000
"""Room for rows on such a page, under caption, units and head."""

_FEW = 6
"""In so few rows labels may wrap more often."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """The columns of a table.

    Attributes:
        size: of the letters, in points.
        across: whether the table stands on a page laid across.
        widths: of the columns, those of the stub first.
    """

    size: float
    across: bool
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Wish:
    """Half-width characters that a column needs, and those that it would like.

    Attributes:
        least, most: in half-width characters.
        words: it holds labels or names, which stand on the left and may wrap.
    """

    least: float
    most: float
    words: bool = False


def column_plan(table: BuiltTable, stub: Stub, largest: float = LARGEST) -> ColumnPlan:
    """Size, way and widths of a table; a table too wide for everything is squeezed across.

    Args:
        table: the table.
        stub: its labels.
        largest: size of its letters at most, in points.
    """
    wishes = _wishes(table, stub)
    upright = _SIZES_OF_FEW if len(table.rows) <= _FEW else _SIZES_UPRIGHT
    for across, room, sizes in ((False, UPRIGHT, upright), (True, ACROSS, _SIZES_ACROSS)):
        allowed = [size for size in sizes if size <= largest]
        fitting = [s for s in allowed if sum(_twips(w.least, s) for w in wishes) <= room]
        if fitting:
            whole = [s for s in fitting if _whole_lines(wishes, s) <= room]
            # Many rows of two lines would need another page.
            many = across and whole and len(table.rows) > _MANY
            size = _on_one_page(whole, len(table.rows)) if many else fitting[0]
            return ColumnPlan(size, across, _spread(wishes, size, room))
    size = _SIZES_ACROSS[-1]
    return ColumnPlan(size, True, _exactly([wish.least for wish in wishes], ACROSS))


def _on_one_page(sizes: list[float], rows: int) -> float:
    """The largest size in which so many rows of one line stand on a page laid across, if any."""
    return next((s for s in sizes if rows * row_height(s) <= _ROWS_ACROSS), sizes[0])


def row_height(size: float) -> int:
    """Height of a row of one line with what is around it, in twentieths of a point."""
    return line_height(size) + 50


def line_height(size: float) -> int:
    """Height of a line, whatever the typeface, in twentieths of a point."""
    return round(size * 25)


def _whole_lines(wishes: list[_Wish], size: float) -> int:
    """The width at which no label and no name wraps."""
    return sum(_twips(wish.most if wish.words else wish.least, size) for wish in wishes)


def _twips(characters: float, size: float) -> int:
    """Half an em is ten twentieths of a point for every point of size."""
    return round(characters * size * 10) + _MARGINS


def _spread(wishes: list[_Wish], size: float, room: int) -> tuple[int, ...]:
    """What is left goes first to labels and names that would wrap, then to heads that would, then
    to names at the end, else to all alike."""
    widths = [_twips(wish.least, size) for wish in wishes]
    for words in (True, False):
        wanted = [
            (_twips(w.most, size) - _twips(w.least, size)) * (w.words is words) for w in wishes
        ]
        left = room - sum(widths)
        part = min(1.0, left / sum(wanted)) if sum(wanted) else 0.0
        widths = [width + int(want * part) for width, want in zip(widths, wanted, strict=True)]
    if wishes[-1].words:
        # A list: its names stand beside their numbers, not in the middle of the page.
        widths[-1] += room - sum(widths)
    return _exactly(widths, room)


def _exactly(parts: Iterable[float], room: int) -> tuple[int, ...]:
    """Whole widths in these proportions that add up to the room."""
    given = list(parts)
    edges = [0.0]
    for part in given:
        edges.append(edges[-1] + part)
    whole = [round(edge * room / edges[-1]) for edge in edges]
    return tuple(right - left for left, right in itertools.pairwise(whole))


def _wishes(table: BuiltTable, stub: Stub) -> list[_Wish]:
    labels: list[list[str]] = [[] for _ in range(stub.width)]
    for cell in stub.cells:
        if cell.colspan == 1:
            labels[cell.col].append("　" * cell.indent + cell.label)
    for cell in stub.headings:
        if cell.colspan == 1:
            labels[cell.col].append(cell.label)
    least = _LABEL_OF_FEW if len(table.rows) <= _FEW else _LABEL
    return [*(_label_wish(column, least) for column in labels), *_body_wishes(table)]


def _label_wish(labels: list[str], least: int) -> _Wish:
    most = max((text_width(label) for label in labels), default=0)
    word = max((_longest_word(label) for label in labels), default=0)
    return _Wish(max(word, min(most, least)), most, words=True)


def _body_wishes(table: BuiltTable) -> list[_Wish]:
    heads = head_cells(table.columns)
    wishes = []
    for col in range(len(table.columns)):
        own = [c.label for c in heads if c.covers_column(col) and (c.leaf or c.colspan == 1)]
        words = max(map(_head_width, own))
        texts = [row[col] for row in table.cells]
        numbers = max((_number_width(c.text) for c in texts if not is_name(c)), default=0.0)
        names = max((text_width(c.text) for c in texts if is_name(c)), default=0)
        name_word = max((_longest_word(c.text) for c in texts if is_name(c)), default=0)
        least = max(words, numbers, name_word, min(names, _NAME))
        most = max(least, names, max(map(text_width, own)) + 1)
        wishes.append(_Wish(least, most, words=bool(names)))
    return wishes


def _head_width(label: str) -> float:
    """What a heading over one column needs: a short one its whole width."""
    width = text_width(label)
    return max(_longest_word(label), width if width <= _WHOLE_HEAD else width / _HEAD_LINES)


def _number_width(text: str) -> float:
    """A digit of a serif typeface is half an em, a point half of that, a sign of percent nearly a
    whole one; a little is left over."""
    return sum(_CHARACTERS.get(character, 1.0) for character in text) * 1.04


def _longest_word(text: str) -> float:
    """The longest piece that no line break divides: a Latin word, or a Chinese character."""
    words = re.findall(r"[\u0021-\u024f]+", text)
    return min(max((text_width(word) for word in words), default=2), _NAME)
