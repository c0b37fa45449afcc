"""Conflicts: printed places that cannot all be right, each with a proof in exact fractions.

A linear program finds rows that exclude one another (Farkas); their multipliers are then solved
for exactly, so that no conflict rests on the rounding of a solver. A conflict is irreducible:
without any one of its rows the others can hold. Not here: which places to give up (`smallest`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Generic

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack
from scipy.sparse.csgraph import connected_components

from techmarket.consistency.laid_out import LaidOutSystem
from techmarket.consistency.program import Floats, Places
from techmarket.consistency.proof import (
    FALSEHOOD,
    LEAST_MULTIPLIER,
    WEIGHT_OF_SUMS,
    multipliers,
    nonnegative,
)
from techmarket.consistency.row import P, Row
from techmarket.consistency.silence import quietly
from techmarket.errors import TechmarketError

NOTHING = 1e-7
"""What the rows give in all, in units of the program, is nothing to a solver."""

SUPPORT = 1e-9
NEARLY_NOTHING = 1e-6
"""Where rows touch, what remains of an unknown beside the largest multiplier is an error of the
solver below this."""

TOUCHING = 1e-5
"""Nearer than this to an edge, in units of the program, a point may lie on it; what is found so is
proved in fractions."""

LARGEST_MARGIN = 1e-3
"""From every excluded edge this distance, in units of the program, is enough."""


@dataclass(frozen=True)
class Conflict(Generic[P]):
    """Places of which at least one is wrong.

    Attributes:
        places: what the rows rest on.
        rows: of the proof, rows for what is not below zero among them.
        proof: positive multiplier by name of row; the combination says that zero is below zero.
    """

    places: frozenset[P]
    rows: tuple[Row[P], ...]
    proof: Mapping[str, Fraction]

    @property
    def strict(self) -> bool:
        """Whether it is one only because an edge belongs to the next number."""
        return sum((self.proof[r.name] * r.bound for r in self.rows), Fraction(0)) == 0


def conflicts(system: LaidOutSystem[P], given_up: Collection[P]) -> list[Conflict[P]]:
    """Some conflicts among the places that are kept; none if all of them can be right together.

    Raises:
        UndecidedError: rows that rest on no printed place exclude one another, or a solver
            finds a contradiction that cannot be proved.
    """
    keep = system.without(given_up)
    if not len(keep):
        return []
    against = _giving(system, keep)
    touching = None if against else _touching(system, keep)
    if against is None and touching is None:
        return []
    support, point = touching if touching else (against or [], None)
    found = [_irreducible(system, part, point) for part in _apart(system, support)]
    proved = [conflict for conflict in found if conflict is not None]
    if not proved:
        proved = [c for c in [_irreducible(system, keep, point)] if c is not None]
    if not proved and np.all(~system.strict[keep]):
        raise _unproved()
    if any(not conflict.places for conflict in proved):
        raise _unproved()
    return proved


class UndecidedError(TechmarketError):
    """Rows that rest on no printed place exclude one another, or nothing can be proved."""


def _unproved() -> UndecidedError:
    return UndecidedError(
        "what must hold in any document contradicts itself",
        todo="report this as a defect of the audit, with the document",
    )


def _giving(system: LaidOutSystem[P], keep: Places) -> list[int] | None:
    """Rows that pull against each other when every printed row may give; `None` if none must."""
    matrix = system.matrix[keep]
    soft = np.flatnonzero(np.asarray(system.cells[keep].sum(axis=1)).ravel() > 0)
    loosen = csr_array(
        (-np.ones(len(soft)), (soft, np.arange(len(soft)))), shape=(len(keep), len(soft))
    )
    answer = quietly(linprog)(
        np.concatenate([np.zeros(matrix.shape[1]), np.ones(len(soft))]),
        A_ub=hstack([matrix, loosen], format="csr"),
        b_ub=system.bound[keep],
        bounds=(0.0, None),
        method="highs-ds",
    )
    if answer.x is None or answer.fun is None:
        raise _unproved()
    if answer.fun < NOTHING:
        return None
    used = np.flatnonzero(answer.ineqlin.marginals < -SUPPORT)
    return [int(number) for number in keep[used]]


def _touching(system: LaidOutSystem[P], keep: Places) -> tuple[list[int], Floats] | None:
    """Rows that cannot hold with a margin from every excluded edge, and a point where they
    touch."""
    strict = system.strict[keep]
    if not strict.any():
        return None
    matrix = hstack([system.matrix[keep], csr_array(strict.astype(float)[:, None])], format="csr")
    columns = matrix.shape[1]
    answer = quietly(linprog)(
        np.concatenate([np.zeros(columns - 1), [-1.0]]),
        A_ub=matrix,
        b_ub=system.bound[keep],
        bounds=[(0.0, None)] * (columns - 1) + [(None, LARGEST_MARGIN)],
        method="highs-ds",
    )
    if answer.x is None or answer.x[-1] > LARGEST_MARGIN / 100:
        return None
    used = np.flatnonzero(answer.ineqlin.marginals < -SUPPORT)
    return [int(number) for number in keep[used]], answer.x[:-1]


def _apart(system: LaidOutSystem[P], support: Sequence[int]) -> list[Places]:
    """The rows in groups that have no unknown in common."""
    rows = np.array(support, dtype=np.intp)
    touched = abs(csr_array(system.matrix[rows]))
    _, label = connected_components(touched @ touched.T, directed=False)
    return [rows[label == number] for number in range(label.max() + 1)]


def _irreducible(
    system: LaidOutSystem[P], rows: Places, point: Floats | None
) -> Conflict[P] | None:
    """The shortest proof among some rows, exactly; `None` if a solver finds none."""
    for found in _combinations(system, rows, point):
        if found is None:
            continue
        used, below = found
        combined = [system.rows[number] for number in used]
        combined += [nonnegative(system.unknowns[number]) for number in below]
        proof = multipliers(combined)
        if proof is not None:
            places = system.places_of([int(number) for number in used])
            return Conflict(places, tuple(combined), proof)
    return None


def _combinations(
    system: LaidOutSystem[P], rows: Places, point: Floats | None
) -> Iterator[Support | None]:
    yield _shortest(system, rows)
    if point is not None:
        yield _narrowest(system, rows, point)


Support = tuple[Places, Places]
"""Numbers of rows, and of unknowns whose not being below zero is needed."""


def _shortest(system: LaidOutSystem[P], rows: Places) -> Support | None:
    """A corner of all combinations that say `0 <= -FALSEHOOD`: its rows are irreducible."""
    matrix = csr_array(system.matrix[rows])
    soft = np.asarray(system.cells[rows].sum(axis=1)).ravel() > 0
    answer = quietly(linprog)(
        np.where(soft, 1.0, WEIGHT_OF_SUMS),
        A_ub=vstack([-matrix.T, csr_array(system.bound[rows][None, :])], format="csr"),
        b_ub=np.concatenate([np.zeros(matrix.shape[1]), [-FALSEHOOD]]),
        bounds=(0.0, None),
        method="highs-ds",
    )
    return None if answer.x is None else _support(matrix, rows, answer.x)


def _narrowest(system: LaidOutSystem[P], rows: Places, point: Floats) -> Support | None:
    """The same for rows that touch: combinations that say `0 <= 0` and use a strict row.

    Only what touches at the point can be in one; then bounds need not be looked at, beside whose
    millions an error of the solver would be worth as much as a row.
    """
    matrix = csr_array(system.matrix[rows])
    touching = system.bound[rows] - matrix @ point < TOUCHING
    rows, matrix = rows[touching], csr_array(matrix[touching])
    strict = system.strict[rows]
    if not strict.any():
        return None
    soft = np.asarray(system.cells[rows].sum(axis=1)).ravel() > 0
    below = np.where(point < TOUCHING, np.inf, 0.0)
    # The annotations of `linprog` do not know sparse arrays of this kind.
    cancelled: Any = vstack(
        [
            hstack([matrix.T, -eye_array(len(point))]),
            csr_array(np.concatenate([strict.astype(float), np.zeros(len(point))])[None, :]),
        ],
        format="csr",
    )
    upper: Any = np.concatenate([np.full(len(rows), np.inf), below])
    limits: Any = np.column_stack([np.zeros(len(upper)), upper])
    answer = quietly(linprog)(
        np.concatenate([np.where(soft, 1.0, WEIGHT_OF_SUMS), np.full(len(point), WEIGHT_OF_SUMS)]),
        A_eq=cancelled,
        b_eq=np.concatenate([np.zeros(len(point)), [1.0]]),
        bounds=limits,
        method="highs-ds",
    )
    if answer.x is None:
        return None
    return _support(matrix, rows, answer.x[: len(rows)], NEARLY_NOTHING)


def _support(
    matrix: csr_array, rows: Places, weight: Floats, nothing: float = LEAST_MULTIPLIER
) -> Support:
    used = weight > LEAST_MULTIPLIER * weight.max()
    left = matrix.T @ np.where(used, weight, 0.0)
    return rows[used], np.flatnonzero(left > nothing * weight.max())
