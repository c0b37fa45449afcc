"""Pictures: Vega-Lite into SVG and PNG, in this process and without a browser.

Text stays text in SVG. The typeface is registered and every character asked for before anything
is drawn, because text without a font would be left out in silence. Not here: what is drawn
(`charts`).
"""

from __future__ import annotations

from functools import cache
from html import escape

import vl_convert

from techmarket.figures.draw.charts import vega_lite
from techmarket.figures.draw.theme import PRINT, Theme
from techmarket.figures.model import BuiltFigure
from techmarket.fonts import typeface


def svg(figure: BuiltFigure, theme: Theme = PRINT) -> str:
    """The figure as SVG, its alternative text on the root element; the same bytes every time.

    Raises:
        TechmarketError: a character has no glyph, or the typeface cannot be had.
    """
    spec = vega_lite(figure, theme)
    _register()
    drawn: str = vl_convert.vegalite_to_svg(spec)
    label = escape(figure.alt, quote=True)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def png(figure: BuiltFigure, scale: float = 2.0, theme: Theme = PRINT) -> bytes:
    """The figure as PNG on white, `scale` times the size of the theme in pixels.

    Raises:
        TechmarketError: as `svg`.
    """
    spec = vega_lite(figure, theme)
    _register()
    drawn: bytes = vl_convert.vegalite_to_png(spec, scale=scale)
    return drawn


@cache
def _register() -> None:
    vl_convert.register_font_directory(str(typeface().folder))
