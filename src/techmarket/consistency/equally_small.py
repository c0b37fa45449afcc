"""Other repairs as small as the one found: which places could be given up instead of one.

First single places: those that are in every conflict the others leave. Where there is none, the
place is kept by force and the smallest repair is sought again: if that needs more places, every
smallest repair gives the place up, and the conflicts prove it. Not here: the first repair
(`smallest`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Generic

from techmarket.consistency.conflicts import Conflict, conflicts
from techmarket.consistency.laid_out import LaidOutSystem
from techmarket.consistency.row import P
from techmarket.consistency.smallest import (
    SmallestRepair,
    at_least,
    hitting_sets,
    sorted_places,
)

SECONDS = 3.0
"""Of the processor, for the question whether a place is in every smallest repair; for all places
of a block together."""


@dataclass(frozen=True)
class RepairInstead(Generic[P]):
    """What can be given up instead of one place.

    Attributes:
        sets: each of them comes instead of the place, and where it is of several, of as many of
            the repair; those of one place first.
        complete: whether no single place is left out, and if there are none whether it is known
            that there is no set of several.
    """

    sets: tuple[tuple[P, ...], ...]
    complete: bool

    @property
    def needed(self) -> bool:
        """Whether every smallest repair gives the place up, which is proved."""
        return self.complete and not self.sets


class OtherRepairs(Generic[P]):
    """Asks for one place after the other; what one question taught serves the next."""

    def __init__(
        self, system: LaidOutSystem[P], repair: SmallestRepair[P], seconds: float = SECONDS
    ) -> None:
        """The system as it was solved, its repair, and the time for all questions."""
        self.system = system
        self.repair = repair
        self._left = seconds
        self._found: list[Conflict[P]] = list(repair.conflicts)

    def instead(self, place: P, most: int = 12) -> RepairInstead[P]:
        """What can be given up instead of a place.

        Args:
            place: one that is given up.
            most: so many are looked for.
        """
        singles, complete = self._single(place, most)
        if singles or not self.repair.optimal:
            return RepairInstead(
                tuple((other,) for other in singles), complete and self.repair.optimal
            )
        other, proved = self._keeping(place)
        if other is None:
            return RepairInstead((), proved)
        return RepairInstead(
            (tuple(p for p in other if p not in self.repair.given_up),), complete=False
        )

    def _single(self, place: P, most: int) -> tuple[list[P], bool]:
        """Places of which each alone does, and whether these are all."""
        others = [other for other in self.repair.given_up if other != place]
        own = [c for c in self._found if c.places.isdisjoint(others)]
        if not own:
            own = conflicts(self.system, others)
            self._found += own
        candidates = [p for p in sorted_places(own[0]) if p != place] if own else []
        for conflict in own:
            candidates = [p for p in candidates if p in conflict.places]
        found: list[P] = []
        while candidates and len(found) < most:
            candidate = candidates.pop(0)
            new = conflicts(self.system, [*others, candidate])
            self._found += new
            if not new:
                found.append(candidate)
            for conflict in new:
                candidates = [p for p in candidates if p in conflict.places]
        return found, not candidates

    def _keeping(self, place: P) -> tuple[tuple[P, ...] | None, bool]:
        """A repair as small without this place, nearest to the known one; or none, and whether
        that is proved."""
        own = set(self.repair.given_up)
        rebate = 0.5 / (len(own) + 1)

        def cost(other: P) -> float:
            return 1.0 - rebate * (other in own)

        while self._left > 0:
            start = time.process_time()
            sets = [[p for p in sorted_places(c) if p != place] for c in self._found]
            if not all(sets):
                return None, True
            proposed = hitting_sets(sets, cost)
            if at_least(proposed, cost) > len(own):
                return None, True
            new = conflicts(self.system, proposed)
            if not new and len(proposed) == len(own):
                return proposed, True
            self._found += new
            self._left -= time.process_time() - start
            if not new:
                break
        return None, False
