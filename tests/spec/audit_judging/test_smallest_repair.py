"""The smallest repair: conflicts with exact proofs, a set that hits them all, and alternatives."""

from __future__ import annotations

from fractions import Fraction

import pytest

from techmarket.consistency.conflicts import conflicts
from techmarket.consistency.equally_small import OtherRepairs
from techmarket.consistency.laid_out import blocks, lay_out
from techmarket.consistency.reach import nearest_levels, reach
from techmarket.consistency.row import Row, sum_rows
from techmarket.consistency.smallest import no_repair, smallest
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Key

WHOLE, LEFT, RIGHT = (Key("contracts", 2013, (("part", name),)) for name in ("w", "l", "r"))


def says(name: str, key: Key, low: int, high: int, *, strict: bool = False) -> list[Row[str]]:
    """A place that prints a level between two ends."""
    one = Fraction(1)
    return [
        Row(f"{name}|upper", ((key, one),), Fraction(high), name, strict),
        Row(f"{name}|lower", ((key, -one),), Fraction(-low), name),
    ]


def total_and_parts(whole: int, left: int, right: int) -> list[Row[str]]:
    return [
        *says("whole", WHOLE, whole, whole),
        *says("left", LEFT, left, left),
        *says("right", RIGHT, right, right),
        *sum_rows(WHOLE, (LEFT, RIGHT)),
    ]


def cost(_: str) -> float:
    return 1.0


def test_a_conflict_is_proved_in_fractions() -> None:
    """Whole and parts that miss by one: the rows with their multipliers add up to 0 <= -1."""
    (conflict,) = conflicts(lay_out(total_and_parts(6, 2, 3)), ())
    assert conflict.places == {"whole", "left", "right"}
    combined: dict[Key, Fraction] = {}
    for row in conflict.rows:
        for key, factor in row.terms:
            by = conflict.proof[row.name]
            combined[key] = combined.get(key, Fraction(0)) + by * factor
    assert set(combined.values()) == {Fraction(0)}
    assert sum(conflict.proof[row.name] * row.bound for row in conflict.rows) == -1


def test_no_conflict_where_all_can_be_true() -> None:
    """Two and three are five."""
    assert conflicts(lay_out(total_and_parts(5, 2, 3)), ()) == []


def test_intervals_that_touch_in_an_excluded_end_are_a_conflict() -> None:
    """Below 5 and at least 5."""
    rows = [*says("a", WHOLE, 0, 5, strict=True), *says("b", WHOLE, 5, 9)]
    (conflict,) = conflicts(lay_out(rows), ())
    assert conflict.strict
    closed = [*says("a", WHOLE, 0, 5), *says("b", WHOLE, 5, 9)]
    assert conflicts(lay_out(closed), ()) == []


def test_one_of_three_and_any_of_them() -> None:
    """One place must change, and each of the three could be it."""
    system = lay_out(total_and_parts(6, 2, 3))
    repair = smallest(system, cost)
    assert (len(repair.given_up), repair.bound, repair.optimal) == (1, 1, True)
    (place,) = repair.given_up
    instead = OtherRepairs(system, repair).instead(place)
    assert instead.complete
    assert {(place,), *instead.sets} == {("whole",), ("left",), ("right",)}


def test_the_only_smallest_repair_is_named() -> None:
    """The whole is printed again as the sum of its parts: then only the first print is wrong."""
    rows = [*total_and_parts(6, 2, 3), *says("again", WHOLE, 5, 5)]
    system = lay_out(rows)
    repair = smallest(system, cost)
    assert repair.given_up == ("whole",)
    assert OtherRepairs(system, repair).instead("whole").needed


def test_what_is_left_for_a_place() -> None:
    """The range that the others leave, and the levels nearest to what is printed."""
    system = lay_out(total_and_parts(6, 2, 3))
    assert reach(system, ("whole",), {WHOLE: 1.0}, {None: 1.0}, 1.0) == (
        pytest.approx(5),
        pytest.approx(5),
    )
    levels = nearest_levels(system, ("whole",), {WHOLE: 6.0, LEFT: 2.0, RIGHT: 3.0})
    assert levels is not None
    assert levels[WHOLE] == pytest.approx(5)


def test_a_ratio_without_an_upper_end() -> None:
    """Nothing holds the whole down."""
    rows = [*says("left", LEFT, 2, 2), *sum_rows(WHOLE, (LEFT, RIGHT))]
    system = lay_out(rows)
    low, high = reach(system, (), {WHOLE: 1.0}, {LEFT: 1.0}, 2.0)
    assert low == pytest.approx(1)
    assert high is None


def test_blocks_share_no_unknown() -> None:
    """Two figures that nothing ties are two blocks, unless a place holds both."""
    rows = [*says("a", LEFT, 1, 1), *says("b", RIGHT, 1, 1)]
    assert len(list(blocks(rows))) == 2
    tied = [*rows, Row("c", ((LEFT, Fraction(1)), (RIGHT, Fraction(-1))), Fraction(0), "c")]
    assert len(list(blocks(tied))) == 1


def test_rows_of_no_place_that_contradict_one_another() -> None:
    """That would be a defect, and is told as one."""
    rows: list[Row[str]] = [Row("below zero", ((WHOLE, Fraction(1)),), Fraction(-1))]
    with pytest.raises(TechmarketError) as caught:
        conflicts(lay_out(rows), ())
    assert str(caught.value) == (
        "what must hold in any document contradicts itself; "
        "report this as a defect of the audit, with the document."
    )


def test_a_solver_without_an_answer() -> None:
    """Told with its own words."""
    assert str(no_repair("out of memory")) == (
        "the smallest repair could not be computed: out of memory; "
        "report this as a defect of the audit, with the document."
    )
