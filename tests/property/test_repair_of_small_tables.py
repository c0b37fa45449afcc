"""Small tables with one wrong number: the repair gives up one figure and proves it wrong."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from printed_sums import GROWTH, LAST, TOTAL, PrintedSums, part, place
from techmarket.compare.certificate import flaw
from techmarket.compare.contradictions import Contradiction, Identity, Kind, place_of_row
from techmarket.consistency.program import nearest
from techmarket.consistency.proof import certificate
from techmarket.consistency.repair import smallest_repair
from techmarket.observations.observation import Key
from techmarket.published import read_number
from techmarket.tables.cell import rounded

values = st.integers(10**11, 10**13)
"""10 to 1,000 亿元."""


@st.composite
def tables(draw: st.DrawFn) -> PrintedSums:
    parts = draw(st.lists(values, min_size=2, max_size=4))
    return PrintedSums(parts, draw(values))


@st.composite
def wrong_tables(draw: st.DrawFn) -> tuple[PrintedSums, Key]:
    """One number is off by more than all rounding together can explain."""
    table = draw(tables())
    keys = [TOTAL, LAST, GROWTH, *(part(n) for n in range(len(table.parts)))]
    key = draw(st.sampled_from(keys))
    right = read_number(table.printed[key])
    assert right is not None
    # Half a unit for each of up to six figures, in amounts of at least 10.00, is far below 5 %
    # of the figure; a growth of at most 39900 % is known to within 40 points.
    off = max(abs(right) / 10, 50) if key == GROWTH else right / 20 + 1
    up = draw(st.booleans())
    text = rounded(right + off if up else right - off, 2)
    return PrintedSums(table.parts, table.last, {key: text}), key


@settings(deadline=None)
@given(tables())
def test_what_was_rounded_honestly_is_kept(table: PrintedSums) -> None:
    assert nearest(table.program, [], lambda _: 0.0, lambda _: 0.0) is not None
    assert smallest_repair(table.program, table.half_units, lambda _: 1.0).given_up == ()


@settings(deadline=None)
@example((PrintedSums([10**11, 10**11], 200_010_000_501, {GROWTH: "-50.01"}), GROWTH))
@given(wrong_tables())
def test_one_wrong_number_costs_one_figure_and_is_proved(wrong: tuple[PrintedSums, Key]) -> None:
    table, _ = wrong
    repair = smallest_repair(table.program, table.half_units, lambda _: 1.0)
    assert repair.optimal
    assert len(repair.given_up) == 1
    (given_up,) = repair.given_up
    assert nearest(table.program, repair.given_up, lambda _: 0.0, lambda _: 0.0) is not None
    proof = certificate(given_up, table.rows, table.program, repair.given_up)
    assert proof is not None
    named = {found for name in proof if (found := place_of_row(name)) is not None}
    identity = Identity(Kind.LINEAR, tuple(named - {given_up}), proof)
    assert flaw(Contradiction(given_up, "", "", "…", identity), table.evidence) is None


@settings(deadline=None)
@given(tables())
def test_of_what_was_rounded_honestly_nothing_is_proved_wrong(table: PrintedSums) -> None:
    for key in table.printed:
        assert certificate(place(key), table.rows, table.program, []) is None
