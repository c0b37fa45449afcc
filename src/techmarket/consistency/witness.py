"""Exact figures with which all kept rows hold: the proof that the rest can be true together.

A linear program finds figures that stay as far inside as they can; they are rounded to short
fractions, what equations leave no choice for is solved from the others exactly, and every row is
then checked in fractions. Not here: which places are given up (`smallest`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

from techmarket.consistency.elimination import take_away
from techmarket.consistency.laid_out import LaidOutSystem, lay_out, unit_of
from techmarket.consistency.program import Floats
from techmarket.consistency.row import P, Row
from techmarket.consistency.silence import quietly
from techmarket.observations.observation import Key

FAR_ENOUGH = 1e-3
"""Inside of an edge by so much, in units of the program, a figure may be rounded at ease."""

NO_ROOM = 1e-7
"""With less room a row is taken for an equation; the check at the end decides."""

SHORTEST, LONGEST = 10**6, 10**9
"""Parts of a unit of the program that figures are rounded to, at first and if that fails."""

ASKED = 5
"""So many times room is sought."""

NEAR_THE_LARGEST = 0.1
"""An unknown is solved for where its factor is about the largest: errors do not grow."""

Bools = npt.NDArray[np.bool_]
Values = dict[Key, Fraction]


@dataclass(frozen=True)
class Equation:
    """`sum of factor * unknown == right`, without factors of zero."""

    factors: dict[Key, Fraction]
    right: Fraction


def witness(rows: Sequence[Row[P]]) -> Values | None:
    """Values of all unknowns, in 项 and 分, with which every row holds exactly.

    Args:
        rows: those that are kept.

    Returns:
        the values, checked in fractions (`all_hold`), or `None` if none were found.
    """
    if not rows:
        return {}
    system = lay_out(rows)
    equal = _equations(rows)
    inside = _inside(system, [row.terms in equal for row in rows])
    if inside is None:
        return None
    near, tight = inside
    stated = [Equation(dict(terms), bound) for terms, bound in equal.items()]
    supposed = [Equation(dict(rows[n].terms), rows[n].bound) for n in tight]
    solved = _solved([*stated, *supposed])
    for parts in (SHORTEST, LONGEST):
        values = _values(near, solved, parts)
        if all_hold(rows, values):
            return values
    return None


def all_hold(rows: Iterable[Row[P]], values: Mapping[Key, Fraction]) -> bool:
    """Whether no value is below zero and every row holds, in fractions."""
    if any(value < 0 for value in values.values()):
        return False
    for row in rows:
        left = sum((factor * values[key] for key, factor in row.terms), Fraction(0))
        if left > row.bound or (row.strict and left == row.bound):
            return False
    return True


def _equations(rows: Sequence[Row[P]]) -> dict[tuple[tuple[Key, Fraction], ...], Fraction]:
    """Right side by left side, of each two rows that leave one value."""
    least: dict[tuple[tuple[Key, Fraction], ...], Fraction] = {}
    for row in rows:
        least[row.terms] = min(least.get(row.terms, row.bound), row.bound)
    found = {}
    for terms, bound in least.items():
        opposite = tuple((key, -factor) for key, factor in terms)
        if least.get(opposite) == -bound:
            found[terms] = bound
    return found


def _inside(
    system: LaidOutSystem[P], equal: Sequence[bool]
) -> tuple[dict[Key, float], list[int]] | None:
    """Values in units of the program with room, and the rows without room.

    The greatest room in all may leave some rows none that could have it: they are asked for alone,
    and the middle of all answers has room wherever one of them has.
    """
    count = len(system.unknowns)
    matrix = vstack([system.matrix, -eye_array(count)], format="csr")
    bound = np.concatenate([system.bound, np.zeros(count)])
    wanted = np.array([not same for same in equal] + [True] * count)
    points: list[Floats] = []
    for _ in range(ASKED):
        point = _roomiest(matrix, bound, wanted)
        if point is None:
            return None
        points.append(point)
        left = wanted & (bound - matrix @ np.mean(points, axis=0) < NO_ROOM)
        if not left.any() or (left == wanted).all():
            break
        wanted = left
    middle = np.mean(points, axis=0)
    tight = np.flatnonzero(wanted & (bound - matrix @ middle < NO_ROOM))
    near = dict(zip(system.unknowns, middle.tolist(), strict=True))
    return near, [int(number) for number in tight if number < len(system.rows)]


def _roomiest(matrix: csr_array, bound: Floats, wanted: Bools) -> Floats | None:
    """The point with the greatest room in all from the wanted rows, no room counted further than
    `FAR_ENOUGH`."""
    rows, columns = matrix.shape
    # The annotations of `linprog` do not know sparse arrays of this kind.
    roomy: Any = hstack([matrix, eye_array(rows)], format="csr")
    upper = np.concatenate([np.full(columns, np.inf), np.where(wanted, FAR_ENOUGH, 0.0)])
    limits: Any = np.column_stack([np.zeros(columns + rows), upper])
    answer = quietly(linprog)(
        np.concatenate([np.zeros(columns), -np.ones(rows)]),
        A_ub=roomy,
        b_ub=bound,
        bounds=limits,
        method="highs",
    )
    return None if answer.x is None else answer.x[:columns]


def _solved(equations: Sequence[Equation]) -> dict[Key, Equation]:
    """Each equation solved for one unknown, which no other of them has (Gauss and Jordan).

    What follows from others is left out; so is what contradicts them, which the check finds.
    """
    often = Counter(key for equation in equations for key in equation.factors)
    solved: dict[Key, Equation] = {}
    having: dict[Key, set[Key]] = {}
    for equation in sorted(equations, key=lambda e: len(e.factors)):
        factors, right = dict(equation.factors), equation.right
        for pivot in [key for key in factors if key in solved]:
            times = factors[pivot]
            right -= times * solved[pivot].right
            take_away(factors, times, solved[pivot].factors)
        if not factors:
            continue
        pivot = _pivot(factors, often)
        head = factors[pivot]
        new = Equation({key: f / head for key, f in factors.items()}, right / head)
        for other in having.pop(pivot, set()):
            old = solved[other]
            times = old.factors[pivot]
            left = dict(old.factors)
            take_away(left, times, new.factors)
            solved[other] = Equation(left, old.right - times * new.right)
            for key in left:
                having.setdefault(key, set()).add(other)
            for key in old.factors.keys() - left.keys() - {pivot}:
                having[key].discard(other)
        solved[pivot] = new
        for key in new.factors.keys() - {pivot}:
            having.setdefault(key, set()).add(pivot)
    return solved


def _pivot(factors: Mapping[Key, Fraction], often: Mapping[Key, int]) -> Key:
    weight = {key: abs(float(f)) * unit_of(key.measure) for key, f in factors.items()}
    enough = NEAR_THE_LARGEST * max(weight.values())
    return min(
        (key for key in factors if weight[key] >= enough), key=lambda key: (often[key], key.cell_id)
    )


def _values(near: Mapping[Key, float], solved: Mapping[Key, Equation], parts: int) -> Values:
    found = {
        key: Fraction(round(value * parts), parts) * Fraction(unit_of(key.measure))
        for key, value in near.items()
        if key not in solved
    }
    for pivot, equation in solved.items():
        others = (f * found[key] for key, f in equation.factors.items() if key != pivot)
        found[pivot] = equation.right - sum(others, Fraction(0))
    return found
