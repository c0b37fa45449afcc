"""The pictures of figures, each drawn once however many files show it.

Not here: how a figure is drawn (`figures.draw`).
"""

from __future__ import annotations

from functools import lru_cache

from techmarket.figures.model import BuiltFigure

_KEPT = 128
"""More than the figures of a book in both languages."""


@lru_cache(maxsize=_KEPT)
def drawing(figure: BuiltFigure) -> str:
    """The figure as SVG.

    Raises:
        TechmarketError: the typeface lacks a character of it.
    """
    from techmarket.figures.draw import svg

    return svg(figure)


@lru_cache(maxsize=_KEPT)
def picture(figure: BuiltFigure) -> bytes:
    """The figure as PNG, sharp enough for print.

    Raises:
        TechmarketError: the typeface lacks a character of it.
    """
    from techmarket.figures.draw import png

    return png(figure, 2.0)
