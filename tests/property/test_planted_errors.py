"""Errors planted in a consistent report are found, and the smallest repair names them.

Hypothesis takes exact levels, prints them, and changes one to three printed numbers so that an
identity breaks beyond rounding. The second implementation is plain: it tries every set of numbers,
smallest first, and adds up ends of intervals.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from printed_reports import TYPES, YEAR, printed, report, reprinted
from techmarket.audit.identities import claims_of
from techmarket.audit.intervals import Reading
from techmarket.audit.judging import Verdict, judge
from techmarket.audit.statement import PrintedNumber
from techmarket.consistency.equally_small import OtherRepairs
from techmarket.observations.observation import dims_of

LEVEL = st.tuples(
    st.integers(50, 50_000),
    st.integers(10**10, 10**13),
    st.integers(50, 50_000),
    st.integers(10**10, 10**13),
)
LEVELS = st.fixed_dictionaries(dict.fromkeys(TYPES, LEVEL))


def judged(numbers: Sequence[PrintedNumber]) -> Verdict:
    verdict = judge(claims_of(numbers, (), YEAR), Reading.HALF_OPEN)
    assert verdict.optimal
    return verdict


def changed(number: PrintedNumber, digit: int, by: int) -> PrintedNumber:
    """One digit of a printed number is another."""
    digits = [at for at, character in enumerate(number.text) if character.isdigit()]
    at = digits[digit % len(digits)]
    other = str((int(number.text[at]) + by) % 10)
    return reprinted(number, number.text[:at] + other + number.text[at + 1 :])


@given(LEVELS)
@settings(max_examples=25, deadline=None)
def test_a_consistent_report_has_no_finding(
    levels: dict[str, tuple[int, int, int, int]],
) -> None:
    assert judged(report(levels)).given_up == ()


@given(
    LEVELS,
    st.lists(
        st.tuples(st.integers(0, 43), st.integers(0, 3), st.integers(1, 9)),
        min_size=1,
        max_size=3,
        unique_by=lambda planted: planted[0],
    ),
)
@settings(max_examples=40, deadline=None)
def test_planted_errors_are_found(
    levels: dict[str, tuple[int, int, int, int]], errors: list[tuple[int, int, int]]
) -> None:
    """Never more than was planted must change, and what must change resolves every conflict; one
    planted number that is not named could be repaired instead just as well."""
    numbers = report(levels)
    planted = {place for place, _, _ in errors}
    for place, digit, by in errors:
        numbers[place] = changed(numbers[place], digit, by)
    verdict = judged(numbers)
    assert len(verdict.given_up) <= len(planted)
    assume(verdict.given_up)
    if len(planted) == 1:
        (place,), (named,) = planted, verdict.given_up
        block = verdict.blocks[0]
        instead = OtherRepairs(block.system, block.repair).instead(named, 50)
        others = [other for one in instead.sets for other in one]
        assert place in {named, *others}
        if not others:
            assert named == place


@given(
    st.lists(st.integers(0, 400), min_size=4, max_size=4),
    st.integers(-3, 3),
    st.lists(st.integers(-4, 4), min_size=4, max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_the_smallest_repair_is_the_smallest_of_all_sets(
    parts: list[int], miss: int, again: list[int]
) -> None:
    """A total, four parts, and the parts once more in another table."""
    total = max(sum(parts) + miss, 0)
    second = [max(part + other, 0) for part, other in zip(parts, again, strict=True)]
    numbers = [
        printed(f"{value / 100:.2f}", "亿元", "value", dims, table=table)
        for value, dims, table in [
            (total, (), "表1"),
            *((p, dims_of({"contract_type": c}), "表1") for p, c in zip(parts, TYPES, strict=True)),
            *(
                (p, dims_of({"contract_type": c}), "表2")
                for p, c in zip(second, TYPES, strict=True)
            ),
        ]
    ]
    verdict = judge(claims_of(numbers, (), YEAR), Reading.CLOSED)
    assert verdict.optimal
    assert len(verdict.given_up) == plain_smallest(total, parts, second)


def plain_smallest(total: int, parts: Sequence[int], second: Sequence[int]) -> int:
    """Every set of the nine numbers, smallest first."""
    for size in range(10):
        for given_up in combinations(range(9), size):
            bounds: list[tuple[float, float]] = []
            for at in range(5):
                own = [total, *parts][at]
                said = [own] if at not in given_up else []
                if at and at + 4 not in given_up:
                    said.append(second[at - 1])
                low = max([value - 0.5 for value in said], default=0.0)
                high = min([value + 0.5 for value in said], default=math.inf)
                bounds.append((max(low, 0.0), high))
            if any(high < low for low, high in bounds):
                continue
            least = sum(low for low, _ in bounds[1:])
            most = sum(high for _, high in bounds[1:])
            if least <= bounds[0][1] and most >= bounds[0][0]:
                return size
    raise AssertionError("giving up everything always helps")


@pytest.mark.parametrize(("text", "found"), [("40.00", 0), ("40.02", 0), ("40.03", 1)])
def test_the_edge_of_rounding(text: str, found: int) -> None:
    """Four parts of 10.00 add up to less than 40.02; 40.02 itself begins at 40.015."""
    parts = [printed("10.00", "亿元", "value", dims_of({"contract_type": c})) for c in TYPES]
    assert len(judged([*parts, printed(text, "亿元", "value")]).given_up) == found
