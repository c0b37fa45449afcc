"""What every form of picture shares: its frame, its data as rows, its empty picture.

Not here: the forms.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from techmarket.figures.draw.theme import Theme
from techmarket.figures.model import BuiltFigure, Datum
from techmarket.tables.cell import in_unit

Row = dict[str, Any]
"""A row of the data of a specification."""

TOOLTIP = [alt.Tooltip(name, type="nominal") for name in ("name", "series", "text", "id")]

GAP = 6.0
"""Between a mark and its text, in pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The parts of a picture.

    Attributes:
        layers: back to front.
        height: of the plot; left, top, right, bottom: room around it, in pixels.
        own_scales: each layer has a vertical scale of its own.
    """

    layers: Sequence[alt.Chart] = field(repr=False)
    height: float
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    own_scales: bool = False


def finished(picture: Picture, figure: BuiltFigure, theme: Theme) -> dict[str, Any]:
    """The specification of a picture that has exactly the width of the theme."""
    # All at once: Altair copies every layer twice with each further step.
    chart = alt.layer(
        *picture.layers,
        width=theme.width - picture.left - picture.right,
        height=picture.height,
        padding={
            "left": picture.left,
            "top": picture.top,
            "right": picture.right,
            "bottom": picture.bottom,
        },
        autosize=alt.AutoSizeParams(type="none"),
        description=figure.alt,
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(y="independent"))
        if picture.own_scales
        else alt.Undefined,
        config=_config(theme),
    )
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec["datasets"] = {name: list(rows) for name, rows in spec["datasets"].items()}
    return spec


def _config(theme: Theme) -> alt.Config:
    """What holds for all marks of a picture."""
    return alt.Config(
        font=theme.font,
        aria=False,
        background="white",
        view=alt.ViewConfig(stroke=None),
        text=alt.MarkConfig(color=theme.ink, fontSize=theme.number),
        axis=alt.AxisConfig(
            labelColor=theme.ink,
            labelFontSize=theme.label,
            labelLimit=0,
            labelOverlap=False,
            domainColor=theme.quiet,
            grid=False,
            ticks=False,
            title=None,
        ),
        legend=alt.LegendConfig(
            labelColor=theme.ink, labelFontSize=theme.label, labelLimit=0, title=None
        ),
    )


def row_of(figure: BuiltFigure, category: int, series: int, **more: Any) -> Row:
    """What every datum says of itself, for tooltips and for tests."""
    one = figure.series[series]
    datum = one.data[category]
    return {
        "category": category,
        "place": series,
        "value": number_of(datum, one.unit),
        "name": figure.categories[category],
        "series": one.label,
        "text": datum.text,
        "id": datum.key.cell_id,
        **more,
    }


def number_of(datum: Datum, unit: str) -> float | None:
    """Where a datum stands, in its printed unit; pictures are drawn with floats."""
    value = datum.observation.value
    return None if value is None or isinstance(value, str) else float(in_unit(value, unit))


def inline(rows: Iterable[Row]) -> alt.InlineData:
    """Rows as data of a layer; a tuple, because Altair copies lists with every step of a chart."""
    values: Any = tuple(rows)
    return alt.InlineData(values=values)


def labels_expression(labels: Sequence[Sequence[str]]) -> str:
    """A Vega expression that gives category 0, 1, … its lines.

    The labels are string literals in it, so that no character of a name is read as code.
    """
    return f"{json.dumps([list(lines) for lines in labels])}[datum.value]"


def largest_of(figure: BuiltFigure, series: Iterable[int]) -> float:
    """The largest value of some series; 1 where there is none above zero."""
    values = (
        number_of(datum, figure.series[j].unit) for j in series for datum in figure.series[j].data
    )
    return max((v for v in values if v is not None and v > 0), default=1.0)


def nothing(figure: BuiltFigure, theme: Theme) -> Picture:
    """The picture of a figure without categories: its last note in an empty frame."""
    height = 60.0
    rows = [{"x": 0, "x2": theme.width, "y": 0, "y2": height, "text": (*figure.notes, "—")[-2:][0]}]
    frame = (
        alt.Chart(inline(rows))
        .mark_rect(fill="none", stroke=theme.line)
        .encode(x=pixel("x"), x2=alt.X2("x2"), y=pixel("y", vertical=True), y2=alt.Y2("y2"))
    )
    text = (
        alt.Chart(inline(rows))
        .mark_text(fontSize=theme.label, align="center", baseline="middle")
        .encode(
            x=fixed(theme.width / 2), y=fixed(height / 2, vertical=True), text=alt.Text("text:N")
        )
    )
    return Picture((frame, text), height)


def pixel(name: str, *, vertical: bool = False) -> Any:
    """A field that is a position in pixels."""
    channel = alt.Y if vertical else alt.X
    return channel(f"{name}:Q", scale=None, axis=None)


def fixed(place: float, *, vertical: bool = False) -> Any:
    """A position in pixels, the same for all rows."""
    channel: Any = alt.YValue if vertical else alt.XValue
    return channel(place)


def written(rows: Iterable[Row], **mark: Any) -> alt.Chart:
    """Texts at positions in pixels (`x`, `y`, `text`), in the colour of `ink` if they have one."""
    rows = list(rows)
    encoding: dict[str, Any] = {}
    if any("ink" in row for row in rows):
        encoding["color"] = alt.Color("ink:N", scale=None)
    chart: alt.Chart = (
        alt.Chart(inline(rows))
        .mark_text(**{"baseline": "middle", **mark})
        .encode(x=pixel("x"), y=pixel("y", vertical=True), text=alt.Text("text:N"), **encoding)
    )
    return chart


def filled(rows: Iterable[Row], **mark: Any) -> alt.Chart:
    """Rectangles at positions in pixels (`x`, `x2`, `y`, `y2`), filled with `fill`."""
    rows = list(rows)
    encoding: dict[str, Any] = {}
    if any("id" in row for row in rows):
        encoding["tooltip"] = TOOLTIP
    chart: alt.Chart = (
        alt.Chart(inline(rows))
        .mark_rect(**mark)
        .encode(
            x=pixel("x"),
            x2=alt.X2("x2"),
            y=pixel("y", vertical=True),
            y2=alt.Y2("y2"),
            color=alt.Color("fill:N", scale=None),
            **encoding,
        )
    )
    return chart
