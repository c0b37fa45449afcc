"""Rules about a year of contracts against the year before: who is gone, what jumped.

Neither need be wrong; each needs a word. Not here: growth as it is published (`observations`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from techmarket.checks.batch_rule import Batch, BatchFinding, BatchRule
from techmarket.checks.check_rule import Authority
from techmarket.checks.row_groups import row_groups, whole_numbers

MANY_CONTRACTS = 20
"""A party or an agency with fewer may well have none the year after."""

MUCH_VALUE = 10_000_000_000
"""1 亿元 in 分: less may come and go with one contract."""

TIMES = 2
"""A total jumps when it is more than so many times the other one, up or down."""

JUMP_CONTRACTS = 100
"""And when the two are at least so many contracts apart."""

Totals: TypeAlias = Mapping[str, tuple[int, int]]
"""Code or number to contracts and value in 分."""

WORDS: Mapping[str, tuple[str, str]] = {
    "seller_id": ("卖方", "seller"),
    "buyer_id": ("买方", "buyer"),
    "registration_agency": ("登记机构", "registration agency"),
    "registration_region": ("登记地区", "registration region"),
    "seller_region": ("卖方所在省份", "province of the seller"),
    "buyer_region": ("买方所在省份", "province of the buyer"),
}


def totals(table: pa.Table, column: str, digits: int | None = None) -> Totals:
    """Contracts and value by what stands in a column, or in its first `digits` characters."""
    groups = row_groups(table, (column,))
    values, _ = whole_numbers(table, "value")
    found: dict[str, tuple[int, int]] = {}
    for (key,), number, value in zip(
        groups.keys, groups.sizes.tolist(), groups.total(values).tolist(), strict=True
    ):
        have = found.get(key[:digits], (0, 0))
        found[key[:digits]] = (have[0] + number, have[1] + value)
    return found


def _gone(column: str) -> Callable[[BatchRule, Batch], Iterator[BatchFinding]]:
    def find(rule: BatchRule, batch: Batch) -> Iterator[BatchFinding]:
        assert batch.before is not None
        now = totals(batch.table, column)
        for key, (contracts, value) in sorted(totals(batch.before, column).items()):
            many = contracts >= MANY_CONTRACTS or value >= MUCH_VALUE
            if many and key not in now and batch.table.num_rows:
                figures = {"contracts": contracts, "value": value}
                yield BatchFinding(rule, {column: key}, figures=figures)

    return find


def _jumped(
    column: str, digits: int | None, which: int, apart: int
) -> Callable[[BatchRule, Batch], Iterator[BatchFinding]]:
    def find(rule: BatchRule, batch: Batch) -> Iterator[BatchFinding]:
        assert batch.before is not None
        now, before = totals(batch.table, column, digits), totals(batch.before, column, digits)
        groups = row_groups(batch.table, (column,))
        for key in sorted(now.keys() & before.keys()):
            less, more = sorted((now[key][which], before[key][which]))
            if more > TIMES * less and more - less >= apart:
                same = [n for n, (one,) in enumerate(groups.keys) if one[:digits] == key]
                rows = np.flatnonzero(np.isin(groups.of_row, same))
                measure = ("contracts", "value")[which]
                figures = {
                    f"{measure}_before": before[key][which],
                    f"{measure}_now": now[key][which],
                }
                yield BatchFinding(rule, {column: key}, rows, figures)

    return find


def _vanishes(id: str, column: str) -> BatchRule:
    zh, en = WORDS[column]
    return BatchRule(
        id=f"contract.{id}",
        authority=Authority.GUESS,
        source="The year before it had 20 contracts or 1 亿元, and now none: it may have been "
        "renamed, merged or entered anew",
        words_zh=f"上年合同多或金额大的{zh}，本年也有合同。",
        words_en=f"A {en} with many contracts or much value the year before has some this year.",
        reads=(column, "value"),
        find=_gone(column),
        needs_before=True,
        failing=(({column: "440000"}, 3),),
        passing=(({}, 3),),
        before=(({}, MANY_CONTRACTS),),
    )


def _jumps(column: str, digits: int | None, measure: str) -> BatchRule:
    zh, en = WORDS[column]
    by_value = measure == "value"
    said_zh, said_en = ("成交金额", "value") if by_value else ("合同项数", "number of contracts")
    apart = MUCH_VALUE if by_value else JUMP_CONTRACTS
    one, other = {column: "440302"}, {column: "330100"}
    if by_value:
        small, large = {"value": 200_000_000}, {"value": 600_000_000}
        before, now = (
            (({**one, **first}, 100), ({**other, **second}, 100))
            for first, second in ((small, large), (large, small))
        )
    else:
        before, now = (
            (({**one, "value": 100_000}, first), ({**other, "value": 100_000}, second))
            for first, second in ((100, 300), (300, 100))
        )
    return BatchRule(
        id=f"contract.{measure}_by_{column}_does_not_jump",
        authority=Authority.GUESS,
        source="More than twice or less than half, and at least "
        + ("1 亿元 apart" if by_value else "100 contracts apart"),
        words_zh=f"按{zh}统计的{said_zh}与上年相比没有倍增或减半。",
        words_en=f"The {said_en} by {en} is neither more than twice nor less than half "
        "of that of the year before.",
        reads=(column, "value"),
        find=_jumped(column, digits, 1 if by_value else 0, apart),
        needs_before=True,
        failing=now,
        passing=before,
        before=before,
    )


VINTAGE_RULES: tuple[BatchRule, ...] = (
    _vanishes("seller_does_not_vanish", "seller_id"),
    _vanishes("buyer_does_not_vanish", "buyer_id"),
    _vanishes("agency_does_not_vanish", "registration_agency"),
    *(
        _jumps(column, digits, measure)
        for column, digits in (
            ("registration_agency", None),
            ("registration_region", 2),
            ("seller_region", 2),
            ("buyer_region", 2),
        )
        for measure in ("contracts", "value")
    ),
)
"""A province is the first two digits of a region."""
