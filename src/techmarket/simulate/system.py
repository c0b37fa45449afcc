"""All that the printed figures say of one edition, as two systems: of counts, then of values.

Counts are printed exactly and settled first; with them known, means become linear in
the values. Not here: the rows themselves (`constraints`), solving (`repair`, `settle`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from importlib.resources import files
from io import StringIO

from techmarket.consistency.interval import interval_of
from techmarket.consistency.program import UNIT
from techmarket.editions import Edition
from techmarket.observations.observation import Dims, Key, dims_of
from techmarket.published import Place
from techmarket.simulate.constraints import Groups, Known, Row, Statement, rows_of, unknowns_of
from techmarket.simulate.statements import carried_figures, groups_of, statements_of
from techmarket.simulate.structure import MAJOR, REST, classifications, sum_rows_of

TEXT = "正文"
"""Stands for the table where a figure is stated in the running text."""

ITS_GROUP, PRINTED_MEMBERS, UNPRINTED_MEMBER = "group:hmt", ("810000", "820000"), "710000"
"""Of Hong Kong, Macau and Taiwan together, the report prints the first two singly."""


@dataclass(frozen=True)
class System:
    """Statements and what they are stated about.

    Attributes:
        year: of the edition.
        statements: printed numbers with meaning, those of the text last.
        groups: members of region groups.
        known: carried figures.
        nothing: places where there can be no contract (out of the survey's scope).
    """

    year: int
    statements: tuple[Statement, ...]
    groups: Groups
    known: Known
    nothing: frozenset[Dims]

    def count_rows(self) -> list[Row]:
        """Rows over counts alone."""
        return [*self._printed("contracts", self.known), *self._rigid("contracts")]

    def value_rows(self, counts: Mapping[Key, int]) -> list[Row]:
        """Rows over values, given the counts."""
        known = {**self.known, **{key: Fraction(count) for key, count in counts.items()}}
        return [*self._printed("value", known), *self._rigid("value")]

    def _printed(self, measure: str, known: Known) -> Iterator[Row]:
        wanted = ("value", "mean_value") if measure == "value" else ("contracts",)
        for statement in self.statements:
            if statement.key.measure.partition(".")[0] in wanted:
                yield from rows_of(statement, self.groups, known)

    def rigid_rows(self) -> list[Row]:
        """What holds in any register, whatever is printed: sums, and places without contracts."""
        return [*self._rigid("contracts"), *self._rigid("value")]

    def _rigid(self, measure: str) -> Iterator[Row]:
        for row in sum_rows_of(self.year):
            if row.terms[0][0].measure == measure:
                yield row
        for dims in sorted(self.nothing):
            for period in (self.year, self.year - 1):
                key = Key(measure, period, dims)
                yield Row(f"nothing at {key.cell_id}", ((key, Fraction(1)),), Fraction(0))

    def half_units(self, counts: Mapping[Key, int]) -> dict[Place, float]:
        """Half a printed unit of each cell, in units of `UNIT`."""
        return {s.place: max(self._half_unit(s, counts), 1e-3) for s in self.statements}

    def _half_unit(self, statement: Statement, counts: Mapping[Key, int]) -> float:
        key = statement.key
        half = float(statement.interval.high - statement.interval.low) / 2
        match key.measure.partition("."):
            case ("contracts", _, ""):
                return 1.0
            case (("contracts" | "value") as measure, _, "growth"):
                return half * self.estimate(Key(measure, key.period - 1, key.dims))
            case (("contracts" | "value") as measure, _, "share"):
                return half * self.estimate(Key(measure, key.period, key.base or ()))
            case ("value", _, "to_gdp"):
                return half * float(self.known[Key("gdp", key.period)]) / UNIT["value"]
            case ("mean_value", _, ""):
                return half * counts.get(Key("contracts", key.period, key.dims), 0) / UNIT["value"]
            case ("mean_value", _, "growth"):
                return half * self.estimate(Key("value", key.period, key.dims))
        return half / UNIT["value"]

    def estimate(self, key: Key) -> float:
        """About how much there is, in units of `UNIT`: as printed, or as in the other year."""
        exact = sum((self._about(k) for k in unknowns_of(key, self.groups)), Fraction(0))
        return float(exact) / UNIT[key.measure]

    def _about(self, key: Key) -> Fraction:
        printed = self.printed_levels
        if key in printed:
            return printed[key]
        for name, code in key.dims:
            if code.endswith(REST):
                parent = code.removesuffix(REST)
                parts = classifications(self.year)[name].children[parent]
                others = (self._about(key.at(**{name: p})) for p in parts if p != code)
                return max(self._about(key.at(**{name: parent})) - sum(others), Fraction(0))
            if code == UNPRINTED_MEMBER and key.at(**{name: ITS_GROUP}) in printed:
                others = (self._about(key.at(**{name: p})) for p in PRINTED_MEMBERS)
                return max(printed[key.at(**{name: ITS_GROUP})] - sum(others), Fraction(0))
        return self._from_other_year(key, printed)

    def _from_other_year(self, key: Key, printed: Mapping[Key, Fraction]) -> Fraction:
        if MAJOR[0] in key.dims and len(key.dims) > 1 and key.period != self.year:
            whole = Key(key.measure, key.period, tuple(d for d in key.dims if d != MAJOR[0]))
            this = Key(key.measure, self.year, whole.dims)
            share = printed[Key(key.measure, self.year, key.dims)] / printed[this]
            return self._about(whole) * share
        other = self.year if key.period == self.year - 1 else self.year - 1
        level = printed.get(Key(key.measure, other, key.dims), Fraction(0))
        grown = printed.get(Key(key.measure, other), Fraction(1))
        return level * printed.get(Key(key.measure, key.period), grown) / grown

    @cached_property
    def printed_levels(self) -> dict[Key, Fraction]:
        """Middles of the printed counts and values, by unknown."""
        return {
            statement.key: statement.interval.middle
            for statement in reversed(self.statements)
            if statement.key.measure in ("contracts", "value")
        }


def system_of(edition: Edition) -> System:
    """Everything printed in an edition, tables first, then what only its text states."""
    return System(
        year=edition.year,
        statements=(*statements_of(edition), *stated_in_text(edition.year)),
        groups=groups_of(edition),
        known=carried_figures(edition),
        nothing=frozenset(edition.out_of_scope),
    )


def stated_in_text(year: int) -> Iterable[Statement]:
    """Figures of the running text that no table has: growth of major contracts, subfields."""
    path = files("techmarket.simulate") / "stated" / f"{year}.csv"
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    for line in csv.DictReader(StringIO(text, newline="")):
        dims = dims_of(pair.split("=") for pair in line["dims"].split(","))  # type: ignore[misc]
        key = Key(line["measure"], int(line["period"]), dims)
        interval = interval_of(line["text"], line["unit"], int(line["decimals"]))
        assert interval is not None
        yield Statement(Place(TEXT, key.cell_id, ""), key, interval, line["text"])
