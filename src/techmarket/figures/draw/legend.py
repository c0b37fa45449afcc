"""Legends: which colour is which series, which shade is which class.

Not here: the colours (`theme`).
"""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from techmarket.figures.draw.canvas import Row
from techmarket.figures.draw.lettering import LINE_HEIGHT
from techmarket.figures.draw.theme import Theme
from techmarket.figures.model import BuiltFigure

SWATCH = 11.0


def series_colours(figure: BuiltFigure, theme: Theme) -> list[str]:
    """A colour per series: one alone, a pair, or those of parts."""
    number = len(figure.series)
    if number == 1:
        return [theme.one]
    return list(
        theme.pair if number == 2 else [theme.parts[j % len(theme.parts)] for j in range(number)]
    )


def legend_of_series(figure: BuiltFigure, theme: Theme, above: float) -> Any:
    """The encoding of a series as a colour, with a legend above the plot if there are several.

    Args:
        figure, theme: what is drawn, and how.
        above: where the numbers above the highest bar end, in pixels from the top of the plot.
    """
    labels = json.dumps([series.label for series in figure.series])
    legend = alt.Legend(
        orient="none",
        legendX=0,
        legendY=above - legend_room(figure, theme),
        direction="horizontal",
        title=None,
        symbolType="square",
        symbolSize=SWATCH**2,
        symbolStrokeWidth=0,
        labelExpr=f"{labels}[datum.value]",
        columnPadding=16,
    )
    return alt.Color(
        "place:O",
        scale=alt.Scale(
            domain=list(range(len(figure.series))), range=series_colours(figure, theme)
        ),
        legend=legend if len(figure.series) > 1 else None,
    )


def legend_room(figure: BuiltFigure, theme: Theme) -> float:
    """How high the legend of the series is; nothing for a single one."""
    return theme.label * LINE_HEIGHT + 8 if len(figure.series) > 1 else 2.0


def legend_of_classes(
    figure: BuiltFigure, theme: Theme, x: float, y: float, *, step_x: float, step_y: float
) -> tuple[list[Row], list[Row]]:
    """Swatches and labels of the classes from `x`, `y` on, each a step further; in pixels."""
    swatches, labels = [], []
    for n, label in enumerate(figure.classes):
        left, top = x + n * step_x, y + n * step_y
        swatches.append(
            {"x": left, "x2": left + SWATCH, "y": top, "y2": top + SWATCH, "fill": theme.shades[n]}
        )
        labels.append({"x": left + SWATCH + 5, "y": top + SWATCH / 2, "text": label})
    return swatches, labels
