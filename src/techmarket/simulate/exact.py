"""Close the last 分: whole-number values that meet every total exactly.

Raking leaves each total a few 分 away. The contracts' memberships form a matrix of
noughts and ones; a combination of contracts, found by elimination with unit pivots, moves each
total by exactly one 分 and no other. Everything here is whole numbers. Not here: the
raking itself (`raking`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from techmarket.errors import TechmarketError
from techmarket.simulate.arrays import Ints, Places
from techmarket.simulate.raking import Layer
from techmarket.simulate.unlucky_draw import UnluckyDrawError

ROOM = 1_000_000
"""A contract may give way if it is this many 分 (one 万元) from both its bounds."""


def close(values: Ints, low: Ints, high: Ints, layers: Sequence[Layer]) -> Ints:
    """Change a few hundred values by a few 分 so that every layer holds exactly.

    Args:
        values: shape (contracts,), 分, near the totals already.
        low, high: shape (contracts,), bounds of each value, kept.
        layers: see `raking.Layer`; totals of layers over the same contracts are equal.

    Raises:
        UnluckyDrawError: the totals contradict each other, the distances are too large, or the
            contracts are too few to move one total alone.
    """
    offsets = np.cumsum([0, *(len(layer.totals) for layer in layers)])
    wanted = np.concatenate([layer.totals for layer in layers])
    missing = wanted - _sums(values, layers, offsets)
    if not missing.any():
        return values
    pool = _candidates(values, low, high, layers)
    columns = np.full((len(pool), len(layers)), -1, dtype=np.intp)
    for number, layer in enumerate(layers):
        part = layer.part[pool]
        columns[:, number] = np.where(part >= 0, part + offsets[number], -1)
    closed = values.copy()
    closed[pool] += _solve(columns, missing)
    if ((closed < low) | (closed > high)).any():
        raise _cannot_be_closed(
            f"the totals are {int(np.abs(missing).max()):,} 分 away and a contract that would make "
            "up for it would leave its bounds"
        )
    if (wanted != _sums(closed, layers, offsets)).any():
        raise TechmarketError(
            "values were not closed to the 分", todo="report this as a defect of the simulation"
        )
    return closed


def _cannot_be_closed(why: str) -> UnluckyDrawError:
    return UnluckyDrawError("values cannot be closed to the 分", why=why, todo="try another seed")


def _sums(values: Ints, layers: Sequence[Layer], offsets: Ints) -> Ints:
    """Exact totals of every part, all layers one behind the other."""
    sums = np.zeros(int(offsets[-1]), dtype=np.int64)
    for number, layer in enumerate(layers):
        inside = layer.part >= 0
        np.add.at(sums, layer.part[inside] + offsets[number], values[inside])
    return sums


def _candidates(values: Ints, low: Ints, high: Ints, layers: Sequence[Layer]) -> Places:
    """Contracts with room on both sides: of every part the eight with the commonest profile,
    and the two with most room.

    Common profiles come first: then most contracts differ from an earlier one in a single
    part, and the elimination stays among small whole numbers.
    """
    common = np.zeros(len(values))
    for layer in layers:
        inside = layer.part >= 0
        size = np.bincount(layer.part[inside], minlength=len(layer.totals))
        common[inside] += np.log(size[layer.part[inside]] / inside.sum())
    room = np.minimum(values - low, high - values)
    roomy = np.flatnonzero(room > ROOM)
    order = roomy[np.argsort(-common[roomy], kind="stable")]
    by_room = np.argsort(-room, kind="stable")
    chosen: list[Places] = []
    for layer in layers:
        chosen += [contracts[:8] for contracts in _by_part(layer, order)]
        chosen += [contracts[:2] for contracts in _by_part(layer, by_room)]
    pool = np.unique(np.concatenate(chosen))
    return pool[np.argsort(-common[pool], kind="stable")]


def _by_part(layer: Layer, order: Places) -> Iterator[Places]:
    """The contracts of each part, in the given order."""
    # Numbers of 16 bits are sorted by their digits, several times as fast.
    part = layer.part[order].astype(np.int16)
    by_part = np.argsort(part, kind="stable")
    edges = np.searchsorted(part[by_part], np.arange(len(layer.totals) + 1))
    for begin, end in pairwise(edges):
        yield order[by_part[begin:end]]


def _solve(columns: Places, missing: Ints) -> Ints:
    """Whole numbers `x`, one per candidate, with `sum of x over each row == missing`.

    Args:
        columns: shape (candidates, layers): the rows that each candidate counts in, or -1.
        missing: shape (rows,).
    """
    rows = len(missing)
    rarity = np.bincount(columns[columns >= 0], minlength=rows)
    basis: list[tuple[int, Ints, Ints]] = []
    used: list[int] = []
    for candidate in range(len(columns)):
        vector = np.zeros(rows, dtype=np.int64)
        members = columns[candidate]
        vector[members[members >= 0]] = 1
        recipe = np.zeros(rows, dtype=np.int64)
        _reduce(vector, recipe, basis)
        units = np.flatnonzero(np.abs(vector) == 1)
        if not len(units):
            continue
        pivot = int(units[np.argmin(rarity[units])])
        recipe[len(used)] += 1
        if vector[pivot] < 0:
            vector, recipe = -vector, -recipe
        basis.append((pivot, vector, recipe))
        used.append(candidate)
    vector, recipe = missing.copy(), np.zeros(rows, dtype=np.int64)
    _reduce(vector, recipe, basis)
    if vector.any():
        raise _cannot_be_closed(
            f"no contracts together move {np.count_nonzero(vector)} of the totals and no other"
        )
    steps = np.zeros(len(columns), dtype=np.int64)
    steps[used] = -recipe[: len(used)]
    return steps


def _reduce(
    vector: Ints,
    recipe: Ints,
    basis: list[tuple[int, Ints, Ints]],
) -> None:
    """Take multiples of the basis off `vector` in place until no pivot row is left in it."""
    for pivot, direction, parts in basis:
        factor = vector[pivot]
        if factor:
            vector -= factor * direction
            recipe -= factor * parts
