"""Order, classes, notes and line breaks of figures, against plain second implementations."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.figures.build import shown_categories
from techmarket.figures.classes import COARSE, FINE, class_labels, class_limits, class_of
from techmarket.figures.definition import FigureDefinition
from techmarket.figures.draw.lettering import lines_of, width_of
from techmarket.figures.model import Datum, Form, Series
from techmarket.figures.notes import notes_on_data
from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import DeclaredCell

values = st.one_of(st.none(), st.integers(0, 4))


def definition(moving: list[bool], largest: int | None) -> FigureDefinition:
    return FigureDefinition(
        key="trial",
        form=Form.RANKING,
        categories=tuple(Line((), Part(), ordered) for ordered in moving),
        series=(Line((), Part()),),
        cells=tuple((DeclaredCell(Key("value", i), "亿元", 2),) for i in range(len(moving))),
        ordered_by=0,
        largest=largest,
        axes=(),
    )


def taking_the_largest(numbers: list[int | None], moving: list[bool]) -> list[int]:
    left = [i for i, moves in enumerate(moving) if moves]
    order = []
    for i, moves in enumerate(moving):
        if not moves:
            order.append(i)
            continue
        best = left[0]
        for other in left[1:]:
            mine, its = numbers[best], numbers[other]
            if its is not None and (mine is None or its > mine):
                best = other
        left.remove(best)
        order.append(best)
    return order


@given(
    st.lists(st.tuples(values, st.booleans()), max_size=15),
    st.one_of(st.none(), st.integers(1, 6)),
)
def test_order_is_that_of_taking_the_largest_again_and_again(
    lines: list[tuple[int | None, bool]], largest: int | None
) -> None:
    """Of the largest n: those of which fewer than n are larger, if they have something."""
    numbers, moving = [v for v, _ in lines], [m for _, m in lines]
    observed = SimpleNamespace(get=lambda key: SimpleNamespace(value=numbers[key.period], key=key))
    expected = taking_the_largest(numbers, moving)
    if largest is not None:
        expected = [
            i
            for i in expected
            if numbers[i] and sum((v or 0) > (numbers[i] or 0) for v in numbers) < largest
        ]
    assert shown_categories(definition(moving, largest), observed) == expected  # type: ignore[arg-type]


@given(
    st.lists(st.decimals(0, 10**7, places=4), min_size=1, max_size=8),
    st.sampled_from([FINE, COARSE]),
)
def test_classes_are_those_of_looking_along_a_row_of_round_numbers(
    amounts: list[Decimal], digits: tuple[int, ...]
) -> None:
    """The row goes from far below to far above; the last four at or below the largest amount."""
    row = sorted(Decimal(digit).scaleb(power) for power in range(-12, 10) for digit in digits)
    reached = [limit for limit in row if limit <= max(amounts)][-4:]
    if max(amounts) == 0:
        reached = []
    limits = class_limits(map(Fraction, amounts), digits)
    assert [Fraction(limit) for limit in reached] == list(limits)
    for amount in amounts:
        above = [n for n, limit in enumerate(reached) if amount < limit]
        assert class_of(Fraction(amount), limits) == (above[0] if above else len(reached))
    names = [format(limit.normalize(), "f") for limit in reached]
    if names:
        low, *_, high = names
        assert class_labels(limits) == (
            f"<{low}",
            *(f"{a}–{b}" for a, b in pairwise(names)),
            f"≥{high}",
        )


STATUSES = (Status.NORMAL, Status.MISSING, Status.NOT_APPLICABLE, Status.NO_PRIOR)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(
    st.lists(st.sampled_from(STATUSES), min_size=n, max_size=n), min_size=1, max_size=3
)))  # fmt: skip
def test_every_missing_datum_is_named_once_and_no_other(table: list[list[Status]]) -> None:
    """By its series, its category or both; a datum with a value by none."""

    def datum(status: Status) -> Datum:
        key = Key("value", 2013)
        value = 1 if status is Status.NORMAL else None
        return Datum(key, Observation(key, value, "分", status, Origin.COMPUTED), "")

    series = tuple(
        Series(f"s{j}", "亿元", 0, tuple(map(datum, row))) for j, row in enumerate(table)
    )
    categories = tuple(f"c{i}" for i in range(len(table[0])))
    notes = notes_on_data(categories, series, "zh")
    if all(status is not Status.NORMAL for row in table for status in row):
        assert notes == ["没有数据。"]
        return
    told = {
        Status.MISSING: "无数据：",
        Status.NOT_APPLICABLE: "不适用或不在统计范围：",
        Status.NO_PRIOR: "无可比的上年数据：",
    }
    for status, head in told.items():
        lines = [note.removeprefix(head).rstrip("。") for note in notes if note.startswith(head)]
        names = lines[0].split("、") if lines else []
        assert len(names) == len(set(names))
        for j, row in enumerate(table):
            for i, found in enumerate(row):
                by = {f"s{j}", f"c{i}（s{j}）"} & set(names)
                whole = f"c{i}" in names and f"s{j}" not in names
                if found is status:
                    assert len(by) + whole == 1
                else:
                    assert not by
                    assert not whole or all(
                        r[i] is status or f"s{k}" in names for k, r in enumerate(table) if k != j
                    )


@settings(deadline=None)  # the first text waits for the typeface
@given(
    st.text("技术合同（）、，abc XYZ-", max_size=40).map(lambda t: " ".join(t.split())),
    st.floats(14, 120),
)
def test_broken_lines_are_the_text_and_fit(text: str, width: float) -> None:
    """Nothing is lost but the space at a break; a line is wider only where one character is."""
    lines = lines_of(text, 12, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 12) <= width or len(line) == 1 for line in lines)
    if width_of(text, 12) <= width:
        assert lines == [text]
