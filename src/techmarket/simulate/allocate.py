"""Tables of whole numbers with exact margins.

`fit` scales a table of plausible weights to given row and column totals (iterative
proportional fitting); `round_table` turns it into integers that keep every total exactly;
`split` shares one whole number out. Not here: which
dimensions are crossed with which, and why (`subjects`, `parties`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix, hstack

from techmarket.errors import TechmarketError
from techmarket.simulate.arrays import Floats, Ints, Places

LEAST_WEIGHT = 1e-12
"""A place of weight 0 counts as this, so that it is filled last."""


def split(total: int, weights: npt.ArrayLike, *, at_most: npt.ArrayLike | None = None) -> Ints:
    """Share `total` over places in proportion to `weights`, by largest remainders.

    A place that would get more than it may is full; what is over goes to the others in proportion.

    Args:
        total: whole number to share, at least 0.
        weights: shape (n,), not negative; a place of weight 0 gets something when the others
            are full.
        at_most: shape (n,), the most that each place may get; their sum is at least `total`.

    Returns:
        shape (n,), whole numbers that add up to `total`.

    Raises:
        TechmarketError: the places may not get so much.
    """
    weight = np.maximum(np.asarray(weights, dtype=np.float64), LEAST_WEIGHT)
    room = np.full(len(weight), total) if at_most is None else np.array(at_most, dtype=np.int64)
    given = np.zeros(len(weight), dtype=np.int64)
    while (rest := total - int(given.sum())) > 0:
        open_places = np.flatnonzero(room > given)
        if not len(open_places):
            raise TechmarketError(
                "a count cannot be shared out",
                why=f"{rest} of {total} are left and every place is full",
                todo="check the published counts of this classification",
            )
        wish = rest * weight[open_places] / weight[open_places].sum()
        full = open_places[wish >= room[open_places]]
        if len(full):
            given[full] = room[full]
            continue
        given[open_places] = np.floor(wish).astype(np.int64)
        order = np.argsort(np.floor(wish) - wish, kind="stable")
        given[open_places[order[: total - int(given.sum())]]] += 1
    return given


def fit(weights: Floats, rows: npt.ArrayLike, columns: npt.ArrayLike, sweeps: int = 500) -> Floats:
    """Scale `weights` (r × c; a zero stays a zero) towards the row and column totals."""
    table = np.array(weights, dtype=float)
    row_totals = np.asarray(rows, dtype=np.float64)
    column_totals = np.asarray(columns, dtype=float)
    for _ in range(sweeps):
        table *= _ratio(row_totals, table.sum(axis=1))[:, None]
        factor = _ratio(column_totals, table.sum(axis=0))
        table *= factor[None, :]
        if np.abs(table.sum(axis=1) - row_totals).max() < 1e-6:
            break
    return table


def _ratio(wanted: Floats, got: Floats) -> Floats:
    return np.divide(wanted, got, out=np.zeros_like(wanted), where=got > 0)


def round_table(target: Floats, rows: npt.ArrayLike, columns: npt.ArrayLike, name: str) -> Ints:
    """Whole numbers near `target` (r × c) with exactly these row and column totals.

    Places where `target` is zero stay zero. Raises as `round_cells`.
    """
    row, column = np.nonzero(target > 0)
    row_totals, column_totals = np.asarray(rows), np.asarray(columns)
    families = [(row, row_totals), (column, column_totals)]
    table = np.zeros(target.shape, dtype=np.int64)
    table[row, column] = round_cells(target[row, column], families, name)
    return table


def round_cells(
    target: Floats, families: Sequence[tuple[Places, npt.ArrayLike]], name: str
) -> Ints:
    """Whole numbers near `target` that meet several families of totals exactly.

    Args:
        target: shape (cells,), not negative.
        families: pairs of (part of each cell, total of each part).
        name: which table this is, for the message.

    Raises:
        TechmarketError: there are no such whole numbers.
    """
    wanted = [(group, np.asarray(totals, dtype=np.int64)) for group, totals in families]
    floor = np.floor(target).astype(np.int64)
    step = _cheapest_steps(target - floor, floor, wanted)
    if step is None:
        raise TechmarketError(
            "the published counts leave no table of whole numbers",
            where=name,
            todo="check the totals of this table",
        )
    whole = floor + step
    if any((_sums(group, whole, len(totals)) != totals).any() for group, totals in wanted):
        raise TechmarketError(
            "the whole-number table misses its totals",
            where=name,
            todo="report this as a defect of the simulation",
        )
    return whole


def _cheapest_steps(
    part: Floats, floor: Ints, families: Sequence[tuple[Places, Ints]]
) -> Ints | None:
    """What to add to each cell so that all totals are met, at the least cost; `None` if nothing is.

    One more costs little where the fraction is large; further ones, and giving back, cost more.
    """
    cells = len(floor)
    if cells == 0:
        return None if any(totals.any() for _, totals in families) else floor
    cost = np.concatenate([1.0 - part, np.full(cells, 3.0), np.full(cells, 3.0)])
    constraints = []
    for group, totals in families:
        member = csr_matrix((np.ones(cells), (group, np.arange(cells))), (len(totals), cells))
        need = (totals - _sums(group, floor, len(totals))).astype(np.float64)
        constraints.append(LinearConstraint(hstack([member, member, -member]), need, need))
    highest = np.concatenate([np.ones(cells), np.full(cells, np.inf), floor])
    answer = milp(
        cost,
        constraints=constraints,
        bounds=Bounds(np.zeros(3 * cells), highest),
        integrality=np.ones(3 * cells, dtype=np.int64),
    )
    if answer.x is None:
        return None
    found = np.rint(answer.x).astype(np.int64)
    return found[:cells] + found[cells : 2 * cells] - found[2 * cells :]


def _sums(group: Places, whole: Ints, parts: int) -> Ints:
    sums = np.zeros(parts, dtype=np.int64)
    np.add.at(sums, group, whole)
    return sums


def crossed(rng: np.random.Generator, first: Places, table: Ints) -> Places:
    """Draw a second attribute so that first × second has exactly the counts of `table`.

    Args:
        rng: source of the order.
        first: shape (n,), the row of each unit; row r occurs `table[r].sum()` times.
        table: whole numbers, rows × columns.

    Returns:
        shape (n,), the column of each unit, in random order within each row.
    """
    second = np.empty(len(first), dtype=np.intp)
    for row in range(table.shape[0]):
        units = np.flatnonzero(first == row)
        columns = np.repeat(np.arange(table.shape[1]), table[row])
        second[units] = rng.permutation(columns)
    return second
