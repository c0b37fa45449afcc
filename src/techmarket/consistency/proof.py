"""Prove that a printed cell contradicts other printed cells: a certificate in exact fractions.

A linear program tells which rows exclude one another (Farkas); the multipliers are then solved for
exactly, so that a reader can check the contradiction with pencil and paper. Not here: checking
(`compare.certificate`), and which cells are given up (`repair`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack

from techmarket.consistency.elimination import take_away
from techmarket.consistency.program import SLACK, Floats, Places, Program
from techmarket.consistency.row import P, Row
from techmarket.consistency.silence import quietly
from techmarket.observations.observation import Key

Bools = npt.NDArray[np.bool_]
Support = tuple[Places, Places]
"""Numbers of the rows of a combination, and of the unknowns below whose zero it needs."""

NOTHING_BELOW_ZERO = "nonnegative|"
"""Prefix of the rows `-x <= 0`: counts and values are not negative."""

WEIGHT_OF_SUMS = 0.01
"""A proof is the longer the more printed cells it uses; sums of parts hardly count."""

FALSEHOOD = 100.0
"""The combination says 0 <= -100: so far off that it is not within the solver's tolerance (1e-7)
when the bounds are millions."""

LEAST_MULTIPLIER = 1e-8
"""Beside the largest, a smaller one is an error of the solver."""

LEAST_MARGINAL = 1e-9


def nonnegative(key: Key) -> Row[P]:
    """`-x <= 0`."""
    return Row(NOTHING_BELOW_ZERO + key.cell_id, ((key, Fraction(-1)),), Fraction(0))


def certificate(
    place: P, rows: Sequence[Row[P]], program: Program[P], given_up: Collection[P]
) -> dict[str, Fraction] | None:
    """Positive multipliers, by row name, whose combination of rows is a falsehood.

    Args:
        place: the cell to refute.
        rows: as laid out in `program`, in the same order.
        given_up: the other cells that are not to be used.

    Returns:
        the certificate, or `None` if these rows do not refute the cell.
    """
    if place not in program.places:
        return None
    dropped = [program.places.index(p) for p in given_up if p in program.places and p != place]
    keep = np.flatnonzero(~np.isin(program.cell, dropped))
    kept = [rows[number] for number in keep.tolist()]
    matrix = csr_array(program.matrix[keep])
    own = program.cell[keep] == program.places.index(place)
    without_slack = program.bound[keep] + [
        SLACK[row.terms[0][0].measure] if row.place else 0.0 for row in kept
    ]
    for support in (
        _shortest(matrix, without_slack, program.cell[keep] >= 0),
        _of_touching(matrix, program.bound[keep], own),
    ):
        if support is not None:
            used, remaining = support
            combined = [kept[number] for number in used]
            combined += [nonnegative(program.unknowns[number]) for number in remaining]
            proof = multipliers(combined)
            if proof is not None and any(row.place == place for row in combined):
                return proof
    return None


def _shortest(matrix: csr_array, bound: Floats, printed: Bools) -> Support | None:
    """Of all combinations that say `0 <= -FALSEHOOD` one with the smallest sum of multipliers: it
    has few rows.

    Args:
        matrix, bound: the rows.
        printed: shape (rows,), those of printed cells.

    Returns:
        the rows and the unknowns that remain on the left side; `None` if all rows can hold at once.
    """
    unknowns = matrix.shape[1]
    answer = quietly(linprog)(
        np.where(printed, 1.0, WEIGHT_OF_SUMS),
        A_ub=vstack([-matrix.T, csr_array(bound[None, :])], format="csr"),
        b_ub=np.concatenate([np.zeros(unknowns), [-FALSEHOOD]]),
        bounds=(0.0, None),
        method="highs-ds",
    )
    if answer.x is None:
        return None
    least = LEAST_MULTIPLIER * answer.x.max()
    return np.flatnonzero(answer.x > least), np.flatnonzero(matrix.T @ answer.x > least)


def _of_touching(matrix: csr_array, bound: Floats, own: Bools) -> Support | None:
    """The rows that stop the cell's own rows from holding when every bound is moved in a little.

    The intervals of 18.86 and 18.87 touch in a point that belongs to neither; only with bounds
    moved in do they exclude one another for a solver.
    """
    unknowns = matrix.shape[1]
    answer = quietly(linprog)(
        np.concatenate([np.zeros(unknowns), [1.0]]),
        A_ub=hstack([matrix, csr_array(-own.astype(float)[:, None])], format="csr"),
        b_ub=bound,
        bounds=(0.0, None),
        method="highs-ds",
    )
    if answer.x is None or answer.x[-1] <= 0:
        return None
    return (
        np.flatnonzero(answer.ineqlin.marginals < -LEAST_MARGINAL),
        np.flatnonzero(answer.lower.marginals[:unknowns] > LEAST_MARGINAL),
    )


def multipliers(rows: Sequence[Row[P]]) -> dict[str, Fraction] | None:
    """The one positive combination of rows in which every unknown cancels, the smallest by 1."""
    unknowns = sorted({key for row in rows for key, _ in row.terms}, key=lambda key: key.cell_id)
    equations: dict[Key, Equation] = {key: {} for key in unknowns}
    for number, row in enumerate(rows):
        for key, factor in row.terms:
            equations[key][number] = factor
    solution = _null_vector([equations[key] for key in unknowns], len(rows))
    if solution is None:
        return None
    if solution[0] < 0:
        solution = [-value for value in solution]
    if any(value <= 0 for value in solution):
        return None
    smallest = min(solution)
    combined = {row.name: value / smallest for row, value in zip(rows, solution, strict=True)}
    bound = sum((combined[row.name] * row.bound for row in rows), Fraction(0))
    strict = any(row.strict for row in rows)
    return combined if bound < 0 or (bound == 0 and strict) else None


Equation = dict[int, Fraction]
"""Factors that are not zero, by number of column."""


def _null_vector(equations: Sequence[Equation], columns: int) -> list[Fraction] | None:
    """A vector that satisfies every equation, if there is just one up to scale."""
    solved: dict[int, Equation] = {}
    for equation in equations:
        left = dict(equation)
        for pivot in [column for column in left if column in solved]:
            take_away(left, left[pivot], solved[pivot])
        if not left:
            continue
        pivot = min(left)
        head = left[pivot]
        left = {column: factor / head for column, factor in left.items()}
        for other in solved.values():
            if pivot in other:
                take_away(other, other[pivot], left)
        solved[pivot] = left
    free = [column for column in range(columns) if column not in solved]
    if len(free) != 1:
        return None
    vector = [Fraction(0)] * columns
    vector[free[0]] = Fraction(1)
    for pivot, equation in solved.items():
        vector[pivot] = -equation.get(free[0], Fraction(0))
    return vector
