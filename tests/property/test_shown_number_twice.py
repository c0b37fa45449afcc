"""Numbers in a workbook: the digits that a spreadsheet shows, written out by hand."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.render.body import shown_number
from techmarket.tables.model import Cell

KEY = Key("value", 2013)
SEEN = Observation(KEY, 1, "分", Status.NORMAL, Origin.COMPUTED)


def cell(text: str) -> Cell:
    return Cell(("r",), ("c",), KEY, SEEN, text, 2013, "亿元", 2)


@st.composite
def printed(draw: st.DrawFn) -> str:
    """A printed number of up to twelve digits, perhaps with separators or a percent sign."""
    decimals = draw(st.integers(0, 3))
    value = Decimal(draw(st.integers(-(10**12), 10**12))).scaleb(-decimals)
    grouped = "," if draw(st.booleans()) else ""
    return f"{value:{grouped}.{decimals}f}" + ("%" if draw(st.booleans()) else "")


def as_shown(value: float, display: str) -> str:
    """What a spreadsheet shows: it keeps a double and rounds it to the format's decimals."""
    percent = "%" if display.endswith('"%"') else ""
    decimals = len(display.removesuffix('"%"').partition(".")[2])
    return f"{value:{',' if ',' in display else ''}.{decimals}f}{percent}"


@given(printed())
def test_a_number_shows_its_text(text: str) -> None:
    number = shown_number(cell(text))
    assert number is not None
    assert as_shown(float(number.value), number.format) == text


@given(st.text(max_size=6))
def test_any_other_text_is_no_number(text: str) -> None:
    """What is taken for a number shows just the text that was given."""
    number = shown_number(cell(text))
    if number is not None:
        assert as_shown(float(number.value), number.format) == text
