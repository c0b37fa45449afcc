"""Series and categories that many figures share.

Not here: whole figures (one module per subject).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from techmarket.tables.definitions.columns import (
    THIS_YEAR,
    VALUE,
    YEAR_BEFORE,
    value_share,
    words,
)
from techmarket.tables.labels import CodeLabel, YearLabel
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import joined

ONE_SERIES = Line((), joined(VALUE, THIS_YEAR))
"""The value of this year, alone."""

TWO_YEARS = (
    Line((YearLabel(-1),), joined(VALUE, YEAR_BEFORE)),
    Line((YearLabel(0),), joined(VALUE, THIS_YEAR)),
)
"""The value in the year before and in this year."""

THIS_YEAR_OF_TWO = 1


def value_and_share(base: Mapping[str, str]) -> tuple[Line, ...]:
    """The value of this year, and its share of the value at `base`."""
    return (
        Line(words("turnover"), joined(VALUE, THIS_YEAR)),
        Line(words("share"), joined(value_share(base), THIS_YEAR)),
    )


def code_categories(
    dimension: str, code_list: str, codes: Iterable[str], *, ordered: bool = True
) -> tuple[Line, ...]:
    """One category per code; the data put them in order, unless told otherwise."""
    return tuple(
        Line((CodeLabel(code_list, code),), Part(dims={dimension: code}), ordered) for code in codes
    )
