"""The record of every party: name, finer kind, finer region, identifier, address.

All of it follows from kind, region and number of the party, without any draw: a party is the same
in every year and register. Names are invented but for the named sellers. Not here: who deals
with whom (`parties`, `sellers`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.codes import code_list, region_groups
from techmarket.record.identifiers import make_citizen_number, make_org_code
from techmarket.record.parquet import parties_schema
from techmarket.record.party import CITIZEN, ORG_CODE
from techmarket.record.party_rules import identifier_type_of
from techmarket.record.whereabouts import country_of
from techmarket.simulate.margins import NamedSeller
from techmarket.simulate.sellers import MOST_IN_CELL
from techmarket.simulate.structure import PARTY_KINDS, REST
from techmarket.simulate.vocabulary import vocabulary

Places = npt.NDArray[np.intp]

LOCAL_KINDS = ("010", "023")
"""Offices and hospitals are named after a district and not after a trade."""


@dataclass(frozen=True, slots=True)
class PartyDetails:
    """Attributes by party, in the order of `ids`; shape (parties,) each.

    Attributes:
        cell, number: see `sellers.Cells`.
        kind, region, country: codes at the finest level.
        name: unique.
    """

    cell: Places
    number: Places
    kind: tuple[str, ...]
    region: tuple[str, ...]
    country: tuple[str, ...]
    name: tuple[str, ...]


def party_id(cell: int, number: int, copy: int = 0) -> str:
    """`P-<copy>-<cell>-<number>`, sortable; copy counts the repetitions of an enlarged register."""
    return f"P{copy:03d}{cell:04d}{number:05d}"


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
    kinds, places, countries, names = [], [], [], []
    for cell, number in zip(cells.tolist(), numbers.tolist(), strict=True):
        leaf, region_number = divmod(cell, len(regions))
        kind_leaf, region_leaf = PARTY_KINDS.leaves[leaf], regions[region_number]
        region = _region(region_leaf, number, edition_year)
        seller = named.get((cell, number))
        kinds.append(_weighted(tuple(vocabulary()["kinds"][kind_leaf].items()), number))
        places.append(region)
        countries.append(country_of(region) or _country(number))
        names.append(seller.name if seller else _name(kind_leaf, region_leaf, number))
    return PartyDetails(cells, numbers, tuple(kinds), tuple(places), tuple(countries), tuple(names))


@cache
def _finer_regions(leaf: str, edition_year: int) -> tuple[str, ...]:
    """Prefectures of a province, or of what its printed cities leave; cities stand for themselves."""
    province = leaf.removesuffix(REST)
    if not province.endswith("0000") or province in ("710000", "810000", "820000", "990000"):
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
    """The first parties of a cell sit in the first prefecture, the capital; others are spread."""
    finer = _finer_regions(leaf, edition_year)
    return finer[0] if number % 3 == 0 else finer[(number * 7 + number // 3) % len(finer)]


def _weighted(weights: tuple[tuple[str, int], ...], number: int) -> str:
    place = (number * 2_654_435_761 % 4_294_967_296) % sum(weight for _, weight in weights)
    for code, weight in weights:
        place -= weight
        if place < 0:
            return code
    return weights[-1][0]


def _country(number: int) -> str:
    return _weighted(tuple(vocabulary()["countries"].items()), number)


def _name(kind: str, region: str, number: int) -> str:
    """An invented name, unique within kind and region."""
    words = vocabulary()
    if kind == "600":
        return _person(number) + (f"（{number}）" if number >= 30_000 else "")
    suffixes = words["organisation_suffixes"][kind]
    syllables, fields = words["syllables"], words["fields"]
    if kind == "500":
        return f"{_latin(number, region)} {suffixes[number % len(suffixes)]}"
    rest, suffix = divmod(number, len(suffixes))
    if kind in LOCAL_KINDS:
        district = f"{_brand(rest)}{'区县'[rest % 2]}" if rest else ""
        return f"{_place_name(region)}{district}{suffixes[suffix]}"
    rest, subject = divmod(rest, len(fields))
    return f"{_place_name(region)}{_brand(rest)}{fields[subject]}{suffixes[suffix]}"


def _brand(number: int) -> str:
    """Two syllables; the first 10,000 numbers have different ones."""
    syllables = vocabulary()["syllables"]
    first, second = divmod(number, len(syllables))
    return str(syllables[(first * 7 + second) % len(syllables)] + syllables[second])


@cache
def _place_name(region: str) -> str:
    if region == "990000":
        return "海外"
    return code_list("region")[region.removesuffix(REST)].short_zh


def _latin(number: int, region: str) -> str:
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    word = {"710000": "Tai", "810000": "Heung", "820000": "Mac"}.get(region, "")
    for _ in range(3):
        number, vowel = divmod(number, len(vowels))
        number, consonant = divmod(number, len(consonants))
        word += consonants[consonant] + vowels[vowel]
    return word.capitalize()


def _person(number: int) -> str:
    words = vocabulary()
    surname = words["surnames"][number % len(words["surnames"])]
    rest = number // len(words["surnames"])
    given = words["given"]
    return str(
        surname + given[(rest * 7 + 3) % len(given)] + given[rest // len(given) % len(given)]
    )


def parties_table(details: PartyDetails, year: int, copy: int = 0) -> pa.Table:
    """Rows of `parties.parquet`, in the order of the details.

    Args:
        details: the parties.
        year: of the register; it decides which identifier a party has.
        copy: repetition of an enlarged register, part of ids, names and identifiers.
    """
    on = date(year, 6, 30)
    rows = len(details.name)
    names = [f"{name}第{copy}分部" if copy else name for name in details.name]
    types, identifiers = [], []
    for place in range(rows):
        kind = identifier_type_of(details.kind[place], details.region[place], on)
        types.append(kind)
        identifiers.append(_identifier(kind, details, place, copy))
    columns: dict[str, object] = {
        "party_id": [
            party_id(c, n, copy)
            for c, n in zip(details.cell.tolist(), details.number.tolist(), strict=True)
        ],
        "name": names,
        "identifier": identifiers,
        "identifier_type": types,
        "kind": details.kind,
        "country": details.country,
        "region": details.region,
        "in_high_tech_zone": _of_enterprises(details, 5),
        "is_listed": _of_enterprises(details, 40),
        "is_research_institution": [kind.startswith("021") for kind in details.kind],
    }
    schema = parties_schema()
    arrays = [_column(columns.get(field.name), field.type, rows) for field in schema]
    return pa.Table.from_arrays(
        arrays, schema=pa.schema([field.with_nullable(True) for field in schema])
    )


def _of_enterprises(details: PartyDetails, every: int) -> list[bool | None]:
    """True for one enterprise in so many; nothing for other parties."""
    enterprise = code_list("party_kind")
    return [
        number % every == 0 if "E" in enterprise.ancestors(kind) else None
        for kind, number in zip(details.kind, details.number.tolist(), strict=True)
    ]


def _column(values: object, kind: pa.DataType, rows: int) -> pa.Array:
    if values is None:
        return pa.nulls(rows, kind)
    return (
        pa.array(values, pa.string()).dictionary_encode()
        if pa.types.is_dictionary(kind)
        else pa.array(values, kind)
    )


def _identifier(kind: str | None, details: PartyDetails, place: int, copy: int) -> str | None:
    cell, number = int(details.cell[place]), int(details.number[place])
    serial = (copy * 1000 + cell) * MOST_IN_CELL + number
    if kind == ORG_CODE:
        return make_org_code(_base36(serial % 36**8))
    if kind == CITIZEN:
        born = date(1950, 1, 1) + timedelta(days=(number * 37 + copy) % 15_000)
        area = details.region[place]
        return make_citizen_number(f"{area}{born:%Y%m%d}{(number + copy) % 1000:03d}")
    return None


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    for _ in range(8):
        number, digit = divmod(number, 36)
        text = digits[digit] + text
    return text
