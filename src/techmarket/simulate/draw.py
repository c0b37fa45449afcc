"""One year of contracts with the settled totals: attributes first, then values to the 分.

Order: who deals with whom (`parties`), for what plan and goal, a first value that follows from
these; the largest become the major contracts; what they are about (`subjects`) follows; then all
values are raked and closed. Not here: sellers, names, dates (`sellers`, `details`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from techmarket.codes import threshold
from techmarket.simulate.arrays import Flags, Floats, Ints, Places
from techmarket.simulate.exact import ROOM, close
from techmarket.simulate.margins import Margins, top_of_leaf
from techmarket.simulate.parties import draw_parties, province_of_leaf
from techmarket.simulate.raking import Bounds, Layer, rake
from techmarket.simulate.structure import PARTY_KINDS
from techmarket.simulate.subjects import draw_subjects
from techmarket.simulate.unlucky_draw import UnluckyDrawError

SPREAD = 2.5
"""Standard deviation of the logarithm of a value: with it the contracts above 1000 万元 hold about
the published share of all value."""

SMALLEST_VALUE = 10_000
"""No contract is below 100 元 (assumed)."""

LARGEST_VALUE = 200_000_000_000
LARGEST_VALUE_OF_KIND = {
    "021": 12_000_000_000,
    "022": 12_000_000_000,
    **dict.fromkeys(PARTY_KINDS.children["E"], 100_000_000_000),
}
"""No contract is above 20 亿元, of an enterprise 10 亿, of an institute or a university 1.2 亿
(assumed): a seller who is not on the list of the largest must stay below its last."""

MEAN_CROSSING = 80_000_000
"""Least mean value of the contracts registered outside the seller's province: 80 万元 (assumed)."""

PARTY_DIMENSIONS = ("seller_kind", "buyer_kind", "seller_region", "buyer_region")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """Contracts of one year, column by column, shape (contracts,) each.

    Attributes:
        margins: the totals they have.
        leaf: dimension → index into the leaves of its margin; dimensions that were not
            recorded are absent.
        value: 分.
        major: at or above the threshold.
    """

    margins: Margins
    leaf: Mapping[str, Places]
    value: Ints
    major: Flags


def draw_year(rng: np.random.Generator, margins: Margins, progress: Progress) -> DrawnYear:
    """Draw contracts with exactly these margins.

    Raises:
        UnluckyDrawError: these contracts cannot have the totals.
        TechmarketError: no contracts can (the margins should have been refused before).
    """
    title = f"contracts of {margins.year}"
    progress(title, 0, 4)
    leaf = draw_parties(rng, margins)
    for name in ("objective", "plan_source"):
        if name in margins.by:
            counts = margins.by[name].counts
            leaf[name] = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    progress(title, 1, 4)
    first = _first_values(rng, margins, leaf)
    major = np.zeros(len(first), dtype=bool)
    major[np.argsort(-first, kind="stable")[: margins.major_contracts]] = True
    leaf |= draw_subjects(rng, margins, major)
    progress(title, 2, 4)
    low, high = _bounds(margins, leaf, major)
    layers = [*_party_layers(margins, leaf), *_subject_layers(margins, leaf, major)]
    bounds = Bounds(low.astype(np.float64), high.astype(np.float64))
    values, distance = rake(first, layers, bounds)
    progress(title, 3, 4)
    if distance > ROOM:
        raise UnluckyDrawError(
            "the values of the drawn contracts do not reach the totals",
            where=title,
            why=f"the farthest total is {distance / 100:,.0f} 元 away",
            todo="try another seed",
        )
    value = np.clip(np.rint(values).astype(np.int64), low, high)
    exact = close(value, low, high, layers)
    progress(title, 4, 4)
    return DrawnYear(margins, leaf, exact, major)


def _first_values(rng: np.random.Generator, margins: Margins, leaf: Mapping[str, Places]) -> Floats:
    """Values with a long tail that meet the totals of parties, plans and goals."""
    count = margins.contracts
    largest = _largest(leaf).astype(np.float64)
    mean = int(margins.by["seller_kind"].values.sum()) / count  # type: ignore[union-attr]
    start = np.exp(rng.normal(np.log(mean) - SPREAD**2 / 2, SPREAD, count))
    start *= _sizes(margins, leaf)
    # The last digits of exp and log may differ from machine to machine; whole 元 hardly ever do.
    start = np.rint(start / 100) * 100
    low = np.full(count, float(SMALLEST_VALUE))
    start = np.clip(start, low, largest * 0.99)
    values, _ = rake(start, _party_layers(margins, leaf), Bounds(low, largest), tolerance=1e8)
    return values


def _sizes(margins: Margins, leaf: Mapping[str, Places]) -> Floats:
    """Factor of each contract's first value: see `NamedSeller.size`."""
    size = np.ones(margins.contracts)
    regions = margins.by["seller_region"].codes
    for sellers in margins.top_sellers.values():
        for seller in sellers:
            kind, region = PARTY_KINDS.leaves.index(seller.kind), regions.index(seller.region)
            here = (leaf["seller_kind"] == kind) & (leaf["seller_region"] == region)
            size[here] = np.maximum(size[here], seller.size)
    return size


def largest_value(kind: str) -> int:
    """The most (分) that a contract of a seller of this leaf kind may be worth."""
    return LARGEST_VALUE_OF_KIND.get(kind, LARGEST_VALUE)


def _largest(leaf: Mapping[str, Places]) -> Ints:
    by_kind = [largest_value(kind) for kind in PARTY_KINDS.leaves]
    return np.array(by_kind)[leaf["seller_kind"]]


def _bounds(margins: Margins, leaf: Mapping[str, Places], major: Flags) -> tuple[Ints, Ints]:
    limit = threshold("major_contract_value", on=date(margins.year, 12, 31))
    low = np.where(major, limit, SMALLEST_VALUE)
    high = np.where(major, _largest(leaf), limit - 1)
    return low, high


def _party_layers(margins: Margins, leaf: Mapping[str, Places]) -> list[Layer]:
    layers = [
        Layer(name, leaf[name], margin.values)
        for name in ("objective", "plan_source", *PARTY_DIMENSIONS)
        if (margin := margins.by.get(name)) is not None and margin.values is not None
    ]
    layers += _crossing_layers(margins, leaf)
    if margins.matrix_values is not None:
        top = top_of_leaf()
        cell = top[leaf["buyer_kind"]] * len(PARTY_KINDS.top) + top[leaf["seller_kind"]]
        layers.append(Layer("buyer kind × seller kind", cell, margins.matrix_values.reshape(-1)))
    return layers


def _crossing_layers(margins: Margins, leaf: Mapping[str, Places]) -> list[Layer]:
    """What is registered outside the seller's province, by where it comes from and goes to.

    Registration and seller's region are nearly the same partition, and raking both would creep.
    With the value that leaves each province chosen, the value that arrives follows, and
    with these two the registered totals hold of themselves.
    """
    registered = margins.by.get("registration_region")
    if registered is None or registered.values is None:
        return []
    home_of = province_of_leaf(margins.by["seller_region"].tree, registered.codes)
    home, place = home_of[leaf["seller_region"]], leaf["registration_region"]
    provinces = len(registered.codes)
    sold = margins.by["seller_region"].values
    assert sold is not None
    sold_in = np.zeros(provinces, dtype=np.int64)
    np.add.at(sold_in, home_of[home_of >= 0], sold[home_of >= 0])
    more = registered.values - sold_in
    crossing = home != place
    leaves = np.bincount(home[crossing & (home >= 0)], minlength=provinces)
    arrives = np.bincount(place[crossing], minlength=provinces)
    leaving = np.maximum(leaves * MEAN_CROSSING, arrives * MEAN_CROSSING - more)
    return [
        Layer("leaving", np.where(crossing, home, -1), leaving),
        Layer("arriving", np.where(crossing, place, -1), leaving + more),
    ]


def _subject_layers(margins: Margins, leaf: Mapping[str, Places], major: Flags) -> list[Layer]:
    layers = []
    for name, top in margins.major.items():
        whole = margins.by[name]
        assert whole.values is not None
        assert top.values is not None
        layers.append(Layer(name, leaf[name], whole.values))
        top_of = np.array([top.codes.index(whole.tree.parent(code)) for code in whole.codes])
        layers.append(Layer(f"{name}, major", np.where(major, top_of[leaf[name]], -1), top.values))
    return layers
