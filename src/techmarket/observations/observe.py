"""From snapshots to observations.

The one entry of this stage. Not here: what a region group contains, what is carried and what
is out of scope; an edition says so and passes it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from techmarket.cubes.engine import Engine
from techmarket.cubes.kept import KeptCubes
from techmarket.cubes.kernel_engine import KernelEngine
from techmarket.cubes.plan import LATTICE, SELLERS
from techmarket.errors import TechmarketError
from techmarket.observations.base import BaseMeasures
from techmarket.observations.observation import Dims, Observation
from techmarket.observations.observations import Observations, Year
from techmarket.observations.places import Places
from techmarket.observations.sellers import SellerMeasures
from techmarket.observations.surveys import SurveyMeasures
from techmarket.snapshot.snapshot import Snapshot


def observe(
    snapshot: Snapshot,
    previous: Snapshot | None = None,
    *,
    carried: Iterable[Observation] = (),
    region_groups: Mapping[str, tuple[str, ...]] | None = None,
    out_of_scope: frozenset[Dims] = frozenset(),
    not_comparable: frozenset[str] = frozenset(),
    engine: Engine | None = None,
) -> Observations:
    """Everything that can be observed in a snapshot and the one of the year before.

    Args:
        snapshot: of the year observed.
        previous: of the year before; without it growth has nothing to compare with, unless
            the year before is carried and the snapshot's year is whole.
        carried: edition data: gross domestic product, other years, the directory. A year that
            has a snapshot is computed even where it is carried as well.
        region_groups: name ("east") to member codes; a place is `group:east`.
        out_of_scope: places that are not surveyed; without contracts they are not applicable
            instead of zero.
        not_comparable: dimensions whose classification changed between the two years.
        engine: counts the contracts; by default `KernelEngine`, whose cubes are kept beside the
            snapshot, so that the next to ask need not count again.

    Raises:
        TechmarketError: `previous` is not the snapshot of the year before, cut off on the same
            day (28 February for the 29th).
    """
    if previous is not None and previous.period != snapshot.period - 1:
        raise TechmarketError(
            "the previous snapshot is not of the year before",
            where=str(previous.path),
            why=f"its year is {previous.period} and the snapshot's is {snapshot.period}",
            todo=f"give a snapshot cut off in {snapshot.period - 1}, or none",
        )
    if previous is not None:
        _refuse_another_day(snapshot, previous)
    cutoff = snapshot.manifest.cutoff
    counting = engine or KeptCubes(KernelEngine())
    places = Places(region_groups or {})
    snapshots = [snapshot] if previous is None else [snapshot, previous]
    return Observations(
        period=snapshot.period,
        years={s.period: _year(s, places, counting) for s in snapshots},
        places=places,
        carried=carried,
        out_of_scope=out_of_scope,
        not_comparable=not_comparable,
        part_of_year=(cutoff.month, cutoff.day) != (12, 31),
    )


def _refuse_another_day(snapshot: Snapshot, previous: Snapshot) -> None:
    """Part of a year is compared with the same part of the year before."""
    cutoff, wanted = snapshot.manifest.cutoff, a_year_before(snapshot.manifest.cutoff)
    if previous.manifest.cutoff != wanted:
        raise TechmarketError(
            "the previous snapshot is not cut off on the same day of the year before",
            where=str(previous.path),
            why=f"its cut-off is {previous.manifest.cutoff.isoformat()} and the snapshot's is "
            f"{cutoff.isoformat()}",
            todo=f"freeze the year before as of {wanted.isoformat()}, or give none",
        )


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def _year(snapshot: Snapshot, places: Places, engine: Engine) -> Year:
    cubes = engine.cubes(snapshot, snapshot.period, (*LATTICE, SELLERS))
    return Year(
        base=BaseMeasures(cubes, places),
        sellers=SellerMeasures(cubes[SELLERS], snapshot, places),
        surveys=SurveyMeasures(snapshot.answers()),
    )
