"""Declaring a figure: what is refused, and what a datum of it means."""

from __future__ import annotations

from typing import Any

import pytest

from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.figures import Form
from techmarket.figures.definition import declare_figure
from techmarket.figures.definitions import DECLARATIONS, define_figure
from techmarket.tables.labels import CodeLabel, Word, YearLabel
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import TableDefinitionError

VALUE = Part(measure="value", unit="亿元", decimals=2)
SERVICE = Line((CodeLabel("contract_type", "4"),), Part(dims={"contract_type": "4"}))
THIS_YEAR = Line((YearLabel(0),), Part(period=0))
LAST_YEAR = Line((YearLabel(-1),), Part(period=-1))


def refusal(edition: Edition, **changed: Any) -> str:
    whole: dict[str, Any] = {"categories": (SERVICE,), "series": (THIS_YEAR,), "every": VALUE}
    with pytest.raises(TableDefinitionError) as refused:
        declare_figure("trial", Form.BARS, codes=edition, **{**whole, **changed})
    return str(refused.value)


def test_a_datum_is_its_category_its_series_and_what_the_figure_says(edition: Edition) -> None:
    """As a cell of a table is its row and its column; years count from the edition's."""
    figure = declare_figure(
        "trial",
        Form.BARS,
        categories=(SERVICE,),
        series=(LAST_YEAR, THIS_YEAR),
        codes=edition,
        every=VALUE,
    )
    assert [cell.key.cell_id for cell in figure.cells[0]] == [
        "value:2012:contract_type=4",
        "value:2013:contract_type=4",
    ]


def test_a_wrong_datum_is_refused_with_its_place(edition: Edition) -> None:
    """Unknown codes, measures and units, clashes and gaps are refused as in tables."""
    unknown = Line((CodeLabel("contract_type", "6"),), Part(dims={"contract_type": "6"}))
    assert refusal(edition, categories=(unknown,)) == (
        "the code list contract_type has no '6' in 2013 "
        "(figure trial, category contract_type:6, series year+0): "
        "the dimension contract_type of a cell names it; name a code that is valid in that year."
    )
    assert refusal(edition, series=(Line((), Part(period=0)),), every=Part()) == (
        "a cell is incomplete (figure trial, category contract_type:4, series (single)): "
        "nothing says its measure and unit and decimals; "
        "say it in the table, the row or the column."
    )


def test_a_label_stands_once(edition: Edition) -> None:
    """Two categories, or two series, of one name could not be told apart."""
    assert refusal(edition, categories=(SERVICE, SERVICE)) == (
        "a category is declared twice (figure trial, category contract_type:4); "
        "give each its own labels."
    )
    assert refusal(edition, series=(THIS_YEAR, THIS_YEAR)) == (
        "a series is declared twice (figure trial, series year+0); give each its own labels."
    )


def test_an_order_needs_a_series(edition: Edition) -> None:
    """For categories that move, for the largest of them, and a series that there is."""
    message = (
        "categories are to be ordered by nothing (figure trial); "
        "declare ordered_by as the place of a series, from 0."
    )
    moving = Line(SERVICE.path, SERVICE.part, ordered=True)
    assert refusal(edition, categories=(moving,)) == message
    assert refusal(edition, largest=10) == message
    assert refusal(edition, ordered_by=1) == message


def test_every_figure_has_a_key_without_number_and_year(edition: Edition) -> None:
    """27 of them; each can be declared for the edition, under the name of its function."""
    assert len(DECLARATIONS) == 27
    for key in DECLARATIONS:
        assert key.isidentifier()
        assert not any(c.isdigit() for c in key)
        assert define_figure(key, edition).key == key


def test_an_unknown_figure_is_refused(edition: Edition) -> None:
    """With the keys that there are."""
    with pytest.raises(TechmarketError) as refused:
        define_figure("pie", edition)
    assert str(refused.value) == (
        "there is no figure 'pie'; choose one of " + ", ".join(DECLARATIONS) + "."
    )


def test_axes_are_named_where_they_need_it(edition: Edition) -> None:
    """A matrix says what its rows and its columns are."""
    assert define_figure("flows_between_places", edition).axes == (Word("seller"), Word("buyer"))
