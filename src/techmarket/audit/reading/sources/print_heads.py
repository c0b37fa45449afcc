"""The columns of a table between rules, and the cells of its head.

A column is where words of the body stand above one another and blank parts them from the next. A
head cell reaches from rule to rule: what a rule of the head stands below is over several columns,
all other words of the head belong to one. Not here: the rows of the body (`print_rows`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from techmarket.audit.reading.sources.print_frames import NEAR, Frame, Rule
from techmarket.audit.reading.sources.print_lines import RIVER, Word, in_lines, phrases, text_of

_SEVERAL = 1.9
"""A ground so many times as high as the lowest is one of several rows."""

_MOST_GROUPS = 8
"""Groups side by side below one rule; more are not told apart by their middles."""


@dataclass(frozen=True, slots=True)
class Span:
    """A column, from its left end to its right one."""

    left: float
    right: float

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word is in it."""
        return self.left <= word.middle <= self.right


def columns_of(frame: Frame) -> tuple[Span, ...]:
    """The columns, which touch, from the left end of the frame to the right one."""
    body = [word for word in frame.words if word.level > frame.head_end]
    runs = _runs_of_ink([word for line in in_lines(body) for word in _parted(line)])
    runs = _with_heads(runs, _leaf_words(frame))
    runs = _with_grounds(runs, frame)
    edges = sorted({edge for box in frame.boxes for edge in (box.left, box.right)})
    edges += sorted({end for rule in frame.parts for end in (rule.left, rule.right)})
    ends = [frame.left]
    for before, after in pairwise(runs):
        between = [edge for edge in edges if before.right - 1 <= edge <= after.left + 1]
        ends.append(between[0] if between else (before.right + after.left) / 2)
    ends.append(frame.right)
    return tuple(Span(*pair) for pair in pairwise(ends))


def _parted(line: Sequence[Word]) -> Sequence[Word]:
    """The words of a line of several cells; a line of one may go over several columns."""
    return line if len(phrases(line)) > 1 else ()


def _runs_of_ink(words: Sequence[Word]) -> list[Span]:
    """Where words stand above one another, parted where there is blank through all lines."""
    runs: list[Span] = []
    for word in sorted(words, key=lambda word: word.left):
        if runs and word.left - runs[-1].right < RIVER * word.height:
            runs[-1] = Span(runs[-1].left, max(runs[-1].right, word.right))
        else:
            runs.append(Span(word.left, word.right))
    return runs


def _with_grounds(runs: list[Span], frame: Frame) -> list[Span]:
    """The columns parted where a label has a ground of its own beside several rows, and other
    labels go over its column and the next."""
    lowest = min((box.bottom - box.top for box in frame.boxes), default=0.0)
    tall = {round(b.right, 1) for b in frame.boxes if b.bottom - b.top > _SEVERAL * lowest}
    tall = tall or _blank_in_zones(runs[0], frame)
    parted: list[Span] = []
    for run in runs:
        ends = sorted(end for end in tall if run.left < end < run.right)
        starts = [run.left, *ends]
        parted += [Span(*pair) for pair in zip(starts, [*ends, run.right], strict=True)]
    return parted


def _blank_in_zones(stub: Span, frame: Frame) -> set[float]:
    """Where blank parts the labels of the lines between two rules; the widest for all of them."""
    gaps = []
    for top, bottom in frame.zones[frame.head :]:
        labels = [word for word in frame.words if top < word.level < bottom and stub.holds(word)]
        if len(in_lines(labels)) > 1:
            gaps += list(pairwise(_runs_of_ink(labels)))
    if not gaps:
        return set()
    begin = max(before.right for before, _ in gaps)
    end = min(after.left for _, after in gaps)
    return {(begin + end) / 2} if begin < end else set()


def _leaf_words(frame: Frame) -> list[Word]:
    """The words of the head that no rule of the head stands below."""
    return [
        word
        for word in frame.words
        if word.level < frame.head_end and not any(_is_above(word, rule) for rule in frame.parts)
    ]


def _is_above(word: Word, rule: Rule) -> bool:
    return word.level < rule.at and rule.left <= word.middle <= rule.right


def _with_heads(runs: list[Span], leaves: Sequence[Word]) -> list[Span]:
    """The columns as wide as their headings; a heading between two columns has one of its own."""
    wider = list(runs)
    for block in _runs_of_ink(leaves):
        met = [run for run in runs if min(run.right, block.right) > max(run.left, block.left)]
        if len(met) == 1:
            at = runs.index(met[0])
            old = wider[at]
            left = wider[at - 1].right if at else float("-inf")
            right = runs[at + 1].left if at + 1 < len(runs) else float("inf")
            if left < block.left and block.right < right:
                wider[at] = Span(min(old.left, block.left), max(old.right, block.right))
    blank = [
        block
        for block in _runs_of_ink(leaves)
        if not any(min(run.right, block.right) > max(run.left, block.left) for run in wider)
    ]
    return sorted([*wider, *blank], key=lambda run: run.left)


def head_rows(frame: Frame, columns: Sequence[Span]) -> list[list[str]]:
    """The head as rows of texts, each text in the first place of its cell, the others blank.

    Levels are parted by the rules of the head; a column below no rule has one cell, which stands
    in the first row.
    """
    head = [word for word in frame.words if word.level < frame.head_end]
    inner = [end for _, end in frame.zones[: frame.head - 1]]
    rules = [*frame.parts, *(Rule(frame.left, frame.right, at) for at in inner)]
    levels = sorted({round(rule.at) for rule in rules})
    rows = [[""] * len(columns) for _ in range(len(levels) + 1)]
    free = list(head)
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.left)):
        under = [at for at, span in enumerate(columns) if _covers(rule, span)]
        above = [word for word in free if _is_above(word, rule)]
        if not under or not above:
            continue
        free = [word for word in free if word not in above]
        level = _level(levels, rules, rule, columns[under[0]])
        for at, words in _grouped(above, [columns[at] for at in under]):
            rows[level][under[at]] = text_of(words)
    for at, span in enumerate(columns):
        words = [word for word in free if span.holds(word)]
        level = max((levels.index(round(r.at)) + 1 for r in rules if _covers(r, span)), default=0)
        if words:
            rows[level][at] = text_of(words)
    return rows


def _level(levels: Sequence[int], rules: Sequence[Rule], rule: Rule, span: Span) -> int:
    """The row in which the cells above a rule begin: behind the rule above it, if there is one."""
    higher = [one for one in rules if one.at < rule.at - 1 and _covers(one, span)]
    return max((levels.index(round(one.at)) + 1 for one in higher), default=0)


def _covers(rule: Rule, span: Span) -> bool:
    middle = (span.left + span.right) / 2
    return rule.left - NEAR <= middle <= rule.right + NEAR


def _grouped(words: Sequence[Word], columns: Sequence[Span]) -> list[tuple[int, list[Word]]]:
    """Headings above a rule, each with the first of the columns that it has the middle of."""
    blocks = [[word for word in words if run.holds(word)] for run in _runs_of_ink(words)]
    blocks = blocks if len(blocks) <= min(_MOST_GROUPS, len(columns)) else [list(words)]
    middles = [
        (min(word.left for word in block) + max(word.right for word in block)) / 2
        for block in blocks
    ]
    best = min(
        combinations(range(1, len(columns)), len(blocks) - 1),
        key=lambda cuts: _off_middle(cuts, middles, columns),
    )
    return list(zip((0, *best), blocks, strict=True))


def _off_middle(cuts: Sequence[int], middles: Sequence[float], columns: Sequence[Span]) -> float:
    starts, ends = (0, *cuts), (*cuts, len(columns))
    return sum(
        abs((columns[start].left + columns[end - 1].right) / 2 - middle)
        for start, end, middle in zip(starts, ends, middles, strict=True)
    )
