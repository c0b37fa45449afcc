"""Observations that running text needs and no table has: of places taken together, and changes.

A code with `+` in it (`seller_region=110000+310000`) names places taken together; their counts
and values are sums, and everything else follows from the sums. Every value is exact. Not here:
which places are taken together (`listing`) and how a number is said (`phrases`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from techmarket.observations.observation import (
    Dims,
    Key,
    Observation,
    Origin,
    Status,
    Value,
    dims_of,
)
from techmarket.sentences.measures import measure_of
from techmarket.tables.build import KnowsObservations

TOGETHER = "+"
HUNDRED_MILLION_YUAN = 10**10
"""亿元 in 分."""

EARLIEST = 60
"""How many years back a history is looked for."""


class Stated:
    """Answers the keys of other observations, and those of running text.

    Args:
        observations: of the tables.
        year: the year of the edition.
    """

    def __init__(self, observations: KnowsObservations, year: int) -> None:
        self._observations = observations
        self.year = year
        self._known: dict[Key, Observation] = {}

    def get(self, key: Key) -> Observation:
        """The observation of a key of the tables, or of one with places taken together."""
        if not any(TOGETHER in code for _, code in (*key.dims, *(key.base or ()))):
            return self._observations.get(key)
        if key not in self._known:
            self._known[key] = self._together(key)
        return self._known[key]

    def number(self, measure: str, dims: Dims = (), base: Dims | None = None) -> Observation:
        """The observation of a measure in the year of the edition."""
        return self.get(Key(measure, self.year, dims, base))

    def change(self, measure: str, dims: Dims = (), base: Dims | None = None) -> Observation:
        """A ratio of this year minus that of the year before; no prior where it is not comparable.

        A share is comparable where the growth of its measure at the place is.
        """
        key = Key(f"{measure}.change", self.year, dims, base)
        now = self.get(Key(measure, self.year, dims, base))
        before = self.get(Key(measure, self.year - 1, dims, base))
        growth = self.number(f"{measure.partition('.')[0]}.growth", dims)
        if now.value is None:
            return derived(key, None, now.status)
        if before.value is None or growth.value is None:
            return derived(key, None, Status.NO_PRIOR)
        return derived(key, number_of(now) - number_of(before))

    def balance(self, dims: Dims, minus: Dims) -> Observation:
        """The value at a place minus the value at another; missing where one is."""
        key = Key("value.balance", self.year, dims, minus)
        sides = [self.number("value", place) for place in (dims, minus)]
        if any(side.value is None for side in sides):
            return derived(key, None, Status.MISSING)
        return derived(key, number_of(sides[0]) - number_of(sides[1]))

    def history(self, dims: Dims = ()) -> list[tuple[int, Fraction]]:
        """Year and value, this year first, back to the last year without a gap that is known.

        Two years side by side are comparable where the growth between them is known.
        """
        years: list[tuple[int, Fraction]] = []
        for year in range(self.year, self.year - EARLIEST, -1):
            value = self.get(Key("value", year, dims))
            if value.value is None:
                break
            years.append((year, number_of(value)))
            if self.get(Key("value.growth", year, dims)).value is None:
                break
        return years

    def milestone(self, dims: Dims = ()) -> Observation:
        """`value.milestone`: not applicable where no round value was passed."""
        key = Key("value.milestone", self.year, dims)
        years = self.history(dims)
        if len(years) < 2:
            return derived(key, None, Status.NO_PRIOR)
        (_, now), (_, before) = years[:2]
        reached = leading_digit(int(now))
        if reached < HUNDRED_MILLION_YUAN or before >= reached:
            return derived(key, None, Status.NOT_APPLICABLE)
        return derived(key, reached)

    def run(self, dims: Dims = ()) -> tuple[Observation, int, int | None]:
        """`value.run`, the direction (1 or -1), and the first year known if the run has no end.

        A run of no year (the same value, or no year before) is not applicable.
        """
        key = Key("value.run", self.year, dims)
        years = self.history(dims)
        steps = [_sign(a[1] - b[1]) for a, b in pairwise(years)]
        if not steps or steps[0] == 0:
            return derived(key, None, Status.NOT_APPLICABLE), 0, None
        length = next((i for i, step in enumerate(steps) if step != steps[0]), len(steps))
        first = years[-1][0] if length == len(steps) else None
        return derived(key, length), steps[0], first

    def years_from(self, least: int, dims: Dims = ()) -> tuple[Observation, bool]:
        """`value.years_from` a value of so many 亿元, and whether all years known are such."""
        years = 0
        history = self.history(dims)
        for _, value in history:
            if value < least * HUNDRED_MILLION_YUAN:
                break
            years += 1
        return derived(Key("value.years_from", self.year, dims), years), years == len(history)

    def leads(self, leader: Dims, rivals: Sequence[Dims]) -> tuple[Observation, int | None]:
        """The value of a place, and since when on record it had never been the largest before.

        `None` where it is not the largest now, was the largest or one of them in an earlier
        year, or no earlier year is known. A year is known where the values of all places are.
        """
        now = self.number("value", leader)
        first: int | None = None
        for year in range(self.year, self.year - EARLIEST, -1):
            own = self.get(Key("value", year, leader))
            others = [self.get(Key("value", year, rival)) for rival in rivals]
            if own.value is None or any(o.status is Status.MISSING for o in others):
                break
            above = [o for o in others if o.value is not None and number_of(o) >= number_of(own)]
            if year == self.year and above:
                return now, None
            if year < self.year:
                if not any(number_of(o) > number_of(own) for o in above):
                    return now, None
                first = year
        return now, first

    def places(self, name: str, number: int) -> Observation:
        """How many places the list of that name has."""
        return derived(Key("places", self.year, (("list", name),)), number)

    def _together(self, key: Key) -> Observation:
        stem, _, last = key.measure.rpartition(".")
        if last == "growth":
            return self._growth(key, stem)
        if last == "share":
            return self._ratio(key, Key(stem, key.period, key.dims), stem)
        if key.measure == "mean_value":
            return self._ratio(key, Key("value", key.period, key.dims), "contracts", key.dims)
        return self._sum(key)

    def _sum(self, key: Key) -> Observation:
        parts = [self.get(Key(key.measure, key.period, dims)) for dims in apart(key.dims)]
        known = [number_of(part) for part in parts if part.value is not None]
        if not known or any(part.status is Status.MISSING for part in parts):
            return derived(key, None, Status.MISSING)
        return derived(key, sum(known, Fraction(0)))

    def _growth(self, key: Key, stem: str) -> Observation:
        """Of the sums; no prior as soon as one part that is not nothing has none."""
        now = self.get(Key(stem, key.period, key.dims))
        before = self.get(Key(stem, key.period - 1, key.dims))
        if now.value is None:
            return derived(key, None, now.status)
        if not before.value or any(self._not_comparable(stem, dims) for dims in apart(key.dims)):
            return derived(key, None, Status.NO_PRIOR)
        return derived(key, number_of(now) / number_of(before) - 1)

    def _not_comparable(self, stem: str, dims: Dims) -> bool:
        before = self.get(Key(stem, self.year - 1, dims))
        now = self.get(Key(stem, self.year, dims))
        growth = self.number(f"{stem}.growth", dims)
        return bool(before.value) and bool(now.value) and growth.value is None

    def _ratio(self, key: Key, upper: Key, under: str, base: Dims | None = None) -> Observation:
        over = self.get(upper)
        whole = self.get(Key(under, key.period, (key.base or ()) if base is None else base))
        for side in (over, whole):
            if side.value is None:
                return derived(key, None, side.status)
        if not whole.value:
            return derived(key, None, Status.NOT_APPLICABLE)
        return derived(key, number_of(over) / number_of(whole))


def apart(dims: Dims) -> Iterator[Dims]:
    """The places that are taken together: one code of each in turn."""
    joined = next((name for name, code in dims if TOGETHER in code), None)
    if joined is None:
        yield dims
        return
    for code in dict(dims)[joined].split(TOGETHER):
        yield from apart(dims_of({**dict(dims), joined: code}))


def leading_digit(value: int) -> int:
    """The first digit of a number and noughts: 7469 becomes 7000."""
    text = str(value)
    return int(text[0]) * 10 ** (len(text) - 1) if value > 0 else 0


def number_of(observation: Observation) -> Fraction:
    """The value as a number; a name is a defect of the caller."""
    assert not isinstance(observation.value, str | None), observation.key.cell_id
    return Fraction(observation.value)


def derived(key: Key, value: Value | None, status: Status = Status.NORMAL) -> Observation:
    """An observation of running text; computed, because contracts are among its inputs."""
    unit = measure_of(key.measure).unit
    if value is None:
        return Observation(key, None, unit, status, Origin.COMPUTED)
    if unit != "1" and isinstance(value, Fraction) and value.denominator == 1:
        value = int(value)
    found = Status.ZERO if value == 0 else Status.NORMAL
    return Observation(key, value, unit, found, Origin.COMPUTED)


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
