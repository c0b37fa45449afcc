"""What the kept rows leave for a figure that is given up: its range, and the nearest true figures.

A figure is a level or a ratio of two levels. Its range is found by scaling the system so that the
level below the stroke is known (Charnes and Cooper), which keeps everything linear. Not here: which
places are given up (`smallest`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

from techmarket.consistency.laid_out import LaidOutSystem, unit_of
from techmarket.consistency.program import Floats
from techmarket.consistency.row import P
from techmarket.consistency.silence import quietly
from techmarket.observations.observation import Key

Factors = Mapping[Key | None, float]
"""Factors by unknown; a constant stands under `None`."""

KEPT_FROM_EDGES = 1e-4
"""Distance from excluded edges, in units of the program (10,000 分), so that rounding stays
inside."""


def reach(
    system: LaidOutSystem[P],
    given_up: Collection[P],
    over: Factors,
    under: Factors,
    about: float,
) -> tuple[float | None, float | None]:
    """The least and the greatest value of `over / under`; `None` where there is no bound.

    Args:
        system: the rows; given_up: places whose rows do not count.
        over, under: of unknowns of the system, in 项 and 分.
        about: what `under` is, about: then all numbers of the program are of their usual size.
    """
    keep = system.without(given_up)
    count = len(system.unknowns)
    # The annotations of `linprog` do not know sparse arrays of this kind.
    matrix: Any = hstack(
        [system.matrix[keep], csr_array(-system.bound[keep][:, None])], format="csr"
    )
    bottom: Any = csr_array(_vector(system, under)[None, :])
    found: list[float | None] = []
    for sign in (1.0, -1.0):
        answer = quietly(linprog)(
            sign * _vector(system, over),
            A_ub=matrix,
            b_ub=np.zeros(len(keep)),
            A_eq=bottom,
            b_eq=np.array([about]),
            bounds=[(0.0, None)] * (count + 1),
            method="highs",
        )
        found.append(None if answer.x is None or answer.fun is None else sign * answer.fun / about)
    return found[0], found[1]


def _vector(system: LaidOutSystem[P], factors: Factors) -> Floats:
    """Factors in the order of the unknowns, the constant last."""
    scaled = [factors.get(key, 0.0) * unit_of(key.measure) for key in system.unknowns]
    return np.array([*scaled, factors.get(None, 0.0)])


def nearest_levels(
    system: LaidOutSystem[P], given_up: Collection[P], wished: Mapping[Key, float]
) -> dict[Key, float] | None:
    """Levels that satisfy every kept row and depart least from what is wished, relatively.

    Args:
        system: the rows; given_up: places whose rows do not count.
        wished: by unknown, in 项 and 分; others are free.

    Returns:
        every unknown in 项 and 分, `None` if the kept rows exclude one another.
    """
    keep = system.without(given_up)
    count = len(system.unknowns)
    units = np.array([unit_of(key.measure) for key in system.unknowns])
    middle = np.array([wished.get(key, 0.0) for key in system.unknowns]) / units
    asked = np.array([float(key in wished) for key in system.unknowns])
    weight = np.where(asked > 0, 1.0 / np.maximum(np.abs(middle), 1.0), 1e-9)
    one = eye_array(count, format="csr")
    away = vstack([hstack([one, -one]), hstack([-one, -one])], format="csr")
    rows = hstack([system.matrix[keep], csr_array((len(keep), count))], format="csr")
    for distance in (KEPT_FROM_EDGES, 0.0):
        answer = quietly(linprog)(
            np.concatenate([np.zeros(count), weight]),
            A_ub=vstack([rows, away], format="csr"),
            b_ub=np.concatenate(
                [system.bound[keep] - distance * system.strict[keep], middle, -middle]
            ),
            bounds=(0.0, None),
            method="highs",
        )
        if answer.x is not None:
            return dict(zip(system.unknowns, (answer.x[:count] * units).tolist(), strict=True))
    return None
