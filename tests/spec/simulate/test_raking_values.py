"""Simulation: values that meet every total, to the 分."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from techmarket.errors import TechmarketError
from techmarket.simulate import exact
from techmarket.simulate.exact import close
from techmarket.simulate.raking import Bounds, Layer, rake
from techmarket.simulate.unlucky_draw import UnluckyDrawError

LEAST, MOST = 10_000, 200_000_000_000


def layer(name: str, part: list[int], totals: list[int]) -> Layer:
    return Layer(name, np.array(part), np.array(totals))


def bounds(contracts: int, low: float = LEAST, high: float = MOST) -> Bounds:
    return Bounds(np.full(contracts, float(low)), np.full(contracts, float(high)))


def test_values_are_scaled_to_the_totals_of_their_parts() -> None:
    """Contracts 0 and 1 sell from one region, 2 from another; what is above 100 元 is scaled."""
    start = np.array([1e6, 3e6, 5e6])
    values, distance = rake(start, [layer("region", [0, 0, 1], [8_000_000, 2_000_000])], bounds(3))
    assert distance < 1e5
    above = values - LEAST
    assert above[1] / above[0] == pytest.approx(299 / 99)
    assert values[:2].sum() == pytest.approx(8_000_000, abs=1e5)
    assert values[2] == pytest.approx(2_000_000, abs=1e5)


def test_all_layers_hold_together() -> None:
    """Two by two contracts in two layers: rows of 3 and 7, columns of 4 and 6 million 元."""
    layers = [
        layer("seller", [0, 0, 1, 1], [300_000_000, 700_000_000]),
        layer("buyer", [0, 1, 0, 1], [400_000_000, 600_000_000]),
    ]
    values, distance = rake(np.full(4, 1e8), layers, bounds(4), tolerance=100.0)
    assert distance <= 100
    assert values == pytest.approx([1.2e8, 1.8e8, 2.8e8, 4.2e8], rel=1e-3)


def test_contracts_outside_a_layer_are_left_alone_by_it() -> None:
    """-1 stands for outside: only the first two contracts must add up to 5 million 分."""
    values, _ = rake(np.full(3, 1e6), [layer("major", [0, 0, -1], [5_000_000])], bounds(3))
    assert values[:2].sum() == pytest.approx(5_000_000, abs=1e5)
    assert values[2] == 1e6


def test_a_value_at_its_limit_stays_there_and_the_others_take_the_rest() -> None:
    """Two minor contracts cannot reach 1000 万元; the third, a major one, takes what is left."""
    limits = Bounds(np.array([1e4, 1e4, 1e9]), np.array([1e9 - 1, 1e9 - 1, 1e11]))
    values, distance = rake(
        np.array([9e8, 9e8, 1.5e9]), [layer("all", [0, 0, 0], [30_000_000_000])], limits
    )
    assert distance <= 1e5
    assert (values <= limits.high).all()
    assert values[:2] == pytest.approx([1e9, 1e9], rel=1e-6)


def test_a_part_that_may_have_no_more_than_the_least_has_the_least() -> None:
    """Its contracts are worth 100 元 each."""
    values, distance = rake(np.array([1e6, 1e6]), [layer("all", [0, 0], [20_000])], bounds(2))
    assert distance == 0
    assert values.tolist() == [10_000, 10_000]


def test_the_distance_tells_what_cannot_be_reached() -> None:
    """One contract of at most 2000 would have to be worth 3000 分; another at least 10,000."""
    _, above = rake(np.array([1e3]), [layer("all", [0], [3_000])], bounds(1, 0, 2_000))
    assert above == 1_000
    _, below = rake(np.array([1e5]), [layer("all", [0], [4_000])], bounds(1), tolerance=1.0)
    assert below == pytest.approx(6_000, abs=1)


def grid(rows: int, columns: int, each: int) -> tuple[npt.NDArray[np.int64], list[list[int]]]:
    """Contracts of a million 元 in every cell of a table, `each` a cell, and their parts."""
    cells = [(r, c) for r in range(rows) for c in range(columns) for _ in range(each)]
    return np.full(len(cells), 100_000_000), [list(part) for part in zip(*cells, strict=True)]


def wide(contracts: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    return np.full(contracts, LEAST), np.full(contracts, MOST)


def test_the_last_cents_are_closed_in_whole_numbers() -> None:
    """Totals are missed by 7, -3, -2 and 6 分; afterwards none is, and few values have moved."""
    values, (seller, buyer) = grid(2, 2, 3)
    layers = [
        layer("seller", seller, [600_000_007, 599_999_997]),
        layer("buyer", buyer, [599_999_998, 600_000_006]),
    ]
    closed = close(values, *wide(12), layers)
    for one in layers:
        assert [int(closed[one.part == n].sum()) for n in (0, 1)] == one.totals.tolist()
    assert np.abs(closed - values).max() <= 13


def test_values_that_hold_are_left_as_they_are() -> None:
    """Nothing is missing, nothing moves."""
    values, (seller, _) = grid(2, 2, 1)
    layers = [layer("seller", seller, [200_000_000, 200_000_000])]
    assert close(values, *wide(4), layers) is values


def test_totals_that_contradict_one_another_are_refused() -> None:
    """Sellers add up to one 分 more than buyers: no values can."""
    values, (seller, buyer) = grid(2, 2, 3)
    layers = [
        layer("seller", seller, [600_000_001, 600_000_000]),
        layer("buyer", buyer, [600_000_000, 600_000_000]),
    ]
    with pytest.raises(UnluckyDrawError) as caught:
        close(values, *wide(12), layers)
    assert str(caught.value) == (
        "values cannot be closed to the 分: no contracts together move 1 of the totals and no "
        "other; try another seed."
    )


def test_values_keep_their_bounds_when_they_are_closed() -> None:
    """2000 万元 are missing and no contract has so much room."""
    values, (seller, _) = grid(1, 1, 3)
    low, _ = wide(3)
    layers = [layer("seller", seller, [2_300_000_000])]
    with pytest.raises(UnluckyDrawError) as caught:
        close(values, low, np.full(3, 200_000_000), layers)
    assert str(caught.value) == (
        "values cannot be closed to the 分: the totals are 2,000,000,000 分 away and a contract "
        "that would make up for it would leave its bounds; try another seed."
    )


def test_closed_values_are_added_up_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the elimination finds, values that miss a total are never used."""
    values, (seller, _) = grid(1, 1, 3)
    monkeypatch.setattr(exact, "_solve", lambda columns, _: np.zeros(len(columns), dtype=np.int64))
    with pytest.raises(TechmarketError) as caught:
        close(values, *wide(3), [layer("seller", seller, [300_000_001])])
    assert str(caught.value) == (
        "values were not closed to the 分; report this as a defect of the simulation."
    )
