"""What a built figure is: one definition that page, print, web and workbook draw from.

A figure is categories × series of data, each datum an observation with its printed text. What a
renderer draws follows from `form` and these; no renderer decides a number, a label or an order. Not
here: the declarations (`figures.definitions`) and the drawing (`figures.draw`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from techmarket.observations.observation import Key, Observation


class Form(StrEnum):
    """How a figure is drawn."""

    BARS = "bars"
    """Upright bars, one group per category."""
    RANKING = "ranking"
    """Lying bars, one per category, largest on top."""
    BARS_AND_LINE = "bars_and_line"
    """The first series as bars, the second as a line on an axis of its own."""
    SHARES = "shares"
    """Parts of one whole."""
    LINES = "lines"
    """One line per series over ordered categories."""
    TILE_MAP = "tile_map"
    """One tile per province, coloured by class."""
    MATRIX = "matrix"
    """Categories down, series across, coloured by class."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One number of a figure.

    Attributes:
        key: which observation; `observation`: the observation itself.
        text: as printed, in the unit of its series ("7469.13", "—"); rounded once, half up.
        level: its class, from 0 for the lowest (`BuiltFigure.classes`); `None` where the figure
            has no classes or the datum no value.
    """

    key: Key
    observation: Observation
    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one per category.

    Attributes:
        label: its name in the legend; "" for a single series.
        unit: printed unit (亿元, 项, %); decimals: digits after the point.
        data: as many as the figure has categories, in their order.
    """

    label: str
    unit: str
    decimals: int
    data: tuple[Datum, ...]


@dataclass(frozen=True, slots=True)
class BuiltFigure:
    """A figure ready to be drawn, in one language.

    Attributes:
        key: the stable name ("value_by_year").
        number: the printed number of this edition ("图1").
        title: in the language built for, without number and unit.
        units: as printed after the title ("亿元").
        form: how it is drawn.
        categories: labels along the main axis, in the order drawn.
        codes: the code of each category ("110000"), "" where it has none; for a tile map the
            place of the tile follows from it.
        series: one or more.
        alt: alternative text that states the message of the figure, with its numbers.
        notes: printed under it.
        classes: labels of the classes of values, lowest first ("50–100"); empty without classes.
        axes: what the categories and what the series of a matrix are ("卖方", "买方").
        lang: the language built for.
    """

    key: str
    number: str
    title: str
    units: str
    form: Form
    categories: tuple[str, ...]
    codes: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    notes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    axes: tuple[str, str] = ("", "")
    lang: str = "zh"
