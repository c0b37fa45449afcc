"""The witness: exact figures with which everything that is kept holds."""

from __future__ import annotations

from fractions import Fraction

from techmarket.consistency.elimination import take_away
from techmarket.consistency.row import Row, sum_rows
from techmarket.consistency.witness import all_hold, witness
from techmarket.observations.observation import Key

WHOLE, LEFT, RIGHT = (Key("value", 2013, (("part", name),)) for name in ("w", "l", "r"))
ONE = Fraction(1)


def says(
    name: str, key: Key, low: Fraction, high: Fraction, *, strict: bool = False
) -> list[Row[str]]:
    """A place that prints a level between two ends; the upper one may belong to the next number."""
    return [
        Row(f"{name}|upper", ((key, ONE),), high, name, strict),
        Row(f"{name}|lower", ((key, -ONE),), -low, name),
    ]


def test_values_for_all_unknowns() -> None:
    """A whole of 30.00 亿元 and parts of 10.00 and 20.00, each to 0.005: the parts add up to the
    whole to the 分, and every figure lies in its interval."""
    half = Fraction(5 * 10**7)
    rows = [*sum_rows(WHOLE, (LEFT, RIGHT))]
    for name, key, value in (("w", WHOLE, 30), ("l", LEFT, 10), ("r", RIGHT, 20)):
        rows += says(name, key, value * 10**10 - half, value * 10**10 + half, strict=True)
    values = witness(rows)
    assert values is not None
    assert values[WHOLE] == values[LEFT] + values[RIGHT]
    assert abs(values[WHOLE] - 30 * 10**10) <= half
    assert all_hold(rows, values)


def test_where_rounding_leaves_one_point() -> None:
    """Intervals that touch leave one value; what follows from it is solved exactly, thirds as
    well."""
    touch = Fraction(1005, 1000) * 10**10
    rows = [
        *says("a", WHOLE, touch - 10**8, touch),
        *says("b", WHOLE, touch, touch + 10**8),
        Row("thrice", ((LEFT, Fraction(3)), (WHOLE, -ONE)), Fraction(0)),
        Row("thrice again", ((LEFT, Fraction(-3)), (WHOLE, ONE)), Fraction(0)),
    ]
    values = witness(rows)
    assert values == {WHOLE: touch, LEFT: touch / 3}


def test_room_is_found_for_every_row() -> None:
    """A row that could be strictly inside is not left on its edge for the sake of others."""
    rows = [
        *says("a", WHOLE, Fraction(0), Fraction(10**8), strict=True),
        Row("more", ((LEFT, ONE), (WHOLE, -ONE)), Fraction(0), "b", strict=True),
        Row("less", ((LEFT, -ONE),), Fraction(-(10**8) + 10**4), "c", strict=True),
    ]
    values = witness(rows)
    assert values is not None
    assert 10**8 - 10**4 < values[LEFT] < values[WHOLE] < 10**8


def test_no_witness_of_what_cannot_be() -> None:
    """Ends that exclude one another, by a whole unit or by a point that belongs to neither."""
    apart = [
        *says("a", WHOLE, Fraction(0), Fraction(5 * 10**8)),
        *says("b", WHOLE, Fraction(6 * 10**8), Fraction(9 * 10**8)),
    ]
    assert witness(apart) is None
    touching = [
        *says("a", WHOLE, Fraction(0), Fraction(5 * 10**8), strict=True),
        *says("b", WHOLE, Fraction(5 * 10**8), Fraction(9 * 10**8)),
    ]
    assert witness(touching) is None


def test_nothing_asks_for_nothing() -> None:
    """No rows, no unknowns."""
    assert witness([]) == {}


def test_values_are_checked_in_fractions() -> None:
    """An excluded edge, a value too large by a part in a million million, and one below zero."""
    rows = says("a", WHOLE, Fraction(1), Fraction(2), strict=True)
    assert all_hold(rows, {WHOLE: Fraction(1)})
    assert not all_hold(rows, {WHOLE: Fraction(2)})
    assert not all_hold(rows, {WHOLE: 1 - Fraction(1, 10**12)})
    assert not all_hold([], {WHOLE: Fraction(-1)})


def test_one_equation_taken_from_another() -> None:
    """What becomes nothing is left out."""
    factors = {"a": Fraction(2), "b": Fraction(1)}
    take_away(factors, Fraction(2), {"a": Fraction(1), "c": Fraction(3)})
    assert factors == {"b": Fraction(1), "c": Fraction(-6)}
