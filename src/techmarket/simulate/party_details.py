"""What every party is: finer kind, finer region, country and name.

All of it follows from kind, region and number of the party, without any draw: a party is the same
in every year and register. Names are invented but for the named sellers. Not here: who deals
with whom (`parties`, `sellers`), ids and identifiers (`party_rows`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from techmarket.codes import code_list, region_groups
from techmarket.record.whereabouts import country_of
from techmarket.simulate.arrays import Places
from techmarket.simulate.margins import NamedSeller
from techmarket.simulate.party_names import party_name
from techmarket.simulate.structure import OUTSIDE_MAINLAND, PARTY_KINDS, REST
from techmarket.simulate.vocabulary import vocabulary

Weights = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PartyDetails:
    """Attributes by party, shape (parties,) each.

    Attributes:
        cell, number: see `sellers.Cells`.
        kind, region, country: codes at the finest level.
        name: as in `party_names`, or printed.
    """

    cell: Places
    number: Places
    kind: tuple[str, ...]
    region: tuple[str, ...]
    country: tuple[str, ...]
    name: tuple[str, ...]


def party_details(
    cells: Places,
    numbers: Places,
    regions: Sequence[str],
    named: Mapping[tuple[int, int], NamedSeller],
    edition_year: int,
) -> PartyDetails:
    """Details of parties given by cell and number.

    Args:
        cells, numbers: shape (parties,).
        regions: region leaves; cell = kind · regions + region.
        named: named sellers by cell and number.
        edition_year: whose region groups decide which cities are leaves.
    """
    leaves = PARTY_KINDS.leaves
    kinds, places, countries, names = [], [], [], []
    for cell, number in zip(cells.tolist(), numbers.tolist(), strict=True):
        kind_number, region_number = divmod(cell, len(regions))
        kind_leaf, region_leaf = leaves[kind_number], regions[region_number]
        region = _region(region_leaf, number, edition_year)
        seller = named.get((cell, number))
        kinds.append(_weighted(_kind_weights(kind_leaf), number))
        places.append(region)
        countries.append(country_of(region) or _weighted(_country_weights(), number))
        names.append(seller.name if seller else party_name(kind_leaf, region_leaf, number))
    return PartyDetails(cells, numbers, tuple(kinds), tuple(places), tuple(countries), tuple(names))


@cache
def _finer_regions(leaf: str, edition_year: int) -> tuple[str, ...]:
    """Prefectures of a province, or of what its printed cities leave; a city stands for itself."""
    province = leaf.removesuffix(REST)
    if not province.endswith("0000") or province in OUTSIDE_MAINLAND:
        return (leaf,)
    groups = region_groups(edition_year)
    printed = {*groups["separate_plan"].members, *groups["subprovincial"].members}
    parts = tuple(code for code in _lasting_parts(province, edition_year) if code not in printed)
    return parts if len(parts) > 2 else (province,)


def _lasting_parts(province: str, edition_year: int) -> list[str]:
    """Parts of a province that have the same code from the year before to the edition's end."""
    regions = code_list("region")
    first, last = date(edition_year - 1, 1, 1), date(edition_year, 12, 31)
    later = {part.code for part in regions.children(province, last)}
    return [part.code for part in regions.children(province, first) if part.code in later]


def _region(leaf: str, number: int, edition_year: int) -> str:
    """Every third party of a cell sits in the first prefecture, the capital; others are spread."""
    finer = _finer_regions(leaf, edition_year)
    return finer[0] if number % 3 == 0 else finer[(number * 7 + number // 3) % len(finer)]


@cache
def _kind_weights(leaf: str) -> Weights:
    return tuple(vocabulary()["kinds"][leaf].items())


@cache
def _country_weights() -> Weights:
    return tuple(vocabulary()["countries"].items())


def _weighted(weights: Weights, number: int) -> str:
    """One of the codes, by a scattering of the number (Knuth's multiplicative hash)."""
    place = (number * 2_654_435_761 % 4_294_967_296) % sum(weight for _, weight in weights)
    for code, weight in weights:
        place -= weight
        if place < 0:
            return code
    return weights[-1][0]
