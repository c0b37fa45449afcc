"""Observations of one place: its contracts as registrar, seller or buyer, and no others.

A contract belongs to a province or a city in three ways, so there are three sets of contracts, one
for each role. Every number says in its key which one it is of:

1. A key that names the place, or a place within it, in a role is of the contracts of that role.
2. A key that names it in no role is of the contracts of the role asked for, and its key is
   completed by that role; so is the base of a share or a rank.
3. Where more than one role is named, the first of registrar, seller and buyer decides; the others
   stay as they are asked for: what the place sells within itself.
4. What no contract says is not of the place: answers of institutions, and what is carried unless
   the edition of the place carries it.

Not here: how contracts are counted (`cubes`), and what is derived (`derive`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import Engine, Where
from techmarket.cubes.plan import Grouping
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Dims, Key, Observation, Origin, Status, dims_of
from techmarket.observations.observations import Observations
from techmarket.observations.places import Places
from techmarket.snapshot.snapshot import Snapshot

ROLES = ("registration_region", "seller_region", "buyer_region")
"""As what a place takes part in a contract."""

_OF_NO_CONTRACT = (
    *("gdp", "gdp.growth", "institution.name"),
    *("institutions", "institutions.share"),
)


class PlaceEngine:
    """Counts the contracts in which one place takes part in one role.

    Args:
        engine: counts.
        role: one of `ROLES`.
        place: a region; what lies in it belongs to it.
    """

    def __init__(self, engine: Engine, role: str, place: str) -> None:
        self._engine = engine
        self._role = role
        self._place = place

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
        where: Where | None = None,
    ) -> Mapping[Grouping, Cube]:
        """See `Engine.cubes`."""
        places = Places({})
        inside = frozenset(
            code
            for code in snapshot.codes(self._role)
            if places.within(self._role, code, self._place)
        )
        chosen = {**(where or {}), self._role: inside}
        return self._engine.cubes(snapshot, year, groupings, measures, chosen)


@dataclass(frozen=True)
class PlaceObservations:
    """Answers every key for one place.

    Attributes:
        of_role: role to the observations of the contracts of that role.
        place: the region.
        role: of what is asked without naming the place.
    """

    of_role: Mapping[str, Observations]
    place: str
    role: str

    @property
    def period(self) -> int:
        """The year observed."""
        return self.of_role[self.role].period

    @property
    def places(self) -> Places:
        """The codes of every dimension, and the groups of regions."""
        return self.of_role[self.role].places

    def in_role(self, role: str) -> PlaceObservations:
        """The same, but what is asked without naming the place is of another of `ROLES`."""
        return PlaceObservations(self.of_role, self.place, role)

    def get(self, key: Key) -> Observation:
        """The observation that `key` names, for the place; its own key names the place.

        Raises:
            TechmarketError: as `Observations.get`.
        """
        if key.measure in _OF_NO_CONTRACT:
            return self.of_role[self.role].get(key)
        if key.measure.startswith("exchange."):
            unit = MEASURES[key.measure].unit if key.measure in MEASURES else ""
            return Observation(key, None, unit, Status.MISSING, Origin.ANSWERED)
        role = self._role_of(key)
        asked = Key(
            key.measure,
            key.period,
            self._without(key.dims, role),
            None if key.base is None else self._without(key.base, role),
        )
        found = self.of_role[role].get(asked)
        named = Key(
            key.measure,
            key.period,
            self._with(key.dims, role),
            None if key.base is None else self._with(key.base, role),
        )
        return Observation(named, found.value, found.unit, found.status, found.origin)

    def _role_of(self, key: Key) -> str:
        """Rules 1 to 3."""
        named = dict(key.dims)
        return next((r for r in ROLES if r in named and self._is_inside(r, named[r])), self.role)

    def _is_inside(self, role: str, code: str) -> bool:
        if code in self.places.groups:
            members = self.places.groups[code]
            return all(self.places.within(role, member, self.place) for member in members)
        return self.places.within(role, code, self.place)

    def _without(self, dims: Dims, role: str) -> Dims:
        """The dimensions as the contracts of the role are asked for: the place is all of them."""
        return tuple((name, code) for name, code in dims if (name, code) != (role, self.place))

    def _with(self, dims: Dims, role: str) -> Dims:
        return dims if role in dict(dims) else dims_of((*dims, (role, self.place)))


def place_observations(
    place: str, role: str, observed: Callable[[str], Observations]
) -> PlaceObservations:
    """The observations of a place.

    Args:
        place: the region.
        role: of what is asked without naming the place.
        observed: gives the observations of the contracts in which the place has a role.
    """
    return PlaceObservations({r: observed(r) for r in ROLES}, place, role)


T = TypeVar("T")


def in_role(observations: T | PlaceObservations, role: str) -> T | PlaceObservations:
    """The observations in a role, if they are of one place and one is given; else as they are."""
    if role and isinstance(observations, PlaceObservations):
        return observations.in_role(role)
    return observations
