"""Simulation: whole numbers with exact totals."""

from __future__ import annotations

import numpy as np
import pytest

from techmarket.errors import TechmarketError
from techmarket.simulate import allocate
from techmarket.simulate.allocate import crossed, fit, round_cells, round_table, split


def test_a_count_is_shared_in_proportion() -> None:
    """10 by weights 3 : 2 : 0 are 6, 4 and 0."""
    assert split(10, [3, 2, 0]).tolist() == [6, 4, 0]


def test_what_is_left_goes_to_the_largest_remainders() -> None:
    """7 by 1 : 2 : 3 would be 1.17, 2.33 and 3.50; the last has the largest remainder."""
    assert split(7, [1, 2, 3]).tolist() == [1, 2, 4]


def test_a_full_place_leaves_the_rest_to_the_others() -> None:
    """10 by 8 : 1 : 1, the first at most 4: the others share 6."""
    assert split(10, [8, 1, 1], at_most=[4, 9, 9]).tolist() == [4, 3, 3]


def test_a_place_without_weight_is_filled_last() -> None:
    """Only when the others are full does it get something."""
    assert split(10, [1, 0], at_most=[10, 10]).tolist() == [10, 0]
    assert split(10, [1, 0], at_most=[7, 10]).tolist() == [7, 3]


def test_nothing_is_shared_as_nothing() -> None:
    """A count of zero is zero everywhere."""
    assert split(0, [1, 2]).tolist() == [0, 0]


def test_more_than_there_is_room_for_is_refused() -> None:
    """Two places of 3 cannot take 10."""
    with pytest.raises(TechmarketError) as caught:
        split(10, [1, 1], at_most=[3, 3])
    assert str(caught.value) == (
        "a count cannot be shared out: 4 of 10 are left and every place is full; "
        "check the published counts of this classification."
    )


def test_a_table_is_fitted_to_rows_and_columns() -> None:
    """Weights keep their odds ratio (here 4) and zeros; the totals become those wanted."""
    fitted = fit(np.array([[2.0, 1.0, 0.0], [1.0, 2.0, 1.0]]), [3, 7], [4, 4, 2])
    assert fitted.sum(axis=1) == pytest.approx([3, 7])
    assert fitted.sum(axis=0) == pytest.approx([4, 4, 2])
    assert fitted[0, 0] * fitted[1, 1] == pytest.approx(4 * fitted[0, 1] * fitted[1, 0])
    assert fitted[0, 2] == 0


def test_a_rounded_table_has_the_totals_and_the_zeros() -> None:
    """Every number moves to one of the whole numbers next to it where that is possible."""
    target = np.array([[0.4, 1.6, 0.0], [2.6, 0.4, 1.0]])
    assert round_table(target, [2, 4], [3, 2, 1], "a table").tolist() == [[0, 2, 0], [3, 0, 1]]


def test_a_table_that_cannot_have_its_totals_is_refused() -> None:
    """The first row must have 1 in a place that is zero."""
    with pytest.raises(TechmarketError) as caught:
        round_table(np.array([[0.0, 0.0], [1.0, 1.0]]), [1, 1], [1, 1], "type × field")
    assert str(caught.value) == (
        "the published counts leave no table of whole numbers (type × field); "
        "check the totals of this table."
    )


def test_a_table_that_misses_its_totals_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the solver answers is counted once more."""

    class Wrong:
        x = np.zeros(6)

    monkeypatch.setattr(allocate, "milp", lambda *_, **__: Wrong)
    with pytest.raises(TechmarketError) as caught:
        round_cells(np.array([0.5, 0.5]), [(np.array([0, 0]), [1])], "type × field")
    assert str(caught.value) == (
        "the whole-number table misses its totals (type × field); "
        "report this as a defect of the simulation."
    )


def test_attributes_are_crossed_in_random_order_with_exact_counts() -> None:
    """Of five contracts in row 0 three get column 0, two get column 1."""
    first = np.array([0, 1, 0, 0, 1, 0, 0])
    table = np.array([[3, 2], [0, 2]])
    drawn = {
        tuple(crossed(np.random.default_rng(seed), first, table).tolist()) for seed in range(9)
    }
    for second in drawn:
        assert sorted(second[n] for n in (0, 2, 3, 5, 6)) == [0, 0, 0, 1, 1]
        assert [second[n] for n in (1, 4)] == [1, 1]
    assert len(drawn) > 1
