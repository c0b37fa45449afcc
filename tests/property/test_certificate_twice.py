"""Certificates of infeasibility: by matrices written out, and by trying points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from techmarket.compare.certificate import prove
from techmarket.compare.contradictions import Contradiction, Identity, Kind, row_name
from techmarket.published import Place

UNKNOWNS = ("x", "y", "z")
PLACES = [Place("表", str(i), "数") for i in range(4)]

small = st.fractions(min_value=-3, max_value=3, max_denominator=3)


@dataclass(frozen=True)
class Row:
    name: str
    coefficients: dict[str, Fraction]
    bound: Fraction
    strict: bool

    def holds(self, point: dict[str, Fraction]) -> bool:
        left = sum((c * point[x] for x, c in self.coefficients.items()), Fraction(0))
        return left < self.bound if self.strict else left <= self.bound


@st.composite
def systems(draw: st.DrawFn, cancelling: bool = False) -> tuple[list[Row], list[Fraction]]:
    """Rows, the last of them often made so that a combination cancels all unknowns."""
    count = draw(st.integers(2, 4))
    by = [draw(st.fractions(min_value=Fraction(1, 3), max_value=3, max_denominator=3))
          for _ in range(count)]  # fmt: skip
    sides = [[draw(small) for _ in UNKNOWNS] for _ in range(count - 1)]
    last = [-sum(b * s[i] for b, s in zip(by, sides, strict=False)) / by[-1] for i in range(3)]
    if not cancelling and draw(st.integers(0, 4)) == 0:
        last[0] += 1
    rows = [
        Row(
            row_name(PLACES[i], "lower"),
            dict(zip(UNKNOWNS, side, strict=True)),
            draw(small),
            draw(st.booleans()),
        )
        for i, side in enumerate([*sides, last])
    ]
    return rows, by


def claim(rows: list[Row], by: list[Fraction]) -> Contradiction:
    multipliers = {row.name: factor for row, factor in zip(rows, by, strict=True)}
    identity = Identity(Kind.LINEAR, tuple(PLACES[1:]), multipliers)
    return Contradiction(PLACES[0], "1", "2", "…", identity)


@given(systems())
def test_a_certificate_is_a_row_of_zeros_over_a_negative_bound(
    system: tuple[list[Row], list[Fraction]],
) -> None:
    rows, by = system
    matrix = [[row.coefficients[x] for x in UNKNOWNS] for row in rows]
    zeros = all(
        sum(by[i] * matrix[i][j] for i in range(len(rows))) == 0 for j in range(len(UNKNOWNS))
    )
    total = sum(by[i] * rows[i].bound for i in range(len(rows)))
    false = total < 0 or (total == 0 and any(row.strict for row in rows))
    assert prove(claim(rows, by), rows) == (zeros and false)


@given(systems(cancelling=True), st.tuples(small, small, small), small)
def test_what_is_proved_has_no_solution(
    system: tuple[list[Row], list[Fraction]],
    values: tuple[Fraction, Fraction, Fraction],
    below: Fraction,
) -> None:
    rows, by = system
    total = sum((b * row.bound for b, row in zip(by, rows, strict=True)), Fraction(0))
    last = replace(rows[-1], bound=rows[-1].bound - (total + abs(below) + 1) / by[-1])
    false = [*rows[:-1], last]
    assert prove(claim(false, by), false)
    point = dict(zip(UNKNOWNS, values, strict=True))
    assert not all(row.holds(point) for row in false)


@given(st.tuples(small, small, small), systems())
def test_what_has_a_solution_is_never_proved(
    values: tuple[Fraction, Fraction, Fraction], system: tuple[list[Row], list[Fraction]]
) -> None:
    rows, by = system
    point = dict(zip(UNKNOWNS, values, strict=True))
    open_rows = [
        Row(
            row.name,
            row.coefficients,
            sum((c * point[x] for x, c in row.coefficients.items()), Fraction(int(row.strict))),
            row.strict,
        )
        for row in rows
    ]
    assert all(row.holds(point) for row in open_rows)
    assert not prove(claim(open_rows, by), open_rows)
