"""Simulation: dates, numbers and other details of a contract are lawful."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from small_population import drawn_year, written
from techmarket.errors import TechmarketError
from techmarket.record.contract_rules import check_contract
from techmarket.record.party_rules import check_party
from techmarket.record.registration_number import parse
from techmarket.simulate.contract_details import finest, registration_days
from techmarket.simulate.population import agencies
from techmarket.simulate.registration_serials import Serials

Rows = list[dict[str, object]]

EVERY = 3
"""Every third contract and party of the small register is checked by all rules of the record."""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """A register of two and a half copies of the small population."""
    folder = written(tmp_path_factory.mktemp("details") / "register", 2_000)
    return {
        "contracts": pq.read_table(folder / "contracts").to_pylist(),
        "parties": pq.read_table(folder / "parties.parquet").to_pylist(),
    }


def given(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}


def test_contracts_satisfy_every_rule_of_the_record(register: dict[str, Rows]) -> None:
    """Field by field and rule by rule, as of the date of registration."""
    for row in register["contracts"][::EVERY]:
        on = row["registration_date"]
        assert isinstance(on, date)
        assert check_contract(given(row), on) == []


def test_parties_satisfy_every_rule_of_the_record(register: dict[str, Rows]) -> None:
    """At the end of the year: identifiers by their standards, countries that agree with regions."""
    for row in register["parties"][::EVERY]:
        assert check_party(given(row), date(2013, 12, 31)) == []


def test_parties_of_contracts_are_in_the_register(register: dict[str, Rows]) -> None:
    """With the kind, region and country that the contract states; nobody is there who does not
    deal."""
    parties = {row["party_id"]: row for row in register["parties"]}
    dealing = set()
    for contract in register["contracts"]:
        for side in ("seller", "buyer"):
            party = parties[contract[f"{side}_id"]]
            dealing.add(party["party_id"])
            for column in ("kind", "region", "country"):
                assert contract[f"{side}_{column}"] == party[column]
    assert dealing == set(parties)


def test_dates_follow_one_another(register: dict[str, Rows]) -> None:
    """Signed, accepted within three months, registered within a month, ended later; all registered
    in 2013."""
    for row in register["contracts"]:
        signed, accepted = row["signing_date"], row["acceptance_date"]
        registered, ended = row["registration_date"], row["end_date"]
        assert isinstance(signed, date)
        assert isinstance(accepted, date)
        assert isinstance(registered, date)
        assert isinstance(ended, date)
        assert timedelta(0) < accepted - signed <= timedelta(90)
        assert timedelta(0) <= registered - accepted < timedelta(25)
        assert ended > registered
        assert registered.year == 2013
        assert row["start_date"] == signed


def test_most_registrations_are_in_december() -> None:
    """23 of 100; every day of the year is possible and the last one belongs to the year."""
    days = registration_days(np.random.default_rng(1), 2012, 100_000)
    dates = days.astype("datetime64[D]")
    assert (np.diff(days) >= 0).all()
    assert len(set(days.tolist())) == 366
    assert (str(dates[0]), str(dates[-1])) == ("2012-01-01", "2012-12-31")
    assert (dates >= np.datetime64("2012-12-01")).mean() == pytest.approx(0.23, abs=0.01)


def test_patents_and_plans_have_numbers_and_others_none(register: dict[str, Rows]) -> None:
    """ZL, year and eight digits; the year and six digits."""
    for row in register["contracts"]:
        patent = row["ip_type"] in ("21", "22", "23")
        assert (row["ip_certificate"] is not None) == patent
        assert (row["plan_number"] is not None) == (row["plan_source"] != "9")


def test_the_technical_value_is_half_of_the_value_or_more(register: dict[str, Rows]) -> None:
    """It is all of it in three contracts of five (assumed)."""
    shares = [row["technical_value"] / row["value"] for row in register["contracts"]]  # type: ignore[operator]
    assert min(shares) > 0.49
    assert shares.count(1.0) / len(shares) == pytest.approx(0.6, abs=0.05)


def test_serial_numbers_have_no_gaps(register: dict[str, Rows]) -> None:
    """Within agency and year they are 1, 2, 3 … in order of copy and registration."""
    serials: dict[str, list[int]] = defaultdict(list)
    for row in register["contracts"]:
        number = parse(str(row["registration_number"]))
        assert f"{number.region}{number.agency}" == row["registration_agency"]
        assert number.region == str(row["registration_region"])[:4]
        assert number.year == 2013
        serials[str(row["registration_agency"])].append(number.serial)
    assert len(serials) > 2
    for given_out in serials.values():
        assert given_out == list(range(1, len(given_out) + 1))


def test_a_register_that_cannot_be_numbered_is_refused() -> None:
    """Agency 110001 would have to register 1,200,000 contracts; serial numbers have six digits."""
    serials = Serials(np.array([110001, 110001, 110001, 310001]), 2013)
    serials.refuse_more_than(1_333_332)
    with pytest.raises(TechmarketError) as caught:
        serials.refuse_more_than(1_600_000)
    assert str(caught.value) == (
        "a register of 1,600,000 contracts cannot be numbered: an agency would register 1,200,000 "
        "contracts in a year and a serial number has six digits; ask for at most 1,333,332 "
        "contracts."
    )


def test_serials_of_a_part_of_the_contracts_have_no_gaps_either() -> None:
    """The third copy holds two contracts only."""
    serials = Serials(np.array([110001, 310001, 110001]), 2013)
    assert serials.next_copy().to_pylist() == [
        "1100012013000001",
        "3100012013000001",
        "1100012013000002",
    ]
    assert serials.next_copy(np.array([1, 2])).to_pylist() == [
        "3100012013000002",
        "1100012013000003",
    ]


def test_fields_without_printed_subfields_become_their_others() -> None:
    """04 becomes 0499; what is left of 01 is spread over its subfields without figures."""
    leaves = ("0101", "01+rest", "04")
    seed = np.arange(8)
    codes = finest("technical_field", leaves, np.array([0, 2, 1, 1, 1, 1, 1, 1]), seed).to_pylist()
    assert codes[:2] == ["0101", "0499"]
    assert set(codes[2:]) <= {"0102", "0103", "0104", "0105", "0106", "0199"}
    assert len(set(codes[2:])) > 2


def test_other_dimensions_keep_their_leaves() -> None:
    """They are at the finest level already."""
    column = finest("ip_type", ("1", "21"), np.array([1, 0]), np.array([5, 6]))
    assert isinstance(column, pa.DictionaryArray)
    assert column.to_pylist() == ["21", "1"]


def test_an_agency_registers_about_2500_contracts() -> None:
    """A province with 6,000 has three agencies, one with 800 a single one."""
    place = np.repeat([0, 1], [6_000, 800])
    drawn = replace(drawn_year(), leaf={"registration_region": place})
    agency = agencies(np.random.default_rng(1), drawn)
    assert np.bincount(agency[place == 0]).tolist() == pytest.approx(
        [0, 2_000, 2_000, 2_000], abs=150
    )
    assert set(agency[place == 1].tolist()) == {1}
