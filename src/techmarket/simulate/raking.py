"""Values of contracts, raked until every published total is met.

A class of contracts with a total to meet is a `Target`; targets that do not share a contract
form a `Layer`. `rake` scales the values of each class in turn towards its total; minor
contracts stay under the threshold of a major contract, major ones stay at or above it.
This is drawing, so it works in floats of 分; `exact` then closes the last
分 in whole numbers. Not here: where the totals come from (`margins`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from techmarket.simulate.arrays import Floats, Ints, Places


@dataclass(frozen=True, slots=True)
class Layer:
    """A partition of (some of the) contracts and the total value of each part.

    Attributes:
        name: for messages ("seller_region").
        part: shape (contracts,), the part of each contract, -1 for contracts outside the layer.
        totals: shape (parts,), 分, exact; every part has a total.
    """

    name: str
    part: Places
    totals: Ints


@dataclass(frozen=True, slots=True)
class Bounds:
    """`low <= value <= high` for each contract, 分, shape (contracts,)."""

    low: Floats
    high: Floats


def rake(
    start: Floats,
    layers: Sequence[Layer],
    bounds: Bounds,
    *,
    sweeps: int = 2000,
    tolerance: float = 100_000.0,
    progress: Callable[[int, float], None] | None = None,
) -> tuple[Floats, float]:
    """Scale `start` until all layers hold to within `tolerance` 分.

    What is scaled is the value above `bounds.low`; a value that reaches `high` stays there
    while the others of its part take the rest.

    Returns:
        the values, and the largest distance left (分).
    """
    room = bounds.high - bounds.low
    above = np.clip(start - bounds.low, 1.0, room)
    prepared = [_prepare(layer, bounds.low) for layer in layers]
    worst = np.inf
    for sweep in range(sweeps):
        worst = 0.0
        for index, part, wanted in prepared:
            values = above if index is None else above[index]
            limit = room if index is None else room[index]
            got = np.bincount(part, values, len(wanted))
            worst = max(worst, float(np.abs(wanted - got).max(initial=0.0)))
            values = _scaled(values, limit, part, wanted, got)
            if index is None:
                above = values
            else:
                above[index] = values
        if progress is not None:
            progress(sweep, worst)
        if worst <= tolerance:
            break
    return above + bounds.low, worst


def _scaled(values: Floats, limit: Floats, part: Places, wanted: Floats, got: Floats) -> Floats:
    """Values scaled part by part to `wanted`; those at their limit stay there on the way up."""
    full = np.flatnonzero(values >= limit)
    stuck = np.bincount(part[full], values[full], len(wanted))
    free = got - stuck
    up = (wanted > got) & (free > 0)
    factor = np.divide(wanted, got, out=np.ones_like(wanted), where=got > 0)
    factor[up] = np.maximum(wanted - stuck, 0.0)[up] / free[up]
    return np.minimum(values * factor[part], limit)


def _prepare(layer: Layer, low: Floats) -> tuple[Places | None, Places, Floats]:
    """Contracts of the layer, their parts, and what their parts must have above `low`."""
    parts = len(layer.totals)
    if (layer.part >= 0).all():
        index, part, floor = None, layer.part, low
    else:
        index = np.flatnonzero(layer.part >= 0)
        part, floor = layer.part[index], low[index]
    wanted = layer.totals.astype(float) - np.bincount(part, floor, parts)
    return index, part, np.maximum(wanted, 0.0)
