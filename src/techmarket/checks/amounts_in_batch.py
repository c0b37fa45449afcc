"""Rules about the amounts of many contracts: 万元 taken for 元, and amounts unlike all others.

Whether one amount is in the wrong unit cannot be seen from it; of many it can, because amounts of
one contract type spread over a few decades only and the two units are four decades apart. Not here:
what is usual (`magnitudes`), and amounts of one contract (`contract_amounts`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from techmarket.checks.batch_rule import Batch, BatchFinding, BatchRule, too_many
from techmarket.checks.check_rule import Authority
from techmarket.checks.magnitudes import DECADE, FEWEST, distances
from techmarket.checks.row_groups import Bits, Places, row_groups, whole_numbers

UNITS_APART = 4 * DECADE
"""万元 is ten thousand 元."""

GROUPS: tuple[tuple[str, ...], ...] = (("registration_agency",), ("registrar",), ("seller_id",))
"""Who enters amounts, the widest first.

Where half of the amounts or more look so, all are, of the widest such group; then those groups are
told of which some look so, the narrowest first. What was told of one group is not told of the next.
"""

TIMES = 6
"""And so many times what is expected: agencies differ in what they register."""

OUTLYING = 5
"""So many standard deviations away, as the spread estimates them."""

SPREAD_TO_DEVIATION = 14_826
"""A standard deviation is 1.4826 medians of distances, where amounts are spread log-normally."""

LOWEST_MIDDLE = 100_000
"""1,000 元 in 分."""
HIGHEST_MIDDLE = 10_000_000_000
"""1 亿元 in 分."""

READS = ("value", "contract_type", "technical_field")


def looks_small(distance: Places) -> Bits:
    """Ten thousand times as much would be less than half as far from what is usual."""
    return np.asarray(2 * np.abs(distance + UNITS_APART) < -distance, dtype=np.bool_)


def _in_ten_thousands(rule: BatchRule, batch: Batch) -> Iterator[BatchFinding]:
    yield from _in_other_unit(rule, batch, sign=1, factor=(10_000, 1))


def _as_ten_thousands(rule: BatchRule, batch: Batch) -> Iterator[BatchFinding]:
    yield from _in_other_unit(rule, batch, sign=-1, factor=(1, 10_000))


def _in_other_unit(
    rule: BatchRule, batch: Batch, sign: int, factor: tuple[int, int]
) -> Iterator[BatchFinding]:
    # By the type alone: the technical field may be as wrong as the unit.
    distance, _, known = batch.by_type
    odd = looks_small(sign * distance) & known
    expected = _expected(batch, sign)
    told = np.zeros(len(odd), dtype=np.bool_)
    known_columns = [one for one in GROUPS if set(one) <= set(batch.table.schema.names)]
    for whole, order in ((True, known_columns), (False, known_columns[::-1])):
        for columns in order:
            groups = batch.groups(*columns)
            found, sizes = groups.count(odd), groups.count(known)
            chance = groups.total(np.where(known, expected, 0)) // 1000
            wrong = too_many(found, chance) & (1000 * found > TIMES * chance)
            wrong &= 2 * groups.count(odd & ~told) > found
            if whole:
                wrong &= 2 * found >= sizes
            for number in np.flatnonzero(wrong):
                rows = groups.rows(int(number))
                rows = rows[known[rows] if whole else odd[rows]]
                told[rows] = True
                figures = {
                    "contracts": len(rows),
                    "of": int(sizes[number]),
                    "expected": int(chance[number]) // 1000,
                }
                group = dict(zip(columns, groups.keys[number], strict=True))
                yield BatchFinding(rule, group, rows, figures, factor)


def _expected(batch: Batch, sign: int) -> Places:
    """The share of contracts of the same type that look so anyway, in millionths, for each row."""
    reference = batch.reference
    distance, _, known = batch.reference_by_type
    odd = looks_small(sign * distance) & known
    groups = row_groups(reference, ("contract_type",))
    found, sizes = groups.count(odd), groups.count(known)
    overall = _millionths(int(odd.sum()), int(known.sum()))
    shares = {
        key: _millionths(int(found[place]), int(sizes[place]))
        if sizes[place] >= FEWEST
        else overall
        for place, key in enumerate(groups.keys)
    }
    ours = batch.groups("contract_type")
    of_key = np.array([*(shares.get(key, overall) for key in ours.keys), overall], dtype=np.int64)
    return of_key[ours.of_row]


def _millionths(part: int, whole: int) -> int:
    """A share in millionths, rounded up, one thousand at least: no sample excludes a thousandth."""
    return max(-(-part * 1_000_000 // whole) if whole else 0, 1_000)


def _unlike_others(rule: BatchRule, batch: Batch) -> Iterator[BatchFinding]:
    distance, spread, known = distances(batch.table, batch.usual)
    far = known & (10_000 * np.abs(distance) > OUTLYING * SPREAD_TO_DEVIATION * spread)
    groups = batch.groups("contract_type", "technical_field")
    found = groups.count(far)
    for number in np.flatnonzero(found):
        rows = groups.rows(int(number))
        group = dict(zip(groups.columns, groups.keys[number], strict=True))
        figures = {"contracts": int(found[number]), "of": len(rows)}
        yield BatchFinding(rule, group, rows[far[rows]], figures)


def _middle_value(rule: BatchRule, batch: Batch) -> Iterator[BatchFinding]:
    values, _ = whole_numbers(batch.table, "value")
    rows = np.flatnonzero(values > 0)
    if len(rows) < FEWEST:
        return
    middle = int(np.sort(values[rows])[(len(rows) - 1) // 2])
    if not LOWEST_MIDDLE <= middle <= HIGHEST_MIDDLE:
        factor = (10_000, 1) if middle < LOWEST_MIDDLE else (1, 10_000)
        yield BatchFinding(rule, {}, rows, {"middle": middle, "contracts": len(rows)}, factor)


_SPREAD = tuple(({"value": value}, 70) for value in (4_000_000, 40_000_000, 400_000_000))
_OTHER = {"registrar": "R44030199"}

AMOUNTS_IN_BATCH: tuple[BatchRule, ...] = (
    BatchRule(
        id="contract.values_are_not_in_ten_thousands",
        authority=Authority.PRACTICE,
        source="Certificates and workbooks give 万元, forms ask for 元; the distribution tells: "
        "more values of a group than chance explains (one in a million, and six times the usual) "
        "are nearer to those of their type when multiplied with 10,000, by more than half",
        words_zh="同一登记机构、登记员或卖方的成交金额，没有把万元当作元填写的。",
        words_en="The values of an agency, a registrar or a seller are not in 万元 instead of 元.",
        reads=READS,
        find=_in_ten_thousands,
        failing=(*_SPREAD, ({"value": 4_000, **_OTHER}, 8)),
        passing=(*_SPREAD, ({"value": 400_000, **_OTHER}, 8)),
    ),
    BatchRule(
        id="contract.values_are_not_multiplied",
        authority=Authority.PRACTICE,
        source="As for values in 万元, where an amount in 元 was multiplied with 10,000 once more",
        words_zh="同一登记机构、登记员或卖方的成交金额，没有把元当作万元填写的。",
        words_en="The values of an agency, a registrar or a seller are not 元 taken for 万元.",
        reads=READS,
        find=_as_ten_thousands,
        failing=(*_SPREAD, ({"value": 400_000_000_000, **_OTHER}, 8)),
        passing=(*_SPREAD, ({"value": 4_000_000_000, **_OTHER}, 8)),
    ),
    BatchRule(
        id="contract.value_is_like_others_of_its_type_and_field",
        authority=Authority.GUESS,
        source="Robust on logarithms: more than five standard deviations (1.4826 medians of the "
        "distances from the median) from the median of the same type and field, of the same type "
        "where there are fewer than 20, of all where there are fewer of these",
        words_zh="成交金额与同类别、同领域的合同相近。",
        words_en="A value is like others of its contract type and technical field.",
        reads=READS,
        find=_unlike_others,
        failing=(({"value": 40_000_000}, 30), ({"value": 400}, 1)),
        passing=(({"value": 40_000_000}, 30), ({"value": 60_000_000}, 1)),
    ),
    BatchRule(
        id="contract.middle_value_is_likely",
        authority=Authority.GUESS,
        source="The median of 20 contracts or more is from 1,000 元 to 1 亿元; beyond, the whole "
        "file is in another unit, and nothing is left to compare with",
        words_zh="一批合同成交金额的中位数在 1 千元与 1 亿元之间。",
        words_en="The middle value of a file is between 1,000 元 and 100 million 元.",
        reads=("value",),
        find=_middle_value,
        failing=(({"value": 2_000}, 25),),
        passing=(({"value": 2_000}, 19),),
    ),
)
