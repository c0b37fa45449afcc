"""Which pairs of contracts are looked at: those that agree in something that few agree in.

Of 300,000 contracts there are 45 thousand million pairs; a pair is looked at when the two have the
same parties, or one party and the amount, or project, amount and month. Not here: how alike the two
are (`comparisons`).
"""

from __future__ import annotations

import numpy as np

from techmarket.checks.row_groups import NOWHERE, Places
from techmarket.linkage.contract_columns import NO_DATE, ContractColumns

MOST_NEIGHBOURS = 40
"""Of the contracts that agree, ordered by signing date, so many after each one are looked at."""

TWO_MONTHS = 62
ONE_MONTH = 31
ANY_TIME = 10**9


def pairs_to_compare(contracts: ContractColumns) -> tuple[Places, Places]:
    """Places of the first and the second contract of each pair, first < second, each pair once."""
    cluster = np.append(contracts.parties.cluster, NOWHERE)
    seller, buyer = (cluster[contracts.sides[side]] for side in ("seller", "buyer"))
    rounded, value = contracts.rounded, contracts.value
    found = [
        _neighbours((seller, buyer), contracts, ANY_TIME),
        _neighbours((seller, rounded), contracts, TWO_MONTHS),
        _neighbours((buyer, rounded), contracts, TWO_MONTHS),
        _neighbours((contracts.project_name, value), contracts, ONE_MONTH),
    ]
    pairs = np.unique(np.concatenate(found))
    return pairs // max(len(contracts), 1), pairs % max(len(contracts), 1)


def _neighbours(keys: tuple[Places, Places], contracts: ContractColumns, days: int) -> Places:
    """Pairs that are equal in both keys, as first · contracts + second."""
    signed = contracts.dates["signing_date"]
    day = np.where(signed == NO_DATE, 0, signed)
    usable = np.flatnonzero((keys[0] != NOWHERE) & (keys[1] != NOWHERE))
    order = usable[np.lexsort((usable, day[usable], keys[1][usable], keys[0][usable]))]
    one, other, when = keys[0][order], keys[1][order], day[order]
    found = []
    for step in range(1, min(MOST_NEIGHBOURS, len(order) - 1) + 1):
        near = (one[step:] == one[:-step]) & (other[step:] == other[:-step])
        near &= when[step:] - when[:-step] <= days
        places = np.flatnonzero(near)
        if len(places) == 0:
            break
        first, second = order[places], order[places + step]
        low, high = np.minimum(first, second), np.maximum(first, second)
        found.append(low * len(contracts) + high)
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
