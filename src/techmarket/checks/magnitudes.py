"""How large amounts are, on a scale of tenfolds, and what is usual among contracts alike.

The unit is the thousandth of a decade: 1000 · log10 of the amount in 分, rounded to a whole number,
so that a middle and a distance are whole numbers and two programs agree to the last digit.
Not here: the rules that use it (`amounts_in_batch`), and sums of money, which stay 分.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from techmarket.checks.row_groups import NOWHERE, Bits, Places, row_groups, whole_numbers

DECADE = 1000
"""Tenfold."""

FEWEST = 20
"""A middle of fewer contracts says nothing; then that of more general ones is taken."""

LEAST_SPREAD = 100
"""A tenth of a decade: amounts that are nearly all equal do not make every other one stand out."""

LEVELS: tuple[tuple[str, ...], ...] = (("contract_type", "technical_field"), ("contract_type",), ())
"""What "alike" means, the closest first; the last is: any contract."""

BY_TYPE = 1
"""Place in `LEVELS` of likeness in the contract type alone."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual among some contracts.

    Attributes:
        middle: the median; of an even number, the lower one of the two in the middle.
        spread: the median of the distances from it, `LEAST_SPREAD` at least.
        contracts: how many there are.
    """

    middle: int
    spread: int
    contracts: int


@dataclass(frozen=True)
class UsualMagnitudes:
    """What is usual, by what contracts are alike in.

    Attributes:
        by_level: for each of `LEVELS`, key to what is usual; keys with fewer than `FEWEST`
            contracts are left out.
    """

    by_level: tuple[dict[tuple[str, ...], Usual], ...]


def magnitudes(amounts: Places) -> Places:
    """1000 · log10 of amounts in 分, rounded; of what is not positive 0. The shape of `amounts`."""
    positive = np.maximum(amounts, 1)
    return np.asarray(np.rint(DECADE * np.log10(positive)), dtype=np.int64)


def usual_magnitudes(table: pa.Table) -> UsualMagnitudes:
    """What is usual among the contracts of a table (value, contract_type, technical_field)."""
    values, _ = whole_numbers(table, "value")
    sizes = magnitudes(values)
    return UsualMagnitudes(
        tuple(_by_key(table, level, sizes, values > 0) for level in LEVELS),
    )


def distances(
    table: pa.Table, usual: UsualMagnitudes, first_level: int = 0
) -> tuple[Places, Places, Bits]:
    """How far each contract is from the middle of those that are like it.

    Args:
        table: the contracts.
        usual: of these or of other contracts.
        first_level: place in `LEVELS` of the closest likeness that counts.

    Returns:
        Distance and spread, in thousandths of a decade, and whether there is anything to
        compare with; shape (rows,) each.
    """
    values, _ = whole_numbers(table, "value")
    sizes = magnitudes(values)
    middle = np.zeros(len(sizes), dtype=np.int64)
    spread = np.zeros(len(sizes), dtype=np.int64)
    known = np.zeros(len(sizes), dtype=np.bool_)
    for level, found in list(zip(LEVELS, usual.by_level, strict=True))[first_level:]:
        groups = row_groups(table, level)
        ours = [found.get(key) for key in groups.keys]
        rows = groups.of_row
        has = np.array([*(one is not None for one in ours), False])[rows] & ~known
        middle[has] = np.array([*(one.middle if one else 0 for one in ours), 0])[rows[has]]
        spread[has] = np.array([*(one.spread if one else 0 for one in ours), 0])[rows[has]]
        known |= has
    return sizes - middle, spread, known & (values > 0)


def _by_key(
    table: pa.Table, level: tuple[str, ...], sizes: Places, positive: Bits
) -> dict[tuple[str, ...], Usual]:
    groups = row_groups(table, level)
    number = np.where(positive, groups.of_row, NOWHERE)
    counts = np.bincount(number[number != NOWHERE], minlength=len(groups.keys))
    middles = _medians(sizes, number, len(groups.keys))
    around = np.abs(sizes - np.append(middles, 0)[number])
    spreads = np.maximum(_medians(around, number, len(groups.keys)), LEAST_SPREAD)
    return {
        key: Usual(int(middles[place]), int(spreads[place]), int(counts[place]))
        for place, key in enumerate(groups.keys)
        if counts[place] >= FEWEST
    }


def _medians(numbers: Places, group: Places, groups: int) -> Places:
    """The lower median of each group, 0 of an empty one; shape (groups,)."""
    inside = group != NOWHERE
    # One sort of group and number together is far cheaper than ordering rows by two keys.
    least = int(numbers.min(initial=0))
    span = int(numbers.max(initial=0)) - least + 1
    ordered = np.sort(group[inside] * span + (numbers[inside] - least))
    bounds = np.searchsorted(ordered, np.arange(groups + 1) * span)
    first, last = bounds[:-1], bounds[1:]
    medians = np.zeros(groups, dtype=np.int64)
    full = last > first
    medians[full] = ordered[(first[full] + last[full] - 1) // 2] % span + least
    return medians
