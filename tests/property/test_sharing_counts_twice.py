"""Counts shared, fitted and rounded, judged a second time in plain Python."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.simulate.allocate import crossed, fit, round_cells, round_table, split

weights_of_places = st.lists(st.integers(1, 50), min_size=1, max_size=8)
tables = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def plain_split(total: int, weights: list[int], at_most: list[int]) -> list[int]:
    """Largest remainders, step by step: whoever would be over is full, the others share again."""
    given = [0] * len(weights)
    places = [n for n in range(len(weights)) if at_most[n] > 0]
    while True:
        rest = total - sum(given)
        whole = sum(weights[n] for n in places)
        wish = {n: Fraction(rest * weights[n], whole) for n in places}
        over = [n for n in places if wish[n] >= at_most[n]]
        if not over or rest == 0:
            break
        for n in over:
            given[n] = at_most[n]
        places = [n for n in places if n not in over]
    for n, share in wish.items():
        given[n] += floor(share) if rest else 0
    by_remainder = sorted(wish, key=lambda n: (floor(wish[n]) - wish[n], n))
    for n in by_remainder[: total - sum(given)]:
        given[n] += 1
    return given


@given(st.data(), weights_of_places)
def test_shares(data: st.DataObject, weights: list[int]) -> None:
    at_most = [data.draw(st.integers(0, 30)) for _ in weights]
    total = data.draw(st.integers(0, sum(at_most)))
    shared = split(total, weights, at_most=at_most).tolist()
    assert sum(shared) == total
    assert all(0 <= share <= most for share, most in zip(shared, at_most, strict=True))
    plain = plain_split(total, weights, at_most)
    # Equal remainders may be taken for different by floats; then one place has one more.
    assert max(abs(a - b) for a, b in zip(shared, plain, strict=True)) <= 1


@given(st.integers(0, 10_000), weights_of_places)
def test_shares_without_limits_stay_within_one_of_the_quota(total: int, weights: list[int]) -> None:
    for share, weight in zip(split(total, weights).tolist(), weights, strict=True):
        quota = Fraction(total * weight, sum(weights))
        assert quota - 1 < share < quota + 1


def plain_fit(weights: list[list[float]], rows: list[int], columns: list[int]) -> list[list[float]]:
    """Rows and columns scaled in turn, cell by cell."""
    table = [list(row) for row in weights]
    for _ in range(60):
        for r, wanted in enumerate(rows):
            got = sum(table[r])
            table[r] = [value * wanted / got if got else 0.0 for value in table[r]]
        for c, wanted in enumerate(columns):
            got = sum(row[c] for row in table)
            for row in table:
                row[c] = row[c] * wanted / got if got else 0.0
    return table


@given(tables)
def test_fitted_and_rounded_tables(true: list[list[int]]) -> None:
    """Totals taken from a true table, weights that know nothing of it but its zeros."""
    rows = [sum(row) for row in true]
    columns = [sum(column) for column in zip(*true, strict=True)]
    weights = [[1.0 + c if value else 0.0 for c, value in enumerate(row)] for row in true]
    fitted = fit(np.array(weights), rows, columns, sweeps=60)
    assert np.allclose(fitted, plain_fit(weights, rows, columns), atol=1e-4)
    rounded = round_table(fitted, rows, columns, "a table").tolist()
    assert [sum(row) for row in rounded] == rows
    assert [sum(column) for column in zip(*rounded, strict=True)] == columns
    assert all(
        whole == 0 or weight > 0
        for whole_row, weight_row in zip(rounded, weights, strict=True)
        for whole, weight in zip(whole_row, weight_row, strict=True)
    )
    assert min(map(min, rounded)) >= 0


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2), st.integers(0, 6)),
        min_size=1,
        max_size=12,
    )
)
@settings(deadline=None)
def test_cells_of_three_families_of_totals(cells: list[tuple[int, int, int, int]]) -> None:
    families = []
    for place in range(3):
        part = np.array([cell[place] for cell in cells])
        families.append((part, [sum(c[3] for c in cells if c[place] == n) for n in range(3)]))
    target = np.array([cell[3] * 0.7 + 0.4 for cell in cells])
    rounded = round_cells(target, families, "cells").tolist()
    for part, totals in families:
        sums = [0, 0, 0]
        for n, whole in zip(part.tolist(), rounded, strict=True):
            assert whole >= 0
            sums[n] += whole
        assert sums == totals


@given(tables, st.integers(0, 2**32))
def test_crossed_attributes(table: list[list[int]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    first = rng.permutation(np.repeat(np.arange(len(table)), [sum(row) for row in table]))
    second = crossed(rng, first, np.array(table)).tolist()
    pairs = list(zip(first.tolist(), second, strict=True))
    for r, row in enumerate(table):
        for c, count in enumerate(row):
            assert pairs.count((r, c)) == count
