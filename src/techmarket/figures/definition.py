"""A declared figure: categories and series whose every crossing means one number.

`declare_figure` is the only way to one; it refuses a figure with a wrong datum and names the
figure, the category and the series. Not here: the figures (`figures.definitions`), and titles
and printed numbers (`figures.entries`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from techmarket.figures.model import Form
from techmarket.tables.definition import named_path
from techmarket.tables.labels import Label
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import (
    CodeCheck,
    DeclaredCell,
    TableDefinitionError,
    declared_cell,
    joined,
)

CLASSED = frozenset({Form.TILE_MAP, Form.MATRIX})
"""Forms that show a value by its class."""


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """A figure that is known to be whole.

    Attributes:
        key: the stable name ("value_by_year"); no number, no year.
        form: how it is drawn.
        categories, series: the declared lines; a single series has an empty path.
        cells: `cells[i][j]` is the meaning of `categories[i]` in `series[j]`.
        ordered_by: place of the series by which the `ordered` categories are put in order,
            largest first; `None` for the declared order.
        largest: how many of the categories are shown, the largest ones; `None` for all.
        axes: what the categories and the series of a matrix are.
    """

    key: str
    form: Form
    categories: tuple[Line, ...]
    series: tuple[Line, ...]
    cells: tuple[tuple[DeclaredCell, ...], ...]
    ordered_by: int | None
    largest: int | None
    axes: tuple[Label, ...]


def declare_figure(
    key: str,
    form: Form,
    *,
    categories: Sequence[Line],
    series: Sequence[Line],
    codes: CodeCheck,
    every: Part | None = None,
    ordered_by: int | None = None,
    largest: int | None = None,
    axes: tuple[Label, ...] = (),
) -> FigureDefinition:
    """The figure with these categories and series.

    Args:
        key: its stable name.
        form: how it is drawn.
        categories, series: its lines.
        codes: knows which codes are valid (the edition).
        every: said of every datum (the period, the value class).
        ordered_by, largest, axes: see `FigureDefinition`.

    Raises:
        TableDefinitionError: a datum clashes, is incomplete, or names something unknown; a
            label path stands twice; categories are ordered by nothing or by no series.
    """
    _refuse_doubles(key, "category", categories)
    _refuse_doubles(key, "series", series)
    needs_order = largest is not None or any(line.ordered for line in categories)
    if ordered_by not in range(len(series)) and (needs_order or ordered_by is not None):
        raise TableDefinitionError(
            "categories are to be ordered by nothing",
            where=f"figure {key}",
            todo="declare ordered_by as the place of a series, from 0",
        )
    common = every or Part()
    return FigureDefinition(
        key=key,
        form=form,
        categories=tuple(categories),
        series=tuple(series),
        cells=tuple(
            tuple(_cell(key, category, one, common, codes) for one in series)
            for category in categories
        ),
        ordered_by=ordered_by,
        largest=largest,
        axes=axes,
    )


def _cell(key: str, category: Line, series: Line, every: Part, codes: CodeCheck) -> DeclaredCell:
    try:
        return declared_cell(joined(every, category.part, series.part), codes)
    except TableDefinitionError as error:
        place = f"figure {key}, category {_named(category)}, series {_named(series)}"
        raise error.at(place) from None


def _refuse_doubles(key: str, what: str, lines: Sequence[Line]) -> None:
    seen: set[tuple[Label, ...]] = set()
    for line in lines:
        if line.path in seen:
            raise TableDefinitionError(
                f"a {what} of a figure is declared twice",
                where=f"figure {key}, {what} {_named(line)}",
                todo="give each its own labels",
            )
        seen.add(line.path)


def _named(line: Line) -> str:
    """A line for an error; a single series has no name."""
    return named_path(line.path) or "(single)"
