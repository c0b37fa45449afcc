"""Observations of contracts in a text table, counted by the plain second implementation.

Nothing is frozen and no cube is counted, so that hundreds of registers can be told of in a second.
"""

from __future__ import annotations

from plain_observations import Plain
from register_text import contracts_of
from techmarket.editions import Edition
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.observations.observations import Observations, Year
from techmarket.observations.places import Places
from techmarket.observations.surveys import SurveyMeasures


class Counted:
    """Answers the measures that are counted, by going through the contracts."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain

    def get(self, key: Key) -> Observation:
        value, status = self.plain.answer(key.measure, key.period, dict(key.dims), None)
        unit = MEASURES[key.measure].unit
        return Observation(key, value, unit, Status(status), Origin.COMPUTED)


def quick(edition: Edition, text: str, before: str | None = None) -> Observations:
    """Observations of the edition's year, and of the year before."""
    years = {edition.year: text} | ({} if before is None else {edition.year - 1: before})
    contracts = {
        year: [c | {"registration_date": f"{year}-06-01"} for c in contracts_of(table)]
        for year, table in years.items()
    }
    groups = {f"group:{name}": members for name, members in edition.region_groups().items()}
    plain = Plain(contracts, groups, [p[0] for p in edition.out_of_scope], ())
    counted = Counted(plain)
    return Observations(
        period=edition.year,
        years={year: Year(counted, counted, SurveyMeasures([])) for year in contracts},  # type: ignore[arg-type]
        places=Places(edition.region_groups()),
        carried=edition.carried(),
        out_of_scope=edition.out_of_scope,
        not_comparable=edition.not_comparable,
    )
