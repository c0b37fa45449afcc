"""Which party sells and which buys: distinct sellers by kind, the largest by name and in order.

A party has one kind and one region; the parties of a kind and region form a cell and are numbered
within it, the named ones first, so that a party keeps its number from year to year. Contracts are
dealt out in order of value, so that no unnamed seller comes near the last named one. Not here:
names and addresses (`party_details`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapreplace
from importlib.resources import files

import numpy as np

from techmarket.errors import TechmarketError
from techmarket.simulate.allocate import split
from techmarket.simulate.arrays import Floats, Ints, Places
from techmarket.simulate.draw import DrawnYear, largest_value
from techmarket.simulate.margins import NamedSeller
from techmarket.simulate.structure import PARTY_KINDS
from techmarket.simulate.unlucky_draw import UnluckyDrawError

MOST_IN_CELL = 100_000
"""Parties of one kind and region have numbers below this; it sets the form of their ids."""

LIST_KINDS: Mapping[str, tuple[str, ...]] = {
    "E": PARTY_KINDS.children["E"],
    "021": ("021",),
    "022": ("022",),
}
"""Kind of a printed list of largest sellers → the leaf kinds that compete for it."""

LAST_NAMED = 1.1
"""The last named seller sells so many times the largest single contract of its kind …"""

MOST_MEAN = 0.6
"""… while a region has so many sellers that they sell at most this part of it on average."""

EVENLY, EVENLY_FROM = 0.5, 0.25
"""This part of a cell's contracts, the larger ones, is dealt out evenly and the rest goes to few;
all are dealt evenly where sellers have on average this part of the largest contract."""

MOST_OF_CELL = 0.93
"""Named sellers together sell at most this part of what their kind and region sells."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Parties by kind and region: cell = kind · regions + region.

    Attributes:
        regions: number of region leaves.
        parties: shape (cells,), how many parties there are in each.
    """

    regions: int
    parties: Ints


def named_sellers(year: int) -> dict[str, NamedSeller]:
    """Named sellers of an edition with their assumed seats, by name."""
    path = files("techmarket.simulate") / "named_sellers" / f"{year}.csv"
    return {
        line["name"]: NamedSeller(line["name"], line["kind"], line["region"], float(line["size"]))
        for line in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    }


def largest_sellers(
    lists: Mapping[str, Sequence[str]], seats: Mapping[str, NamedSeller]
) -> dict[str, tuple[NamedSeller, ...]]:
    """The printed lists with seats.

    Raises:
        TechmarketError: a printed name has no seat.
    """
    for names in lists.values():
        for name in names:
            if name not in seats:
                raise TechmarketError(
                    "a named seller has no seat",
                    where=name,
                    todo="add it to the named sellers of the edition",
                )
    return {kind: tuple(seats[name] for name in names) for kind, names in lists.items()}


def seller_cells(year: DrawnYear) -> tuple[Places, Cells]:
    """Cell of each contract's seller, and the number of sellers in each cell.

    Every cell with a contract has a seller, no cell more than contracts, and the sellers of a
    kind add up to the margin. There are more of them where there is more to sell.
    """
    kinds, regions = year.margins.by["seller_kind"], year.margins.by["seller_region"]
    count = len(regions.codes)
    cell = year.leaf["seller_kind"] * count + year.leaf["seller_region"]
    contracts = np.bincount(cell, minlength=len(kinds.codes) * count)
    value = np.bincount(cell, year.value.astype(np.float64), len(contracts))
    sellers = np.zeros_like(contracts)
    for kind in range(len(kinds.codes)):
        inside = slice(kind * count, (kind + 1) * count)
        here = contracts[inside]
        largest = largest_value(kinds.codes[kind])
        enough = np.ceil(value[inside] / (MOST_MEAN * largest)).astype(np.int64)
        least = np.minimum(here, np.maximum(1, enough) + _named_in(year, kind))
        wanted = int(year.margins.sellers[kind]) - int(least.sum())
        if wanted < 0:
            raise UnluckyDrawError(
                "there are fewer sellers than regions that sell",
                where=f"kind {kinds.codes[kind]}, {year.margins.year}",
                todo="try another seed",
            )
        sellers[inside] = least + split(
            wanted, here**0.5 * value[inside] ** 0.5, at_most=here - least
        )
    return cell, Cells(count, sellers)


def _named_in(year: DrawnYear, kind: int) -> Ints:
    """How many named sellers of a leaf kind sit in each region."""
    codes = year.margins.by["seller_region"].codes
    counts = np.zeros(len(codes), dtype=np.int64)
    for sellers in year.margins.top_sellers.values():
        for seller in sellers:
            if seller.kind == PARTY_KINDS.leaves[kind]:
                counts[codes.index(seller.region)] += 1
    return counts


def deal_sellers(rng: np.random.Generator, year: DrawnYear, cell: Places, cells: Cells) -> Places:
    """Number of each contract's seller within its cell, shape (contracts,).

    Named sellers have the first numbers of their cell, in printed order.

    Raises:
        UnluckyDrawError: the named sellers would not be the largest, in their order.
    """
    deal = _Deal(year, cell, cells)
    for kind in year.margins.top_sellers:
        deal.named(kind)
    for c in deal.inside:
        deal.others(rng, c)
    _check_lists(year, cell, cells, deal.number)
    return deal.number


class _Deal:
    """Contracts being dealt to sellers.

    Attributes:
        inside: contracts of every cell that sells, largest first.
        number: shape (contracts,), the seller of each contract within its cell, or -1.
        taken: shape (cells,), how many sellers of each cell have been served.
    """

    def __init__(self, year: DrawnYear, cell: Places, cells: Cells) -> None:
        self.year, self.cells = year, cells
        sold = np.bincount(cell, year.value.astype(np.float64), len(cells.parties))
        self.sold: Floats = sold.astype(np.float64)
        order = np.lexsort((-year.value, cell))
        edges = np.searchsorted(cell[order], np.arange(len(cells.parties) + 1))
        self.inside: dict[int, Places] = {
            c: order[edges[c] : edges[c + 1]] for c in np.flatnonzero(cells.parties).tolist()
        }
        self.number: Places = np.full(len(cell), -1, dtype=np.intp)
        self.taken: Ints = np.zeros(len(cells.parties), dtype=np.int64)

    def named(self, kind: str) -> None:
        """Give the sellers of one printed list contracts, so that their totals are in order."""
        period = self.year.margins.year
        of_cell = [
            _cell_of(self.year, self.cells, seller)
            for seller in self.year.margins.top_sellers[kind]
        ]
        last = int(LAST_NAMED * largest_value(LIST_KINDS[kind][0]))
        before = None
        totals = _named_totals(kind, period, last, of_cell, self.sold)
        for c, wanted in zip(of_cell, totals, strict=True):
            free = self.free(c)
            spare = len(free) - (int(self.cells.parties[c]) - int(self.taken[c]) - 1)
            chosen = free[_picked(self.year.value[free], wanted, spare)]
            got = int(self.year.value[chosen].sum())
            if got < wanted * 98 // 100 or (before is not None and got >= before):
                raise _out_of_order(kind, period)
            self.number[chosen] = self.taken[c]
            self.taken[c] += 1
            before = got

    def others(self, rng: np.random.Generator, c: int) -> None:
        """Deal what is left of a cell to its unnamed sellers."""
        parties = int(self.cells.parties[c] - self.taken[c])
        if parties == 0:
            return
        rest = self.free(c)
        values = self.year.value[rest]
        largest = largest_value(PARTY_KINDS.leaves[c // self.cells.regions])
        crowded = int(values.sum()) > EVENLY_FROM * largest * parties
        self.number[rest] = self.taken[c] + _dealt(rng, values, parties, 1.0 if crowded else EVENLY)

    def free(self, c: int) -> Places:
        """Contracts of a cell without a seller, largest first."""
        contracts = self.inside[c]
        return contracts[self.number[contracts] < 0]


def _check_lists(year: DrawnYear, cell: Places, cells: Cells, number: Places) -> None:
    """Refuse a draw in which an unnamed seller comes before a named one."""
    key = cell * MOST_IN_CELL + number
    distinct, place = np.unique(key, return_inverse=True)
    sold = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(sold, place, year.value)
    in_cell, in_number = distinct // MOST_IN_CELL, distinct % MOST_IN_CELL
    named_here = np.zeros(len(cells.parties), dtype=np.int64)
    for kind, sellers in year.margins.top_sellers.items():
        for seller in sellers:
            named_here[_cell_of(year, cells, seller)] += 1
        competes = np.isin(
            in_cell // cells.regions, [PARTY_KINDS.leaves.index(leaf) for leaf in LIST_KINDS[kind]]
        )
        named = in_number < named_here[in_cell]
        if sold[competes & ~named].max() >= sold[competes & named].min():
            raise _out_of_order(kind, year.margins.year)


def _cell_of(year: DrawnYear, cells: Cells, seller: NamedSeller) -> int:
    regions = year.margins.by["seller_region"].codes
    return PARTY_KINDS.leaves.index(seller.kind) * cells.regions + regions.index(seller.region)


def _out_of_order(kind: str, year: int, why: str = "") -> UnluckyDrawError:
    return UnluckyDrawError(
        "the largest sellers cannot be put in the printed order",
        where=f"kind {kind}, {year}",
        why=why,
        todo="try another seed",
    )


def _dealt(rng: np.random.Generator, values: Ints, parties: int, evenly: float) -> Places:
    """Party of each contract, contracts in descending order of value.

    Each of the larger ones goes to the party that has least so far, so that large contracts do
    not meet and everybody has one; of the small ones a few parties have many.
    """
    dealt = np.empty(len(values), dtype=np.intp)
    even = max(parties, int(evenly * len(values)))
    heap = [(0, party) for party in range(parties)]
    for place, value in enumerate(values[:even].tolist()):
        total, party = heap[0]
        dealt[place] = party
        heapreplace(heap, (total + value, party))
    small = len(values) - even
    if small > 0:
        dealt[even:] = np.floor(parties * rng.random(small) ** 2.0).astype(np.intp)
    return dealt


def _named_totals(
    kind: str, year: int, last: int, of_cell: Sequence[int], sold: Floats
) -> list[int]:
    """Descending totals (分) down to `last`, all within what their cells sell."""
    growth = 1.16
    while growth > 1.003:
        totals = [int(last * growth**place) for place in range(len(of_cell) - 1, -1, -1)]
        need: dict[int, int] = {}
        for c, total in zip(of_cell, totals, strict=True):
            need[c] = need.get(c, 0) + total
        if all(total <= MOST_OF_CELL * sold[c] for c, total in need.items()):
            return totals
        growth -= 0.005
    raise _out_of_order(kind, year, "the regions where they sit do not sell enough")


def _picked(values: Ints, wanted: int, spare: int) -> Places:
    """Places of contracts that together come close to `wanted` from below; at most `spare`.

    Args:
        values: descending.
    """
    chosen: list[int] = []
    left = wanted
    for place, value in enumerate(values.tolist()):
        if value <= left and len(chosen) < spare:
            chosen.append(place)
            left -= value
            if left < wanted // 10_000:
                break
    return np.array(chosen, dtype=np.intp)


def buyer_cells(year: DrawnYear) -> Places:
    """Cell of each contract's buyer; regions of buyers and sellers have the same leaves."""
    return (
        year.leaf["buyer_kind"] * len(year.margins.by["buyer_region"].codes)
        + year.leaf["buyer_region"]
    )


def deal_buyers(rng: np.random.Generator, cell: Places, cells: int) -> Places:
    """Number of each contract's buyer within its cell; n contracts have n^0.85 (assumed)."""
    contracts = np.bincount(cell, minlength=cells)
    parties = np.ceil(contracts**0.85).astype(np.int64)
    draw = rng.random(len(cell)) ** 1.5
    number: Places = np.floor(parties[cell] * draw).astype(np.intp)
    return number
