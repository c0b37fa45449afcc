"""The rows of a table between rules, from where the lines of its cells stand.

A row is a stripe or the blank between two stripes; without stripes it is a line with a number and
the lines of labels around it. A label on a ground of its own beside several rows stands in the
first of them. Not here: columns and the head (`print_heads`).
"""

from __future__ import annotations

from collections.abc import Sequence

from techmarket.audit.reading.numbers import is_value
from techmarket.audit.reading.sources.blocks import Grid
from techmarket.audit.reading.sources.print_frames import Box, Frame
from techmarket.audit.reading.sources.print_heads import Span, columns_of, head_rows
from techmarket.audit.reading.sources.print_lines import Word, in_lines, phrases, text_of

_TOGETHER = 0.45
"""Blank between two lines of one label, in heights of a letter."""

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
    first_of = _merged(words, bands, boxes)
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
    """A band parted between its rows: lines without a number go with the one they touch."""
    stub = columns[0].right
    groups: list[tuple[list[Word], bool]] = []
    lines = in_lines(words)
    numbered = [any(is_value(word.text) and word.left > stub for word in line) for line in lines]
    if sum(numbered) < 2:
        return [band]
    for line, valued in zip(lines, numbered, strict=True):
        before = groups[-1] if groups else None
        if before and not (valued and before[1]) and _touches(before[0], line):
            groups[-1] = ([*before[0], *line], valued or before[1])
        else:
            groups.append((list(line), valued))
    ends = [max(word.bottom for word in group) for group, _ in groups]
    starts = [min(word.top for word in group) for group, _ in groups]
    cuts = [(end + start) / 2 for end, start in zip(ends, starts[1:], strict=False)]
    return list(zip([band[0], *cuts], [*cuts, band[1]], strict=True))


def _touches(group: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line goes on where a group of lines ends, in the same column."""
    last = max(word.bottom for word in group)
    near = [word for word in group if word.bottom > last - word.height]
    gap = min(word.top for word in line) - last
    over = any(min(a.right, b.right) > max(a.left, b.left) or gap < 0 for a in near for b in line)
    return over and gap < _TOGETHER * line[0].height


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
