"""Lying bars: categories one below the other, each with its number.

A share that goes with a value stands behind it in brackets. Not here: the order, which the figure
has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import altair as alt

from techmarket.figures.draw.canvas import (
    GAP,
    TOOLTIP,
    Picture,
    Row,
    fixed,
    inline,
    largest_of,
    number_of,
    row_of,
)
from techmarket.figures.draw.legend import legend_of_series, legend_room
from techmarket.figures.draw.lettering import LINE_HEIGHT, lines_of, widest, width_of
from techmarket.figures.draw.theme import Theme
from techmarket.figures.model import BuiltFigure

LABELS_AT_MOST = 0.5
"""The share of the picture that labels may take."""

BAR = 15.0
BAND = 0.24
"""The share of a band that is left empty between two categories."""


def bars(figure: BuiltFigure, theme: Theme) -> Picture:
    """Groups of lying bars in the order of the figure, from the top."""
    places = drawn_series(figure)
    labels = [
        lines_of(name, theme.label, theme.width * LABELS_AT_MOST) for name in figure.categories
    ]
    rows = [_row(figure, i, j) for j in places for i in range(len(figure.categories))]
    left = max(widest(lines, theme.label) for lines in labels) + GAP
    room = max(width_of(row["text"], theme.number) for row in rows) + GAP + 2
    plot = theme.width - left
    step = max(
        BAR * len(places) / (1 - BAND), max(map(len, labels)) * theme.label * LINE_HEIGHT + 4
    )
    several: dict[str, Any] = {"yOffset": alt.YOffset("place:O")} if len(places) > 1 else {}
    base = alt.Chart(inline(rows)).encode(y=_y(), **several)
    x = alt.X(
        "at:Q",
        axis=None,
        scale=alt.Scale(
            domain=[0, largest_of(figure, places) * plot / max(plot - room, 1)], nice=False
        ),
    )
    only = replace(figure, series=tuple(figure.series[j] for j in places))
    bar = base.mark_bar().encode(x=x, color=legend_of_series(only, theme, 0), tooltip=TOOLTIP)
    text = base.mark_text(align="left", baseline="middle", dx=4).encode(
        x=x, text=alt.Text("text:N")
    )
    layers = (bar, text, *_names(labels, theme))
    return Picture(layers, step * len(labels), left, legend_room(only, theme), 0, 2)


def drawn_series(figure: BuiltFigure) -> list[int]:
    """The series that have bars: all, but for a share that goes with the value before it."""
    return [
        j
        for j, series in enumerate(figure.series)
        if not (j and series.unit == "%" and figure.series[0].unit != "%")
    ]


def _row(figure: BuiltFigure, category: int, series: int) -> Row:
    row = row_of(figure, category, series)
    row["at"] = row["value"] if row["value"] is not None else 0
    shares = [s for j, s in enumerate(figure.series) if j not in drawn_series(figure)]
    if shares and number_of(shares[0].data[category], "%") is not None:
        row["text"] += f" ({shares[0].data[category].text}%)"
    return row


def _names(labels: list[list[str]], theme: Theme) -> Iterator[alt.Chart]:
    """The names left of the bars, their lines around the middle of the bars.

    A layer per distance from the middle, because an axis would hang lines from it.
    """
    placed: dict[float, list[Row]] = {}
    for i, lines in enumerate(labels):
        for n, line in enumerate(lines):
            away = (n - (len(lines) - 1) / 2) * theme.label * LINE_HEIGHT
            placed.setdefault(away, []).append({"category": i, "text": line})
    for away, rows in sorted(placed.items()):
        yield (
            alt.Chart(inline(rows))
            .mark_text(align="right", baseline="middle", dy=away, fontSize=theme.label)
            .encode(x=fixed(-GAP), y=_y(), text=alt.Text("text:N"))
        )


def _y() -> alt.Y:
    return alt.Y(
        "category:O",
        scale=alt.Scale(paddingInner=BAND, paddingOuter=BAND / 2),
        axis=alt.Axis(labels=False),
    )
