"""Mean, growth, share, rank and the ratio to gross domestic product."""

from __future__ import annotations

from fractions import Fraction

import pytest

from register_text import Observer, place
from techmarket.errors import TechmarketError
from techmarket.observations import Key, Observation, Origin, Status, dims_of


def key(measure: str, period: int = 2013, **dims: str) -> Key:
    return Key(measure, period, dims_of(dims))


THREE = """
    contract_type value
    11            10
    12            20
    21            31
"""


def test_the_mean_value_is_value_by_contracts(observed: Observer) -> None:
    """Exact; not applicable without contracts."""
    found = observed(THREE)
    asked = key("mean_value")
    assert found.get(asked) == Observation(
        asked, Fraction(61, 3), "分", Status.NORMAL, Origin.COMPUTED
    )
    assert found.get(key("mean_value", contract_type="3")).status is Status.NOT_APPLICABLE


def test_growth_is_relative_to_the_year_before(observed: Observer) -> None:
    """Growth is the value by that of the year before, minus 1; a fall to nothing is -1, no change
    is a true zero."""
    found = observed(THREE, before="contract_type value\n11 10\n21 62\n3 5")
    growth = key("value.growth", contract_type="1")
    assert found.get(growth) == Observation(
        growth, Fraction(2), "1", Status.NORMAL, Origin.COMPUTED
    )
    assert found.get(key("value.growth", contract_type="2")).value == Fraction(-1, 2)
    assert found.get(key("value.growth", contract_type="3")).value == -1
    assert found.get(key("contracts.growth")).value == 0
    assert found.get(key("contracts.growth")).status is Status.ZERO
    assert found.get(key("mean_value.growth")).value == Fraction(61, 3) / Fraction(77, 3) - 1


def test_growth_from_nothing_has_no_prior_value(observed: Observer) -> None:
    """A previous value of zero cannot be grown from, not even to zero."""
    found = observed(THREE, before="contract_type value\n11 10")
    assert found.get(key("value.growth", contract_type="2")).status is Status.NO_PRIOR
    assert found.get(key("value.growth", contract_type="3")).status is Status.NO_PRIOR
    assert found.get(key("mean_value.growth", contract_type="2")).status is Status.NO_PRIOR


def test_growth_without_the_year_before(observed: Observer) -> None:
    """Without a previous snapshot there is no prior value, unless that year is carried."""
    total = key("value", 2012)
    carried = Observation(total, 122, "分", Status.NORMAL, Origin.CARRIED)
    found = observed(THREE, carried=[carried])
    assert found.get(key("contracts.growth")).status is Status.NO_PRIOR
    assert found.get(key("value.growth")).value == Fraction(-1, 2)
    assert found.get(key("value.growth")).origin is Origin.COMPUTED
    assert found.get(key("value.growth", 2012)).status is Status.NO_PRIOR


def test_growth_over_a_changed_classification(observed: Observer) -> None:
    """Where the classification changed nothing is compared; the total still is."""
    found = observed(
        "objective value\n10 3", before="objective value\n10 2",
        not_comparable=frozenset({"objective"}),
    )  # fmt: skip
    assert found.get(key("value.growth", objective="10")).status is Status.NO_PRIOR
    assert found.get(key("value.growth")).value == Fraction(1, 2)


def test_growth_over_a_year_that_was_not_recorded(observed: Observer) -> None:
    """A year that recorded no objective is missing by objective, so there is no prior value."""
    found = observed("objective value\n10 3", before="objective value\n- 2")
    assert found.get(key("value.growth", objective="10")).status is Status.NO_PRIOR


def test_growth_out_of_scope_is_not_applicable(observed: Observer) -> None:
    """Where there is no value this year, growth has the same status."""
    found = observed(THREE, before=THREE, out_of_scope=frozenset({place(seller_region="540000")}))
    assert found.get(key("value.growth", seller_region="540000")).status is Status.NOT_APPLICABLE


def test_a_share_is_of_the_place_in_its_base(observed: Observer) -> None:
    """The base is the total, a parent, or any other place; the share of a zero is zero."""
    found = observed(THREE)
    of_total = Key("value.share", 2013, place(contract_type="1"), ())
    of_parent = Key("value.share", 2013, place(contract_type="11"), place(contract_type="1"))
    nothing = Key("value.share", 2013, place(contract_type="3"), ())
    assert found.get(of_total).value == Fraction(30, 61)
    assert found.get(of_parent).value == Fraction(1, 3)
    assert (found.get(nothing).value, found.get(nothing).status) == (0, Status.ZERO)


def test_a_share_of_nothing_is_not_applicable(observed: Observer) -> None:
    """Nothing has no parts."""
    asked = Key("value.share", 2013, place(plan_source="101"), place(plan_source="1"))
    assert observed(THREE).get(asked).status is Status.NOT_APPLICABLE


def test_a_rank_counts_the_larger_places(observed: Observer) -> None:
    """Largest first, by exact 分; equal values share the better rank (1, 2, 2, 4); a place without
    value, out of scope or not, ranks as zero."""
    regions = ("110000", "120000", "130000", "140000", "540000")
    found = observed(
        """
        seller_region value
        110000        5
        120000        7
        130000        5
        140000        1
        """,
        region_groups={"some": regions},
        out_of_scope=frozenset({place(seller_region="540000")}),
    )
    scope = place(seller_region="group:some")
    asked = [Key("value.rank", 2013, place(seller_region=r), scope) for r in regions]
    assert [found.get(k).value for k in asked] == [2, 1, 2, 4, 5]
    assert found.get(asked[0]).unit == "位"
    assert found.get(asked[4]).status is Status.NORMAL


def test_a_rank_among_the_codes_below_a_code(observed: Observer) -> None:
    """The scope may be a parent, for its children, or the total, for the top codes."""
    found = observed(THREE)
    below = Key("value.rank", 2013, place(contract_type="12"), place(contract_type="1"))
    top = Key("value.rank", 2013, place(contract_type="1"), ())
    assert found.get(below).value == 1
    assert found.get(top).value == 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            Key("value.rank", 2013, place(contract_type="21"), place(contract_type="1")),
            "the place is not in the scope of its rank "
            "(value.rank:2013:contract_type=21:of=contract_type=1): contract_type=1 has 2 members "
            "and 21 is not one of them; name a scope that has the place.",
        ),
        (
            Key("value.rank", 2013, place(contract_type="1"), place(ip_type="1")),
            "a rank is among places that differ in one dimension "
            "(value.rank:2013:contract_type=1:of=ip_type=1); name the place and the scope by the "
            "same dimensions, all equal but one.",
        ),
        (
            Key("value.share", 2013, place(contract_type="1")),
            "share of value needs a base (value.share:2013:contract_type=1); name the whole, "
            "base=() for the total.",
        ),
        (
            Key("value.growth", 2013, (), ()),
            "only a share and a rank have a base (value.growth:2013::of=); ask without base, or "
            "for the share or the rank of this measure.",
        ),
    ],
)
def test_a_base_that_does_not_fit(observed: Observer, asked: Key, sentence: str) -> None:
    """A share and a rank need a base that fits, the others must not have one."""
    with pytest.raises(TechmarketError) as error:
        observed(THREE).get(asked)
    assert str(error.value) == sentence


def test_value_to_gross_domestic_product(observed: Observer) -> None:
    """Value by gross domestic product, which is carried; missing where it is not known."""
    gdp = [
        Observation(key("gdp"), 6100, "分", Status.NORMAL, Origin.CARRIED),
        Observation(key("gdp", 2002), 200, "分", Status.NORMAL, Origin.CARRIED),
        Observation(key("value", 2002), 3, "分", Status.NORMAL, Origin.CARRIED),
    ]
    found = observed(THREE, carried=gdp)
    now, then = found.get(key("value.to_gdp")), found.get(key("value.to_gdp", 2002))
    assert (now.value, now.origin) == (Fraction(1, 100), Origin.COMPUTED)
    assert (then.value, then.origin) == (Fraction(3, 200), Origin.CARRIED)
    assert found.get(key("value.to_gdp", 2003)).status is Status.MISSING


def test_a_carried_mean(observed: Observer) -> None:
    """A mean of a year before the register is carried, and this year's growth may rest on it."""
    old = Observation(key("mean_value", 2012), 61, "分", Status.NORMAL, Origin.CARRIED)
    found = observed(THREE, carried=[old])
    assert found.get(key("mean_value", 2012)) == old
    assert found.get(key("mean_value.growth")).value == Fraction(-2, 3)


@pytest.mark.parametrize(
    ("known", "before"),
    [(("value", "contracts"), Fraction(100, 3)), (("value",), 33), (("contracts",), 33)],
)
def test_growth_over_a_carried_mean(
    observed: Observer, known: tuple[str, ...], before: Fraction
) -> None:
    """A printed mean has lost digits: 100 in 3 contracts are 33 as printed and 100/3 in truth. The
    mean stays as printed; growth rests on value and contracts where both are carried."""
    printed = {"value": (100, "分"), "contracts": (3, "项"), "mean_value": (33, "分")}
    carried = [
        Observation(key(name, 2012), number, unit, Status.NORMAL, Origin.CARRIED)
        for name, (number, unit) in printed.items()
        if name in (*known, "mean_value")
    ]
    found = observed(THREE, carried=carried)
    assert found.get(key("mean_value", 2012)).value == 33
    assert found.get(key("mean_value.growth")).value == Fraction(61, 3) / before - 1
