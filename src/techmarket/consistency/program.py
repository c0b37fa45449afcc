"""Rows of constraints as a sparse program for HiGHS, and its solution nearest to estimates.

Not here: which rows there are (`simulate.system`), and which of them must be given up (`repair`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from techmarket.consistency.row import P, Row
from techmarket.consistency.silence import quietly
from techmarket.editions.figures import EXCHANGE_AMOUNTS, EXCHANGE_COUNTS
from techmarket.observations.observation import Key

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

UNIT = {
    "value": 1e8,
    "contracts": 1.0,
    "gdp": 1e10,
    "mean_value": 1e4,
    **{
        f"exchange.{question}": 1e6 if question in EXCHANGE_AMOUNTS else 1.0
        for question in (*EXCHANGE_COUNTS, *EXCHANGE_AMOUNTS)
    },
}
"""What one unknown of the program stands for: of values the last printed digit (0.01 亿元), of
other amounts what is printed as 1, so that no number of the program is very large."""

SLACK = {measure: 0.0 if unit == 1.0 else 1e-4 for measure, unit in UNIT.items()}
"""Distance kept from the printed edges of amounts (10,000 分 of 0.01 亿元), so that rounding to
whole 分 stays inside; counts have no edges."""


@dataclass(frozen=True)
class Program(Generic[P]):
    """`matrix @ unknowns <= bound`, each row scaled so that its largest factor is one.

    Attributes:
        unknowns: column order.
        matrix: shape (rows, unknowns).
        bound: shape (rows,), right sides; `SLACK` is already taken off printed rows.
        cell: shape (rows,), index into `places`, -1 for rows of no printed cell.
        places: the printed cells, in printed order.
        names: of the rows.
    """

    unknowns: tuple[Key, ...]
    matrix: csr_array
    bound: Floats
    cell: Places
    places: tuple[P, ...]
    names: tuple[str, ...]

    @property
    def units(self) -> Floats:
        """What one of each unknown is worth, shape (unknowns,)."""
        return np.array([UNIT[key.measure] for key in self.unknowns])


def program_of(rows: Sequence[Row[P]]) -> Program[P]:
    """Lay the rows out as one sparse program."""
    unknowns = tuple(dict.fromkeys(key for row in rows for key, _ in row.terms))
    column = {key: number for number, key in enumerate(unknowns)}
    places = tuple(dict.fromkeys(row.place for row in rows if row.place is not None))
    place_number = {place: number for number, place in enumerate(places)}
    entries: list[tuple[int, int, float]] = []
    bound = np.zeros(len(rows))
    cell = np.full(len(rows), -1, dtype=np.intp)
    for number, row in enumerate(rows):
        factors = [float(factor) * UNIT[key.measure] for key, factor in row.terms]
        largest = max(abs(factor) for factor in factors)
        entries += [
            (number, column[key], factor / largest)
            for (key, _), factor in zip(row.terms, factors, strict=True)
        ]
        bound[number] = float(row.bound) / largest
        if row.place is not None:
            bound[number] -= SLACK[row.terms[0][0].measure]
            cell[number] = place_number[row.place]
    row_index, column_index, values = (np.array(part) for part in zip(*entries, strict=True))
    matrix = csr_array((values, (row_index, column_index)), shape=(len(rows), len(unknowns)))
    return Program(unknowns, matrix, bound, cell, places, tuple(row.name for row in rows))


def nearest(
    program: Program[P],
    given_up: Collection[P],
    estimate: Callable[[Key], float],
    low: Callable[[Key], float],
    high: Callable[[Key], float] = lambda _: np.inf,
    *,
    whole: bool = False,
) -> dict[Key, float] | None:
    """The solution that departs least from the estimates (sum of relative distances).

    Args:
        program: the rows.
        given_up: printed cells whose rows do not count.
        estimate, low, high: of an unknown, in units of `UNIT`.
        whole: look for whole numbers.

    Returns:
        unknowns in 分 or 项, or `None` if the rows cannot be satisfied.
    """
    keep = ~np.isin(
        program.cell, [program.places.index(p) for p in given_up if p in program.places]
    )
    count = len(program.unknowns)
    middle = np.array([estimate(key) for key in program.unknowns])
    below = np.array([low(key) for key in program.unknowns])
    above = np.array([high(key) for key in program.unknowns])
    weight = 1.0 / np.maximum(middle, 1e-2)
    unit = eye_array(count, format="csr")
    away = vstack([hstack([unit, -unit]), hstack([-unit, -unit])], format="csr")
    rows = hstack([program.matrix[keep], csr_array((int(keep.sum()), count))], format="csr")
    answer = quietly(milp)(
        np.concatenate([np.zeros(count), weight]),
        constraints=[
            LinearConstraint(rows, -np.inf, program.bound[keep]),
            LinearConstraint(away, -np.inf, np.concatenate([middle, -middle])),
        ],
        bounds=Bounds(
            np.concatenate([below, np.zeros(count)]),
            np.concatenate([above, np.full(count, np.inf)]),
        ),
        integrality=np.concatenate([np.full(count, float(whole)), np.zeros(count)]),
    )
    if answer.x is None:
        return None
    found = answer.x[:count] * program.units
    return dict(zip(program.unknowns, found.tolist(), strict=True))
