"""Simulation: every party has a name, an identifier and a place, the same in every register."""

from __future__ import annotations

import numpy as np
import pytest

from small_population import small_population
from techmarket.codes import code_list
from techmarket.record.identifiers import make_citizen_number, make_org_code
from techmarket.simulate.margins import NamedSeller
from techmarket.simulate.party_details import PartyDetails, party_details
from techmarket.simulate.party_names import party_name
from techmarket.simulate.party_rows import MOST_CELLS, PartyRows, citizen_numbers, org_codes
from techmarket.simulate.sellers import MOST_IN_CELL
from techmarket.simulate.structure import OUTSIDE_MAINLAND, PARTY_KINDS, REST, classifications
from techmarket.simulate.vocabulary import vocabulary

REGIONS = classifications(2013)["seller_region"].leaves


def some(many: int = 60, named: dict[tuple[int, int], NamedSeller] | None = None) -> PartyDetails:
    """The first parties of every lawful kind and region."""
    pairs = [
        (kind * len(REGIONS) + region, number)
        for kind, leaf in enumerate(PARTY_KINDS.leaves)
        for region, place in enumerate(REGIONS)
        if leaf != "500" or place in OUTSIDE_MAINLAND
        for number in range(many)
    ]
    cells, numbers = (np.array(column) for column in zip(*pairs, strict=True))
    return party_details(cells, numbers, REGIONS, named or {}, 2013)


def test_a_party_is_the_same_in_every_register() -> None:
    """Kind, region, country and name follow from kind, region and number: more parties beside it,
    another order, change nothing."""
    few, many = some(5), some(60)
    place = {
        pair: n for n, pair in enumerate(zip(many.cell.tolist(), many.number.tolist(), strict=True))
    }
    for n, pair in enumerate(zip(few.cell.tolist(), few.number.tolist(), strict=True)):
        for column in ("kind", "region", "country", "name"):
            assert getattr(few, column)[n] == getattr(many, column)[place[pair]]


def test_a_party_has_the_same_identifier_from_year_to_year() -> None:
    """Both years are before the unified social credit code."""
    before, this = (PartyRows(some(5), year).table(0) for year in (2012, 2013))
    assert before.equals(this)


def test_the_finer_kind_and_region_lie_below_the_leaves() -> None:
    """A company limited by shares in 大连 is an enterprise of that city."""
    kinds, regions = code_list("party_kind"), code_list("region")
    details = some(10)
    for cell, kind, region in zip(details.cell.tolist(), details.kind, details.region, strict=True):
        leaf, place = divmod(cell, len(REGIONS))
        assert PARTY_KINDS.leaves[leaf] in kinds.ancestors(kind)
        assert REGIONS[place].removesuffix(REST) in regions.ancestors(region)


def test_the_rest_of_a_province_has_none_of_its_printed_cities() -> None:
    """What lies in 辽宁 outside 大连 and 沈阳 is in neither."""
    printed = {region for region in REGIONS if not region.endswith("0000") and REST not in region}
    details = some(60)
    for cell, region in zip(details.cell.tolist(), details.region, strict=True):
        if REGIONS[cell % len(REGIONS)].endswith(REST):
            assert region not in printed


def test_a_named_seller_has_its_printed_name() -> None:
    """Others at the same place have invented ones."""
    kind, region = PARTY_KINDS.leaves.index("100"), REGIONS.index("110000")
    seat = NamedSeller("中国核电工程有限公司", "100", "110000")
    names = some(3, {(kind * len(REGIONS) + region, 1): seat}).name
    assert names.count(seat.name) == 1
    assert some(3).name.count(seat.name) == 0


def test_organisations_all_have_different_names() -> None:
    """In every kind and region, for as many parties as there are at most."""
    names = [
        party_name(kind, region, number)
        for kind in PARTY_KINDS.leaves
        for region in ("110000", "210100", "210000+rest", "810000", "990000")
        if kind not in ("500", "600") or (kind == "500" and region in OUTSIDE_MAINLAND)
        for number in range(8_000)
    ]
    assert len(set(names)) == len(names)


def test_a_person_has_a_surname_and_a_given_name() -> None:
    """Persons may share a name."""
    name = party_name("600", "110000", 40)
    assert len(name) == 3
    assert name[0] in vocabulary()["surnames"]
    assert set(name[1:]) <= set(vocabulary()["given"])


def test_no_syllable_occurs_twice() -> None:
    """Otherwise two numbers would have the same name."""
    for words in ("syllables", "fields", "surnames", "given"):
        assert len(set(vocabulary()[words])) == len(vocabulary()[words])


def test_every_contract_type_field_and_kind_has_words() -> None:
    """A leaf of the code lists without words would leave a project or a party without name."""
    words, trees = vocabulary(), classifications(2013)
    assert set(words["work"]) >= set(trees["contract_type"].leaves)
    assert set(words["projects"]) == set(trees["technical_field"].top)
    assert set(words["industries"]) == set(trees["technical_field"].top)
    assert set(words["kinds"]) == set(PARTY_KINDS.leaves)
    assert set(words["organisation_suffixes"]) == set(PARTY_KINDS.leaves) - {"600"}


def test_identifiers_ids_and_names_of_copies_are_all_different() -> None:
    """In the first copies and the last possible one."""
    rows = PartyRows(some(20), 2013)
    tables = [rows.table(copy) for copy in (0, 1, 2, 999)]
    for column in ("party_id", "identifier"):
        values = [v for table in tables for v in table[column].to_pylist() if v is not None]
        assert len(set(values)) == len(values)
    organisations = [
        name
        for table in tables
        for name, kind in zip(table["name"].to_pylist(), table["kind"].to_pylist(), strict=True)
        if kind != "600"
    ]
    assert len(set(organisations)) == len(organisations)


def test_a_party_of_a_copy_is_named_after_the_first() -> None:
    """An organisation has branches, persons are numbered; kind, region and country are the same."""
    rows = PartyRows(some(2), 2013)
    first, third = (rows.table(copy).to_pylist() for copy in (0, 3))
    for one, other in zip(first, third, strict=True):
        mark = "（3）" if one["kind"] == "600" else "第3分部"
        assert other["name"] == one["name"] + mark
        assert other["party_id"] == "P003" + one["party_id"][4:]
        for column in ("kind", "region", "country", "identifier_type"):
            assert other[column] == one[column]


def test_ids_tell_copy_cell_and_number_and_sort_by_them() -> None:
    """`P`, three digits, four digits, five digits."""
    details = small_population().parties
    ids = PartyRows(details, 2013).ids(12).to_pylist()
    assert ids == sorted(ids)
    assert ids[0] == f"P012{details.cell[0]:04d}{details.number[0]:05d}"


def test_some_parties_of_a_copy() -> None:
    """Those asked for, as they are in the whole."""
    rows = PartyRows(some(3), 2013)
    places = np.array([1, 5, 9])
    assert rows.table(2, places).equals(rows.table(2).take(places))


@pytest.mark.parametrize("serial", [0, 35, 36, 10**8 + 7, 36**8 - 1])
def test_an_organisation_code_is_the_serial_to_the_base_36(serial: int) -> None:
    """With the check character of GB 11714-1997."""
    (code,) = org_codes(np.array([serial])).tolist()
    assert int(code[:8], 36) == serial
    assert code == make_org_code(code[:8])


def test_every_party_of_every_copy_has_a_serial_of_its_own() -> None:
    """Copy, cell and number are its digits, and 1000 copies stay below 36 to the power of 8."""
    assert len(PARTY_KINDS.leaves) * len(REGIONS) <= MOST_CELLS
    assert 1_000 * MOST_CELLS * MOST_IN_CELL <= 36**8


def test_a_citizen_number_holds_area_and_a_day_of_birth() -> None:
    """With the check character of GB 11643-1999; persons are born from 1930 to 1990."""
    numbers = citizen_numbers(np.full(500, 110_000), np.arange(500), 3).tolist()
    for number in numbers:
        assert number == make_citizen_number(number[:17])
        assert number[:6] == "110000"
        assert 1930 <= int(number[6:10]) <= 1990


def test_citizen_numbers_of_an_area_are_all_different() -> None:
    """Of neighbouring persons and in neighbouring copies."""
    numbers = np.arange(2_000)
    area = np.full(2_000, 110_000)
    all_of = [c for copy in (0, 1, 2, 499, 998, 999) for c in citizen_numbers(area, numbers, copy)]
    assert len(set(all_of)) == len(all_of)
