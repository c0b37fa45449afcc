"""From consistent printed figures to exact totals: whole 项 and whole 分 for both years.

Counts are settled first, as whole numbers; then values, near the middles of their intervals; then
values are rounded to whole 分 so that every classification adds up. At the end every kept
statement is checked again in exact fractions. Not here: which cells are given up (`repair`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction

import numpy as np

from techmarket.codes import threshold
from techmarket.consistency.program import UNIT, nearest, program_of
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Dims, Key, dims_of
from techmarket.published import Place
from techmarket.simulate.allocate import fit, round_table, split
from techmarket.simulate.arrays import Ints
from techmarket.simulate.constraints import Row
from techmarket.simulate.margins import Margin, Margins, NamedSeller, top_of_leaf
from techmarket.simulate.structure import (
    MAJOR,
    MAJOR_DIMENSIONS,
    PARTY_KINDS,
    UNRECORDED_LAST_YEAR,
    Classification,
    classifications,
)
from techmarket.simulate.system import System

SMALLEST_MEAN = 100_000
"""No group of contracts has a mean below 1,000 元 (assumed)."""

SMALLEST_MINOR_MEAN, LARGEST_MINOR_MEAN = 10_000_000, 500_000_000
"""The contracts below the threshold have a mean of 10 to 500 万元 in every group (assumed)."""

MAJOR_MEAN = Fraction(12, 10)
"""Major contracts have a mean of at least so many thresholds in every group (assumed)."""

LEAST_SELLERS = 60
"""A kind with as many contracts has at least so many sellers: they may lie in 50 regions."""

Level = Callable[[Key], int]


def settled_counts(system: System, given_up: Collection[Place]) -> dict[Key, int]:
    """Whole counts of every unknown, both years.

    Raises:
        TechmarketError: the kept counts contradict one another.
    """
    program = program_of(system.count_rows())
    printed = system.printed_levels

    def low(key: Key) -> float:
        return 0.0 if key in printed else float(system.estimate(key) >= 1)

    found = nearest(program, given_up, system.estimate, low, whole=True)
    found = found or nearest(program, given_up, system.estimate, lambda _: 0.0, whole=True)
    if found is None:
        raise _inconsistent("counts")
    return {key: round(value) for key, value in found.items()}


def settled_values(
    system: System, given_up: Collection[Place], counts: Mapping[Key, int]
) -> dict[Key, int]:
    """Values in whole 分 of every unknown that the printed figures tie, both years.

    They are near the program's solution; sums hold to a few 分 (`margins_of` closes them).

    Raises:
        TechmarketError: the kept values contradict one another.
    """
    rows = [*system.value_rows(counts), *_plausible_rows(system.year, counts)]
    program = program_of(rows)

    def low(key: Key) -> float:
        return counts.get(Key("contracts", key.period, key.dims), 0) * SMALLEST_MEAN / UNIT["value"]

    def high(key: Key) -> float:
        empty = counts.get(Key("contracts", key.period, key.dims)) == 0
        return 0.0 if empty else np.inf

    found = nearest(program, given_up, system.estimate, low, high)
    if found is None:
        raise _inconsistent("values")
    return {key: round(value) for key, value in found.items()}


def _plausible_rows(year: int, counts: Mapping[Key, int]) -> list[Row]:
    """Major contracts are at least as large as the threshold, the others below it."""
    limit = threshold("major_contract_value", on=date(year, 12, 31))
    rows = []
    for name in MAJOR_DIMENSIONS:
        for code in classifications(year)[name].top:
            for period in (year, year - 1):
                whole = Key("value", period, dims_of({name: code}))
                major = Key("value", period, dims_of([*MAJOR, (name, code)]))
                big = counts[Key("contracts", period, major.dims)]
                small = counts[Key("contracts", period, whole.dims)] - big
                least = MAJOR_MEAN * big * limit
                difference = ((whole, Fraction(1)), (major, Fraction(-1)))
                opposite = ((whole, Fraction(-1)), (major, Fraction(1)))
                name_of = f"{major.cell_id}"
                rows += [
                    Row(f"{name_of} is major", ((major, Fraction(-1)),), -least),
                    Row(f"{name_of} leaves", opposite, Fraction(-small * SMALLEST_MINOR_MEAN)),
                    Row(f"{name_of} leaves less", difference, Fraction(small * LARGEST_MINOR_MEAN)),
                ]
    return rows


def _inconsistent(what: str) -> TechmarketError:
    return TechmarketError(
        f"the printed {what} that are kept contradict one another",
        todo="record the contradictions of this edition anew (tools/record_contradictions.py)",
    )


def margins_of(
    system: System,
    year: int,
    counts: Mapping[Key, int],
    values: Mapping[Key, int],
    sellers: Ints,
    top_sellers: Mapping[str, tuple[NamedSeller, ...]],
) -> Margins:
    """The totals of one of the two years, closed to the 分.

    Args:
        system: what was settled.
        year: the edition's year or the one before.
        counts, values: as settled.
        sellers: distinct sellers by kind of that year, shape (13,).
        top_sellers: the largest sellers by kind.
    """
    trees = classifications(system.year)
    recorded = [n for n in trees if year == system.year or n not in UNRECORDED_LAST_YEAR]
    total = values[Key("value", year)]
    major_total = values[Key("value", year, MAJOR)]
    by = {name: _margin(trees[name], year, (), counts, values, total) for name in recorded}
    if year != system.year:
        by["plan_source"] = _plans_last_year(trees["plan_source"], counts, by["contract_type"])
    major = {
        name: _margin(_top(trees[name]), year, MAJOR, counts, values, major_total)
        for name in MAJOR_DIMENSIONS
    }
    matrix_counts, matrix_values = _matrix(year, counts, values, by, system.year)
    margins = Margins(year, by, major, matrix_counts, matrix_values, sellers, dict(top_sellers))
    margins.check()
    return margins


PLANS_LAST_YEAR = {"9": 0.97, "4": 0.9}
"""Of plan sources the report says only that planned contracts became fewer, local ones more: so
there were relatively fewer of these last year (assumed)."""


def _plans_last_year(tree: Classification, counts: Mapping[Key, int], whole: Margin) -> Margin:
    """Counts by plan source of the year before, after this year's pattern; no values."""
    this = {dict(key.dims).get(tree.dimension): n for key, n in counts.items()}
    weights = [PLANS_LAST_YEAR.get(leaf, 1.0) * this[leaf] for leaf in tree.leaves]
    return Margin(tree, tree.leaves, split(int(whole.counts.sum()), weights), None)


def _top(tree: Classification) -> Classification:
    return Classification(tree.dimension, tree.top)


def _margin(
    tree: Classification,
    year: int,
    frame: Dims,
    counts: Mapping[Key, int],
    values: Mapping[Key, int],
    total: int,
) -> Margin:
    """Leaves of a classification; the largest takes the few 分 by which they miss the total."""

    def of(measure: str, known: Mapping[Key, int]) -> Ints:
        return np.array(
            [
                known[Key(measure, year, dims_of([*frame, (tree.dimension, leaf)]))]
                for leaf in tree.leaves
            ]
        )

    value = of("value", values)
    value[np.argmax(value)] += total - int(value.sum())
    return Margin(tree, tree.leaves, of("contracts", counts), value)


def _matrix(
    year: int,
    counts: Mapping[Key, int],
    values: Mapping[Key, int],
    by: Mapping[str, Margin],
    edition_year: int,
) -> tuple[Ints, Ints | None]:
    """Buyer kind × seller kind, shape (6, 6); last year's counts after this year's pattern."""
    kinds = PARTY_KINDS.top

    def table(known: Mapping[Key, int], measure: str) -> Ints:
        return np.array(
            [
                [
                    known[Key(measure, edition_year, dims_of({"buyer_kind": b, "seller_kind": s}))]
                    for s in kinds
                ]
                for b in kinds
            ]
        )

    top = top_of_leaf()
    rows, columns = (
        np.bincount(top, by[name].counts).astype(np.int64) for name in ("buyer_kind", "seller_kind")
    )
    if year != edition_year:
        pattern = table(counts, "contracts").astype(np.float64) + np.float64(0.01)
        return round_table(fit(pattern, rows, columns), rows, columns, "buyer × seller kind"), None
    value = table(values, "value")
    wanted = [np.zeros(6, dtype=np.int64), np.zeros(6, dtype=np.int64)]
    for side, name in enumerate(("buyer_kind", "seller_kind")):
        margin = by[name].values
        assert margin is not None
        np.add.at(wanted[side], top, margin)
    largest = kinds.index("E")
    value[:, largest] += wanted[0] - value.sum(axis=1)
    value[largest, :] += wanted[1] - value.sum(axis=0)
    return table(counts, "contracts"), value


def sellers_last_year(this: Ints, this_counts: Ints, last_counts: Ints) -> Ints:
    """Distinct sellers of the year before, which nobody printed: as many per contract.

    Args:
        this: sellers by kind of the edition's year; this_counts, last_counts: contracts by kind.
    """
    wish = np.rint(this * last_counts / np.maximum(this_counts, 1)).astype(np.int64)
    return np.clip(wish, np.minimum(last_counts, LEAST_SELLERS), last_counts)


def check_statements(
    system: System, given_up: Collection[Place], counts: Level, values: Level
) -> None:
    """Every kept statement once more, in exact fractions.

    Args:
        system: the statements.
        given_up: cells that are not expected to hold.
        counts, values: exact level of any key of the measures `contracts` and `value`.

    Raises:
        TechmarketError: a printed figure would not be reproduced.
    """
    known = {}
    rows = [*system.count_rows()]
    for row in rows:
        for key, _ in row.terms:
            known[key] = counts(key)
    rows += system.value_rows(known)
    for row in rows:
        if row.place is None or row.place in given_up:
            continue
        left = sum(
            (
                factor * (values(key) if key.measure == "value" else counts(key))
                for key, factor in row.terms
            ),
            Fraction(0),
        )
        if left > row.bound or (row.strict and left == row.bound):
            raise TechmarketError(
                "a settled total misses a printed figure",
                where=row.name,
                todo="report this as a defect of the simulation",
            )
