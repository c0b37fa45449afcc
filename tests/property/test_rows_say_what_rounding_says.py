"""The rows of a printed cell hold for just those exact values that are printed so.

Rounding is done a second time here, with decimals and by hand: half away from zero.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from techmarket.consistency.interval import interval_of
from techmarket.observations.observation import Key
from techmarket.published import Place
from techmarket.simulate.constraints import Known, Row, Statement, rows_of

PLACE = Place("表", "行", "列")
WHOLE = Key("value", 2013)
THIS = WHOLE.at(ip_type="1")
LAST = Key("value", 2012, THIS.dims)
small = st.integers(1, 60)


def hand_rounded(exact: Fraction) -> Decimal:
    """Two decimals, half away from zero; 60 digits are exact enough for the fractions drawn."""
    wide = Context(prec=60)
    decimal = wide.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return decimal.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP, context=wide)


def holds(key: Key, text: Decimal, unit: str, exact: dict[Key, int], known: Known) -> bool:
    interval = interval_of(str(text), unit, 2)
    assert interval is not None
    rows: list[Row] = list(rows_of(Statement(PLACE, key, interval, str(text)), {}, known))
    assert len(rows) == 2
    lefts = [sum(factor * exact[term] for term, factor in row.terms) for row in rows]
    return all(
        left < row.bound or (left == row.bound and not row.strict)
        for row, left in zip(rows, lefts, strict=True)
    )


@st.composite
def near(draw: st.DrawFn, exact: Fraction) -> Decimal:
    """The printed number or one beside it; of zero there is one, without sign."""
    text = hand_rounded(exact) + draw(st.sampled_from([-1, 0, 0, 1])) * Decimal("0.01")
    return abs(text) if text == 0 else text


@given(st.data(), st.integers(0, 200).map(lambda n: n * 25_000_000 // 2))
def test_levels(data: st.DataObject, value: int) -> None:
    """Eighths of 0.01 亿元, so that halves are common."""
    exact = Fraction(value, 10**10)
    text = data.draw(near(exact))
    assert holds(WHOLE, text, "亿元", {WHOLE: value}, {}) == (hand_rounded(exact) == text)


@given(st.data(), small, st.sampled_from([16, 25, 32, 40, 64, 30, 7]))
def test_growths_of_either_sign(data: st.DataObject, this: int, last: int) -> None:
    percent = (Fraction(this, last) - 1) * 100
    text = data.draw(near(percent))
    key = Key("value.growth", 2013, THIS.dims)
    exact = {THIS: this, LAST: last}
    assert holds(key, text, "%", exact, {}) == (hand_rounded(percent) == text)


@given(st.data(), small, st.integers(60, 200))
def test_shares(data: st.DataObject, part: int, whole: int) -> None:
    percent = Fraction(part, whole) * 100
    text = data.draw(near(percent))
    key = Key("value.share", 2013, THIS.dims, ())
    assert holds(key, text, "%", {THIS: part, WHOLE: whole}, {}) == (hand_rounded(percent) == text)


@given(st.data(), st.integers(1, 5000), st.integers(1, 40))
def test_means(data: st.DataObject, thousands: int, contracts: int) -> None:
    value = thousands * 1_000
    mean = Fraction(value, contracts * 10**6)
    text = data.draw(near(mean))
    known = {Key("contracts", 2013): Fraction(contracts)}
    key = Key("mean_value", 2013)
    assert holds(key, text, "万元", {WHOLE: value}, known) == (hand_rounded(mean) == text)
