"""Simulation: distinct sellers by kind, the largest by name and in their order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from golden_line import quiet
from small_margins import small_margins
from small_population import drawn_year, small_population
from techmarket.errors import TechmarketError
from techmarket.simulate import population, sellers
from techmarket.simulate.draw import DrawnYear
from techmarket.simulate.margins import Margin, Margins, NamedSeller
from techmarket.simulate.population import TRIES, draw_population
from techmarket.simulate.sellers import (
    buyer_cells,
    deal_buyers,
    deal_sellers,
    largest_sellers,
    named_sellers,
    seller_cells,
)
from techmarket.simulate.structure import PARTY_KINDS
from techmarket.simulate.unlucky_draw import UnluckyDrawError

UNIVERSITY = "022"
BEIJING, SHANGHAI = "110000", "310000"
NAMED = (
    NamedSeller("甲大学", UNIVERSITY, BEIJING),
    NamedSeller("乙大学", UNIVERSITY, SHANGHAI),
    NamedSeller("丙大学", UNIVERSITY, BEIJING),
)


def universities(
    contracts: int, value: int, named: tuple[NamedSeller, ...] = NAMED, sellers: int = 30
) -> DrawnYear:
    """Universities in Beijing and Shanghai with so many contracts each, of about the same value."""
    regions = small_margins().by["seller_region"].tree
    kind = PARTY_KINDS.leaves.index(UNIVERSITY)
    where = [regions.leaves.index(region) for region in (BEIJING, SHANGHAI)]
    counts = np.zeros(len(PARTY_KINDS.leaves), dtype=np.int64)
    counts[kind] = 2 * contracts
    spread = np.zeros(len(regions.leaves), dtype=np.int64)
    spread[where] = contracts
    values = value + np.arange(2 * contracts) * 10_000
    margins = Margins(
        2013,
        {
            "seller_kind": Margin(PARTY_KINDS, PARTY_KINDS.leaves, counts, None),
            "seller_region": Margin(regions, regions.leaves, spread, None),
        },
        {},
        np.zeros((6, 6), dtype=np.int64),
        None,
        np.where(counts > 0, sellers, 0),
        {UNIVERSITY: named},
    )
    leaf = {
        "seller_kind": np.full(2 * contracts, kind),
        "seller_region": np.repeat(where, contracts),
    }
    return DrawnYear(margins, leaf, values, values >= 10**9)


def sold(year: DrawnYear, seed: int = 1) -> dict[tuple[str, int], int]:
    """What each seller sells, by region and number."""
    cell, cells = seller_cells(year)
    numbers = deal_sellers(np.random.default_rng(seed), year, cell, cells)
    totals: dict[tuple[str, int], int] = defaultdict(int)
    regions = year.margins.by["seller_region"].codes
    for number, region, value in zip(
        numbers.tolist(), year.leaf["seller_region"].tolist(), year.value.tolist(), strict=True
    ):
        totals[regions[region], number] += value
    return totals


def test_every_kind_has_its_number_of_distinct_sellers() -> None:
    """Counted from kind, region and number of the seller of every contract."""
    people = small_population()
    leaves = [PARTY_KINDS.leaves[n] for n in people.drawn.leaf["seller_kind"][people.order]]
    distinct = set(zip(leaves, people.seller.tolist(), strict=True))
    counted = [sum(kind == leaf for kind, _ in distinct) for leaf in PARTY_KINDS.leaves]
    assert counted == small_margins().sellers.tolist()


def test_a_seller_keeps_one_kind_and_one_region() -> None:
    """No party is found with two kinds or in two regions, whether it sells or buys."""
    people = small_population()
    seen: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for side, who in (("seller", people.seller), ("buyer", people.buyer)):
        kinds = people.drawn.leaf[f"{side}_kind"][people.order].tolist()
        regions = people.drawn.leaf[f"{side}_region"][people.order].tolist()
        for party, kind, region in zip(who.tolist(), kinds, regions, strict=True):
            seen[party].add((kind, region))
    assert {len(places) for places in seen.values()} == {1}


def test_every_party_deals() -> None:
    """No party is made up that neither sells nor buys."""
    people = small_population()
    dealing = set(people.seller.tolist()) | set(people.buyer.tolist())
    assert dealing == set(range(len(people.parties.name)))


def test_every_region_that_sells_has_a_seller_and_none_more_than_contracts() -> None:
    """And every seller has a contract."""
    cell, cells = seller_cells(drawn_year())
    contracts = np.bincount(cell, minlength=len(cells.parties))
    assert ((cells.parties >= 1) == (contracts >= 1)).all()
    assert (cells.parties <= contracts).all()
    numbers = deal_sellers(np.random.default_rng(1), drawn_year(), cell, cells)
    pairs = set(zip(cell.tolist(), numbers.tolist(), strict=True))
    assert pairs == {(c, n) for c, many in enumerate(cells.parties.tolist()) for n in range(many)}


def test_named_sellers_are_the_largest_in_the_printed_order() -> None:
    """Two in Beijing, one in Shanghai between them; they have the first numbers of their region."""
    totals = sold(universities(400, 100_000_000))
    order = sorted(totals, key=lambda seller: -totals[seller])
    assert order[:3] == [(BEIJING, 0), (SHANGHAI, 0), (BEIJING, 1)]
    assert totals[order[2]] > totals[order[3]]


def test_an_unnamed_seller_stays_below_any_draw() -> None:
    """Whatever the order of small contracts, over ten seeds."""
    year = universities(400, 100_000_000)
    for seed in range(10):
        totals = sold(year, seed)
        assert min(totals[BEIJING, 0], totals[SHANGHAI, 0], totals[BEIJING, 1]) > max(
            total for seller, total in totals.items() if seller[1] > 1
        )


def test_regions_that_do_not_sell_enough_are_refused() -> None:
    """The last named university would have to sell 1.32 亿元; there is less in all of Shanghai."""
    with pytest.raises(UnluckyDrawError) as caught:
        sold(universities(100, 1_000_000))
    assert str(caught.value) == (
        "the largest sellers cannot be put in the printed order (kind 022, 2013): the regions "
        "where they sit do not sell enough; try another seed."
    )


def test_contracts_that_do_not_make_up_the_named_totals_are_refused() -> None:
    """Contracts of 1.2 亿元 each do not add up to anything a little above 1.32 亿."""
    with pytest.raises(UnluckyDrawError) as caught:
        sold(universities(40, 11_900_000_000, sellers=80))
    assert str(caught.value) == (
        "the largest sellers cannot be put in the printed order (kind 022, 2013); try another seed."
    )


OUT_OF_ORDER = (
    "the largest sellers cannot be put in the printed order (kind 022, 2013); try another seed."
)


def test_an_unnamed_seller_above_a_named_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when all that is left of a region went to one seller."""
    monkeypatch.setattr(
        sellers, "_dealt", lambda _, values, *__: np.zeros(len(values), dtype=np.intp)
    )
    with pytest.raises(UnluckyDrawError) as caught:
        sold(universities(400, 100_000_000))
    assert str(caught.value) == OUT_OF_ORDER


def test_named_sellers_of_equal_totals_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sells less than the one before, not as much."""
    monkeypatch.setattr(sellers, "_named_totals", lambda *_: [13_200_000_000] * 3)
    year = replace(universities(400, 100_000_000), value=np.full(800, 100_000_000))
    with pytest.raises(UnluckyDrawError) as caught:
        sold(year)
    assert str(caught.value) == OUT_OF_ORDER


def test_a_region_has_its_named_sellers_and_enough_others() -> None:
    """What a region sells is at most 0.6 of the largest contract for each of six others on average;
    to these come two named ones in Beijing and one in Shanghai."""
    _, cells = seller_cells(universities(400, 100_000_000, sellers=15))
    assert cells.parties[cells.parties > 0].tolist() == [8, 7]


def test_fewer_sellers_than_regions_that_sell_are_refused() -> None:
    """Two regions sell and there shall be one seller."""
    with pytest.raises(UnluckyDrawError) as caught:
        seller_cells(universities(50, 1_000_000, named=(), sellers=1))
    assert str(caught.value) == (
        "there are fewer sellers than regions that sell (kind 022, 2013); try another seed."
    )


def test_a_named_seller_needs_a_seat() -> None:
    """The seats of the edition's sellers are data; a name that has none is told."""
    seats = named_sellers(2013)
    name = next(iter(seats))
    assert largest_sellers({"E": [name]}, seats) == {"E": (seats[name],)}
    with pytest.raises(TechmarketError) as caught:
        largest_sellers({"E": [name, "无名公司"]}, seats)
    assert str(caught.value) == (
        "a named seller has no seat (无名公司); add it to the named sellers of the edition."
    )


def test_seats_are_kinds_and_regions_of_the_report() -> None:
    """Sixty names, each with a leaf kind, a region leaf and a size."""
    regions = small_margins().by["seller_region"].codes
    for name, seller in named_sellers(2013).items():
        assert seller.name == name
        assert seller.kind in PARTY_KINDS.leaves
        assert seller.region in regions
        assert seller.size >= 1


def test_buyers_are_fewer_than_contracts() -> None:
    """n contracts of a kind and region have at most n to the power of 0.85 buyers (assumed)."""
    cell = buyer_cells(drawn_year())
    numbers = deal_buyers(np.random.default_rng(1), cell, int(cell.max()) + 1)
    for one in set(cell.tolist()):
        contracts = int((cell == one).sum())
        assert numbers[cell == one].min() >= 0
        assert numbers[cell == one].max() < np.ceil(contracts**0.85)


def test_an_unlucky_draw_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """From another stream each time; the last error is told when none was lucky."""
    streams: list[list[int]] = []

    def unlucky(stream: list[int], *_: object) -> None:
        streams.append(stream)
        raise UnluckyDrawError(f"unlucky {len(streams)}", todo="try another seed")

    monkeypatch.setattr(population, "_drawn_population", unlucky)
    with pytest.raises(UnluckyDrawError) as caught:
        draw_population(7, replace(small_margins(), year=2012), 2013, quiet)
    assert str(caught.value) == f"unlucky {TRIES}; try another seed."
    assert streams == [[7, 2012, attempt] for attempt in range(TRIES)]
