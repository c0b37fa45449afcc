"""A declared figure: categories and series whose every crossing means one number.

`declare_figure` is the only way to one; it refuses a figure with a wrong datum and names the
figure, the category and the series. Not here: the figures (`figures.definitions`), and titles
and printed numbers (`figures.entries`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from techmarket.figures.model import Form
from techmarket.tables.definition import crossed, refuse_doubles
from techmarket.tables.labels import Label
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import CodeCheck, DeclaredCell, TableDefinitionError

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
    owner = f"figure {key}"
    refuse_doubles(owner, "category", categories)
    refuse_doubles(owner, "series", series)
    needs_order = largest is not None or any(line.ordered for line in categories)
    if ordered_by not in range(len(series)) and (needs_order or ordered_by is not None):
        raise TableDefinitionError(
            "categories are to be ordered by nothing",
            where=owner,
            todo="declare ordered_by as the place of a series, from 0",
        )
    common = every or Part()
    return FigureDefinition(
        key=key,
        form=form,
        categories=tuple(categories),
        series=tuple(series),
        cells=tuple(
            tuple(
                crossed(owner, ("category", category), ("series", one), common, codes)
                for one in series
            )
            for category in categories
        ),
        ordered_by=ordered_by,
        largest=largest,
        axes=axes,
    )
