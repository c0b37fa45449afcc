"""Raked and closed values, judged and computed a second time in plain Python."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.simulate.exact import close
from techmarket.simulate.raking import Bounds, Layer, rake

LEAST = 10_000


@dataclass(frozen=True)
class Case:
    """A true register over 2 or 3 layers with a contract in every combination of parts."""

    start: list[int]
    true: list[int]
    parts: list[list[int]]

    @property
    def totals(self) -> list[list[int]]:
        """Total of the true values in every part of every layer; -1 is outside."""
        return [
            [
                sum(v for v, p in zip(self.true, part, strict=True) if p == n)
                for n in range(max(part) + 1)
            ]
            for part in self.parts
        ]

    @property
    def layers(self) -> list[Layer]:
        return [
            Layer(str(n), np.array(part), np.array(totals))
            for n, (part, totals) in enumerate(zip(self.parts, self.totals, strict=True))
        ]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=3))
    profiles: list[list[int]] = [[]]
    for size in sizes:
        profiles = [[*profile, part] for profile in profiles for part in range(size)]
    outside = draw(st.booleans())
    if outside:
        profiles += [[*profile[:-1], -1] for profile in profiles if profile[-1] == 0]
    profiles = profiles * 2
    amounts = st.lists(
        st.integers(50_000_000, 2_000_000_000), min_size=len(profiles), max_size=len(profiles)
    )
    parts = [list(part) for part in zip(*profiles, strict=True)]
    return Case(draw(amounts), draw(amounts), parts)


def plain_rake(case: Case) -> list[float]:
    """Layer by layer, contract by contract, many times over."""
    above = [float(value - LEAST) for value in case.start]
    for _ in range(400):
        for part, totals in zip(case.parts, case.totals, strict=True):
            for n, total in enumerate(totals):
                members = [i for i, p in enumerate(part) if p == n]
                factor = (total - LEAST * len(members)) / sum(above[i] for i in members)
                for i in members:
                    above[i] *= factor
    return [value + LEAST for value in above]


@given(cases())
@settings(deadline=None, max_examples=40)
def test_raking_finds_what_many_sweeps_find(case: Case) -> None:
    """Far from all limits the values are the same: there is one table of least information."""
    count = len(case.start)
    limits = Bounds(np.full(count, float(LEAST)), np.full(count, 1e15))
    values, distance = rake(np.array(case.start, dtype=float), case.layers, limits, tolerance=1.0)
    assert distance <= 1.0
    for one, other in zip(values.tolist(), plain_rake(case), strict=True):
        assert abs(one - other) <= 1e-4 * other


@given(cases(), st.integers(101, 200))
@settings(deadline=None, max_examples=40)
def test_raking_keeps_tight_limits(case: Case, percent: int) -> None:
    """With limits close above the largest true value the totals are met all the same."""
    count = len(case.start)
    high = float(max(case.true) * percent // 100)
    limits = Bounds(np.full(count, float(LEAST)), np.full(count, high))
    values, distance = rake(np.array(case.start, dtype=float), case.layers, limits)
    assert distance <= 100_000
    assert all(LEAST <= value <= high for value in values.tolist())
    for part, totals in zip(case.parts, case.totals, strict=True):
        for n, total in enumerate(totals):
            got = sum(v for v, p in zip(values.tolist(), part, strict=True) if p == n)
            assert abs(got - total) <= 100_001


@given(cases(), st.data())
@settings(deadline=None, max_examples=60)
def test_closing_makes_every_sum_exact(case: Case, data: st.DataObject) -> None:
    """The true values, disturbed by up to a 元, have the true totals again."""
    count = len(case.true)
    noise = data.draw(st.lists(st.integers(-100, 100), min_size=count, max_size=count))
    disturbed = np.array([a + b for a, b in zip(case.true, noise, strict=True)])
    low, high = np.full(count, LEAST), np.full(count, 10**12)
    closed = [int(value) for value in close(disturbed, low, high, case.layers)]
    assert all(LEAST <= value <= 10**12 for value in closed)
    for part, totals in zip(case.parts, case.totals, strict=True):
        for n, total in enumerate(totals):
            assert sum(v for v, p in zip(closed, part, strict=True) if p == n) == total
