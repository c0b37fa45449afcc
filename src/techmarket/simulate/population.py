"""A drawn year with its parties: everything of a register but the records themselves.

Not here: the draw (`draw`, `sellers`) and the files (`register_files`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from techmarket.simulate.arrays import Ints, Places
from techmarket.simulate.contract_details import PER_AGENCY, registration_days
from techmarket.simulate.draw import DrawnYear, Progress, draw_year
from techmarket.simulate.margins import Margins, NamedSeller
from techmarket.simulate.party_details import PartyDetails, party_details
from techmarket.simulate.sellers import (
    MOST_IN_CELL,
    buyer_cells,
    deal_buyers,
    deal_sellers,
    seller_cells,
)
from techmarket.simulate.structure import PARTY_KINDS
from techmarket.simulate.unlucky_draw import UnluckyDrawError

TRIES = 5
"""Draws of a year before giving up."""


@dataclass(frozen=True, slots=True)
class Population:
    """Contracts in order of registration and their parties; arrays of shape (contracts,).

    Attributes:
        drawn: the contracts as drawn; `order` sorts its columns by registration.
        order: places in `drawn`, random.
        day: of registration, ascending (days since 1970).
        agency: number of the agency within its province.
        seed: a random number per contract, for its details.
        seller, buyer: places in `parties`.
        parties: details of all parties that deal.
        edition_year: whose groups decide which regions are printed by themselves.
    """

    drawn: DrawnYear
    order: Places
    day: Ints
    agency: Ints
    seed: npt.NDArray[np.uint32]
    seller: Places
    buyer: Places
    parties: PartyDetails
    edition_year: int

    @property
    def year(self) -> int:
        """The year of registration."""
        return self.drawn.margins.year

    @property
    def contracts(self) -> int:
        """Number of contracts."""
        return len(self.order)


def draw_population(
    seed: int, margins: Margins, edition_year: int, progress: Progress
) -> Population:
    """Draw contracts and parties of one year, each year from a stream of its own.

    An unlucky draw is made again from the next stream, so that every seed gives a register.

    Raises:
        UnluckyDrawError: even the last try was unlucky.
    """
    for attempt in range(TRIES - 1):
        try:
            return _drawn_population([seed, margins.year, attempt], margins, edition_year, progress)
        except UnluckyDrawError:
            continue
    return _drawn_population([seed, margins.year, TRIES - 1], margins, edition_year, progress)


def _drawn_population(
    stream: list[int], margins: Margins, edition_year: int, progress: Progress
) -> Population:
    rng = np.random.default_rng(stream)
    drawn = draw_year(rng, margins, progress)
    seller_cell, cells = seller_cells(drawn)
    seller_number = deal_sellers(rng, drawn, seller_cell, cells)
    buyer_cell = buyer_cells(drawn)
    buyer_number = deal_buyers(rng, buyer_cell, len(cells.parties))
    # Nobody deals with himself: the next party of the same kind and region buys.
    own = (buyer_cell == seller_cell) & (buyer_number == seller_number)
    buyer_number = buyer_number + own
    order = rng.permutation(margins.contracts)
    key = np.concatenate(
        [seller_cell * MOST_IN_CELL + seller_number, buyer_cell * MOST_IN_CELL + buyer_number]
    )
    distinct, place = np.unique(key, return_inverse=True)
    regions = margins.by["seller_region"].codes
    parties = party_details(
        distinct // MOST_IN_CELL,
        distinct % MOST_IN_CELL,
        regions,
        _named(margins, cells.regions),
        edition_year,
    )
    return Population(
        drawn=drawn,
        order=order,
        day=registration_days(rng, margins.year, margins.contracts),
        agency=agencies(rng, drawn)[order],
        seed=rng.integers(0, 2**31, size=margins.contracts, dtype=np.uint32),
        seller=place[: margins.contracts][order],
        buyer=place[margins.contracts :][order],
        parties=parties,
        edition_year=edition_year,
    )


def _named(margins: Margins, regions: int) -> dict[tuple[int, int], NamedSeller]:
    """Named sellers by cell and number: they have the first numbers of their cell."""
    codes = margins.by["seller_region"].codes
    named: dict[tuple[int, int], NamedSeller] = {}
    taken: dict[int, int] = {}
    for sellers in margins.top_sellers.values():
        for seller in sellers:
            cell = PARTY_KINDS.leaves.index(seller.kind) * regions + codes.index(seller.region)
            named[cell, taken.get(cell, 0)] = seller
            taken[cell] = taken.get(cell, 0) + 1
    return named


def agencies(rng: np.random.Generator, drawn: DrawnYear) -> Ints:
    """Agency of each contract within its province, from 1; about `PER_AGENCY` contracts each."""
    province = drawn.leaf["registration_region"]
    agencies = 1 + np.bincount(province) // PER_AGENCY
    return 1 + np.floor(agencies[province] * rng.random(len(province))).astype(np.int64)
