"""Exact values in words, and widths of columns, against plain second reckonings."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.render.docx.widths import ACROSS, UPRIGHT, column_plan
from techmarket.render.exact_value import exact_text
from techmarket.render.header import stub_of
from techmarket.tables.model import BuiltTable, Cell


def seen(value: int | Fraction, unit: str) -> Observation:
    status = Status.NORMAL if value else Status.ZERO
    return Observation(Key("value", 2013), value, unit, status, Origin.COMPUTED)


@given(st.integers(-(10**18), 10**18))
def test_money_is_said_in_fen_and_nothing_of_it_is_lost(value: int) -> None:
    """From one 亿元 on a second number follows, and it is the same money to the last 分."""
    text = exact_text(seen(value, "分"), "zh")
    first, _, second = text.partition(" = ")
    assert first == f"{value} 分"
    assert bool(second) == (abs(value) >= 10**10)
    if second:
        with localcontext() as context:
            context.prec = 40
            assert Decimal(second.removesuffix(" 亿元")) * 10**10 == value


@given(st.fractions())
def test_a_ratio_is_said_as_a_fraction_and_in_percent(value: Fraction) -> None:
    """The fraction is the value; the percentage is not further from it than half a millionth."""
    first, _, second = exact_text(seen(value, "1"), "en").partition(" ≈ ")
    assert Fraction(first) == value
    assert re.fullmatch(r"-?\d+\.\d{6} %", second)
    percent = Fraction(second.removesuffix(" %"))
    assert abs(percent - value * 100) <= Fraction(1, 2 * 10**6)


TEXTS = st.lists(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30), min_size=1, max_size=4
)


@given(TEXTS, st.text(st.sampled_from("北京 abc,"), min_size=1, max_size=60))
def test_columns_fill_the_page_at_a_size_that_leaves_numbers_whole(
    numbers: list[list[int]], label: str
) -> None:
    """Widths add up to the room; where the size is not the smallest, no number needs more."""
    width = min(len(row) for row in numbers)
    columns = tuple((f"{col}年",) for col in range(width))
    rows = tuple((f"{label}{row}",) for row in range(len(numbers)))
    cells = tuple(
        tuple(
            Cell(path, column, None, None, str(value), 2013, "项", 0)
            for column, value in zip(columns, row, strict=False)
        )
        for path, row in zip(rows, numbers, strict=True)
    )
    table = BuiltTable("t", "表1", "表", "项", ("行",), columns, rows, cells)
    plan = column_plan(table, stub_of(table))
    assert sum(plan.widths) == (ACROSS if plan.across else UPRIGHT)
    if plan.size > 6:
        for col, given_width in enumerate(plan.widths[1:]):
            longest = max(len(row[col].text.lstrip("-")) for row in cells)
            # A digit is half an em wide: ten twentieths of a point for a point of size.
            assert given_width >= longest * plan.size * 10
