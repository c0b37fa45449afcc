"""The rules of contracts and parties a second time, as plain conditions on invented records."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from techmarket.record.contract_rules import check_contract
from techmarket.record.party_rules import check_party
from techmarket.record.registration_number import RegistrationNumber, parse

DAY = date(2013, 9, 9)
OUTSIDE = ("710000", "810000", "820000", "990000")
REGIONS = st.sampled_from(["110000", "440300", "130102", *OUTSIDE])
COUNTRIES = st.sampled_from(["142", "110", "121", "143", "502", "116"])
KINDS = st.sampled_from(["010", "0221", "150", "230", "400", "500", "600", "700"])
DAYS = st.integers(-400, 40).map(lambda n: DAY + timedelta(days=n))
AMOUNTS = st.integers(0, 3)


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """A value, or nothing given."""
    return st.none() | values


CONTRACTS = st.fixed_dictionaries(
    {
        "registration_number": st.just("4403012013000001"),
        "project_name": st.just("开发"),
        "contract_type": st.sampled_from(["11", "21", "22", "23", "24", "25", "3", "41"]),
        "signing_date": DAYS,
        "start_date": DAYS,
        "end_date": maybe(DAYS),
        "acceptance_date": maybe(DAYS),
        "registration_date": DAYS,
        "value": AMOUNTS,
        "technical_value": maybe(AMOUNTS),
        "currency": st.sampled_from(["CNY", "USD"]),
        "exchange_rate": maybe(st.just("6.1932")),
        "ip_type": st.sampled_from(["1", "21", "22", "23", "3", "9"]),
        "technical_field": st.just("0101"),
        "objective": maybe(st.just("10")),
        "plan_source": st.just("9"),
        "seller_id": st.just("S1"),
        "seller_kind": KINDS,
        "seller_region": REGIONS,
        "seller_country": COUNTRIES,
        "buyer_id": st.just("B1"),
        "buyer_kind": KINDS,
        "buyer_region": REGIONS,
        "buyer_country": COUNTRIES,
        "registration_region": REGIONS,
        "registration_agency": st.just("440301"),
        "status": st.sampled_from(["registered", "cancelled", "revoked"]),
        "ended_date": maybe(DAYS),
    }
)


def same_place(region: str, country: str) -> bool:
    """Whether region and country speak of the same place, written out case by case."""
    if region == "810000":
        return country == "110"
    if region == "820000":
        return country == "121"
    if region == "710000":
        return country == "143"
    if region == "990000":
        return country in ("502", "116")
    return country == "142"


def broken_by_contract(c: dict) -> set[str]:
    """The names of the rules that a contract breaks, plainly."""
    broken = {
        "patent_contract_involves_patent": c["contract_type"] in ("22", "23", "24")
        and not c["ip_type"].startswith("2"),
        "one_side_in_the_mainland": c["seller_region"] in OUTSIDE and c["buyer_region"] in OUTSIDE,
        "registered_in_the_mainland": c["registration_region"] in OUTSIDE,
        "foreign_currency_has_a_rate": (c["currency"] == "USD") != bool(c["exchange_rate"]),
        "ended_contract_has_a_date": (c["status"] != "registered") != bool(c["ended_date"]),
        "objective_from_2013": c["registration_date"].year >= 2013 and c["objective"] is None,
        "signed_before_registered": c["signing_date"] > c["registration_date"],
    }
    for side in ("seller", "buyer"):
        region = c[f"{side}_region"]
        broken[f"{side}_country_agrees_with_region"] = not same_place(region, c[f"{side}_country"])
        broken[f"{side}_kind_agrees_with_region"] = (
            c[f"{side}_kind"] == "500" and region not in OUTSIDE
        )
    if c["technical_value"] is not None:
        broken["technical_value_within_value"] = c["technical_value"] > c["value"]
    if c["end_date"]:
        broken["starts_before_it_ends"] = c["start_date"] > c["end_date"]
    if c["acceptance_date"]:
        broken["signed_before_accepted"] = c["signing_date"] > c["acceptance_date"]
        broken["accepted_before_registered"] = c["acceptance_date"] > c["registration_date"]
    if c["ended_date"]:
        broken["registered_before_ended"] = c["registration_date"] > c["ended_date"]
    return {name for name, is_broken in broken.items() if is_broken}


@given(CONTRACTS)
def test_contract_rules_twice(contract: dict) -> None:
    assert {p.rule for p in check_contract(contract, DAY)} == broken_by_contract(contract)


RIGHT = {
    "org_code": "708461136",
    "uscc": "91440300708461136T",
    "citizen_number": "11010519491231002X",
}

PARTIES = st.fixed_dictionaries(
    {
        "party_id": st.just("S1"),
        "name": st.just("甲"),
        "identifier": maybe(st.sampled_from([*RIGHT.values(), "708461135"])),
        "identifier_type": maybe(st.sampled_from(list(RIGHT))),
        "kind": KINDS,
        "country": COUNTRIES,
        "region": REGIONS,
        "scale": maybe(st.just("small")),
        "in_high_tech_zone": maybe(st.booleans()),
        "is_listed": maybe(st.booleans()),
    }
)


def broken_by_party(p: dict, on: date) -> set[str]:
    """The names of the rules that a party breaks, plainly."""
    if p["region"] in OUTSIDE:
        needed = None
    elif p["kind"] == "600":
        needed = "citizen_number"
    elif (on.year, on.month) >= (2015, 10):
        needed = "uscc"
    else:
        needed = "org_code"
    both = p["identifier"] is not None and p["identifier_type"] is not None
    neither = p["identifier"] is None and p["identifier_type"] is None
    enterprise = p["kind"] in ("150", "230", "400", "500")
    broken = {
        "country_agrees_with_region": not same_place(p["region"], p["country"]),
        "kind_agrees_with_region": p["kind"] == "500" and p["region"] not in OUTSIDE,
        "identifier_type_by_kind_and_date": p["identifier_type"] != needed,
        "identifier_with_its_type": not (both or neither),
        "identifier_by_its_standard": both and p["identifier"] != RIGHT[p["identifier_type"]],
        "enterprises_only": not enterprise
        and bool(p["scale"] or p["in_high_tech_zone"] or p["is_listed"]),
    }
    return {name for name, is_broken in broken.items() if is_broken}


@given(PARTIES, st.sampled_from([DAY, date(2015, 9, 30), date(2015, 10, 1)]))
def test_party_rules_twice(party: dict, on: date) -> None:
    assert {p.rule for p in check_party(party, on)} == broken_by_party(party, on)


@given(
    st.integers(0, 9999),
    st.integers(0, 99),
    st.integers(1000, 9999),
    st.integers(1, 999_999),
    st.sampled_from(
        ["PPCCAAYYYYNNNNNN", "YYYYPPCCAANNNNNN", "YYYY-PPCC-AA-NNNNNN", "技NNNNNN·YYYYAAPPCC"]
    ),
)
def test_a_registration_number_is_read_back(
    region: int, agency: int, year: int, serial: int, pattern: str
) -> None:
    """Whatever the layout, the parts that went in come out, as slices of the plain text."""
    number = RegistrationNumber(f"{region:04}", f"{agency:02}", year, serial)
    text = number.render(pattern)
    assert parse(text, pattern) == number
    assert len(text) == len(pattern)
    place = pattern.index("NNNNNN")
    assert int(text[place : place + 6]) == serial
    place = pattern.index("YYYY")
    assert int(text[place : place + 4]) == year
