"""Which observations are written out when all of them are wanted.

Any key can be asked for; a file needs an end. Written are: every place of one dimension with
all its measures, every combination that has contracts with contracts and value, ranks in every
scope, sellers, survey answers, and what is carried. Not here: the file (`observations_file`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from techmarket.cubes.plan import DIMENSIONS, LATTICE
from techmarket.observations.measures import MEASURES, Kind
from techmarket.observations.observation import Dims, Key, Observation
from techmarket.observations.observations import Observations, Year
from techmarket.snapshot.layout import CODED

POSITIONS = 20
"""How many of the largest sellers of each kind are named."""

SINGLE = ("contracts", "value", "mean_value", "contracts.growth", "value.growth")
SINGLE_GROWTH = "mean_value.growth"


def all_keys(observations: Observations) -> Iterator[Key]:
    """The keys to write, each once."""
    yield from uncombined_keys(observations)
    for period, year in sorted(observations.years.items()):
        yield from _combinations(year, period)


def uncombined_keys(observations: Observations) -> Iterator[Key]:
    """The keys to write, each once, but for combinations of codes that have contracts."""
    seen: set[Key] = set()
    for key in _keys(observations):
        if key not in seen and not _is_combination(observations, key):
            seen.add(key)
            yield key


def combined_dimensions() -> Iterator[tuple[str, ...]]:
    """Two dimensions or more of one cube, sorted: every choice of them, once."""
    for grouping in LATTICE:
        for size in range(2, len(grouping) + 1):
            yield from combinations(sorted(grouping), size)


def materialise(observations: Observations) -> list[Observation]:
    """The observations of all keys, by cell id."""
    found = [observations.get(key) for key in all_keys(observations)]
    return sorted(found, key=lambda o: (o.key.period, o.key.cell_id))


def _keys(observations: Observations) -> Iterator[Key]:
    for period, year in sorted(observations.years.items()):
        yield from _single(period, ())
        yield from (Key(m, period) for m in ("gdp", "gdp.growth", "value.to_gdp"))
        for dimension in DIMENSIONS:
            yield from _dimension(observations, period, dimension)
        yield from _sellers(observations, year, period)
        yield from _answers(year, period)
    yield from observations.carried_keys()


def _single(period: int, dims: Dims) -> Iterator[Key]:
    for measure in (*SINGLE, SINGLE_GROWTH):
        yield Key(measure, period, dims)


def _dimension(observations: Observations, period: int, dimension: str) -> Iterator[Key]:
    """Every place of one dimension: measures, shares of the total and of the parent, ranks."""
    for code in places_of(observations, dimension):
        dims = ((dimension, code),)
        yield from _single(period, dims)
        path = observations.places.above(dimension, code) if ":" not in code else ()
        bases: list[Dims] = [(), *(((dimension, parent),) for parent in path[1:2])]
        for base in bases:
            yield Key("contracts.share", period, dims, base)
            yield Key("value.share", period, dims, base)
    for group in observations.places.groups_of(dimension):
        for member in observations.places.members(dimension, group):
            for measure in ("contracts.rank", "value.rank"):
                yield Key(measure, period, ((dimension, member),), ((dimension, group),))


def places_of(observations: Observations, dimension: str) -> tuple[str, ...]:
    """The places of a dimension worth writing, sorted.

    All codes and groups; of the regions those with contracts, the provinces and the members of
    groups, because most of the thousands of counties have nothing.
    """
    places = observations.places
    found = set(places.groups_of(dimension))
    for year in observations.years.values():
        found |= {code for (code,) in year.base.cells((dimension,))}
    if CODED.get(dimension) != "region":
        return tuple(sorted(found | set(places.codes(dimension))))
    found |= set(places.members(dimension, None))
    for group in places.groups_of(dimension):
        found |= set(places.members(dimension, group))
    return tuple(sorted(found))


def _combinations(year: Year, period: int) -> Iterator[Key]:
    for names in combined_dimensions():
        for codes in year.base.cells(names):
            dims = tuple(zip(names, codes, strict=True))
            yield Key("contracts", period, dims)
            yield Key("value", period, dims)


def _is_combination(observations: Observations, key: Key) -> bool:
    """Whether `_combinations` has it: an edition may carry what is counted as well."""
    names = tuple(name for name, _ in key.dims)
    if key.measure not in ("contracts", "value") or names not in set(combined_dimensions()):
        return False
    year = observations.years.get(key.period)
    return year is not None and tuple(code for _, code in key.dims) in year.base.cells(names)


def _sellers(observations: Observations, year: Year, period: int) -> Iterator[Key]:
    places: list[Dims] = [()]
    places += [(("seller_kind", k),) for k in observations.places.codes("seller_kind")]
    for dims in places:
        yield Key("sellers", period, dims)
        yield Key("sellers.growth", period, dims)
        yield Key("sellers.share", period, dims, ())
        for position in range(
            1, min(POSITIONS, year.sellers.number(dict(dims).get("seller_kind"))) + 1
        ):
            yield Key("seller.name", period).at(**{**dict(dims), "position": str(position)})


def _answers(year: Year, period: int) -> Iterator[Key]:
    places: list[Dims] = [()]
    places += [(("institution_kind", k),) for k in sorted(set(year.surveys.institutions.values()))]
    places += [(("institution", i),) for i in sorted(year.surveys.institutions)]
    questions = [m.name for m in MEASURES.values() if m.kind is Kind.SURVEY]
    if year.surveys.institutions:
        yield from (Key(question, period, dims) for dims in places for question in questions)
