"""Simulation: a year of contracts with exactly the settled totals."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from golden_line import quiet
from small_margins import MAJOR, province, small_margins, small_register
from small_population import drawn_year
from techmarket.errors import TechmarketError
from techmarket.simulate import draw
from techmarket.simulate.draw import draw_year, largest_value
from techmarket.simulate.margins import Margin, Margins
from techmarket.simulate.structure import MAJOR_DIMENSIONS, OUTSIDE_MAINLAND, PARTY_KINDS
from techmarket.simulate.subjects import RIGHT_TRANSFERRED
from techmarket.simulate.unlucky_draw import UnluckyDrawError

DIMENSIONS = tuple(small_margins().by)


def codes(dimension: str) -> list[str]:
    """The code of every drawn contract."""
    leaves = small_margins().by[dimension].codes
    return [leaves[n] for n in drawn_year().leaf[dimension].tolist()]


def values() -> list[int]:
    return [int(value) for value in drawn_year().value]


def totals(keys: list[str] | list[tuple[str, str]]) -> dict[object, tuple[int, int]]:
    """Count and value by key, in plain whole numbers."""
    count: Counter[object] = Counter(keys)
    value: Counter[object] = Counter()
    for key, amount in zip(keys, values(), strict=True):
        value[key] += amount
    return {key: (count[key], value[key]) for key in count}


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_leaf_has_its_count_and_its_value(dimension: str) -> None:
    """Counts and sums in 分 are those of the margin, not one more or less."""
    margin = small_margins().by[dimension]
    assert margin.values is not None
    wanted = {
        code: (int(count), int(value))
        for code, count, value in zip(margin.codes, margin.counts, margin.values, strict=True)
        if count
    }
    assert totals(codes(dimension)) == wanted


def test_buyer_kind_by_seller_kind_has_its_counts_and_values() -> None:
    """The matrix of the kinds at the top level holds too."""
    top = PARTY_KINDS.top
    pairs = [
        (PARTY_KINDS.parent(buyer), PARTY_KINDS.parent(seller))
        for buyer, seller in zip(codes("buyer_kind"), codes("seller_kind"), strict=True)
    ]
    margins = small_margins()
    assert margins.matrix_values is not None
    wanted = {
        (b, s): (int(margins.matrix_counts[i, j]), int(margins.matrix_values[i, j]))
        for i, b in enumerate(top)
        for j, s in enumerate(top)
        if margins.matrix_counts[i, j]
    }
    assert totals(pairs) == wanted


@pytest.mark.parametrize("dimension", MAJOR_DIMENSIONS)
def test_major_contracts_have_their_counts_and_values(dimension: str) -> None:
    """At or above 1000 万元, at the top level of type, field and intellectual property."""
    margin, tree = small_margins().major[dimension], small_margins().by[dimension].tree
    assert margin.values is not None
    count: Counter[str] = Counter()
    value: Counter[str] = Counter()
    for code, amount in zip(codes(dimension), values(), strict=True):
        if amount >= MAJOR:
            count[tree.parent(code)] += 1
            value[tree.parent(code)] += amount
    for code, contracts, total in zip(margin.codes, margin.counts, margin.values, strict=True):
        assert (count[code], value[code]) == (contracts, total)


def test_values_lie_between_the_least_and_the_most_of_the_kind() -> None:
    """From 100 元 to 10 亿元 of an enterprise, 1.2 亿 of an institute or university, else 20 亿."""
    assert largest_value("100") == 100_000_000_000
    assert largest_value("021") == largest_value("022") == 12_000_000_000
    assert largest_value("010") == 200_000_000_000
    for value, kind in zip(values(), codes("seller_kind"), strict=True):
        assert 10_000 <= value <= largest_value(kind)


def test_a_foreign_enterprise_lies_abroad() -> None:
    """Kind 500 is found in Hong Kong, Macau, Taiwan or another country and nowhere else."""
    for side in ("seller", "buyer"):
        pairs = zip(codes(f"{side}_kind"), codes(f"{side}_region"), strict=True)
        abroad = [region in OUTSIDE_MAINLAND for kind, region in pairs if kind == "500"]
        assert abroad
        assert all(abroad)


def test_no_contract_has_both_parties_abroad() -> None:
    """One side at least is in the mainland, for there the contract is registered."""
    sides = zip(codes("seller_region"), codes("buyer_region"), strict=True)
    abroad = [(s in OUTSIDE_MAINLAND, b in OUTSIDE_MAINLAND) for s, b in sides]
    assert {(True, False), (False, True), (False, False)} == set(abroad)


def test_a_contract_of_a_foreign_seller_is_registered_where_its_buyer_is() -> None:
    """Without exception."""
    rows = zip(
        codes("seller_region"), codes("buyer_region"), codes("registration_region"), strict=True
    )
    foreign = [(buyer, place) for seller, buyer, place in rows if seller in OUTSIDE_MAINLAND]
    assert foreign
    assert all(place == province(buyer) for buyer, place in foreign)


def test_other_contracts_are_registered_where_the_seller_is_but_for_few() -> None:
    """So many cross a border that registered and sold totals can differ, and hardly more."""
    rows = zip(codes("seller_region"), codes("registration_region"), strict=True)
    home = [place == province(seller) for seller, place in rows if seller not in OUTSIDE_MAINLAND]
    elsewhere = sum(
        contract["registration_region"] != province(str(contract["seller_region"]))
        for contract in small_register()
        if contract["seller_region"] not in OUTSIDE_MAINLAND
    )
    assert 0 < home.count(False) <= 2 * elsewhere


@pytest.mark.parametrize("kind", ["21", "23", "25", "28"])
def test_a_transfer_of_a_right_involves_that_right(kind: str) -> None:
    """A patent contract involves a patent, a transfer of software involves software, …"""
    pairs = zip(codes("contract_type"), codes("ip_type"), strict=True)
    rights = {right for code, right in pairs if code == kind}
    assert rights
    assert rights <= set(RIGHT_TRANSFERRED[kind])


def test_each_seed_draws_other_contracts_of_the_same_totals() -> None:
    """The same seed draws the same ones."""
    again, other = (draw_year(np.random.default_rng(n), small_margins(), quiet) for n in (1, 2))
    assert (again.value == drawn_year().value).all()
    assert (other.value != drawn_year().value).any()
    assert other.value.sum() == drawn_year().value.sum()


def with_margin(margins: Margins, name: str, **changes: object) -> Margins:
    """The margins with another margin of one dimension."""
    changed: Margin = replace(margins.by[name], **changes)  # type: ignore[arg-type]
    return replace(margins, by={**margins.by, name: changed})


def test_margins_that_agree_are_accepted() -> None:
    """Counted from one register they do."""
    small_margins().check()


def raised(values: object, place: tuple[int, ...]) -> object:
    """A copy of the numbers with one more at a place."""
    changed = np.array(values)
    changed[place] += 1
    return changed


def contradictions() -> dict[str, Margins]:
    """Margins that differ by one from those that agree, by what is named in the message."""
    margins = small_margins()
    goal, field = margins.by["objective"], margins.major["technical_field"]
    return {
        "objective": with_margin(margins, "objective", values=raised(goal.values, (0,))),
        "plan_source": with_margin(
            margins, "plan_source", counts=raised(margins.by["plan_source"].counts, (0,))
        ),
        "technical_field of major contracts": replace(
            margins,
            major={
                **margins.major,
                "technical_field": replace(field, counts=raised(field.counts, (0,))),  # type: ignore[arg-type]
            },
        ),
        "buyer kind × seller kind": replace(
            margins,
            matrix_counts=raised(margins.matrix_counts, (3, 3)),  # type: ignore[arg-type]
        ),
    }


@pytest.mark.parametrize("name", contradictions())
def test_margins_that_contradict_one_another_are_refused(name: str) -> None:
    """One 分 or one contract is enough."""
    with pytest.raises(TechmarketError) as caught:
        contradictions()[name].check()
    assert str(caught.value) == (
        f"the margins contradict one another ({name}, 2013); "
        "report this as a defect of the simulation."
    )


def test_values_that_do_not_reach_the_totals_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a 万元 that raking leaves cannot be closed in a few hundred contracts."""
    monkeypatch.setattr(draw, "rake", lambda start, *_, **__: (start, 150_000_000.0))
    with pytest.raises(UnluckyDrawError) as caught:
        draw_year(np.random.default_rng(1), small_margins(), quiet)
    assert str(caught.value) == (
        "the values of the drawn contracts do not reach the totals (contracts of 2013): "
        "the farthest total is 1,500,000 元 away; try another seed."
    )


def test_contracts_that_cannot_be_registered_elsewhere_are_refused() -> None:
    """Beijing shall register nothing, but what it buys from abroad is registered there."""
    margin = small_margins().by["registration_region"]
    counts = np.array(margin.counts)
    counts[margin.codes.index("310000")] += counts[0]
    counts[0] = 0
    with pytest.raises(UnluckyDrawError) as caught:
        draw_year(
            np.random.default_rng(1),
            with_margin(small_margins(), "registration_region", counts=counts),
            quiet,
        )
    assert str(caught.value) == (
        "too few contracts can be registered outside the seller's province (110000, 2013): "
        "115 should be, 112 are there; try another seed."
    )
