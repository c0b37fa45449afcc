"""The years in a row: value, mean value.

Not here: titles and printed numbers, which are edition data.
"""

from __future__ import annotations

from techmarket.editions import Edition
from techmarket.figures.definition import FigureDefinition, declare_figure
from techmarket.figures.model import Form
from techmarket.tables.definitions.columns import MEAN_VALUE, VALUE, growth_of, words
from techmarket.tables.labels import YearLabel
from techmarket.tables.model import Line, Part

YEARS_SHOWN = 13
"""A series ends with the edition's year and begins twelve years before it."""


def _years() -> tuple[Line, ...]:
    offsets = range(1 - YEARS_SHOWN, 1)
    return tuple(Line((YearLabel(offset),), Part(period=offset)) for offset in offsets)


def value_by_year(edition: Edition) -> FigureDefinition:
    """The value of all contracts, by year."""
    return declare_figure(
        "value_by_year",
        Form.BARS,
        categories=_years(),
        series=(Line((), VALUE),),
        codes=edition,
    )


def mean_value_by_year(edition: Edition) -> FigureDefinition:
    """The mean value of a contract and its growth over the year before, by year."""
    return declare_figure(
        "mean_value_by_year",
        Form.BARS_AND_LINE,
        categories=_years(),
        series=(
            Line(words("mean_value"), MEAN_VALUE),
            Line(words("growth_on_year"), growth_of("mean_value")),
        ),
        codes=edition,
    )
