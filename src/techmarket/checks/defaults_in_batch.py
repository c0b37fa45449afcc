"""Rules about defaults that an agency leaves in: too many to have been chosen.

Not here: the same of one contract (`contract_entries`), which may be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.checks.batch_rule import Batch, BatchFinding, BatchRule, too_many
from techmarket.checks.check_rule import Authority
from techmarket.checks.columns import ArrowArray
from techmarket.checks.magnitudes import FEWEST
from techmarket.checks.row_groups import Bits, Places, coded, whole_numbers

DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "plan_source": "9",
        "ip_type": "9",
        "is_related_party": "0",
        "technical_value": "value",
        "end_date": "12-31",
    }
)
"""Field to its default: a code, no, the same as another field, a day of any year."""

ALL_FIELDS = tuple(DEFAULTS)

TWICE = 2
"""An agency has so many times what the others let expect, and surely not by chance."""


def is_default(table: pa.Table, name: str) -> Bits:
    """In which rows a field of `DEFAULTS` holds its default, shape (rows,)."""
    column: ArrowArray = table[name].combine_chunks()
    if name == "technical_value":
        own, given = whole_numbers(table, name)
        whole, _ = whole_numbers(table, "value")
        return np.asarray(given & (own == whole), dtype=np.bool_)
    if name == "end_date":
        month, day = (_filled(part(column)) for part in (pc.month, pc.day))
        return np.asarray((month == 12) & (day == 31), dtype=np.bool_)
    if name == "is_related_party":
        return _filled(pc.invert(column)).astype(np.bool_)
    places, values = coded(table, name)
    place = values.index(DEFAULTS[name]) if DEFAULTS[name] in values else len(values)
    return np.asarray(places == place, dtype=np.bool_)


def _filled(column: ArrowArray) -> Places:
    return np.asarray(pc.fill_null(column.cast(pa.int64()), 0), dtype=np.int64)


def expected_elsewhere(found: Places, sizes: Places) -> Places:
    """How many each group would have at the rate of all other groups, in thousandths.

    Args:
        found, sizes: marked contracts and all contracts of each group, shape (groups,).

    Returns:
        Rounded down, shape (groups,); 0 of a group that is alone.
    """
    others = sizes.sum() - sizes
    marked = found.sum() - found
    return np.where(others > 0, sizes * 1000 * marked // np.maximum(others, 1), 0)


def _all_defaults(rule: BatchRule, batch: Batch) -> Iterator[BatchFinding]:
    marked = np.ones(batch.table.num_rows, dtype=np.bool_)
    for name in ALL_FIELDS:
        marked &= is_default(batch.table, name)
    yield from _agencies(rule, batch, marked, {})


def _one_default(rule: BatchRule, batch: Batch) -> Iterator[BatchFinding]:
    for name in ALL_FIELDS:
        yield from _agencies(rule, batch, is_default(batch.table, name), {"field": name})


def _agencies(
    rule: BatchRule, batch: Batch, marked: Bits, more: Mapping[str, str]
) -> Iterator[BatchFinding]:
    groups = batch.groups("registration_agency")
    found, sizes = groups.count(marked), groups.sizes
    if len(groups.keys) < 2:
        return
    expected = expected_elsewhere(found, sizes)
    wrong = (sizes >= FEWEST) & (found * 1000 > TWICE * expected) & too_many(found, expected)
    for number in np.flatnonzero(wrong):
        rows = groups.rows(int(number))
        figures = {
            "contracts": int(found[number]),
            "of": int(sizes[number]),
            "expected": int(expected[number]) // 1000,
        }
        group = {"registration_agency": groups.keys[number][0], **more}
        yield BatchFinding(rule, group, rows[marked[rows]], figures)


_DEFAULT = {"ip_type": "9", "technical_value": 123_450_000}
_OTHER = {"registration_agency": "440302", "registration_number": "4403022013000001"}

DEFAULTS_IN_BATCH: tuple[BatchRule, ...] = (
    BatchRule(
        id="contract.agency_does_not_leave_all_defaults",
        authority=Authority.PRACTICE,
        source="A script that filled in the online form in 2021 set exactly these defaults; told "
        "from 20 contracts on, twice the rate of all other agencies, beyond chance (one in a "
        "million)",
        companions=("agency_does_not_leave_a_default",),
        words_zh="登记机构各项全取默认值的合同，不比其他登记机构多得出奇。",
        words_en="An agency has no more contracts with nothing but defaults than others let "
        "expect.",
        reads=("registration_agency", "value", *ALL_FIELDS),
        find=_all_defaults,
        failing=(
            ({**_DEFAULT, "end_date": date(2014, 12, 31)}, 20),
            (_OTHER, 60),
        ),
        passing=(({**_DEFAULT, "end_date": date(2014, 12, 31)}, 19), (_OTHER, 60)),
    ),
    BatchRule(
        id="contract.agency_does_not_leave_a_default",
        authority=Authority.GUESS,
        source="As for all defaults together, field by field",
        words_zh="登记机构某一项取默认值的合同，不比其他登记机构多得出奇。",
        words_en="An agency has no more contracts with the default of a field than others let "
        "expect.",
        reads=("registration_agency", "value", *ALL_FIELDS),
        find=_one_default,
        failing=(({"ip_type": "9"}, 30), (_OTHER, 60)),
        passing=(({"ip_type": "9"}, 10), ({**_OTHER, "ip_type": "9"}, 20)),
    ),
)
