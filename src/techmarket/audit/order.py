"""Ranks and orders: who stands above whom, as rows.

A rank is one more than the number of places with more; equal places share the better rank. Of two
ranked places the better one so has more, and of two with one rank both have the same. Not here:
levels and ratios (`identities`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from techmarket.audit.statement import Enumeration, PrintedNumber
from techmarket.audit.wholes import groups, is_region
from techmarket.consistency.row import Row
from techmarket.observations.observation import Dims, Key

RANK = ".rank"

NEIGHBOURS = 2
"""Each rank is compared with the next two: the order stays when one between is given up."""


Scope = tuple[str, int, Dims, str, str, tuple[str, ...]]
"""Measure, period, base, and the column of a table that prints the ranks."""


def rank_rows(numbers: Sequence[PrintedNumber], year: int) -> Iterator[Row[int]]:
    """What ranks of one scope say of each other, and of those not ranked."""
    scopes: dict[Scope, list[int]] = {}
    for place, number in enumerate(numbers):
        if number.measure.endswith(RANK) and number.period is not None:
            where = (number.place.document, number.place.table, number.column_path)
            if number.place.table == "":
                continue
            scope = (number.measure, number.period, number.base or (), *where)
            scopes.setdefault(scope, []).append(place)
    for (measure, period, base, *_), places in scopes.items():
        ranked = sorted(places, key=lambda place: (numbers[place].value, place))
        level = measure.removesuffix(RANK)
        yield from _neighbours(ranked, numbers, level, period)
        yield from _unranked(ranked, numbers, level, period, base, year)
    yield from _alone(numbers, scopes)


def _alone(
    numbers: Sequence[PrintedNumber], scopes: Mapping[Scope, list[int]]
) -> Iterator[Row[int]]:
    """A rank in running text is the rank of a table, where one prints it: both are the same."""
    printed = {
        (n.measure, n.period, n.base, n.dims): place
        for places in scopes.values()
        for place in places
        for n in [numbers[place]]
    }
    for place, number in enumerate(numbers):
        if not number.measure.endswith(RANK) or number.place.table != "":
            continue
        twin = printed.get((number.measure, number.period, number.base, number.dims))
        if twin is None or number.period is None:
            continue
        key = Key(number.measure, number.period, number.dims, number.base)
        one = Fraction(1)
        for where in (place, twin):
            value = numbers[where].value
            yield Row(f"{where}|rank of {place}|upper", ((key, one),), value, where)
            yield Row(f"{where}|rank of {place}|lower", ((key, -one),), -value, where)


def _neighbours(
    ranked: Sequence[int], numbers: Sequence[PrintedNumber], level: str, period: int
) -> Iterator[Row[int]]:
    for position, upper in enumerate(ranked):
        for lower in ranked[position + 1 : position + 1 + NEIGHBOURS]:
            over = Key(level, period, numbers[upper].dims)
            under = Key(level, period, numbers[lower].dims)
            if over == under:
                continue
            tie = numbers[upper].value == numbers[lower].value
            name = f"{upper}|{lower}|order"
            yield _more(name, over, under, upper, (lower,), strict=not tie)
            if tie:
                yield _more(f"{name}|tie", under, over, upper, (lower,))


def _more(
    name: str, over: Key, under: Key, place: int, also: tuple[int, ...], *, strict: bool = False
) -> Row[int]:
    return Row(name, ((under, Fraction(1)), (over, Fraction(-1))), Fraction(0), place, strict, also)


def _unranked(
    ranked: Sequence[int],
    numbers: Sequence[PrintedNumber],
    level: str,
    period: int,
    base: Dims,
    year: int,
) -> Iterator[Row[int]]:
    """Members of the scope without a printed rank have no more than the last of a gapless list."""
    values = [int(numbers[place].value) for place in ranked]
    scope = [(n, groups(year)[c]) for n, c in base if is_region(n) and c in groups(year)]
    if not ranked or values != list(range(1, len(ranked) + 1)) or len(scope) != 1:
        return
    (dimension, members), *_ = scope
    last = ranked[-1]
    dims = numbers[last].dims
    listed = {dict(numbers[place].dims).get(dimension) for place in ranked}
    key = Key(level, period, dims)
    for member in members:
        if member not in listed:
            other = key.at(**{dimension: member})
            yield _more(f"{last}|above {member}", key, other, last, tuple(ranked[:-1]))


def enumeration_rows(enumerations: Sequence[Enumeration], first: int) -> Iterator[Row[int]]:
    """Places listed from the largest down: each has at least what the next one has.

    Args:
        enumerations: of the running text.
        first: the place of the first of them.
    """
    for place, listed in enumerate(enumerations, first):
        if not (listed.ordered and listed.measure and listed.period is not None):
            continue
        for number, (over, under) in enumerate(pairwise(listed.members)):
            yield _more(
                f"{place}|{number}|order",
                Key(listed.measure, listed.period, over),
                Key(listed.measure, listed.period, under),
                place,
                (),
            )
