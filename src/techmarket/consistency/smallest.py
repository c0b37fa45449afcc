"""The smallest set of printed places to give up so that all the others can be true together.

Conflicts are collected one after the other, and the smallest set that hits every one of them is
taken; when nothing more contradicts itself, that set is the smallest repair: what it must hit is
proved in fractions. Where places are so closely tied that conflicts do not come to an end, a
mixed-integer program over the rows themselves proposes the sets, with the conflicts as cuts. Not
here: which rows there are, other sets as small (`equally_small`), and what a given up place should
say (`reach`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, diags_array, hstack

from techmarket.consistency.conflicts import Conflict, conflicts
from techmarket.consistency.laid_out import LaidOutSystem
from techmarket.consistency.row import P
from techmarket.consistency.silence import quietly
from techmarket.errors import TechmarketError

ROUNDS = 40
"""So many times the conflicts alone propose a set before the rows are taken as well."""

FURTHEST = 2e5
"""A place that is given up may be off by so many units of the program: 2,000 亿元, 200,000 项."""

GAP = 1e-7
"""Small enough that preferences among equally small sets are obeyed."""

NEARLY_A_PLACE = 1e-4
"""What the solver may be off by in all, in costs."""

Cost = Callable[[P], float]


@dataclass(frozen=True)
class SmallestRepair(Generic[P]):
    """What is given up.

    Attributes:
        given_up: in the order of the system.
        bound: at least so many places must be given up.
        conflicts: that were found on the way, each of them hit by `given_up`.
        reached: whether the bound supposes that no place is off by more than `FURTHEST`.
    """

    given_up: tuple[P, ...]
    bound: int
    conflicts: tuple[Conflict[P], ...]
    reached: bool = False

    @property
    def optimal(self) -> bool:
        """No smaller set exists."""
        return self.bound == len(self.given_up)


def smallest(
    system: LaidOutSystem[P],
    cost: Cost[P],
    seconds: float = 60.0,
    known: Sequence[Conflict[P]] = (),
) -> SmallestRepair[P]:
    """The smallest repair of a system, or the best found in the time.

    Args:
        system: rows that hang together.
        cost: of giving up a place, one less a rebate that is small even in sum; it chooses among
            equally small sets.
        seconds: of this process; then the best set found is answered with the bound proved
            so far.
        known: conflicts of these rows that were found before.
    """
    end = time.process_time() + seconds
    found = list(known)
    bound = _collect(system, hitting(found, cost) if found else (), found)
    bound = 0 if known else bound
    if not found:
        return SmallestRepair((), 0, ())
    for _ in range(ROUNDS):
        proposed = hitting(found, cost)
        bound = max(bound, at_least(proposed, cost))
        if not _collect(system, proposed, found) or time.process_time() > end:
            break
    else:
        return _by_rows(system, cost, found, bound, end)
    return _answer(system, proposed, bound, found, end, reached=False)


def _collect(system: LaidOutSystem[P], given_up: Collection[P], found: list[Conflict[P]]) -> int:
    """Adds conflicts that share no place, until what is left can be true; how many there were."""
    left = set(given_up)
    known = {conflict.places for conflict in found}
    number = 0
    while new := conflicts(system, left):
        for conflict in new:
            if conflict.places.isdisjoint(left):
                number += 1
            if conflict.places not in known:
                found.append(conflict)
                known.add(conflict.places)
            left |= conflict.places
    return number


def hitting(found: Sequence[Conflict[P]], cost: Cost[P]) -> tuple[P, ...]:
    """The smallest set of places that has one of every conflict, the cheapest of these."""
    return hitting_sets([sorted_places(conflict) for conflict in found], cost)


def hitting_sets(found: Sequence[Sequence[P]], cost: Cost[P]) -> tuple[P, ...]:
    """The same of sets of places, none of them empty."""
    places = tuple(dict.fromkeys(place for among in found for place in among))
    answer = quietly(milp)(
        np.array([cost(place) for place in places]),
        constraints=LinearConstraint(_cuts(found, places), 1.0, np.inf),
        integrality=np.ones(len(places), dtype=np.intp),
        bounds=Bounds(0.0, 1.0),
        options={"mip_rel_gap": GAP},
    )
    if answer.x is None:
        raise no_repair(str(answer.message))
    return tuple(place for place, taken in zip(places, answer.x, strict=True) if taken > 0.5)


def at_least(cheapest: Collection[P], cost: Cost[P]) -> int:
    """So many places has any set that hits all, if none is cheaper than this one.

    A place costs one at most, so that a set of n places costs n at most: also where rebates add up
    to more than one place, this is no more than what is proved.
    """
    return ceil(sum(cost(place) for place in cheapest) - NEARLY_A_PLACE)


def sorted_places(conflict: Conflict[P]) -> list[P]:
    """In the order of the proof, so that every run does the same."""
    rested = (place for row in conflict.rows for place in (row.place, *row.also))
    return list(dict.fromkeys(place for place in rested if place is not None))


def _cuts(found: Sequence[Collection[P]], places: Sequence[P]) -> csr_array:
    position = {place: number for number, place in enumerate(places)}
    entries = [(i, position[p]) for i, among in enumerate(found) for p in among]
    at_row, at_column = (np.array(part) for part in zip(*entries, strict=True))
    return csr_array((np.ones(len(entries)), (at_row, at_column)), shape=(len(found), len(places)))


def _by_rows(
    system: LaidOutSystem[P], cost: Cost[P], found: list[Conflict[P]], bound: int, end: float
) -> SmallestRepair[P]:
    """The program proposes; what it overlooks within its tolerance comes back as a conflict."""
    proposed: tuple[P, ...] = ()
    while (left := end - time.process_time()) > 0:
        proposed, least = _program(system, cost, found, left)
        bound = max(bound, least)
        if not _collect(system, proposed, found):
            break
    return _answer(system, proposed, bound, found, end, reached=True)


def _program(
    system: LaidOutSystem[P], cost: Cost[P], found: Sequence[Conflict[P]], seconds: float
) -> tuple[tuple[P, ...], int]:
    """Places to give up, and how many at least."""
    unknowns, places = len(system.unknowns), len(system.places)
    cuts = _cuts([conflict.places for conflict in found], system.places)
    loosen = diags_array(np.full(len(system.rows), -FURTHEST)) @ system.cells
    answer = quietly(milp)(
        np.concatenate([np.zeros(unknowns), np.ones(places)]),
        constraints=[
            LinearConstraint(hstack([system.matrix, loosen], format="csr"), -np.inf, system.bound),
            LinearConstraint(
                hstack([csr_array((len(found), unknowns)), cuts], format="csr"), 1.0, np.inf
            ),
        ],
        integrality=np.concatenate([np.zeros(unknowns), np.ones(places)]).astype(np.intp),
        bounds=Bounds(
            np.zeros(unknowns + places),
            np.concatenate([np.full(unknowns, np.inf), np.ones(places)]),
        ),
        options={"mip_rel_gap": GAP, "time_limit": max(seconds, 0.1)},
    )
    if answer.x is None:
        return hitting(found, cost), 0
    taken = answer.x[unknowns:] > 0.5
    chosen = tuple(place for place, given in zip(system.places, taken, strict=True) if given)
    # The preferences are left to `hitting`: to prove them here as well takes ten times as long.
    return chosen, int(np.ceil(float(answer.mip_dual_bound) - 1e-6))


def _answer(
    system: LaidOutSystem[P],
    proposed: tuple[P, ...],
    bound: int,
    found: list[Conflict[P]],
    end: float,
    *,
    reached: bool,
) -> SmallestRepair[P]:
    """With what is left made consistent, when time ran out before it was."""
    left = list(proposed)
    while new := conflicts(system, left):
        found += new
        for conflict in new:
            if conflict.places.isdisjoint(left):
                left += sorted_places(conflict)
    if len(left) > len(proposed):
        left = _needed(system, left)
    ordered = tuple(place for place in system.places if place in set(left))
    return SmallestRepair(ordered, bound, tuple(found), reached)


def _needed(system: LaidOutSystem[P], places: Sequence[P]) -> list[P]:
    needed = list(places)
    for place in places:
        others = [other for other in needed if other != place]
        if not conflicts(system, others):
            needed = others
    return needed


def no_repair(message: str) -> TechmarketError:
    """The solver gave no answer at all."""
    return TechmarketError(
        "the smallest repair could not be computed",
        why=message,
        todo="report this as a defect of the audit, with the document",
    )
