"""Numbers of one place, twice: from the engine, and by going through the contracts one by one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from register_text import contracts_of, write_register
from techmarket.cubes.kernel_engine import KernelEngine
from techmarket.observations import observe
from techmarket.observations.observation import Key, dims_of
from techmarket.observations.one_place import (
    ROLES,
    PlaceEngine,
    PlaceObservations,
    place_observations,
)
from techmarket.snapshot import freeze, open_snapshot

PLACE = "210000"
CITIES = ("210100", "210200", "210300")
REGIONS = ("210000", "210100", "210102", "210200", "110000", "110105", "990000")
TYPES = ("11", "12", "23", "3", "41")

Row = tuple[str, str, str, str, int]
"""Type; region of registration, of the seller, of the buyer; value."""

rows = st.lists(
    st.tuples(
        st.sampled_from(TYPES),
        st.sampled_from(REGIONS),
        st.sampled_from(REGIONS),
        st.sampled_from(REGIONS),
        st.integers(1, 10**12),
    ),
    min_size=1,
    max_size=8,
)


def is_in(code: str, place: str) -> bool:
    """Whether a region is a place or lies in it, by how the codes are built."""
    return code.startswith(place.rstrip("0") if place.endswith("0000") else place[:4])


def recounted(contracts: list[Row], wanted: dict[str, str]) -> tuple[int, int]:
    """Contracts and 分 of the contracts of which all that is wanted is so."""
    count = total = 0
    for type_, registered, seller, buyer, value in contracts:
        regions = dict(zip(ROLES, (registered, seller, buyer), strict=True))
        fits = all(
            type_.startswith(code) if name == "contract_type" else is_in(regions[name], code)
            for name, code in wanted.items()
        )
        if fits:
            count, total = count + 1, total + value
    return count, total


def observed(folder: Path, years: dict[int, list[Row]]) -> PlaceObservations:
    """The observations of the place from registers of these contracts."""
    snapshots = {}
    for year, contracts in years.items():
        lines = ["contract_type registration_region seller_region buyer_region value"]
        lines[0] += " registration_date"
        lines += [" ".join(map(str, row)) + f" {year}-03-01" for row in contracts]
        register = write_register(folder / f"r{year}", contracts_of("\n".join(lines)))
        freeze(register, date(year, 12, 31), folder / f"s{year}")
        snapshots[year] = open_snapshot(folder / f"s{year}")
    return place_observations(
        PLACE,
        "registration_region",
        lambda role: observe(
            snapshots[2013],
            snapshots.get(2012),
            region_groups={"cities": CITIES},
            engine=PlaceEngine(KernelEngine(), role, PLACE),
        ),
    )


def asked() -> list[dict[str, str]]:
    """Places that are asked for, as a table asks for them."""
    places: list[dict[str, str]] = [{}]
    places += [{"contract_type": code} for code in ("1", "11", "2", "3", "4")]
    places += [{role: code} for role in ROLES for code in (PLACE, *CITIES)]
    places += [
        {"seller_region": PLACE, "contract_type": "1"},
        {"buyer_region": PLACE, "contract_type": "4"},
        {"seller_region": PLACE, "buyer_region": "110000"},
        {"seller_region": "110000", "buyer_region": PLACE},
        {"seller_region": PLACE, "buyer_region": PLACE},
        {"seller_region": "210100", "buyer_region": PLACE},
    ]
    return places


def completed(place: dict[str, str], role: str) -> dict[str, str]:
    """What is meant: where no role names the place, the role asked for does."""
    named = any(is_in(place[r], PLACE) for r in ROLES if r in place)
    return place if named else {**place, role: PLACE}


@settings(deadline=None, max_examples=25)
@given(now=rows, before=rows)
def test_a_place_is_counted_as_one_would_count_by_hand(now: list[Row], before: list[Row]) -> None:
    """Contracts, value, share, growth and rank in every role, exactly; keys that name the place."""
    with TemporaryDirectory() as folder:
        every = observed(Path(folder), {2012: before, 2013: now})
    for role in ROLES:
        found = every.in_role(role)
        for place in asked():
            meant = completed(place, role)
            count, value = recounted(now, meant)
            key = Key("value", 2013, dims_of(place))
            assert found.get(key).value == value
            assert found.get(key).key == Key("value", 2013, dims_of(meant))
            assert found.get(Key("contracts", 2013, dims_of(place))).value == count
            earlier = recounted(before, meant)[1]
            growth = found.get(Key("value.growth", 2013, dims_of(place))).value
            assert growth == (Fraction(value, earlier) - 1 if earlier and meant else None)
        whole = recounted(now, {role: PLACE})[1]
        share = found.get(Key("value.share", 2013, (("contract_type", "1"),), ()))
        part = recounted(now, {role: PLACE, "contract_type": "1"})[1]
        assert share.value == (Fraction(part, whole) if whole else None)
        assert share.key.base == ((role, PLACE),)
        values = {city: recounted(now, {role: city})[1] for city in CITIES}
        for city in CITIES:
            rank = Key("value.rank", 2013, ((role, city),), ((role, "group:cities"),))
            assert found.get(rank).value == 1 + sum(v > values[city] for v in values.values())


@settings(deadline=None, max_examples=10)
@given(now=rows)
def test_without_a_year_before_there_is_no_growth(now: list[Row]) -> None:
    """A place whose prior year is not known has values and no growth."""
    with TemporaryDirectory() as folder:
        found = observed(Path(folder), {2013: now})
    growth = found.get(Key("contracts.growth", 2013))
    count = recounted(now, {"registration_region": PLACE})[0]
    assert growth.value is None
    assert found.get(Key("contracts", 2013)).value == count
