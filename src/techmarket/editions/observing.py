"""Observing for an edition: what it carries, groups, leaves out, and the place it reports on.

Not here: how anything is counted (`observations`).
"""

from __future__ import annotations

from techmarket.cubes.engine import Engine
from techmarket.cubes.kernel_engine import KernelEngine
from techmarket.editions.edition import Edition
from techmarket.errors import TechmarketError
from techmarket.observations.observations import Observations
from techmarket.observations.observe import observe
from techmarket.observations.one_place import (
    PlaceEngine,
    PlaceObservations,
    place_observations,
)
from techmarket.snapshot.snapshot import Snapshot


def observed(
    edition: Edition,
    snapshot: Snapshot,
    previous: Snapshot | None,
    engine: Engine | None = None,
) -> Observations | PlaceObservations:
    """Everything that an edition can print, from its snapshots.

    Args:
        edition: what to print, of the whole country or of one place.
        snapshot: of the year of the edition; `previous`: of the year before, if there is one.
        engine: counts the contracts; the default is that of `observations.observe`.

    Raises:
        TechmarketError: a snapshot is of another year or another day of it.
    """
    if edition.scope is None:
        return observed_country(edition, snapshot, previous, engine)
    _refuse_another_year(edition, snapshot)
    place, counting = edition.scope, engine or KernelEngine()
    return place_observations(
        place,
        edition.role,
        lambda role: _observed(edition, snapshot, previous, PlaceEngine(counting, role, place)),
    )


def observed_country(
    edition: Edition,
    snapshot: Snapshot,
    previous: Snapshot | None,
    engine: Engine | None = None,
) -> Observations:
    """The observations of the whole country; errors as `observed`."""
    _refuse_another_year(edition, snapshot)
    return _observed(edition, snapshot, previous, engine)


def _refuse_another_year(edition: Edition, snapshot: Snapshot) -> None:
    if snapshot.period != edition.year:
        raise TechmarketError(
            f"the snapshot is not of the year of the edition {edition.name}",
            where=str(snapshot.path),
            why=f"its year is {snapshot.period}",
            todo=f"give a snapshot cut off in {edition.year}, or choose another edition",
        )


def _observed(
    edition: Edition,
    snapshot: Snapshot,
    previous: Snapshot | None,
    engine: Engine | None,
) -> Observations:
    return observe(
        snapshot,
        previous,
        carried=edition.carried(),
        region_groups=edition.region_groups(),
        out_of_scope=edition.out_of_scope,
        not_comparable=edition.not_comparable,
        engine=engine,
    )
