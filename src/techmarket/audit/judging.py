"""Judge a document: which of its numbers cannot be true together, and the smallest repair.

The rows of all numbers fall into blocks. Totals that many places print alike tie the blocks to one
another; they are presumed right, and it is proved afterwards that giving them up would not be
cheaper. Every block is solved to its smallest repair, and the union is checked as a whole. Not
here: the rows (`identities`), and what a finding says (`explaining`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from techmarket.audit.identities import Claims, rows_of_claims
from techmarket.audit.intervals import Reading
from techmarket.audit.statement import Kind
from techmarket.consistency.conflicts import Conflict, UndecidedError, conflicts
from techmarket.consistency.laid_out import LaidOutSystem, blocks, lay_out, places_of
from techmarket.consistency.row import Row
from techmarket.consistency.smallest import SmallestRepair, at_least, hitting, smallest
from techmarket.consistency.witness import witness
from techmarket.observations.observation import Key

PRINTED_ALIKE, CLASSIFIED = 3, 3
"""A level that at least so many places print alike, and that is the whole of so many
classifications, is presumed right until the end."""

AGAIN = 15.0
"""Seconds for a block that is solved again without a presumed total."""

MOST_PRESUMED = 6
"""The grand totals before others, then those printed most often; every choice is tried."""

PRESUMED = "printed alike|"
"""Prefix of the rows of a presumed total."""

OF_SENTENCE, OF_ORDER, OF_RATIO, OF_LATER = 0.004, 0.003, 0.002, 0.0003
"""Rebates among equally small sets: a sentence goes before a cell, a rank before a ratio, a ratio
before a level, and of what is alike in this what is printed later. Small even in sum."""


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers that hang together, and what was found among them.

    Attributes:
        system: rows, the presumed totals among them.
        repair: the smallest repair.
    """

    system: LaidOutSystem[int]
    repair: SmallestRepair[int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a document under one reading of its digits.

    Attributes:
        claims, reading: what was judged.
        blocks: those with a conflict.
        given_up: places of the smallest repair, in printed order.
        bound: at least so many must change.
        judged: numbers that some row rests on.
        rows: number of rows.
        seconds: of the processor it took.
        unproved: of the numbers that are kept, those that can be true together only as far as the
            solver tells, to one part in a thousand million; of all others there is a witness in
            fractions (`consistency.witness`).
        totals_presumed: whether it is not known that no repair as small gives up a presumed total.
        not_judged: places of blocks that the solver could not decide.
    """

    claims: Claims
    reading: Reading
    blocks: tuple[Block, ...]
    given_up: tuple[int, ...]
    bound: int
    judged: int
    rows: int
    seconds: float
    unproved: int = 0
    totals_presumed: bool = False
    not_judged: tuple[int, ...] = ()

    @property
    def optimal(self) -> bool:
        """No smaller repair exists."""
        return self.bound == len(self.given_up)

    @property
    def reached(self) -> bool:
        """Whether the bound supposes that no number is off by more than `smallest.FURTHEST`."""
        return any(block.repair.reached for block in self.blocks)


def judge(
    claims: Claims,
    reading: Reading,
    *,
    beside: Collection[int] = (),
    seconds: float = 60.0,
    witnessed: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Verdict:
    """The smallest repair of all numbers of a document.

    Args:
        claims: the numbers.
        reading: how their digits are read.
        beside: places that are given up already; nothing is said of them.
        seconds: for all blocks together; what is not solved by then is told by the bound.
        witnessed: look for a witness that what is kept can be true together.
        progress: told after each block how many are done.
    """
    start = time.process_time()
    rows = without(rows_of_claims(claims, reading), beside)
    presumed = _together(presumed_totals(claims, rows, reading), rows)
    cost = costs(claims).__getitem__
    parts = [part for part in blocks(rows, presumed) if any(row.place is not None for row in part)]
    solved = []
    undecided: set[int] = set()
    for number, part in enumerate(parts):
        left = max(seconds - (time.process_time() - start), 1.0)
        system = lay_out([*part, *_needed(presumed, part)])
        try:
            solved.append(Block(system, smallest(system, cost, left)))
        except UndecidedError:
            undecided.update(system.places)
        progress(number + 1, len(parts))
    rows = without(rows, undecided)
    holding, bound, needed = _as_a_whole(rows, presumed, solved, cost, seconds)
    given_up = sorted(place for block in holding for place in block.repair.given_up)
    return Verdict(
        claims,
        reading,
        tuple(block for block in holding if block.repair.given_up),
        tuple(given_up),
        bound,
        len({place for row in rows for place in places_of(row)}),
        len(rows),
        time.process_time() - start,
        _unproved(rows, given_up) if witnessed else 0,
        not needed,
        tuple(sorted(undecided)),
    )


def _together(presumed: dict[Key, Presumed], rows: Sequence[Row[int]]) -> dict[Key, Presumed]:
    """The presumed totals that can be right together, those before others that come first.

    In a document that was read wrongly they may exclude one another.
    """
    hard = [row for row in rows if not places_of(row)]
    found: dict[Key, Presumed] = {}
    for key, total in presumed.items():
        try:
            conflicts(
                lay_out([*hard, *(r for t in found.values() for r in t.rows), *total.rows]), ()
            )
        except UndecidedError:
            continue
        found[key] = total
    return found


def without(rows: Iterable[Row[int]], given_up: Collection[int]) -> list[Row[int]]:
    """The rows that rest on none of some places."""
    dropped = frozenset(given_up)
    return [row for row in rows if not any(place in dropped for place in places_of(row))]


def _unproved(rows: Sequence[Row[int]], given_up: Collection[int]) -> int:
    """So many kept numbers have no witness in fractions."""
    return sum(
        len({place for row in part for place in places_of(row)})
        for part in blocks(without(rows, given_up))
        if witness(part) is None
    )


@dataclass(frozen=True, slots=True)
class Presumed:
    """A total that is presumed right: its rows, and the places that print it so."""

    rows: tuple[Row[int], ...]
    places: tuple[int, ...]


def presumed_totals(
    claims: Claims, rows: Sequence[Row[int]], reading: Reading
) -> dict[Key, Presumed]:
    """Levels printed alike in many places, by key."""
    printed: dict[Key, Counter[tuple[Fraction, int]]] = {}
    places: dict[tuple[Key, Fraction, int], list[int]] = {}
    for place, number in enumerate(claims.numbers):
        if number.period is None or "." in number.measure or number.parts or number.top:
            continue
        key = Key(number.measure, number.period, number.dims)
        said = (number.base_value, claims.decimals[place])
        printed.setdefault(key, Counter())[said] += 1
        places.setdefault((key, *said), []).append(place)
    own: dict[int, list[Row[int]]] = {}
    for row in rows:
        if row.place is not None and len(row.terms) == 1:
            own.setdefault(row.place, []).append(row)
    # Of the two rows of a sum, one has the whole with a factor of one and the parts below zero.
    divided = Counter(row.terms[0][0] for row in rows if row.place is None and row.terms[0][1] == 1)
    found = {}
    for key, values in printed.items():
        (value, decimals), times = values.most_common(1)[0]
        alike = places[key, value, decimals]
        rested = [place for place in alike if place in own]
        if times >= PRINTED_ALIKE and rested and divided[key] >= CLASSIFIED:
            taken = tuple(
                replace(row, name=PRESUMED + row.name, place=None) for row in own[rested[0]]
            )
            found[key] = Presumed(taken, tuple(rested))
    often = sorted(found, key=lambda key: (len(key.dims), -len(found[key].places)))
    often = often[:MOST_PRESUMED]
    return {key: found[key] for key in often}


def _needed(presumed: Mapping[Key, Presumed], part: Sequence[Row[int]]) -> list[Row[int]]:
    used = {key for row in part for key, _ in row.terms}
    return [row for key, total in presumed.items() if key in used for row in total.rows]


def costs(claims: Claims) -> list[float]:
    """What it costs to give up each place: 1, less the rebates."""
    count = len(claims.numbers) + len(claims.enumerations)
    found = []
    for place in range(count):
        rebate = OF_LATER * place / count
        number = claims.numbers[place] if place < len(claims.numbers) else None
        if number is None or number.kind is not Kind.CELL:
            rebate += OF_SENTENCE
        elif number.measure.endswith(".rank"):
            rebate += OF_ORDER
        elif "." in number.measure and not number.measure.startswith("exchange."):
            rebate += OF_RATIO
        found.append(1.0 - rebate)
    return found


def _as_a_whole(
    rows: Sequence[Row[int]],
    presumed: Mapping[Key, Presumed],
    solved: Sequence[Block],
    cost: Callable[[int], float],
    seconds: float,
) -> tuple[Sequence[Block], int, bool]:
    """The union checked with the totals shared, and the bound checked with any totals wrong.

    If a presumed total were wrong, all places that print it alike would have to change, and
    beside them what must change whatever that total is. Where that could be fewer, the document
    is solved as one with those totals given up.

    Returns:
        the blocks that hold, one for the whole document where blocks alone do not; the bound; and
        whether no repair as small gives up a presumed total.
    """
    given_up = [place for block in solved for place in block.repair.given_up]
    bound = sum(block.repair.bound for block in solved)
    system = lay_out(rows)
    known = [conflict for block in solved for conflict in block.repair.conflicts]
    if conflicts(system, given_up):
        whole = smallest(system, cost, seconds)
        return [Block(system, whole)], whole.bound, True
    best: Sequence[Block] = solved
    size, needed = len(given_up), True
    for wrong in _some_of(list(presumed.values()) if given_up else []):
        least = _with_wrong(wrong, solved, cost, bound + 1)
        needed = needed and least > bound
        if least >= bound:
            continue
        places = {place for total in wrong for place in total.places}
        kept = without(rows, places)
        free = _free(known, {row.name for total in wrong for row in total.rows}, places)
        rest = smallest(lay_out(kept), cost, AGAIN, free)
        if len(places) + len(rest.given_up) < size:
            size = len(places) + len(rest.given_up)
            chosen = tuple(sorted({*places, *rest.given_up}))
            repair = SmallestRepair(chosen, bound, rest.conflicts, rest.reached)
            best = [Block(system, repair)]
        bound = min(bound, max(least, len(places) + rest.bound))
    return best, bound, needed


def _free(
    found: Sequence[Conflict[int]], rows: Collection[str], places: Collection[int]
) -> list[Conflict[int]]:
    """The conflicts that use none of the rows and none of the places."""
    return [
        conflict
        for conflict in found
        if conflict.places.isdisjoint(places)
        and not any(row.name.startswith(PRESUMED) and row.name in rows for row in conflict.rows)
    ]


def _some_of(totals: Sequence[Presumed]) -> Iterator[tuple[Presumed, ...]]:
    """Every choice of one or more."""
    for number in range(1, len(totals) + 1):
        yield from combinations(totals, number)


def _with_wrong(
    wrong: Sequence[Presumed], solved: Sequence[Block], cost: Callable[[int], float], bound: int
) -> int:
    """So many places at least must change if just these totals are wrong; solved again only where
    the conflicts that are known do not reach the bound."""
    rows = {row.name for total in wrong for row in total.rows}
    places = {place for total in wrong for place in total.places}
    if len(places) >= bound:
        return len(places)
    free = [_free(block.repair.conflicts, rows, places) for block in solved]
    known = {}
    for number, (block, left) in enumerate(zip(solved, free, strict=True)):
        if len(left) == len(block.repair.conflicts):
            known[number] = block.repair.bound
        else:
            known[number] = at_least(hitting(left, cost), cost) if left else 0
    # Those that are solved quickly come first: with luck the others need not be solved again.
    order = sorted(known, key=lambda n: (solved[n].repair.reached, len(solved[n].system.places)))
    for number in order:
        block = solved[number]
        least = len(places) + sum(known.values())
        if least >= bound:
            return least
        if known[number] < block.repair.bound:
            kept = [row for row in without(block.system.rows, places) if row.name not in rows]
            known[number] = smallest(lay_out(kept), cost, AGAIN, free[number]).bound
    return len(places) + sum(known.values())


def conflicts_of(verdict: Verdict, place: int) -> list[Conflict[int]]:
    """The conflicts that a place is in, those first that it alone resolves, shortest first."""
    chosen = set(verdict.given_up)
    found = [c for block in verdict.blocks for c in block.repair.conflicts if place in c.places]
    return sorted(found, key=lambda c: (len(c.places & chosen), len(c.places), len(c.rows)))
