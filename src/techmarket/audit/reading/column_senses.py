"""The labels of columns as measures, relations, years, sides, units and categories.

What a column does not say itself is taken from the group above it, from the column to its left,
and from the title. Not here: rows (`row_paths`) and dims of cells (`cells`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from techmarket.audit.reading.categories import Category, candidates
from techmarket.audit.reading.grids import Column
from techmarket.audit.reading.labels import path_label, split_of_which, split_unit
from techmarket.audit.reading.words import is_total, meaning, meanings_in

_YEAR = re.compile(r"(?:19|20)\d\d(?=年|$|[^\d])")


@dataclass(frozen=True, slots=True)
class ColumnSense:
    """What a column says; "" and `None` where it says nothing.

    Attributes:
        path: labels from the outside in, one spelling for one thing.
        measure: base measure; relation: growth, share, rank or "".
        side: seller, buyer, registration or "".
        year: of its values; unit: behind its label in brackets.
        category: where the column is one of a list (the other side of a cross table).
        total: whether one of its labels is a total.
        years: how many different years it names.
    """

    path: tuple[str, ...]
    measure: str = ""
    relation: str = ""
    side: str = ""
    year: int | None = None
    unit: str = ""
    category: Category | None = None
    total: bool = False
    years: int = 0


@dataclass(frozen=True, slots=True)
class TitleSense:
    """What a title says: measure and its word, relation, side, sides named, categories, years."""

    text: str
    measure: str
    measure_word: str
    sides: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def side(self) -> str:
        """The side, where the title names only one."""
        return self.sides[0] if len(self.sides) == 1 else ""

    @property
    def year(self) -> int | None:
        """The last year named."""
        return self.years[-1] if self.years else None


def title_sense(text: str) -> TitleSense:
    """What a title says, by the words in it."""
    measures = meanings_in(text, "measure")
    sides = tuple(dict.fromkeys(side for _, side in meanings_in(text, "side")))
    years = tuple(int(found) for found in _YEAR.findall(text))
    first = measures[-1] if measures else None
    return TitleSense(
        text,
        first[1] if first else "",
        text[first[0].start : first[0].end] if first else "",
        sides,
        years,
    )


def column_senses(columns: Sequence[Column], title: TitleSense) -> list[ColumnSense]:
    """What each column says, those without a leaf of their own filled from their neighbours."""
    depth = max((len(column.labels) for column in columns), default=0)
    filled = [_with_leaf(column, columns, depth) for column in columns]
    senses: list[ColumnSense] = []
    for column in filled:
        own = _own(column.labels)
        senses.append(_inherited(own, senses))
    return [_mean(sense, title) for sense in senses]


def _with_leaf(column: Column, columns: Sequence[Column], depth: int) -> Column:
    """A year without a leaf takes the leaf of the first column that has one (附表2)."""
    labels = column.labels
    if len(labels) != 1 or depth != 2 or not _YEAR.match(labels[0]):
        return column
    leaves = [other.labels[1] for other in columns if len(other.labels) == 2]
    bare = [leaf for leaf in leaves if meaning(split_unit(leaf)[0], "measure")]
    groups = [other.labels[0] for other in columns if len(other.labels) == 2]
    if bare and all(_YEAR.match(group) for group in groups):
        return Column(column.at, (labels[0], bare[0]))
    return column


def _own(labels: tuple[str, ...]) -> ColumnSense:
    """What the labels of a column say by themselves."""
    sense = ColumnSense(())
    steps: list[str] = []
    for label in labels:
        text, unit = split_unit(label)
        sense = _with_label(sense, text, unit)
        steps.append(text)
    named = {year for label in labels for year in _YEAR.findall(label)}
    path = tuple(path_label(step) for step in _spelt(steps, sense))
    return replace(sense, path=path, years=len(named))


def _with_label(sense: ColumnSense, text: str, unit: str) -> ColumnSense:
    _, bare = split_of_which(text)
    year = _YEAR.search(text)
    measure = meaning(text, "measure") or meaning(bare, "measure")
    relation = meaning(text, "relation")
    # Of "Social organisations" the second word is no measure; Chinese labels do not end so.
    if measure is None and not (text.isascii() and candidates(text)):
        inside = meanings_in(bare, "measure")
        measure = inside[-1][1] if inside else None
    if relation is None:
        related = meanings_in(bare, "relation")
        relation = related[-1][1] if related else None
    sides = meanings_in(bare, "side")
    total = is_total(text)
    known = candidates(text) if not (measure or relation or total) else ()
    return replace(
        sense,
        measure=measure or _counted(text, unit) or sense.measure,
        relation=relation or sense.relation,
        side=sides[0][1] if sides else sense.side,
        year=int(year[0]) if year else sense.year,
        unit=unit or sense.unit,
        category=known[0] if known else sense.category,
        total=total or sense.total,
    )


def _counted(text: str, unit: str) -> str:
    """Things counted: a label that ends in 项目, with the unit 项 (成交技术合同项目(项))."""
    return "contracts" if text.endswith("项目") and unit in ("项", "个") else ""


def _spelt(steps: list[str], sense: ColumnSense) -> list[str]:
    """One spelling for one thing in the last step: 成交金额 alone is 成交额."""
    spelt = list(steps)
    if spelt and spelt[-1] == "成交金额":
        spelt[-1] = "成交额"
    if spelt and spelt[-1].endswith("项目") and sense.unit in ("项", "个"):
        spelt[-1] += "数"
    return spelt


def _inherited(own: ColumnSense, before: list[ColumnSense]) -> ColumnSense:
    """A relation without a measure is one of the measure to its left, within its own group."""
    if own.measure or not own.relation:
        return own
    left = [
        other for other in before if other.measure and not other.relation and other.side == own.side
    ]
    if not left:
        return own
    level = left[-1]
    leaf = own.path[-1]
    if leaf in ("增长", "占比"):
        path = (*own.path[:-1], level.path[-1] + leaf)
        return replace(own, measure=level.measure, path=path)
    return replace(own, measure=level.measure)


def _mean(sense: ColumnSense, title: TitleSense) -> ColumnSense:
    """Where the title is on means, a column of values holds means."""
    if title.measure == "mean_value" and sense.measure in ("", "value"):
        return replace(sense, measure="mean_value")
    return sense


def counted(listed: str, title: str, headings: Sequence[str]) -> str:
    """What 机构数 counts in a table: sellers, institutions of transfer, or "" where of regions
    nothing says which.

    Args:
        listed: the list of the rows; title: of the table; headings: over rows and column.
    """
    if listed.startswith("institution_") or "示范机构" in title:
        return "institutions"
    if listed == "region" and "卖方" not in "".join((title, *headings)):
        return ""
    return "sellers"
