"""Who deals with whom: kinds and regions of sellers and buyers, and the place of registration.

Drawn with exact counts. A foreign enterprise lies abroad and other parties abroad are few; no
contract has both parties abroad; a contract is registered where its seller is, and where its buyer
is if the seller is abroad; much trade is local. Shares of such habits are assumed, the counts
are not. Not here: the single party (`sellers`) and values (`raking`).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from techmarket.simulate.allocate import crossed, fit, round_cells, round_table, split
from techmarket.simulate.arrays import Flags, Floats, Ints, Places
from techmarket.simulate.margins import Margins, NamedSeller, top_of_leaf
from techmarket.simulate.structure import OUTSIDE_MAINLAND, PARTY_KINDS, Classification
from techmarket.simulate.unlucky_draw import UnluckyDrawError

KINDS = PARTY_KINDS.leaves
FOREIGN_ENTERPRISE = KINDS.index("500")

ABROAD_WEIGHT = {
    "seller": {"200": 0.02, "300": 0.02, "600": 0.02, "700": 0.03, "021": 1e-4, "022": 1e-4},
    "buyer": {"010": 0.01, "200": 0.05, "300": 0.05, "022": 0.005, "600": 0.02, "700": 0.1},
}
"""How readily a party of a kind lies abroad, beside the foreign enterprises (assumed)."""

LOCAL_SHARE = {"110000": 0.55}
USUAL_LOCAL_SHARE = 0.75
"""Part of the contracts that could stay in their region and do (assumed; Beijing sells afar)."""

CROSSING, CROSSING_SHARE = 3, 150
"""Contracts of every province registered elsewhere, and of others registered in it: three and one
in 150 (assumed). Without them a province could not register more or less than it sells."""

NAMED_WEIGHT = 3.0
"""Kinds are so many times more frequent in a region where a largest seller of the kind sits."""


def draw_parties(rng: np.random.Generator, margins: Margins) -> dict[str, Places]:
    """Leaf of seller_kind, buyer_kind, seller_region, buyer_region and registration_region.

    Returns:
        one array of shape (contracts,) per dimension; indices into the leaves of its margin.
    """
    seller_class = _classes(margins, "seller")
    buyer_class = _classes(margins, "buyer")
    pairs = _pairs(margins, seller_class, buyer_class)
    seller, buyer = np.nonzero(pairs > 0)
    times = pairs[seller, buyer]
    order = rng.permutation(margins.contracts)
    seller, buyer = np.repeat(seller, times)[order], np.repeat(buyer, times)[order]
    seller_region = crossed(rng, seller, _class_by_region(margins, "seller", seller_class))
    buyer_region = _buyer_regions(
        rng, margins, buyer, _class_by_region(margins, "buyer", buyer_class), seller_region
    )
    drawn = {
        "seller_kind": seller % len(KINDS),
        "buyer_kind": buyer % len(KINDS),
        "seller_region": seller_region,
        "buyer_region": buyer_region,
    }
    drawn["registration_region"] = _registration(rng, margins, seller_region, buyer_region)
    return drawn


def _abroad(tree: Classification) -> Flags:
    return np.array([leaf in OUTSIDE_MAINLAND for leaf in tree.leaves])


def _classes(margins: Margins, side: str) -> Ints:
    """Contracts by kind at home (first 13) and kind abroad (last 13), shape (26,)."""
    kinds, regions = margins.by[f"{side}_kind"], margins.by[f"{side}_region"]
    abroad = int(regions.counts[_abroad(regions.tree)].sum())
    weight = np.zeros((len(KINDS), 2))
    weight[:, 0] = kinds.counts
    for kind, share in ABROAD_WEIGHT[side].items():
        weight[KINDS.index(kind), 1] = share * kinds.counts[KINDS.index(kind)]
    weight[FOREIGN_ENTERPRISE] = (0.0, kinds.counts[FOREIGN_ENTERPRISE])
    columns = np.array([margins.contracts - abroad, abroad])
    table = round_table(
        fit(weight, kinds.counts, columns), kinds.counts, columns, f"{side} kind × abroad"
    )
    return table.T.reshape(-1)


def _pairs(margins: Margins, sellers: Ints, buyers: Ints) -> Ints:
    """Contracts by seller class × buyer class, shape (26, 26), with the printed 6 × 6 matrix."""
    top = np.tile(top_of_leaf(), 2)
    home = np.arange(2 * len(KINDS)) < len(KINDS)
    cell = top[None, :] * len(PARTY_KINDS.top) + top[:, None]  # buyer × seller, as printed
    weight = np.outer(sellers, buyers).astype(np.float64)
    weight[np.ix_(~home, ~home)] = 0.0
    matrix = margins.matrix_counts.reshape(-1).astype(np.float64)
    for _ in range(300):
        weight = fit(weight, sellers, buyers, sweeps=1)
        got = np.bincount(cell.reshape(-1), weight.reshape(-1), matrix.size)
        weight *= np.divide(matrix, got, out=np.zeros_like(matrix), where=got > 0)[cell]
    row, column = np.nonzero(weight > 0)
    families = [
        (row, sellers),
        (column, buyers),
        (cell[row, column], margins.matrix_counts.reshape(-1)),
    ]
    table = np.zeros(weight.shape, dtype=np.int64)
    table[row, column] = round_cells(
        weight[row, column], families, "seller kind × buyer kind × abroad"
    )
    return table


def _class_by_region(margins: Margins, side: str, classes: Ints) -> Ints:
    """Contracts by class (26) × region leaf: classes at home in provinces, others abroad."""
    regions = margins.by[f"{side}_region"]
    abroad = _abroad(regions.tree)
    home = np.arange(len(classes)) < len(KINDS)
    weight: Floats = np.outer(classes, regions.counts).astype(np.float64)
    weight[np.ix_(home, abroad)] = 0.0
    weight[np.ix_(~home, ~abroad)] = 0.0
    for named in _named(margins, side):
        weight[KINDS.index(named.kind), regions.codes.index(named.region)] *= NAMED_WEIGHT
    return round_table(
        fit(weight, classes, regions.counts), classes, regions.counts, f"{side} kind × region"
    )


def _named(margins: Margins, side: str) -> list[NamedSeller]:
    """Named sellers, each kind and region once."""
    if side != "seller":
        return []
    seats = {(s.kind, s.region): s for sellers in margins.top_sellers.values() for s in sellers}
    return list(seats.values())


def province_of_leaf(tree: Classification, provinces: tuple[str, ...]) -> Places:
    """Province number of every region leaf; -1 outside the mainland."""
    return np.array(
        [
            provinces.index(tree.parent(leaf)) if tree.parent(leaf) in provinces else -1
            for leaf in tree.leaves
        ]
    )


def _buyer_regions(
    rng: np.random.Generator, margins: Margins, buyer: Places, left: Ints, seller_region: Places
) -> Places:
    """Region of each buyer: first of those who buy from abroad, then local trade, then the rest.

    Args:
        left: shape (26, regions), how many buyers of each class lie where; used up.
    """
    region = np.full(len(buyer), -1, dtype=np.intp)
    left = left.copy()
    tree = margins.by["buyer_region"].tree
    foreign_seller = _abroad(margins.by["seller_region"].tree)[seller_region]
    _buyers_from_abroad(rng, margins, np.flatnonzero(foreign_seller), buyer, left, region)
    leaves = len(tree.leaves)
    key = buyer * leaves + seller_region
    order = rng.permutation(np.flatnonzero(region < 0))
    order = order[np.argsort(key[order], kind="stable")]
    starts = np.flatnonzero(np.r_[True, np.diff(key[order]) != 0, True])
    for begin, end in pairwise(starts.tolist()):
        kind, place = divmod(int(key[order[begin]]), leaves)
        share = LOCAL_SHARE.get(tree.leaves[place], USUAL_LOCAL_SHARE)
        stay = int(share * min(end - begin, left[kind, place]))
        region[order[begin : begin + stay]] = place
        left[kind, place] -= stay
    for kind in range(left.shape[0]):
        units = np.flatnonzero((buyer == kind) & (region < 0))
        region[units] = rng.permutation(np.repeat(np.arange(leaves), left[kind]))
    return region


def _buyers_from_abroad(
    rng: np.random.Generator,
    margins: Margins,
    units: Places,
    buyer: Places,
    left: Ints,
    region: Places,
) -> None:
    """Place the buyers of foreign sellers where more is registered than sold.

    Fills `region` and uses up `left`.
    """
    provinces = registering_provinces(margins)
    province = province_of_leaf(margins.by["buyer_region"].tree, provinces)
    quota = _quota_from_abroad(margins, left, province, len(units))
    for unit in rng.permutation(units):
        open_leaves = (left[buyer[unit]] > 0) & (province >= 0)
        wanted = np.where(open_leaves, quota[province], 0)
        weight = wanted if wanted.any() else np.where(open_leaves, left[buyer[unit]], 0)
        leaf = int(np.searchsorted(np.cumsum(weight), rng.integers(weight.sum()), side="right"))
        region[unit] = leaf
        left[buyer[unit], leaf] -= 1
        quota[province[leaf]] = max(quota[province[leaf]] - 1, 0)


def registering_provinces(margins: Margins) -> tuple[str, ...]:
    """Provinces in the order in which places of registration are numbered."""
    margin = margins.by.get("registration_region")
    return margins.by["seller_region"].tree.top[:31] if margin is None else margin.codes


def _quota_from_abroad(margins: Margins, left: Ints, province: Places, contracts: int) -> Ints:
    """How many of the contracts with foreign sellers are bought in each province.

    Args:
        left: shape (26, regions), buyers by class and region.
        province: of every region leaf, -1 outside the mainland.
        contracts: with foreign sellers.
    """
    many = len(registering_provinces(margins))
    inside = province >= 0
    room = np.bincount(province[inside], left[:, inside].sum(axis=0), many).astype(np.int64)
    margin = margins.by.get("registration_region")
    if margin is None:
        return split(contracts, room, at_most=room // 2)
    sold = np.bincount(province[inside], margins.by["seller_region"].counts[inside], many)
    wish = np.maximum(margin.counts - sold, 0) + 1e-3 * room
    # What is bought from abroad is registered at the buyer's: it must fit in what is registered.
    return split(contracts, wish, at_most=np.minimum(room, margin.counts) // 2)


def _registration(
    rng: np.random.Generator, margins: Margins, seller_region: Places, buyer_region: Places
) -> Places:
    """Province of registration, with exactly the counts of the margin where there is one."""
    margin = margins.by.get("registration_region")
    provinces = registering_provinces(margins)
    home = province_of_leaf(margins.by["seller_region"].tree, provinces)[seller_region]
    place = np.where(
        home >= 0, home, province_of_leaf(margins.by["buyer_region"].tree, provinces)[buyer_region]
    )
    if margin is not None:
        _cross_borders(rng, margins, home, place)
    return place


def _cross_borders(rng: np.random.Generator, margins: Margins, home: Places, place: Places) -> None:
    """Register contracts outside the seller's province until the counts are those of the margin.

    Changes `place` (the province of registration of each contract); `home` is the seller's.

    Raises:
        UnluckyDrawError: a province has too few contracts that could be registered elsewhere.
    """
    margin = margins.by["registration_region"]
    provinces = margin.codes
    surplus = np.bincount(place, minlength=len(provinces)) - margin.counts
    sold = np.bincount(home[home >= 0], minlength=len(provinces))
    crossing = np.where(sold > 10 * CROSSING, CROSSING + sold // CROSSING_SHARE, 0)
    leave = np.maximum(surplus, 0) + crossing
    arrive = np.maximum(-surplus, 0) + crossing
    movers = []
    for number, count in enumerate(leave):
        inside = np.flatnonzero((home == number) & (place == number))
        if len(inside) < count:
            raise UnluckyDrawError(
                "too few contracts can be registered outside the seller's province",
                where=f"{provinces[number]}, {margins.year}",
                why=f"{count} should be, {len(inside)} are there",
                todo="try another seed",
            )
        movers.append(rng.choice(inside, size=count, replace=False))
    target = np.repeat(np.arange(len(provinces)), arrive)
    moved = np.concatenate(movers)
    place[moved] = np.roll(target, len(target) // 2)
