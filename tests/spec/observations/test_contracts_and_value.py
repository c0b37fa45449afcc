"""Contracts and value: what is counted, and where."""

from __future__ import annotations

from datetime import date

import pytest

from register_text import Observer, place
from techmarket.cubes.engine import major_limits
from techmarket.errors import TechmarketError
from techmarket.observations import Key, Observation, Origin, Status, dims_of

EAST = {"east": ("110000", "310000"), "bohai": ("110000", "210000")}


def key(measure: str, period: int = 2013, **dims: str) -> Key:
    return Key(measure, period, dims_of(dims))


def test_contracts_are_counted_and_their_value_is_summed(observed: Observer) -> None:
    """Contracts is the number of contracts, value the sum of their total value in 分."""
    found = observed("""
        value
        100
        250
    """)
    total = key("value")
    assert found.get(key("contracts")).value == 2
    assert found.get(total) == Observation(total, 350, "分", Status.NORMAL, Origin.COMPUTED)


def test_a_code_stands_for_itself_and_everything_below_it(observed: Observer) -> None:
    """技术转让 (2) counts the contracts of its kinds (21 … 28), a province those of its cities."""
    found = observed("""
        contract_type seller_region value
        21            210200        1
        23            210000        2
        11            110000        4
    """)
    assert found.get(key("value", contract_type="2")).value == 3
    assert found.get(key("value", contract_type="21")).value == 1
    assert found.get(key("value", seller_region="210000")).value == 3
    assert found.get(key("value", seller_region="210200")).value == 1
    assert found.get(key("contracts", seller_region="210000", buyer_region="110000")).value == 2


def test_a_group_of_regions_counts_its_members_once(observed: Observer) -> None:
    """A group belongs to the edition; groups may overlap, and a contract counts in each."""
    found = observed(
        """
        seller_region value
        110000        1
        310000        2
        210200        4
        """,
        region_groups=EAST,
    )
    assert found.get(key("value", seller_region="group:east")).value == 3
    assert found.get(key("value", seller_region="group:bohai")).value == 5
    assert found.get(key("value", buyer_region="group:bohai")).value == 7


def test_a_major_contract_is_at_or_above_the_limit(observed: Observer) -> None:
    """The limit is 1000 万元 (1,000,000,000 分); the limit itself is major."""
    found = observed("""
        value
        999999999
        1000000000
        1000000001
    """)
    assert found.get(key("contracts", value_class="major")).value == 2
    assert found.get(key("value", value_class="minor")).value == 999999999
    assert found.get(key("contracts", value_class="major", contract_type="1")).value == 2


def test_the_limit_is_that_of_the_day_of_registration(
    observed: Observer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit that changes within the year holds from its own first day."""
    limits = ((date(2013, 1, 1), 5), (date(2013, 7, 1), 10))
    monkeypatch.setattr("techmarket.cubes.counting.major_limits", lambda year: limits)
    found = observed("""
        registration_date value
        2013-06-30        5
        2013-06-30        4
        2013-07-01        9
        2013-07-01        10
    """)
    assert found.get(key("value", value_class="major")).value == 15
    assert found.get(key("value", value_class="minor")).value == 13


def test_the_limits_of_a_year_are_dated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits in force are asked for day by day."""
    assert major_limits(2013) == ((date(2013, 1, 1), 1_000_000_000),)
    monkeypatch.setattr(
        "techmarket.cubes.engine.threshold", lambda name, on: 5 if on < date(2013, 7, 1) else 10
    )
    assert major_limits(2013) == ((date(2013, 1, 1), 5), (date(2013, 7, 1), 10))


def test_sums_beyond_64_bits_are_exact(observed: Observer) -> None:
    """Sums are exact whatever their size."""
    found = observed("""
        value
        9223372036854775807
        9223372036854775807
        3
    """)
    assert found.get(key("value")).value == 2 * 9223372036854775807 + 3
    assert found.get(key("value", contract_type="1")).value == 2 * 9223372036854775807 + 3


def test_a_place_without_contracts_is_zero(observed: Observer) -> None:
    """Nothing was there, and that is known: a true zero."""
    nothing = key("contracts", contract_type="3")
    found = observed("value\n1").get(nothing)
    assert found == Observation(nothing, 0, "项", Status.ZERO, Origin.COMPUTED)


def test_a_place_out_of_scope_is_not_applicable(observed: Observer) -> None:
    """A place that the survey does not cover is not applicable, and so is all below it; contracts
    that it has nevertheless are counted."""
    options = {"out_of_scope": frozenset({place(seller_region="540000")})}
    found = observed("seller_region\n110000", **options)
    assert found.get(key("value", seller_region="540000")).status is Status.NOT_APPLICABLE
    assert found.get(key("value", seller_region="540100")).status is Status.NOT_APPLICABLE
    assert found.get(key("value", buyer_region="540000")).status is Status.ZERO
    assert found.get(key("value", seller_region="650000")).status is Status.ZERO


def test_a_place_out_of_scope_that_has_contracts_is_counted(observed: Observer) -> None:
    """What the register holds is counted, scope or not."""
    options = {"out_of_scope": frozenset({place(seller_region="540000")})}
    found = observed("seller_region\n540100", **options)
    assert found.get(key("contracts", seller_region="540000")).value == 1


def test_an_objective_that_is_not_recorded(observed: Observer) -> None:
    """A year before the code list of objectives has contracts, but by objective they are missing;
    the code _U counts those without."""
    found = observed(
        "objective\n10\n-",
        before="objective\n-\n-\n-",
    )
    assert found.get(key("contracts", objective="_U")).value == 1
    assert found.get(key("contracts", objective="10")).value == 1
    assert found.get(key("contracts", 2012, objective="_U")).value == 3
    assert found.get(key("contracts", 2012, objective="10")).status is Status.MISSING
    assert found.get(key("contracts", 2012)).value == 3


def test_a_year_without_snapshot_is_missing_unless_carried(observed: Observer) -> None:
    """Years before the register are carried edition data."""
    old = key("contracts", 2002)
    carried = Observation(old, 237093, "项", Status.NORMAL, Origin.CARRIED)
    found = observed("value\n1", carried=[carried])
    assert found.get(old) == carried
    assert found.get(key("contracts", 2003)) == Observation(
        key("contracts", 2003), None, "项", Status.MISSING, Origin.CARRIED
    )


def test_dimensions_that_are_not_counted_together(observed: Observer) -> None:
    """Only combinations within one cube can be asked for."""
    with pytest.raises(TechmarketError) as error:
        observed("value\n1").get(key("contracts", contract_type="1", seller_kind="100"))
    assert str(error.value) == (
        "the dimensions contract_type, seller_kind are not counted together "
        "(contracts:2013:contract_type=1,seller_kind=100); ask within one of these groups: "
        "contract_type, ip_type, technical_field, value_class; objective, plan_source; "
        "seller_kind, buyer_kind; seller_region, buyer_region; registration_region."
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            key("contracts", colour="red"),
            "there is no dimension colour of contracts (contracts:2013:colour=red); the "
            "dimensions are buyer_kind, buyer_region, contract_type, ip_type, objective, "
            "plan_source, registration_region, seller_kind, seller_region, technical_field, "
            "value_class.",
        ),
        (
            key("contracts", seller_region="group:north"),
            "there is no such group of regions (seller_region=group:north); the groups of this "
            "edition are none.",
        ),
        (
            key("contracts", value_class="huge"),
            "there is no such value class (value_class=huge); the classes are major and minor.",
        ),
        (
            Key("value", 2013, (), ()),
            "only a share and a rank have a base (value:2013::of=); ask without base, or for the "
            "share or the rank of this measure.",
        ),
    ],
)
def test_a_key_that_names_nothing(observed: Observer, asked: Key, sentence: str) -> None:
    """A key that cannot be meant is refused, never answered with zero."""
    with pytest.raises(TechmarketError) as error:
        observed("value\n1").get(asked)
    assert str(error.value) == sentence


def test_an_unknown_measure_is_refused(observed: Observer) -> None:
    """The sentence names the measures there are."""
    with pytest.raises(TechmarketError) as error:
        observed("value\n1").get(key("profit"))
    assert str(error.value).startswith(
        "there is no such measure (profit:2013:); the measures are contracts, contracts.growth, "
    )


def test_an_unknown_code_is_refused(observed: Observer) -> None:
    """The code list says what it has."""
    with pytest.raises(TechmarketError, match='"99" is not a valid code'):
        observed("value\n1").get(key("contracts", contract_type="99"))
