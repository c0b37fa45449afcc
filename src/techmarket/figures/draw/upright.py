"""Upright bars, and lines: categories from left to right.

Every number stands at its mark, so there is no axis of values. Bars whose labels or numbers do not
fit side by side lie down. Not here: what the numbers are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from techmarket.figures.draw import lying
from techmarket.figures.draw.canvas import (
    GAP,
    TOOLTIP,
    Picture,
    inline,
    labels_expression,
    largest_of,
    row_of,
)
from techmarket.figures.draw.legend import legend_of_series, legend_room
from techmarket.figures.draw.lettering import LINE_HEIGHT, lines_of, width_of
from techmarket.figures.draw.theme import Theme
from techmarket.figures.model import BuiltFigure

HEIGHT = 190.0
SIDE = 4.0
MOST_LINES = 3
BAND = 0.1
"""The share of a band that is left empty between two groups, at least."""

WIDEST_BAR = 44.0


def bars(figure: BuiltFigure, theme: Theme) -> Picture:
    """Groups of upright bars; lying bars where these would be too narrow for their numbers."""
    labels = _labels(figure, theme)
    if not (_labels_fit(figure, labels, theme) and _numbers_fit(figure, theme)):
        return lying.bars(figure, theme)
    several = len(figure.series) > 1
    x = _x(labels, theme, len(figure.series))
    offset: dict[str, Any] = {"xOffset": alt.XOffset("place:O")} if several else {}
    rows = _rows(figure, range(len(figure.series)))
    top = theme.number + GAP
    y = _y([0, largest_of(figure, range(len(figure.series)))], [HEIGHT, 0])
    base = alt.Chart(inline(rows)).encode(x=x, **offset)
    bar = base.mark_bar().encode(
        y=y,
        color=legend_of_series(figure, theme, -top),
        tooltip=TOOLTIP,
    )
    text = base.mark_text(baseline="bottom", dy=-3).encode(y=y, text=alt.Text("text:N"))
    return Picture(
        (bar, text), HEIGHT, SIDE, top + legend_room(figure, theme), SIDE, _below(labels, theme)
    )


def bars_and_line(figure: BuiltFigure, theme: Theme) -> Picture:
    """The first series as bars, the second as a line above them, each on a scale of its own."""
    labels = _labels(figure, theme)
    number = theme.number + GAP
    strip = 64.0
    titles = theme.label * LINE_HEIGHT + GAP
    foot = titles + number + strip + number
    floor = foot + titles + number + HEIGHT * 0.75
    line_range = [titles + number + strip, titles + number]
    bar_range = [floor, foot + titles + number]
    values = [d for d in (row["value"] for row in _rows(figure, [1])) if d is not None] or [0.0]
    x = _x(labels, theme)
    line_domain = [min(0.0, *values), max(0.0, *values) or 1.0]
    line_y = _y(line_domain, line_range)
    bar_y = _y([0, largest_of(figure, [0])], bar_range)
    on_line = alt.Chart(inline(_rows(figure, [1], percent="%"))).encode(x=x, y=line_y)
    on_bars = alt.Chart(inline(_rows(figure, [0]))).encode(x=x, y=bar_y)
    heads = [
        {"x": 0, "y": y, "text": series.label}
        for y, series in zip((0.0, foot + GAP), reversed(figure.series), strict=True)
    ]
    above = on_line.mark_text(baseline="bottom", dy=-6)
    below = on_line.mark_text(baseline="top", dy=6)
    layers = (
        on_bars.mark_bar(color=theme.one).encode(y2=alt.datum(0), tooltip=TOOLTIP),
        on_bars.mark_text(baseline="bottom", dy=-3).encode(text=alt.Text("text:N")),
        alt.Chart(inline(_rows(figure, [1])))
        .mark_line(color=theme.ink, invalid="break-paths-filter-domains")
        .encode(x=x, y=_y(line_domain, line_range, field="value")),
        on_line.mark_point(filled=True, size=36, color=theme.ink, opacity=1)
        .encode(tooltip=TOOLTIP)
        .transform_filter("isValid(datum.value)"),
        above.encode(text=alt.Text("text:N")).transform_filter("!datum.low"),
        below.encode(text=alt.Text("text:N")).transform_filter("datum.low"),
        heading(heads, theme),
    )
    return Picture(layers, floor, SIDE, SIDE, SIDE, _below(labels, theme), own_scales=True)


def lines(figure: BuiltFigure, theme: Theme) -> Picture:
    """One line per series with its numbers; where a value is missing the line is broken."""
    labels = _labels(figure, theme)
    places = range(len(figure.series))
    domain = [0.0, largest_of(figure, places)]
    x, y = _x(labels, theme), _y(domain, [HEIGHT, 0])
    top = theme.number + GAP
    base = alt.Chart(inline(_rows(figure, places))).encode(x=x, y=y)
    colour = legend_of_series(figure, theme, -top)
    layers = (
        alt.Chart(inline(_rows(figure, places)))
        .mark_line(invalid="break-paths-filter-domains")
        .encode(x=x, y=_y(domain, [HEIGHT, 0], field="value"), color=colour),
        base.mark_point(filled=True, size=40, opacity=1).encode(color=colour, tooltip=TOOLTIP),
        base.mark_text(baseline="bottom", dy=-6).encode(text=alt.Text("text:N")),
    )
    return Picture(
        layers, HEIGHT, SIDE, top + legend_room(figure, theme), SIDE, _below(labels, theme)
    )


def heading(rows: list[dict[str, Any]], theme: Theme) -> alt.Chart:
    """Small headings of parts of a picture, from the left."""
    chart: alt.Chart = (
        alt.Chart(inline(rows))
        .mark_text(align="left", baseline="top", color=theme.quiet, fontSize=theme.label)
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            text=alt.Text("text:N"),
        )
    )
    return chart


def _rows(figure: BuiltFigure, places: Sequence[int], percent: str = "") -> list[dict[str, Any]]:
    rows = []
    for j in places:
        for i in range(len(figure.categories)):
            row = row_of(figure, i, j)
            known = row["value"] is not None
            row["at"] = row["value"] if known else 0
            row["text"] += percent if known else ""
            rows.append(row)
    _mark_low_points(rows)
    return rows


def _mark_low_points(rows: list[dict[str, Any]]) -> None:
    """A point below its neighbours has its number below: above it the line would cross it."""
    for i, row in enumerate(rows):
        beside = [
            other["value"]
            for other in (*rows[max(i - 1, 0) : i], *rows[i + 1 : i + 2])
            if other["place"] == row["place"] and other["value"] is not None
        ]
        value = row["value"]
        row["low"] = value is not None and bool(beside) and value < min(beside)


def _x(labels: list[list[str]], theme: Theme, side_by_side: int = 1) -> alt.X:
    step = (theme.width - 2 * SIDE) / len(labels)
    band = max(BAND, 1 - side_by_side * WIDEST_BAR / step)
    return alt.X(
        "category:O",
        scale=alt.Scale(paddingInner=band, paddingOuter=band / 2),
        axis=alt.Axis(
            labelExpr=labels_expression(labels),
            labelAngle=0,
            labelPadding=GAP,
            labelLineHeight=theme.label * LINE_HEIGHT,
        ),
    )


def _y(domain: list[float], range_: list[float], field: str = "at") -> alt.Y:
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=domain, range=range_, nice=False))


def _step(figure: BuiltFigure, theme: Theme) -> float:
    return (theme.width - 2 * SIDE) / len(figure.categories)


def _labels(figure: BuiltFigure, theme: Theme) -> list[list[str]]:
    """The labels in lines that fit under their bars."""
    room = _room(figure, theme)
    return [lines_of(name, theme.label, room) for name in figure.categories]


def _room(figure: BuiltFigure, theme: Theme) -> float:
    latin = all(name.isascii() for name in figure.categories)
    return _step(figure, theme) - (8 if latin else 4)


def _labels_fit(figure: BuiltFigure, labels: list[list[str]], theme: Theme) -> bool:
    """Whether the labels are short, and no Latin word had to be broken."""
    room = _room(figure, theme)
    words = (word for name in figure.categories for word in name.split() if word.isascii())
    whole = all(width_of(word, theme.label) <= room for word in words)
    return whole and all(len(lines) <= MOST_LINES for lines in labels)


def _numbers_fit(figure: BuiltFigure, theme: Theme) -> bool:
    texts = (datum.text for series in figure.series for datum in series.data)
    room = _step(figure, theme) * (1 - BAND) / len(figure.series)
    if len(figure.series) == 1:
        room = _step(figure, theme)
    return all(width_of(text, theme.number) + 2 <= room for text in texts)


def _below(labels: list[list[str]], theme: Theme) -> float:
    return GAP + max(map(len, labels)) * theme.label * LINE_HEIGHT + GAP
