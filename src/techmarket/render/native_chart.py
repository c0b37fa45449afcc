"""The chart that a workbook draws from the data of a figure.

Not here: the data on the sheet (`figure_sheet`), the picture in print and on the web
(`figures.draw`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from techmarket.figures.model import BuiltFigure, Form, Series
from techmarket.render.body import number_in

_COLOURS = ("#1F4E79", "#D98200", "#7A7A7A", "#6FA8DC", "#8C3B1A", "#B7B7B7")
"""Apart for colour-blind readers, and of different greys in print."""

_MOST_SERIES = len(_COLOURS)

_MOST_SLICES = 6
"""A whole of more parts is shown as bars, which do not collide."""

_ROW_HEIGHT = 20
"""Height of a lying bar, in pixels."""


@dataclass(frozen=True, slots=True)
class DataPlace:
    """Where the data of a figure stand: categories in the first column, a series in each other.

    Attributes:
        sheet: name of the sheet.
        head: row of the heads; first, last: rows of the data, all from 0.
    """

    sheet: str
    head: int
    first: int
    last: int


def native_chart(
    workbook: Workbook, figure: BuiltFigure, place: DataPlace, title: str
) -> Chart | None:
    """The chart of a figure; `None` where a chart would say nothing.

    A matrix and a map of tiles have no chart of their own in a workbook: the first is coloured
    cells alone, the second is ranked bars beside them.
    """
    empty = not any(number_in(d.text) for series in figure.series for d in series.data)
    if empty or figure.form is Form.MATRIX or len(figure.series) > _MOST_SERIES:
        return None
    chart = _chart(workbook, figure, place)
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 11}})
    if len(figure.series) == 1 and figure.form is not Form.SHARES:
        chart.set_legend({"none": True})
    else:
        chart.set_legend({"position": "bottom"})
    lying = _lies(figure)
    height = 110 + _ROW_HEIGHT * len(figure.categories) * len(figure.series) if lying else 380
    chart.set_size({"width": 720, "height": max(320, height)})
    return chart


def _chart(workbook: Workbook, figure: BuiltFigure, place: DataPlace) -> Chart:
    form, many = figure.form, len(figure.series)
    if form is Form.SHARES and many == 1 and len(figure.categories) <= _MOST_SLICES:
        return _whole(workbook, figure, place)
    if form is Form.BARS_AND_LINE and many > 1:
        return _bars_and_line(workbook, figure, place)
    kind = "line" if form is Form.LINES else "bar" if _lies(figure) else "column"
    chart = workbook.add_chart({"type": kind})
    for col, series in enumerate(figure.series):
        chart.add_series(_series(figure, place, col, kind, labels=many == 1))
        _set_value_axis(chart, "x" if kind == "bar" else "y", series)
    if kind == "bar":
        chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 8}})
    return chart


def _lies(figure: BuiltFigure) -> bool:
    """Whether bars lie: their categories have long names."""
    slices = figure.form is Form.SHARES and (
        len(figure.categories) > _MOST_SLICES or len(figure.series) > 1
    )
    return figure.form in (Form.RANKING, Form.TILE_MAP) or slices


def _whole(workbook: Workbook, figure: BuiltFigure, place: DataPlace) -> Chart:
    chart = workbook.add_chart({"type": "pie"})
    points = [
        {"fill": {"color": _COLOURS[place % len(_COLOURS)]}, "border": {"color": "#FFFFFF"}}
        for place in range(len(figure.categories))
    ]
    series = _series(figure, place, 0, "pie", labels=False)
    series |= {
        "points": points,
        "data_labels": {"value": True, "position": "outside_end", "leader_lines": True},
    }
    chart.add_series(series)
    return chart


def _bars_and_line(workbook: Workbook, figure: BuiltFigure, place: DataPlace) -> Chart:
    bars, line = workbook.add_chart({"type": "column"}), workbook.add_chart({"type": "line"})
    bars.add_series(_series(figure, place, 0, "column", labels=False))
    _set_value_axis(bars, "y", figure.series[0])
    for col in range(1, len(figure.series)):
        line.add_series({**_series(figure, place, col, "line", labels=False), "y2_axis": True})
    line.set_y2_axis({"name": figure.series[1].unit, "name_font": {"bold": False}})
    bars.combine(line)
    return bars


def _series(
    figure: BuiltFigure, place: DataPlace, col: int, kind: str, *, labels: bool
) -> dict[str, Any]:
    first, last = _rows(figure.series[col], place) if kind == "line" else (place.first, place.last)
    colour = _COLOURS[col % len(_COLOURS)]
    found: dict[str, Any] = {
        "name": [place.sheet, place.head, col + 1],
        "categories": [place.sheet, first, 0, last, 0],
        "values": [place.sheet, first, col + 1, last, col + 1],
    }
    if kind == "line":
        found["line"] = {"color": colour, "width": 2.25}
        found["marker"] = {
            "type": ("circle", "square", "diamond", "triangle", "x", "plus")[col % 6],
            "size": 6,
            "fill": {"color": colour},
            "border": {"color": colour},
        }
    elif kind != "pie":
        found["fill"] = {"color": colour}
        found["gap"] = 60
    if labels:
        found["data_labels"] = {"value": True, "font": {"size": 8}}
    return found


def _rows(series: Series, place: DataPlace) -> tuple[int, int]:
    """First and last row with a number: a line would go down to zero at a sign."""
    numbers = [row for row, datum in enumerate(series.data) if number_in(datum.text) is not None]
    if not numbers:
        return place.first, place.last
    return place.first + numbers[0], place.first + numbers[-1]


def _set_value_axis(chart: Chart, axis: str, series: Series) -> None:
    options = {
        "name": series.unit,
        "name_font": {"bold": False},
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    }
    if axis == "x":
        # The categories run from the top, so that the low end of their axis is the upper one.
        chart.set_x_axis({**options, "label_position": "high"})
    else:
        chart.set_y_axis(options)
