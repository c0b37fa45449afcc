"""The rows of a table between rules, from where the lines of its cells stand.

A row is a stripe or the blank between two stripes; without stripes it is a line with a number and
the lines of labels around it. A label on a ground of its own beside several rows stands in the
first of them. Not here: columns and the head (`print_heads`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from techmarket.audit.reading.numbers import is_value
from techmarket.audit.reading.sources.blocks import Grid
from techmarket.audit.reading.sources.print_frames import Box, Frame
from techmarket.audit.reading.sources.print_heads import Span, columns_of, head_rows
from techmarket.audit.reading.sources.print_lines import Word, in_lines, phrases, text_of

_TOGETHER = 0.45
"""Blank between two lines of one label, in heights of a letter."""

_BESIDE = 0.85
"""Between the middles of a number and of a line of its label, in heights of a letter."""

Band = tuple[float, float]
"""Top and bottom of a row."""


def frame_grid(frame: Frame, sheet: str) -> Grid:
    """The grid of a table between rules."""
    columns = columns_of(frame)
    head = head_rows(frame, columns)
    rows = [*head, *_body(frame, columns)]
    return Grid(
        tuple(tuple(row) for row in rows), (None,) * len(rows), sheet=sheet, headed=len(head)
    )


def _body(frame: Frame, columns: Sequence[Span]) -> list[list[str]]:
    rows: list[list[str]] = []
    for top, bottom in frame.zones[frame.head :]:
        words = [word for word in frame.words if top < word.level < bottom]
        rows += _zone(words, (top, bottom), frame.boxes, columns)
    return rows


def _zone(
    words: Sequence[Word], zone: Band, boxes: Sequence[Box], columns: Sequence[Span]
) -> list[list[str]]:
    """The rows between two rules over the whole width."""
    bands = _bands(words, zone, boxes, columns)
    first_of = dict.fromkeys(_beside_all(words, bands, columns), 0)
    first_of |= _merged(words, bands, boxes)
    cells: list[list[list[Word]]] = [[[] for _ in columns] for _ in bands]
    for phrase in (phrase for line in in_lines(words) for phrase in phrases(line)):
        first = phrase[0]
        own = [at for at, (top, bottom) in enumerate(bands) if top <= first.level <= bottom]
        row = first_of.get(first, own[0] if own else len(bands) - 1)
        cells[row][_column(phrase, columns)] += phrase
    return [[text_of(cell) for cell in row] for row in cells]


def _column(phrase: Sequence[Word], columns: Sequence[Span]) -> int:
    """The column in which a phrase begins; of a label over two columns that is the first."""
    first = phrase[0]
    return max(
        range(len(columns)),
        key=lambda at: min(first.right, columns[at].right) - max(first.left, columns[at].left),
    )


def _bands(
    words: Sequence[Word], zone: Band, boxes: Sequence[Box], columns: Sequence[Span]
) -> list[Band]:
    """The rows of a zone: between edges of stripes, where there are any, and within such a stripe
    around each line with a number."""
    top, bottom = zone
    edges = sorted(
        edge for box in boxes for edge in (box.top, box.bottom) if top + 1 < edge < bottom - 1
    )
    kept = [top]
    kept += [edge for at, edge in enumerate(edges) if at == 0 or edge - edges[at - 1] > 1]
    found: list[Band] = []
    for band in zip(kept, [*kept[1:], bottom], strict=True):
        inside = [word for word in words if band[0] <= word.level <= band[1]]
        found += _around_numbers(inside, band, columns)
    return found


def _around_numbers(words: Sequence[Word], band: Band, columns: Sequence[Span]) -> list[Band]:
    """A band parted between its rows: a line without a number goes with the one beside it, or with
    the lines of a label that do."""
    lines = in_lines(words)
    levels = [sum(word.level for word in line) / len(line) for line in lines]
    stub = columns[0].right
    of = [
        at if any(is_value(text_of(one)) and one[0].left > stub for one in phrases(line)) else None
        for at, line in enumerate(lines)
    ]
    numbered = [at for at in of if at is not None]
    if len(numbered) < 2:
        return [band]
    for at, line in enumerate(lines):
        nearest = min(numbered, key=lambda other: abs(levels[other] - levels[at]))
        if abs(levels[nearest] - levels[at]) < _BESIDE * line[0].height:
            of[at] = nearest
    for at in [*range(1, len(lines)), *reversed(range(len(lines) - 1))]:
        for other in (at - 1, at + 1):
            known = of[other] if 0 <= other < len(lines) else None
            if of[at] is None and known is not None and _touch(lines[at], lines[other]):
                of[at] = known
    groups = _in_order(of)
    ends = [max(word.bottom for at in group for word in lines[at]) for group in groups]
    starts = [min(word.top for at in group for word in lines[at]) for group in groups]
    cuts = [(end + start) / 2 for end, start in zip(ends, starts[1:], strict=False)]
    return list(zip([band[0], *cuts], [*cuts, band[1]], strict=True))


def _in_order(of: Sequence[int | None]) -> list[set[int]]:
    """Lines that follow one another and belong to one row."""
    groups: list[set[int]] = []
    for at, row in enumerate(of):
        if row is not None and at and of[at - 1] == row:
            groups[-1].add(at)
        else:
            groups.append({at})
    return groups


def _touch(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two lines stand in one column and close together."""
    over = any(min(a.right, b.right) > max(a.left, b.left) for a in one for b in other)
    gap = max(one[0].top, other[0].top) - min(one[0].bottom, other[0].bottom)
    return over and gap < _TOGETHER * one[0].height


def _beside_all(
    words: Sequence[Word], bands: Sequence[Band], columns: Sequence[Span]
) -> list[Word]:
    """The words of a label that stands alone in the first column beside the rows of a zone, each
    of which has a label of its own in the second."""
    if len(columns) < 3 or len(bands) < 2:
        return []
    first, second = ([w for w in words if span.holds(w)] for span in columns[:2])
    lines = in_lines(first)
    own = sum(1 for top, bottom in bands if any(top <= w.level <= bottom for w in second))
    numbers = sum(1 for word in second if is_value(word.text))
    follow = all(_touch(a, b) for a, b in pairwise(lines))
    alone = 0 < len(lines) < len(bands) and own == len(bands) and numbers * 2 < len(second)
    return first if alone and follow else []


def _merged(words: Sequence[Word], bands: Sequence[Band], boxes: Sequence[Box]) -> dict[Word, int]:
    """Words on a ground that goes over several rows, with the first of these."""
    first_of: dict[Word, int] = {}
    for box in boxes:
        covered = [
            at
            for at, (top, bottom) in enumerate(bands)
            if box.top - 1 <= (top + bottom) / 2 <= box.bottom + 1
        ]
        if len(covered) < 2:
            continue
        for word in words:
            if box.left <= word.middle <= box.right and box.top <= word.level <= box.bottom:
                first_of[word] = covered[0]
    return first_of
