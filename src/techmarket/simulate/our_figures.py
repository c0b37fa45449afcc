"""What our tables will print, from settled totals, before any register is drawn.

Texts for every printed number that follows from contracts, values, answers and carried figures.
The tables themselves are built from a register (`tables`); these texts are the same because its
totals are exact. Not here: numbers of sellers and names, which are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from techmarket.editions import Edition
from techmarket.observations.observation import Dims, Key, Observation, Origin, Status, dims_of
from techmarket.published import Place
from techmarket.simulate.constraints import unknowns_of
from techmarket.simulate.system import System
from techmarket.tables.cell import printed_text
from techmarket.tables.definitions import define_table
from techmarket.tables.parts import DeclaredCell
from techmarket.tables.published_places import published_keys


def declared_cells(edition: Edition) -> dict[Place, DeclaredCell]:
    """How the number of each place is printed (unit, decimals, sign), where one is."""
    cells = (
        cell
        for entry in edition.tables.values()
        for row in define_table(entry.key, edition).cells
        for cell in row
    )
    return {
        Place(place.table_number, place.row_path, place.column_path): cell
        for place, cell in zip(published_keys(edition), cells, strict=True)
        if place.key is not None
    }


class Exact:
    """Exact figures of an edition by key."""

    def __init__(self, edition: Edition, system: System, settled: Mapping[Key, int]) -> None:
        """Args:
        edition: for the answers of surveys.
        system: for carried figures and groups of regions.
        settled: whole 项 and 分 by unknown, both years.
        """
        self._edition = edition
        self._system = system
        self._settled = settled

    def figure(self, key: Key) -> Fraction | None:
        """The figure; `None` where it does not exist or is not known before a register is drawn."""
        measure, _, derived = key.measure.partition(".")
        match derived:
            case "growth":
                before = self._of(measure, key.period - 1, key.dims)
                return _quotient(self._of(measure, key.period, key.dims), before, minus=1)
            case "share":
                whole = self._of(measure, key.period, key.base or ())
                return _quotient(self._of(measure, key.period, key.dims), whole)
            case "to_gdp":
                product = self._of("gdp", key.period, ())
                return _quotient(self._of(measure, key.period, key.dims), product)
            case "rank":
                return self._rank(measure, key)
        return self._of(key.measure, key.period, key.dims)

    def _of(self, measure: str, period: int, dims: Dims) -> Fraction | None:
        key = Key(measure, period, dims)
        if key in self._system.known:
            return self._system.known[key]
        if measure == "mean_value":
            count = self._of("contracts", period, dims)
            return _quotient(self._of("value", period, dims), count)
        if measure.startswith("exchange."):
            return self._answers(measure, dims)
        members = unknowns_of(key, self._system.groups)
        if not set(members) <= set(self._settled):
            return None
        return sum((factor * self._settled[one] for one, factor in members.items()), Fraction(0))

    def _answers(self, measure: str, dims: Dims) -> Fraction:
        place = dict(dims)
        return Fraction(
            sum(
                exchange.answers[measure]
                for exchange in self._edition.exchange_answers()
                if place.get("institution", exchange.name) == exchange.name
                and place.get("institution_kind", exchange.kind) == exchange.kind
            )
        )

    def _rank(self, measure: str, key: Key) -> Fraction | None:
        ((dimension, group), *_) = key.base or (("", ""),)
        own = self._of(measure, key.period, key.dims)
        members = [
            self._of(measure, key.period, dims_of({**dict(key.dims), dimension: member}))
            for member in self._system.groups.get(group, ())
        ]
        known = [member for member in members if member is not None]
        if own is None or len(known) != len(members) or not members:
            return None
        return Fraction(1 + sum(member > own for member in known))


def _quotient(over: Fraction | None, under: Fraction | None, minus: int = 0) -> Fraction | None:
    return over / under - minus if over is not None and under else None


def our_texts(edition: Edition, system: System, settled: Mapping[Key, int]) -> dict[Place, str]:
    """What we print in each place whose figure is known, by place."""
    exact = Exact(edition, system, settled)
    declared = declared_cells(edition)
    texts = {}
    for statement in system.statements:
        figure = exact.figure(statement.key)
        if figure is not None and statement.place in declared:
            status = Status.NORMAL if figure else Status.ZERO
            value = Observation(statement.key, figure, "", status, Origin.COMPUTED)
            texts[statement.place] = printed_text(declared[statement.place], value, {})
    return texts
