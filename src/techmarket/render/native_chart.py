"""The chart that a workbook draws from the data of a figure.

Not here: the data on the sheet (`figure_sheet`), the picture in print and on the web
(`figures.draw`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from techmarket.figures.draw.theme import PRINT
from techmarket.figures.model import BuiltFigure, Form, Series
from techmarket.render.body import number_in
from techmarket.render.words import unit_word
from techmarket.tables.labels import language

_MOST_SERIES = len(PRINT.parts)

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
    drawn = _drawn(figure)
    empty = not any(number_in(d.text) for series in drawn for d in series.data)
    if empty or figure.form is Form.MATRIX or len(drawn) > _MOST_SERIES:
        return None
    chart = _chart(workbook, figure, place)
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 11}})
    if len(drawn) == 1 and not _is_whole(figure):
        chart.set_legend({"none": True})
    else:
        chart.set_legend({"position": "bottom"})
    lying = _lies(figure)
    height = 110 + _ROW_HEIGHT * len(figure.categories) * len(drawn) if lying else 380
    chart.set_size({"width": 720, "height": max(320, height)})
    return chart


def _chart(workbook: Workbook, figure: BuiltFigure, place: DataPlace) -> Chart:
    form, drawn = figure.form, _drawn(figure)
    if _is_whole(figure):
        return _whole(workbook, figure, place)
    if form is Form.BARS_AND_LINE and len(drawn) > 1:
        return _bars_and_line(workbook, figure, place)
    kind = "line" if form is Form.LINES else "bar" if _lies(figure) else "column"
    chart = workbook.add_chart({"type": kind})
    for col, series in enumerate(drawn):
        chart.add_series(_series(figure, place, col, kind, labels=len(drawn) == 1))
        _set_value_axis(chart, "x" if kind == "bar" else "y", _unit(figure, series))
    if kind == "bar":
        chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 8}})
    return chart


def _drawn(figure: BuiltFigure) -> tuple[Series, ...]:
    """The series that are drawn: a share beside an amount is told in the data and not drawn."""
    if figure.form is Form.BARS_AND_LINE:
        return figure.series
    return tuple(series for series in figure.series if series.unit == figure.series[0].unit)


def _is_whole(figure: BuiltFigure) -> bool:
    """Whether the chart is one whole with its parts."""
    few = len(figure.categories) <= _MOST_SLICES
    return figure.form is Form.SHARES and len(_drawn(figure)) == 1 and few


def _lies(figure: BuiltFigure) -> bool:
    """Whether bars lie: their categories are many or have long names."""
    return figure.form in (Form.RANKING, Form.TILE_MAP, Form.SHARES) and not _is_whole(figure)


def _colour(figure: BuiltFigure, col: int) -> str:
    """The colour of a series, as in print."""
    many = len(_drawn(figure))
    if many == 1:
        return PRINT.one
    return PRINT.pair[col] if many == 2 else PRINT.parts[col]


def _whole(workbook: Workbook, figure: BuiltFigure, place: DataPlace) -> Chart:
    chart = workbook.add_chart({"type": "pie"})
    points = [
        {"fill": {"color": PRINT.parts[part]}, "border": {"color": "#FFFFFF"}}
        for part in range(len(figure.categories))
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
    _set_value_axis(bars, "y", _unit(figure, figure.series[0]))
    for col in range(1, len(figure.series)):
        line.add_series({**_series(figure, place, col, "line", labels=False), "y2_axis": True})
    line.set_y2_axis({"name": _unit(figure, figure.series[1]), "name_font": {"bold": False}})
    bars.combine(line)
    return bars


def _series(
    figure: BuiltFigure, place: DataPlace, col: int, kind: str, *, labels: bool
) -> dict[str, Any]:
    first, last = _rows(figure.series[col], place) if kind == "line" else (place.first, place.last)
    colour = _colour(figure, col)
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


def _unit(figure: BuiltFigure, series: Series) -> str:
    return unit_word(series.unit, language(figure.lang))


def _set_value_axis(chart: Chart, axis: str, unit: str) -> None:
    options = {
        "name": unit,
        "name_font": {"bold": False},
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    }
    if axis == "x":
        # The categories run from the top, so that the low end of their axis is the upper one.
        chart.set_x_axis({**options, "label_position": "high"})
    else:
        chart.set_y_axis(options)
