"""The margins of both years of an edition, from its printed figures.

Not here: the steps themselves (`system`, `settle`).
"""

from __future__ import annotations

import numpy as np

from techmarket.editions import Edition
from techmarket.observations.observation import Key
from techmarket.simulate.arrays import Ints
from techmarket.simulate.contradictions import recorded_places
from techmarket.simulate.margins import Margins
from techmarket.simulate.sellers import largest_sellers, named_sellers
from techmarket.simulate.settle import (
    check_statements,
    margins_of,
    sellers_last_year,
    settled_counts,
    settled_values,
)
from techmarket.simulate.statements import printed_names
from techmarket.simulate.structure import PARTY_KINDS
from techmarket.simulate.system import System, system_of


def edition_margins(edition: Edition) -> tuple[Margins, Margins]:
    """Margins of the year before and of the edition's year.

    Raises:
        TechmarketError: the printed figures, without the recorded contradictions, are not
            consistent, or a named seller has no seat.
    """
    system = system_of(edition)
    given_up = recorded_places(edition)
    counts = settled_counts(system, given_up)
    values = settled_values(system, given_up, counts)
    check_statements(system, given_up, counts.__getitem__, values.__getitem__)
    sellers = _printed_sellers(system)
    largest = largest_sellers(_lists(edition), named_sellers(edition.year))
    this = margins_of(system, edition.year, counts, values, sellers, largest)
    before = sellers_last_year(
        sellers,
        this.by["seller_kind"].counts,
        _by_kind({key: n for key, n in counts.items() if key.period == edition.year - 1}),
    )
    return margins_of(system, edition.year - 1, counts, values, before, {}), this


def _by_kind(counts: dict[Key, int]) -> Ints:
    by = {key.dims: n for key, n in counts.items() if key.measure == "contracts"}
    return np.array([by[(("seller_kind", leaf),)] for leaf in PARTY_KINDS.leaves])


def _printed_sellers(system: System) -> Ints:
    printed = {
        statement.key.dims: int(statement.interval.middle)
        for statement in system.statements
        if statement.key.measure == "sellers"
    }
    return np.array([printed[(("seller_kind", leaf),)] for leaf in PARTY_KINDS.leaves])


def _lists(edition: Edition) -> dict[str, list[str]]:
    """Printed names of the largest sellers in order, by kind of list."""
    named = sorted(
        (dict(key.dims)["seller_kind"], int(dict(key.dims)["position"]), name)
        for key, name in printed_names(edition).items()
    )
    lists: dict[str, list[str]] = {}
    for kind, _, name in named:
        lists.setdefault(kind, []).append(name)
    return lists
