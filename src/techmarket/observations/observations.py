"""All observations of a snapshot: a key in, its exact observation out.

Values are obtained on demand and kept. Not here: the rules themselves (`base`, `sellers`,
`surveys`, `derive`), and which keys are written to a file (`keys`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from techmarket.errors import TechmarketError
from techmarket.observations import derive
from techmarket.observations.base import BaseMeasures
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Dims, Key, Observation, Origin, Status
from techmarket.observations.places import Places
from techmarket.observations.sellers import SellerMeasures
from techmarket.observations.surveys import SurveyMeasures


@dataclass(frozen=True)
class Year:
    """What one snapshot says of its own year."""

    base: BaseMeasures
    sellers: SellerMeasures
    surveys: SurveyMeasures


class Observations:
    """Answers every key of a declared measure.

    Made by `observe`. The years of the snapshots are computed; for any other year the
    carried observations are all that is known. `part_of_year` says that the snapshots are cut
    off before the end of their years.
    """

    def __init__(
        self,
        *,
        period: int,
        years: Mapping[int, Year],
        places: Places,
        carried: Iterable[Observation] = (),
        out_of_scope: frozenset[Dims] = frozenset(),
        not_comparable: frozenset[str] = frozenset(),
        part_of_year: bool = False,
    ) -> None:
        self.period = period
        self.years = years
        self.places = places
        self.not_comparable = not_comparable
        self.part_of_year = part_of_year
        self._out_of_scope = out_of_scope
        self._carried = {o.key: o for o in carried}
        self._known: dict[Key, Observation] = {}

    def get(self, key: Key) -> Observation:
        """The observation that `key` names, for any measure, year and place.

        Raises:
            TechmarketError: the measure, a dimension, a code or a position is unknown, or the
                dimensions are not counted together.
        """
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find(key)
        return known

    def _find(self, key: Key) -> Observation:
        if key.measure not in MEASURES:
            raise TechmarketError(
                "there is no such measure",
                where=key.cell_id,
                todo=f"the measures are {', '.join(sorted(MEASURES))}",
            )
        return self._rule(key.measure)(key)

    def _rule(self, measure: str) -> Callable[[Key], Observation]:
        stem, _, last = measure.rpartition(".")
        if last in derive.RULES and stem:
            return lambda key: derive.RULES[last](self, key)
        if measure in derive.WHOLE:
            return lambda key: derive.WHOLE[measure](self, key)
        return self._plain

    def _plain(self, key: Key) -> Observation:
        """A measure that is not derived: computed, answered or carried."""
        _refuse_base(key)
        year = self.years.get(key.period)
        if year is None or key.measure in ("gdp", "institution.name", "institutions"):
            return self.carried(key)
        if key.measure.startswith("exchange."):
            return year.surveys.get(key)
        if key.measure in ("sellers", "seller.name"):
            found = year.sellers.get(key)
        else:
            found = year.base.get(key)
        if found.status is Status.ZERO and self.out_of_scope(key):
            return Observation(key, None, found.unit, Status.NOT_APPLICABLE, found.origin)
        return found

    def carried(self, key: Key) -> Observation:
        """The carried observation, or one whose value is missing."""
        found = self._carried.get(key)
        if found is not None:
            return found
        unit = MEASURES[key.measure].unit
        return Observation(key, None, unit, Status.MISSING, Origin.CARRIED)

    def is_carried(self, key: Key) -> bool:
        """Whether edition data has this very key."""
        return key in self._carried

    def carried_keys(self) -> tuple[Key, ...]:
        """Keys of all carried observations."""
        return tuple(self._carried)

    def out_of_scope(self, key: Key) -> bool:
        """Whether the place of `key` lies at or below a place that is not surveyed."""
        dims = dict(key.dims)
        return any(
            all(name in dims and self.places.within(name, dims[name], code) for name, code in place)
            for place in self._out_of_scope
        )


def _refuse_base(key: Key) -> None:
    if key.base is not None:
        raise TechmarketError(
            "only a share and a rank have a base",
            where=key.cell_id,
            todo="ask without base, or for the share or the rank of this measure",
        )
