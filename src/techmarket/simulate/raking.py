"""Values of contracts, raked until every published total is met.

A class of contracts with a total to meet is a part; parts that do not share a contract form a
`Layer`. `rake` gives each part a factor, so that each value is its first value times the factors
of its parts, cut at its bounds: minor contracts stay under the threshold of a major contract, major
ones at or above it. This is calibration by multiplication (Deville and Särndal 1992, J. Am. Stat.
Assoc. 87, 376-382): a few sweeps over the layers, then Newton's method, which is convex here.

It works in floats of 分 and with + - × ÷ √ alone, in a fixed order, so that with the same first
values and the locked versions one machine comes to the same as another; `exact` then closes the
last 分 in whole numbers. Not here: where the totals come from (`margins`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from techmarket.simulate.arrays import Floats, Ints, Places

SWEEPS = 5
"""Sweeps before Newton's method; they bring the factors to the right order of magnitude."""

LARGEST_STEP = 2.0
"""A factor changes at most 7-fold at a time (see `_factor`)."""

AT_LIMIT = 1e-4
"""A value at its limit does not move; it counts this much of a free one, so that a part of which
all values are at their limits can come down again."""

RIDGE = 1e-9
"""Added to the diagonal: the factors of two layers over the same contracts are not unique."""

ENOUGH = 0.9
"""A step is halved until the slope along it is at most this part of the slope at its start."""


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
    steps: int = 60,
    tolerance: float = 100_000.0,
) -> tuple[Floats, float]:
    """Scale `start` until all layers hold to within `tolerance` 分.

    What is scaled is the value above `bounds.low`; a value that reaches `high` stays there
    while the others of its part take the rest.

    Args:
        start: shape (contracts,), 分.
        layers: the totals.
        bounds: of the values.
        steps: the most steps of Newton's method.
        tolerance: when to stop.

    Returns:
        the values, and the largest distance left (分).
    """
    room = bounds.high - bounds.low
    prepared = _Layers(layers, bounds.low)
    free = _swept(np.clip(start - bounds.low, 1.0, room), prepared, room)
    above = np.minimum(free, room)
    missing = prepared.wanted - prepared.sums(above)
    for _ in range(steps):
        if np.abs(missing).max() <= tolerance:
            break
        free, above, missing = _newton_step(free, above, missing, prepared, room)
    return above + bounds.low, float(np.abs(missing).max())


def _swept(values: Floats, layers: _Layers, room: Floats) -> Floats:
    """Values scaled layer by layer, not cut at their limits."""
    free = values.copy()
    for _ in range(SWEEPS):
        for layer in layers.each:
            got = layer.sums(np.minimum(free, room))
            wanted = np.maximum(layer.wanted, 0.0)
            layer.scale(free, np.divide(wanted, got, np.ones_like(got), where=got > 0))
    return free


def _newton_step(
    free: Floats, above: Floats, missing: Floats, layers: _Layers, room: Floats
) -> tuple[Floats, Floats, Floats]:
    """One step towards the totals, halved while it goes too far.

    Returns:
        values not cut and cut at their limits, and what the parts then miss.
    """
    moving = np.where(free < room, above, AT_LIMIT * above)
    step = np.clip(_solved(layers.products(moving), missing), -LARGEST_STEP, LARGEST_STEP)
    slope = abs(_dot(missing, step))
    for _ in range(30):
        further = free.copy()
        layers.scale(further, _factor(step))
        cut = np.minimum(further, room)
        still = layers.wanted - layers.sums(cut)
        if -_dot(still, step) <= ENOUGH * slope:
            break
        step, slope = step / 2, slope / 2
    return further, cut, still


def _factor(step: Floats) -> Floats:
    """e to the power of the step but for terms of the fifth order; library functions of e differ
    in the last digit from machine to machine."""
    even, odd = 1.0 + step * step / 12.0, step / 2.0
    return (even + odd) / (even - odd)


def _dot(one: Floats, other: Floats) -> float:
    return float((one * other).sum())


class _Layer:
    """A layer prepared: its contracts, their parts, and what the parts must have above `low`."""

    def __init__(self, layer: Layer, low: Floats) -> None:
        inside = layer.part >= 0
        self.index = None if inside.all() else np.flatnonzero(inside)
        self.part = layer.part if self.index is None else layer.part[self.index]
        self.whole = layer.part
        self.size = len(layer.totals)
        self.wanted = layer.totals.astype(np.float64) - self.sums(low)

    def sums(self, values: Floats) -> Floats:
        """Totals of the parts."""
        inside = values if self.index is None else values[self.index]
        return np.bincount(self.part, inside, self.size).astype(np.float64)

    def scale(self, values: Floats, factor: Floats) -> None:
        """Multiply the values of each part, in place."""
        if self.index is None:
            values *= factor[self.part]
        else:
            values[self.index] *= factor[self.part]

    def products(self, other: _Layer, weights: Floats) -> Floats:
        """Sum of the weights of the contracts in each part of this and of the other layer."""
        first, second = (self, other) if self.index is not None else (other, self)
        one, two, weight = first.part, second.whole, weights
        if first.index is not None:
            two, weight = two[first.index], weight[first.index]
            if second.index is not None:
                both = two >= 0
                one, two, weight = one[both], two[both], weight[both]
        flat = np.bincount(one * second.size + two, weight, first.size * second.size)
        table = flat.astype(np.float64).reshape(first.size, second.size)
        return table if first is self else table.T


class _Layers:
    """All layers, their parts one behind the other."""

    def __init__(self, layers: Sequence[Layer], low: Floats) -> None:
        self.each = [_Layer(layer, low) for layer in layers]
        self.wanted = np.concatenate([layer.wanted for layer in self.each])

    def sums(self, values: Floats) -> Floats:
        """Totals of all parts."""
        return np.concatenate([layer.sums(values) for layer in self.each])

    def scale(self, values: Floats, factor: Floats) -> None:
        """Multiply each value by the factors of all its parts, in place."""
        for layer, here in self._slices():
            layer.scale(values, factor[here])

    def products(self, weights: Floats) -> Floats:
        """Shape (parts, parts): sum of the weights of the contracts that two parts share."""
        table = np.zeros((len(self.wanted), len(self.wanted)))
        slices = list(self._slices())
        for number, (one, rows) in enumerate(slices):
            for other, columns in slices[number:]:
                table[rows, columns] = one.products(other, weights)
                table[columns, rows] = table[rows, columns].T
        return table

    def _slices(self) -> Iterator[tuple[_Layer, slice]]:
        begin = 0
        for layer in self.each:
            yield layer, slice(begin, begin + layer.size)
            begin += layer.size


def _solved(matrix: Floats, right: Floats) -> Floats:
    """`x` with matrix · x = right for a symmetric matrix without negative eigenvalues.

    Plain elimination, row by row: the order of operations in libraries of linear algebra depends
    on the machine. A row of zeros (a part without value) gets 0.
    """
    diagonal = np.diag(matrix)
    used = diagonal > 0
    scale = np.divide(1.0, np.sqrt(diagonal), np.zeros_like(diagonal), where=used)
    table = matrix * scale[:, None] * scale[None, :]
    table[np.diag_indices(len(table))] += np.where(used, RIDGE, 1.0)
    x = right * scale
    for k in range(len(table)):
        below = table[k + 1 :, k] / table[k, k]
        table[k + 1 :, k + 1 :] -= below[:, None] * table[k, k + 1 :]
        x[k + 1 :] -= below * x[k]
    for k in range(len(table) - 1, -1, -1):
        x[k] /= table[k, k]
        x[:k] -= table[:k, k] * x[k]
    return x * scale
