"""Every form of figure as Vega-Lite; one specification for print, page and web.

The whole picture is laid out here: `autosize` is none and the padding is reckoned from the
labels, so that a picture has exactly the width of its theme. Not here: the single forms
(`upright`, `lying`, `ring`, `tiles`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from altair.utils.schemapi import debug_mode

from techmarket.figures.draw import lying, ring, tiles, upright
from techmarket.figures.draw.canvas import Picture, finished, nothing
from techmarket.figures.draw.theme import PRINT, Theme
from techmarket.figures.model import BuiltFigure, Form
from techmarket.fonts import require_characters

Draw = Callable[[BuiltFigure, Theme], Picture]

FORMS: dict[Form, Draw] = {
    Form.BARS: upright.bars,
    Form.BARS_AND_LINE: upright.bars_and_line,
    Form.LINES: upright.lines,
    Form.RANKING: lying.bars,
    Form.SHARES: ring.ring,
    Form.TILE_MAP: tiles.tile_map,
    Form.MATRIX: tiles.matrix,
}


def vega_lite(figure: BuiltFigure, theme: Theme = PRINT) -> dict[str, Any]:
    """The Vega-Lite specification of a figure, its data inside.

    Every datum carries its category, series, printed text and cell id (`name`, `series`, `text`,
    `id`).

    Raises:
        TechmarketError: the typeface lacks a character of the figure; names figure and character.
    """
    require_characters("".join(_texts(figure)), figure.number)
    draw = FORMS[figure.form] if figure.categories else nothing
    # Altair would hold every mark against its schema again and again; the tests do it once.
    with debug_mode(False):
        return finished(draw(figure, theme), figure, theme)


def _texts(figure: BuiltFigure) -> Iterable[str]:
    yield from (figure.alt, *figure.categories, *figure.classes, *figure.axes, *figure.notes)
    for series in figure.series:
        yield series.label
        yield series.unit
        yield from (datum.text for datum in series.data)
