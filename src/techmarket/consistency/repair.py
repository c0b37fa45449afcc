"""Give up as few printed figures as possible, so that all the others can be true together.

A linear program first lets every printed row give a little and, weighting again by what gave
in the round before, drives the giving into few cells (reweighted L1). It tells how far a row
may have to give; a mixed-integer program then finds the smallest set of cells. Not
here: the rows (`simulate.system`) and the proofs (`proof`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack
from scipy.sparse.csgraph import connected_components

from techmarket.consistency.program import Floats, Places, Program
from techmarket.consistency.row import P
from techmarket.consistency.silence import quietly
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Key

ROUNDS = 12
LEAST_REACH = 600.0
"""A cell that is given up may be off by at least this many half units."""

FEW_CELLS = 100
"""Of so few, every one may be off by as much as the worst: which one is wrong is not known. In a
large system such wide ranges would leave the solver without a bound."""

LEAST_REACH_OF_COUNTS = 1e5
"""The same for counts: a wrong first digit is thousands away."""

GAP = 1e-8
"""Small enough that preferences among equally small sets are obeyed."""

MARGIN = 1e-3
"""Kept from every edge, in half units. The solver takes 1e-6 for zero, and the intervals of 1009.92
and 1009.93 touch: without a margin it would keep both."""


@dataclass(frozen=True)
class Repair(Generic[P]):
    """Printed cells to give up.

    Attributes:
        given_up: in printed order.
        optimal: no smaller or cheaper set exists (within the reach of each cell).
        bound: lower bound of the cost that the solver has proved.
    """

    given_up: tuple[P, ...]
    optimal: bool
    bound: float


def smallest_repair(
    program: Program[P],
    half_units: Mapping[P, float],
    cost: Callable[[P], float],
    *,
    pinned: Mapping[Key, float] | None = None,
    whole: bool = False,
    seconds: float = 60.0,
) -> Repair[P]:
    """The cheapest set of cells without which the rest is consistent.

    Pinned unknowns (the grand totals) take their printed middle; what is left falls into blocks
    that share no unknown, and each block is solved by itself.

    Args:
        program: the rows.
        half_units: half a printed unit of each cell, in the program's units.
        cost: of giving up a cell, near one; small differences choose among equally small sets.
        pinned: unknowns that are not free, in units of `UNIT`.
        whole: unknowns are whole numbers.
        seconds: time limit of each block.

    Raises:
        TechmarketError: what holds in any register cannot be satisfied, or time ran out
            before any repair was found.
    """
    given: set[P] = set()
    optimal, bound = True, 0.0
    for rows, columns in blocks(program, pinned or {}):
        block = _block(program, rows, columns, pinned or {})
        if not block.places:
            continue
        part = _repair_block(block, half_units, cost, whole=whole, seconds=seconds)
        given.update(part.given_up)
        optimal, bound = optimal and part.optimal, bound + part.bound
    ordered = tuple(place for place in program.places if place in given)
    return Repair(ordered, optimal, bound)


def blocks(program: Program[P], pinned: Collection[Key]) -> Iterator[tuple[Places, Places]]:
    """Rows and free columns of every group of unknowns that hang together."""
    free = np.flatnonzero([key not in pinned for key in program.unknowns])
    touched = abs(csr_array(program.matrix[:, free]))
    _, label = connected_components(touched.T @ touched, directed=False)
    of_row = np.full(touched.shape[0], -1)
    coordinates = touched.tocoo()
    of_row[coordinates.row] = label[coordinates.col]
    for number in range(label.max() + 1):
        yield np.flatnonzero(of_row == number), free[label == number]


def _block(
    program: Program[P], rows: Places, columns: Places, pinned: Mapping[Key, float]
) -> Program[P]:
    """The block as a program of its own, with the pinned unknowns moved to the right side."""
    values = np.array([pinned.get(key, 0.0) for key in program.unknowns])
    cells = program.cell[rows]
    used = np.unique(cells[cells >= 0])
    renumbered = np.where(cells >= 0, np.searchsorted(used, cells), -1)
    return Program(
        tuple(program.unknowns[column] for column in columns),
        csr_array(program.matrix[rows][:, columns]),
        program.bound[rows] - program.matrix[rows] @ values,
        renumbered,
        tuple(program.places[number] for number in used),
        tuple(program.names[row] for row in rows),
    )


def _repair_block(
    program: Program[P],
    half_units: Mapping[P, float],
    cost: Callable[[P], float],
    *,
    whole: bool,
    seconds: float,
) -> Repair[P]:
    scale = np.array([half_units[place] for place in program.places])
    least = LEAST_REACH_OF_COUNTS if whole else LEAST_REACH
    unknowns, cells = len(program.unknowns), len(program.places)
    giving = _giving(program, scale)
    if cells <= FEW_CELLS:
        giving = np.full_like(giving, giving.max(initial=0.0))
    reach = np.maximum(least, 2.0 * giving)
    soft = program.cell >= 0
    margin = 0.0 if whole else MARGIN
    answer = quietly(milp)(
        np.concatenate([np.zeros(unknowns), [cost(place) for place in program.places]]),
        constraints=LinearConstraint(
            _with_giving(program, scale * reach),
            -np.inf,
            program.bound - np.where(soft, margin * scale[program.cell], 0.0),
        ),
        integrality=np.concatenate([np.full(unknowns, float(whole)), np.ones(cells)]),
        bounds=Bounds(
            np.zeros(unknowns + cells),
            np.concatenate([np.full(unknowns, np.inf), np.ones(cells)]),
        ),
        options={"time_limit": seconds, "mip_rel_gap": GAP},
    )
    if answer.x is None:
        raise _no_repair(str(answer.message))
    given = np.flatnonzero(answer.x[unknowns:] > 0.5)
    if len(given) > 1 and cells <= FEW_CELLS:
        alone = _one_that_is_enough(program, cost, margin * scale)
        if alone is not None:
            return Repair((alone,), True, cost(alone))
    return Repair(
        tuple(program.places[number] for number in given),
        answer.status == 0,
        float(answer.mip_dual_bound),
    )


def _one_that_is_enough(
    program: Program[P], cost: Callable[[P], float], margin: Floats
) -> P | None:
    """The cheapest cell without which the rest is consistent, however wrong it is; if any.

    The program of all cells together knows each only as wrong as its reach.
    """
    for number in sorted(range(len(program.places)), key=lambda n: cost(program.places[n])):
        kept = program.cell != number
        soft = program.cell[kept] >= 0
        matrix: Any = program.matrix[np.flatnonzero(kept)]  # csr, as `_with_giving` has it
        answer = quietly(linprog)(
            np.zeros(len(program.unknowns)),
            A_ub=matrix,
            b_ub=program.bound[kept] - np.where(soft, margin[program.cell[kept]], 0.0),
            bounds=(0.0, None),
            method="highs",
        )
        if answer.status == 0:
            return program.places[number]
    return None


def _giving(program: Program[P], scale: Floats) -> Floats:
    """How far each cell gives, in half units, when few give: reweighted L1."""
    unknowns, cells = len(program.unknowns), len(program.places)
    matrix = _with_giving(program, scale)
    weight = np.ones(cells)
    given = np.zeros(cells)
    for _ in range(ROUNDS):
        answer = quietly(linprog)(
            np.concatenate([np.zeros(unknowns), weight]),
            A_ub=matrix,
            b_ub=program.bound,
            bounds=(0.0, None),
            method="highs",
        )
        if answer.x is None:
            raise _no_repair(str(answer.message))
        given = answer.x[unknowns:]
        weight = 1.0 / (given + 1e-2)
    return given


def _with_giving(program: Program[P], step: Floats) -> Any:
    """The matrix (csr, which the annotations of `linprog` do not know) with a column per cell that
    loosens its rows by `step`."""
    soft = np.flatnonzero(program.cell >= 0)
    cell = program.cell[soft]
    loosen = csr_array((-step[cell], (soft, cell)), shape=(len(program.bound), len(program.places)))
    return hstack([program.matrix, loosen], format="csr")


def _no_repair(message: str) -> TechmarketError:
    return TechmarketError(
        "the printed figures could not be repaired",
        why=message,
        todo="check that the tables were read with the right meaning, or allow more time",
    )
