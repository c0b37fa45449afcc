"""Tiles coloured by class: a map with one tile per province, and a matrix.

Not here: the limits of the classes, which the figure has.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

import altair as alt

from techmarket.figures.draw.canvas import GAP, Picture, Row, filled, row_of, written
from techmarket.figures.draw.legend import SWATCH, legend_of_classes
from techmarket.figures.draw.lettering import LINE_HEIGHT, lines_of, widest, width_of
from techmarket.figures.draw.theme import Theme
from techmarket.figures.model import BuiltFigure

TILE_HEIGHT = 42.0
TILE_GAP = 3.0
LEGEND = 92.0
"""Room for the legend beside a map."""


@cache
def places_of_tiles() -> Mapping[str, tuple[int, int]]:
    """Region code of a province to the column and the row of its tile, from 0."""
    text = (files("techmarket.figures") / "tiles.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(StringIO(text, newline=""))
    return {row["region"]: (int(row["column"]), int(row["row"])) for row in rows}


def tile_map(figure: BuiltFigure, theme: Theme) -> Picture:
    """A tile per province at its place, with its name and number."""
    grid = places_of_tiles()
    columns = 1 + max(column for column, _ in grid.values())
    width = (theme.width - LEGEND) / columns
    size = theme.label - 2
    boxes: list[Row] = []
    names: list[Row] = []
    numbers: list[Row] = []
    for i, code in enumerate(figure.codes):
        column, row = grid[code]
        x, y = column * width, row * (TILE_HEIGHT + TILE_GAP)
        box = _box(figure, theme, i, 0, (x, y, width - TILE_GAP, TILE_HEIGHT))
        boxes.append(box)
        ink = theme.text_on(box["fill"])
        middle = x + (width - TILE_GAP) / 2
        lines = lines_of(figure.categories[i], size, width - TILE_GAP - 4)
        first = y + TILE_HEIGHT / 2 - len(lines) * size * LINE_HEIGHT / 2
        for n, line in enumerate((*lines, box["text"])):
            at = first + n * size * LINE_HEIGHT
            target = numbers if n == len(lines) else names
            target.append({"x": middle, "y": at, "text": line, "ink": ink})
    height = (1 + max(row for _, row in grid.values())) * (TILE_HEIGHT + TILE_GAP)
    swatches, labels = legend_of_classes(
        figure, theme, theme.width - LEGEND + 16, 4, step_x=0, step_y=20
    )
    layers = (
        filled(boxes, stroke=theme.line, strokeWidth=0.8),
        filled(swatches, stroke=theme.line, strokeWidth=0.8),
        written(names, align="center", fontSize=size),
        written(numbers, align="center", fontSize=theme.number - 1),
        written(labels, align="left", fontSize=theme.number),
    )
    return Picture(_there(layers), height, 0, 2, 0, 2)


def matrix(figure: BuiltFigure, theme: Theme) -> Picture:
    """A tile per pair: categories down, series across."""
    size = theme.label - 2.5
    stacked = all(not c.isascii() for series in figure.series for c in series.label)
    left = max(width_of(name, size) for name in (*figure.categories, figure.axes[0])) + GAP
    side = (theme.width - left) / len(figure.series)
    high = min(side, 24.0)
    legend = SWATCH + 14
    head = size * LINE_HEIGHT + 4
    longest = max(len(s.label) * size * 1.1 for s in figure.series)
    above = longest if stacked else widest([s.label for s in figure.series], size)
    top = legend + head + above + GAP
    boxes: list[Row] = []
    signs: list[Row] = []
    for i in range(len(figure.categories)):
        for j in range(len(figure.series)):
            box = _box(figure, theme, i, j, (left + j * side, top + i * high, side, high))
            boxes.append(box)
            if box["value"] is None:
                signs.append(
                    {"x": box["x"] + side / 2, "y": box["y"] + high / 2, "text": box["text"]}
                )
    rows = [
        {"x": left - GAP, "y": top + (i + 0.5) * high, "text": name}
        for i, name in enumerate(figure.categories)
    ]
    swatches, labels = legend_of_classes(
        figure, theme, left, 2, step_x=_step_of_legend(figure, theme), step_y=0
    )
    axes = [
        {"x": left + (theme.width - left) / 2, "y": legend + head / 2, "text": figure.axes[1]},
        {"x": (left - GAP) / 2, "y": top - head / 2 - 2, "text": figure.axes[0]},
    ]
    layers = (
        filled(boxes, stroke=theme.line, strokeWidth=0.4),
        filled(swatches, stroke=theme.line, strokeWidth=0.8),
        written(rows, align="right", fontSize=size),
        _heads(figure, size, left, side, top - GAP, stacked=stacked),
        written(labels, align="left", fontSize=theme.number),
        written(signs, align="center", fontSize=size - 2, color=theme.quiet),
        written(axes, align="center", fontSize=size, fontWeight="bold"),
    )
    return Picture(_there(layers), top + high * len(figure.categories), 0, 0, 0, 2)


def _there(layers: tuple[alt.Chart, ...]) -> tuple[alt.Chart, ...]:
    """The layers that have anything in them."""
    return tuple(layer for layer in layers if layer.data.values)


def _heads(
    figure: BuiltFigure, size: float, left: float, side: float, bottom: float, *, stacked: bool
) -> alt.Chart:
    """The names over the columns: Chinese from top to bottom, Latin turned."""
    rows = []
    for j, series in enumerate(figure.series):
        x = left + (j + 0.5) * side
        if not stacked:
            rows.append({"x": x, "y": bottom, "text": series.label})
        for n, character in enumerate(reversed(series.label) if stacked else ()):
            rows.append({"x": x, "y": bottom - (n + 0.5) * size * 1.1, "text": character})
    if stacked:
        return written(rows, align="center", fontSize=size)
    return written(rows, align="left", fontSize=size, angle=270)


def _step_of_legend(figure: BuiltFigure, theme: Theme) -> float:
    return SWATCH + 5 + widest(list(figure.classes), theme.number) + 18


def _box(
    figure: BuiltFigure,
    theme: Theme,
    category: int,
    series: int,
    place: tuple[float, float, float, float],
) -> Row:
    x, y, width, height = place
    level = figure.series[series].data[category].level
    fill = theme.empty if level is None else theme.shades[level]
    return row_of(figure, category, series, x=x, x2=x + width, y=y, y2=y + height, fill=fill)
