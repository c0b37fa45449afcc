"""Which printed cells of an edition are given up: the smallest set, and which of equal ones.

Many sets are equally small. Among them the one is taken that keeps what carries most:
see `rebate`. Not here: how the set is found (`repair`), and the proofs (`refuting`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from techmarket.consistency.program import UNIT, Program, nearest, program_of
from techmarket.consistency.repair import smallest_repair
from techmarket.observations.observation import Dims, Key
from techmarket.published import Place
from techmarket.simulate.constraints import Statement
from techmarket.simulate.structure import MAJOR
from techmarket.simulate.system import TEXT, System

OF_TEXT = 0.1
"""A figure of the running text is given up before a cell: it is no cell of a table."""

OF_GROWTH = 0.003
"""A growth rate is given up before the amounts it is taken from."""

OF_STEEP_GROWTH, STEEP = 0.004, 0.6
"""One beyond 60 % before others: what changes so much in a year is the likelier misprint."""

OF_REPEATED = 0.002
"""The long lists of provinces at the end repeat what the tables of areas have printed before."""

REPEATED = ("附表13", "附表14")

OF_WHOLE_AMOUNT = 0.005
"""An amount of the matrix with nothing but zeros after the point has lost its decimals, …"""

OF_MANY_CONTRACTS = 0.0005
"""… the likelier the more contracts it is the amount of, up to `MANY_CONTRACTS`."""

MANY_CONTRACTS = 1000

MATRIX = "附表10"

OF_LARGE = 0.00002
"""A large number or amount before a small one, by its digits: it changes by the smaller part."""

OF_PRINTED_LATER = 0.000002
"""Of what is alike in all this the one printed last, so that the choice is the same each time."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What is given up.

    Attributes:
        places: of counts, then of values, in printed order.
        counts: settled numbers of contracts by unknown.
        optimal: no smaller or cheaper set exists.
    """

    places: tuple[Place, ...]
    counts: Mapping[Key, int]
    optimal: bool


def costs(system: System) -> dict[Place, float]:
    """What it costs to give up each cell: 1, less rebates so small that only equal numbers of cells
    are told apart by them."""
    counts = {
        statement.key.dims: float(statement.interval.middle)
        for statement in system.statements
        if statement.key.measure == "contracts" and statement.key.period == system.year
    }
    last = len(system.statements)
    return {
        statement.place: 1.0 - rebate(statement, counts) - OF_PRINTED_LATER * number / last
        for number, statement in enumerate(system.statements)
    }


def rebate(statement: Statement, counts: Mapping[Dims, float]) -> float:
    """By how much a cell is given up more readily than another.

    Args:
        statement: the cell.
        counts: printed numbers of contracts of the year.
    """
    if statement.place.table == TEXT:
        return OF_TEXT
    less = 0.0
    if statement.key.measure.endswith(".growth"):
        less += OF_GROWTH
        if abs(statement.interval.middle) > STEEP:
            less += OF_STEEP_GROWTH
    elif statement.key.measure in UNIT:
        level = float(statement.interval.middle) / UNIT[statement.key.measure]
        less += OF_LARGE * math.log10(1.0 + abs(level))
    if statement.place.table in REPEATED:
        less += OF_REPEATED
    if statement.place.table == MATRIX and statement.text.endswith(".00"):
        contracts = counts.get(statement.key.dims, 0.0)
        less += OF_WHOLE_AMOUNT + OF_MANY_CONTRACTS * min(contracts / MANY_CONTRACTS, 1.0)
    return less


def given_up(system: System) -> GivenUp:
    """The smallest set of printed cells without which all others can be true together.

    Raises:
        TechmarketError: no set was found.
    """
    price = costs(system).__getitem__
    program = program_of(system.count_rows())
    of_counts = smallest_repair(program, system.half_units({}), price, whole=True)
    found = nearest(program, of_counts.given_up, system.estimate, _zero, whole=True)
    assert found is not None
    counts = {key: round(count) for key, count in found.items()}
    program = program_of(system.value_rows(counts))
    of_values = smallest_repair(program, system.half_units(counts), price, pinned=pinned(system))
    needed = taken_back(system, program, of_values.given_up)
    optimal = of_counts.optimal and of_values.optimal
    return GivenUp((*of_counts.given_up, *needed), counts, optimal)


def pinned(system: System) -> dict[Key, float]:
    """Grand totals of both years, near enough: they tie all classifications to one another.

    Last year's total of major contracts is printed nowhere and follows from its stated growth.
    """
    year = system.year
    keys = [Key("value", period, dims) for period in (year, year - 1) for dims in ((), MAJOR)]
    pins = {key: system.estimate(key) for key in keys}
    for statement in system.statements:
        if statement.key == Key("value.growth", year, MAJOR):
            this = pins[Key("value", year, MAJOR)]
            pins[Key("value", year - 1, MAJOR)] = this / (1 + float(statement.interval.middle))
    return pins


def taken_back(
    system: System, program: Program[Place], places: tuple[Place, ...]
) -> tuple[Place, ...]:
    """The cells that are needed: each that the others allow to keep is kept, in printed order.

    The margin that the search keeps from every edge can give up a cell too many.
    """
    needed = list(places)
    for place in places:
        others = [other for other in needed if other != place]
        if nearest(program, others, system.estimate, _zero) is not None:
            needed = others
    return tuple(needed)


def _zero(_: Key) -> float:
    return 0.0
