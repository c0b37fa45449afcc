"""What the printed figures of a report say about the exact values behind them.

Every printed place has a meaning (its key) and an interval (its digits). Together they are linear
inequalities over the unknown exact counts and values: a level lies in its interval, a growth rate
ties this year to last year, a share ties a part to its whole. To these come the equations that hold
whatever is printed: a whole is the sum of its parts (`structure`). Not here: solving them
(`consistency`), and choosing whole numbers (`margins`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from techmarket.consistency import row
from techmarket.consistency.interval import Interval
from techmarket.observations.observation import Key
from techmarket.published import Place

Row = row.Row[Place]
"""A row that names a cell of a table."""

Groups = Mapping[str, tuple[str, ...]]
Known = Mapping[Key, Fraction]


@dataclass(frozen=True, slots=True)
class Statement:
    """A printed cell with its meaning and the interval of its digits."""

    place: Place
    key: Key
    interval: Interval
    text: str


def unknowns_of(key: Key, groups: Groups) -> dict[Key, Fraction]:
    """The base unknowns that a level adds up, with factors; region groups become their members.

    Args:
        key: of a measure that adds up, as `contracts` and `value` do.
        groups: members by `group:<name>`.
    """
    grouped = [(name, code) for name, code in key.dims if code.startswith("group:")]
    if not grouped:
        return {Key(key.measure, key.period, key.dims): Fraction(1)}
    (name, code), *_ = grouped
    terms: dict[Key, Fraction] = {}
    for member in groups[code]:
        for unknown, factor in unknowns_of(key.at(**{name: member}), groups).items():
            terms[unknown] = terms.get(unknown, Fraction(0)) + factor
    return terms


def rows_of(statement: Statement, groups: Groups, known: Known) -> Iterator[Row]:
    """The inequalities that a printed cell states.

    Args:
        statement: the cell.
        groups: members of region groups.
        known: exact values that are no unknowns here: carried figures, counts already settled.

    Ranks, names and numbers of sellers state nothing here.
    """
    key = statement.key
    measure, _, derived = key.measure.partition(".")
    if measure == "mean_value":
        yield from _mean_rows(statement, derived, groups, known)
    elif measure == "exchange":
        yield from _between(statement, _level(key, groups, known), {None: Fraction(1)})
    elif measure not in ("contracts", "value", "gdp"):
        return
    elif derived == "":
        yield from _between(statement, _level(key, groups, known), {None: Fraction(1)})
    elif derived == "growth":
        this = _level(Key(measure, key.period, key.dims), groups, known)
        last = _level(Key(measure, key.period - 1, key.dims), groups, known)
        yield from _between(statement, this, last, Fraction(1))
    elif derived == "share":
        part = _level(Key(measure, key.period, key.dims), groups, known)
        whole = _level(Key(measure, key.period, key.base or ()), groups, known)
        yield from _between(statement, part, whole)
    elif derived == "to_gdp":
        part = _level(Key(measure, key.period, key.dims), groups, known)
        product = _level(Key("gdp", key.period), groups, known)
        yield from _between(statement, part, product)


Level = dict[Key | None, Fraction]
"""Factors by unknown; the constant stands under `None`."""


def _level(key: Key, groups: Groups, known: Known) -> Level:
    level: Level = {}
    for unknown, factor in unknowns_of(key, groups).items():
        if unknown in known:
            level[None] = level.get(None, Fraction(0)) + factor * known[unknown]
        else:
            level[unknown] = factor
    return level


def _mean_rows(statement: Statement, derived: str, groups: Groups, known: Known) -> Iterator[Row]:
    key = statement.key

    def mean(period: int) -> Level:
        value = _level(Key("value", period, key.dims), groups, known)
        count = known.get(Key("contracts", period, key.dims))
        if count is None:
            return _level(Key("mean_value", period, key.dims), groups, known)
        return {unknown: factor / count for unknown, factor in value.items()}

    if derived == "":
        yield from _between(statement, mean(key.period), {None: Fraction(1)})
    else:
        yield from _between(statement, mean(key.period), mean(key.period - 1), Fraction(1))


def _between(
    statement: Statement, part: Level, whole: Level, plus: Fraction = Fraction(0)
) -> Iterator[Row]:
    """`(low + plus) * whole <= part <= (high + plus) * whole`, as rows.

    Halves are rounded away from zero, so the edge that lies farther from zero is excluded.
    """
    interval = statement.interval
    for side, sign, edge in (("upper", 1, interval.high), ("lower", -1, interval.low)):
        combined: Level = {unknown: sign * factor for unknown, factor in part.items()}
        for unknown, factor in whole.items():
            combined[unknown] = combined.get(unknown, Fraction(0)) - sign * (edge + plus) * factor
        constant = combined.pop(None, Fraction(0))
        terms = tuple((unknown, f) for unknown, f in combined.items() if unknown is not None and f)
        if terms:
            outer = interval.high > interval.low and sign * interval.middle >= 0
            name = "|".join((*statement.place, side))
            yield Row(name, terms, -constant, statement.place, strict=outer)
