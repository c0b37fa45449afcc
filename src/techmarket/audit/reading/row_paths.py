"""The labels of rows as paths and categories: groups, totals, 其中, and labels that have moved.

Which group a row belongs to is seen from where its label stands and, where the code lists know
the label, from what lies below what. Not here: columns (`column_senses`) and cells (`cells`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from techmarket.audit.reading.categories import (
    OTHER,
    Category,
    candidates,
    category,
    is_below,
)
from techmarket.audit.reading.grids import LaidRow, is_year
from techmarket.audit.reading.labels import (
    clean_label,
    path_label,
    split_of_which,
    split_unit,
)
from techmarket.audit.reading.words import is_total, meaning

TOTAL = "合计"
SUBTOTAL = "小计"


@dataclass(frozen=True, slots=True)
class RowSense:
    """What the labels of a row say.

    Attributes:
        row: the row as laid out.
        path: labels from the outside in.
        categories: known categories on the path, the outermost first; of a total those of its
            group.
        unknown: the label, where no list knows it; "" otherwise.
        total: whether it is a total (of its group, or of the table).
        block: number of the unnamed block that a 小计 closes, from 1; 0 outside of such blocks.
        unit: behind the label in brackets; year: where the label is a year.
        of_which: whether the label says 其中.
    """

    row: LaidRow
    path: tuple[str, ...]
    categories: tuple[Category, ...] = ()
    unknown: str = ""
    total: bool = False
    block: int = 0
    unit: str = ""
    year: int | None = None
    of_which: bool = False


@dataclass(slots=True)
class _Group:
    """The group that the next rows may belong to."""

    label: str = ""
    category: Category | None = None
    list: str = ""
    opened: bool = False
    """By a row of its own, so that its members stand in the first column."""
    which: bool = False
    """By 其中: only what lies below the row above belongs to it."""


@dataclass(slots=True)
class _Walk:
    prefer: str
    group: _Group = field(default_factory=_Group)
    senses: list[RowSense] = field(default_factory=list)
    last_top: RowSense | None = None


def row_senses(rows: Sequence[LaidRow], stub: tuple[str, ...], names: list[str]) -> list[RowSense]:
    """What each row with values says; rows that only open a group are left out.

    Args:
        rows: in order; stub: headings over the labels.
        names: names for blocks that are closed by 小计 and have no label of their own, in order.
    """
    walk = _Walk(preferred_list(rows, stub))
    rows = _with_centred_groups(rows, walk.prefer)
    for at, row in enumerate(rows):
        labels = [(place, clean_label(text)) for place, text in row.labels]
        if not any(row.values):
            _open(walk, labels, rows[at + 1 :])
        elif labels:
            _add(walk, row, labels)
        else:
            walk.senses.append(RowSense(row, ("",), unknown=""))
    return _named_blocks(walk.senses, names)


def _with_centred_groups(rows: Sequence[LaidRow], prefer: str) -> list[LaidRow]:
    """The label of a merged cell stands in the middle of its rows where a page was typeset: it is
    put before the first of them, which is a total or lies below the group by the code list.

    A total is taken for the group that follows only where the group before has one already.
    """
    placed = list(rows)
    moved: set[int] = set()
    totals = 1
    for at, row in enumerate(placed):
        if len(row.labels) == 1 and row.labels[0][0] > 0:
            totals += is_total(clean_label(row.labels[0][1]))
        alone = len(row.labels) == 1 and not any(row.values)
        if not row.labels or row.labels[0][0] > 0 or (len(row.labels) < 2 and not alone):
            continue
        outer_label = clean_label(row.labels[0][1])
        group = category(outer_label, prefer)
        listed = meaning(outer_label, "list") or ""
        first = at
        while first > 0 and _is_member(placed[first - 1], group, listed, totals):
            first -= 1
            if is_total(clean_label(placed[first].labels[0][1])):
                break
        if first < at:
            outer = (0, row.labels[0][1])
            placed[first] = replace(placed[first], labels=(outer, *placed[first].labels))
            placed[at] = replace(row, labels=row.labels[1:])
            moved.update({at} if alone else ())
        totals = int(is_total(clean_label(placed[first].labels[-1][1])))
    return [row for at, row in enumerate(placed) if at not in moved]


def _is_member(row: LaidRow, group: Category | None, listed: str, totals: int) -> bool:
    """Whether a row without a group belongs to the one whose label stands below it: to a
    category, or to a list of categories (技术领域)."""
    if len(row.labels) != 1 or row.labels[0][0] == 0:
        return False
    label = clean_label(row.labels[0][1])
    if is_total(label):
        return totals > 1 and group is not None
    known = candidates(label)
    if group is None:
        return any(one.list == listed for one in known)
    return any(one.list == group.list and is_below(one, group.code) for one in known)


def preferred_list(rows: Sequence[LaidRow], stub: tuple[str, ...]) -> str:
    """The list that most labels belong to: as the stub says, or as the labels vote; "" if none."""
    for label in stub:
        named = meaning(label, "list")
        if named:
            return named
    votes: Counter[str] = Counter()
    for row in rows:
        for _, text in row.labels:
            votes.update({one.list for one in candidates(split_of_which(clean_label(text))[1])})
    if not votes:
        return ""
    best = max(votes.values())
    return next(name for name, count in votes.items() if count == best)


def _open(walk: _Walk, labels: list[tuple[int, str]], later: Sequence[LaidRow]) -> None:
    """A row of a label alone: the group of the rows below, and of a total just above."""
    if len(labels) != 1:
        return
    text = labels[0][1]
    walk.group = _Group(text, category(text, walk.prefer), meaning(text, "list") or "", True)
    more = any(is_total(clean_label(row.labels[-1][1])) for row in later if row.labels)
    last = walk.senses[-1] if walk.senses else None
    if last is not None and last.total and len(last.path) == 1 and more:
        own = (walk.group.category,) if walk.group.category else ()
        walk.senses[-1] = replace(last, path=(path_label(text), TOTAL), categories=own)


def _add(walk: _Walk, row: LaidRow, labels: list[tuple[int, str]]) -> None:
    which, leaf = split_of_which(labels[-1][1])
    leaf, unit = split_unit(leaf)
    if len(labels) > 1:
        outer = labels[-2][1]
        if outer != walk.group.label:
            found = category(outer, walk.prefer) or category(outer)
            walk.group = _Group(outer, found, meaning(outer, "list") or "")
    elif (which or _below_top(walk, labels[0], leaf)) and walk.last_top is not None:
        top = walk.last_top
        above = top.categories[-1] if top.categories else None
        walk.group = _Group(top.path[-1], above, "", False, True)
    elif not _stays(walk, labels[0], leaf):
        walk.group = _Group()
    sense = _sense(walk, row, leaf, unit, which)
    walk.senses.append(sense)
    if not walk.group.label:
        walk.last_top = sense


def _below_top(walk: _Walk, label: tuple[int, str], leaf: str) -> bool:
    """Whether a place lies in the one of the row above it (沈阳 after 辽宁), without 其中."""
    top = walk.last_top
    if walk.group.label or label[0] or top is None or not top.categories or is_total(leaf):
        return False
    above = top.categories[-1]
    inside = [one for one in candidates(leaf) if one.list == "region"]
    return above.list == "region" and any(is_below(one, above.code) for one in inside)


def _stays(walk: _Walk, label: tuple[int, str], leaf: str) -> bool:
    """Whether a row of one label still belongs to the group above it."""
    group = walk.group
    if not group.label:
        return False
    at, _ = label
    prefer = group.list or (group.category.list if group.category else walk.prefer)
    known = [one for one in candidates(leaf) if not prefer or one.list == prefer]
    if group.which:
        return group.category is not None and any(
            is_below(one, group.category.code) for one in known
        )
    if at == 0 and not group.opened:
        return False
    if is_total(leaf):
        return at > 0 or meaning(leaf, "total") == "group"
    if group.category is not None and known and leaf not in OTHER:
        return any(is_below(one, group.category.code) for one in known)
    return True


def _sense(walk: _Walk, row: LaidRow, leaf: str, unit: str, which: bool) -> RowSense:
    group = walk.group
    above = (group.category,) if group.category else ()
    outer = (path_label(group.label),) if group.label else ()
    year = int(leaf[:4]) if is_year(leaf) else None
    if is_total(leaf):
        same = group.category is not None and group.category.list == walk.prefer
        plain_total = bool(group.label) and (leaf == TOTAL or (leaf == SUBTOTAL and same))
        text = TOTAL if plain_total else leaf
        return RowSense(row, (*outer, path_label(text)), above, total=True, unit=unit)
    prefer = group.list or (group.category.list if group.category else walk.prefer)
    found = category(leaf, prefer, group.category.code if group.category else "")
    if found is None and not prefer:
        found = category(leaf)
    own = (*above, found) if found else above
    unknown = "" if found or year else leaf
    return RowSense(
        row, (*outer, path_label(leaf)), own, unknown, unit=unit, year=year, of_which=which
    )


def _named_blocks(senses: list[RowSense], names: list[str]) -> list[RowSense]:
    """Rows between one lone 小计 and the next belong together; they get the names of blocks."""
    ends = [
        at
        for at, sense in enumerate(senses)
        if sense.total and len(sense.path) == 1 and meaning(sense.path[0], "total") == "group"
    ]
    if not ends:
        return senses
    named = list(senses)
    told = [name for name in names if candidates(name)][-len(ends) :]
    told = told if len(told) == len(ends) else []
    start = 0
    for block, end in enumerate(ends, start=1):
        name = told[block - 1] if told else f"第{block}组"
        found = candidates(name)
        own = (found[0],) if found else ()
        for at in range(start, end + 1):
            sense = named[at]
            if sense.total and at < end:
                continue
            named[at] = replace(
                sense, path=(name, *sense.path), categories=(*own, *sense.categories), block=block
            )
        start = end + 1
    return named
