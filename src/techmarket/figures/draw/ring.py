"""Parts of a whole: a ring, and beside it every part with its numbers.

The parts are named in a list and not at the ring, where small ones would collide. Not here: their
order, which the figure has.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from techmarket.figures.draw.canvas import (
    GAP,
    TOOLTIP,
    Picture,
    Row,
    filled,
    fixed,
    inline,
    row_of,
    written,
)
from techmarket.figures.draw.legend import SWATCH
from techmarket.figures.draw.lettering import LINE_HEIGHT, lines_of, width_of
from techmarket.figures.draw.theme import Theme
from techmarket.figures.model import BuiltFigure

RADIUS = 74.0
HOLE = 42.0
BETWEEN = 28.0
"""Between the ring and the list, in pixels."""

COLUMN = 18.0
"""Between two columns of the list."""


def ring(figure: BuiltFigure, theme: Theme) -> Picture:
    """The ring on the left, the list of its parts on the right."""
    start = 2 * RADIUS + BETWEEN
    edges = _edges(figure, theme)
    room = edges[0] - _column_width(figure, 0, theme) - COLUMN - start - SWATCH - GAP
    labels = [lines_of(name, theme.label, room) for name in figure.categories]
    line = theme.label * LINE_HEIGHT
    heights = [max(line + 10, len(lines) * line + 6) for lines in labels]
    head = line + 6 if any(series.label for series in figure.series) else 0.0
    height = max(2 * RADIUS, head + sum(heights)) + 4
    top = (height - head - sum(heights)) / 2
    swatches: list[Row] = []
    texts: list[Row] = []
    numbers: list[Row] = []
    rules: list[Row] = []
    y = top + head
    for i, (lines, high) in enumerate(zip(labels, heights, strict=True)):
        middle = y + high / 2
        swatches.append(_swatch(start, middle, theme.parts[i % len(theme.parts)]))
        for n, text in enumerate(lines):
            at = middle + (n - (len(lines) - 1) / 2) * line
            texts.append({"x": start + SWATCH + GAP, "y": at, "text": text})
        for j, edge in enumerate(edges):
            numbers.append({"x": edge, "y": middle, "text": _number(figure, i, j)})
        y += high
        if i + 1 < len(heights):
            rules.append({"x": start, "x2": theme.width, "y": y, "y2": y + 0.6, "fill": theme.line})
    heads = [
        {"x": edge, "y": top + line / 2, "text": series.label, "ink": theme.quiet}
        for edge, series in zip(edges, figure.series, strict=True)
    ]
    layers = (
        _arcs(figure, theme, height / 2),
        filled(rules),
        filled(swatches),
        written(texts, align="left", fontSize=theme.label),
        written(numbers, align="right", fontSize=theme.label),
        written(heads, align="right", fontSize=theme.number),
    )
    return Picture(layers, height, 0, 2, 0, 2)


def _arcs(figure: BuiltFigure, theme: Theme, middle: float) -> alt.Chart:
    rows: list[dict[str, Any]] = []
    for i in range(len(figure.categories)):
        row = row_of(figure, i, 0)
        if row["value"]:
            rows.append({**row, "fill": theme.parts[i % len(theme.parts)]})
    stroke = "white"
    if not rows:  # a whole of nothing is an empty ring
        rows, stroke = [{"category": 0, "value": 1, "fill": theme.empty}], theme.line
    chart: alt.Chart = (
        alt.Chart(inline(rows))
        .mark_arc(outerRadius=RADIUS, innerRadius=HOLE, stroke=stroke, strokeWidth=1.5)
        .encode(
            x=fixed(RADIUS + 1),
            y=fixed(middle, vertical=True),
            theta=alt.Theta("value:Q", stack=True),
            order=alt.Order("category:O"),
            color=alt.Color("fill:N", scale=None),
            tooltip=TOOLTIP,
        )
    )
    return chart


def _number(figure: BuiltFigure, category: int, series: int) -> str:
    one = figure.series[series]
    datum = one.data[category]
    known = datum.observation.value is not None
    return datum.text + ("%" if known and one.unit == "%" else "")


def _column_width(figure: BuiltFigure, series: int, theme: Theme) -> float:
    numbers = [_number(figure, i, series) for i in range(len(figure.categories))]
    head = width_of(figure.series[series].label, theme.number)
    return max(head, *(width_of(number, theme.label) for number in numbers))


def _edges(figure: BuiltFigure, theme: Theme) -> list[float]:
    """The right edges of the columns of numbers."""
    edges = [theme.width - 2]
    for j in range(len(figure.series) - 1, 0, -1):
        edges.insert(0, edges[0] - _column_width(figure, j, theme) - COLUMN)
    return edges


def _swatch(x: float, middle: float, fill: str) -> Row:
    half = SWATCH / 2
    return {"x": x, "x2": x + SWATCH, "y": middle - half, "y2": middle + half, "fill": fill}
