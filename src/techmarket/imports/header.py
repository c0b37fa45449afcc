"""Where the header of a table stands: below titles, in one row or in two with merged cells.

Of the first rows the one is taken whose cells mean most fields; two rows are read together where
the upper one names groups (卖方 over 名称 and 性质). A row of units below is part of the
header. Not here: what a heading means (`headings`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from techmarket.imports.amounts import UNITS
from techmarket.imports.headings import meaning_of, normal_heading, unit_of

SEARCHED = 40
"""Rows in which the header is looked for."""

FEWEST = 2
"""Headings that mean a field, below which a row is no header."""

_OTHER_UNITS = {"项", "个", "%", "日期", "年月日", "年-月-日", "yyyy-mm-dd", "文本", "代码", "分"}
KINDS = ("contract", "party")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes:
        kind: of the records below it, "contract" or "party".
        headings: one per column, "" for none; the unit of a row of units is added in brackets.
        last_row: number of its last row, from 1; the records begin after it.
        certain: how many headings mean a field for certain.
    """

    kind: str
    headings: tuple[str, ...]
    last_row: int
    certain: int


def find_header(head: Sequence[Sequence[str]]) -> Header | None:
    """The header among the first rows of a table; `None` where no row is one.

    Args:
        head: the first rows, each cell a text, "" for empty.
    """
    best: tuple[int, int, Header] | None = None
    for place in range(min(len(head), SEARCHED)):
        for upper in (None, place - 1) if place else (None,):
            row = _joined(head[upper] if upper is not None else (), head[place])
            for kind in KINDS:
                meanings = [meaning_of(text, kind) for text in row if text]
                certain = len({m.target for m in meanings if m.target and m.certain})
                fields = len({m.target for m in meanings if m.target})
                score = (fields + certain, certain - (upper is not None) - 2 * len(KINDS))
                if fields >= FEWEST and (best is None or score > best[:2]):
                    best = (*score, Header(kind, row, place + 1, certain))
    return best and _with_units(best[2], head)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Two rows as one: a group reaches to the right as far as nothing else is written."""
    if not upper:
        return tuple(text.strip() for text in lower)
    width, group, joined = max(len(upper), len(lower)), "", []
    for place in range(width):
        above = upper[place].strip() if place < len(upper) else ""
        below = lower[place].strip() if place < len(lower) else ""
        group = above or (group if below else "")
        joined.append(_of_group(group, below))
    return tuple(joined)


def _of_group(group: str, below: str) -> str:
    """The heading of a cell below a group: both where that means something, else the cell."""
    if not below or not group or normal_heading(group) == normal_heading(below):
        return below or group
    both = f"{group}{below}"
    return both if any(meaning_of(both, kind).certain for kind in KINDS) else below


def _with_units(header: Header, head: Sequence[Sequence[str]]) -> Header:
    """The header with the row of units that may stand below it."""
    if header.last_row >= len(head):
        return header
    units = [text.strip().strip("()（）[]") for text in head[header.last_row]]
    given = [text for text in units if text]
    if not given or any(text not in UNITS and text not in _OTHER_UNITS for text in given):
        return header
    if not any(text in UNITS for text in given):
        return header
    headings = tuple(
        f"{heading}（{units[place]}）"
        if place < len(units) and units[place] in UNITS and not unit_of(heading)
        else heading
        for place, heading in enumerate(header.headings)
    )
    return Header(header.kind, headings, header.last_row + 1, header.certain)
