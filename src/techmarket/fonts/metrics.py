"""How wide a text is in the typeface, so that labels are broken and placed before they are drawn.

Not here: drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from techmarket.fonts.open_font import open_font
from techmarket.fonts.typeface import typeface


def text_width(text: str, *, bold: bool = False) -> float:
    """The width of one line in em, without kerning; a missing character counts one em.

    Raises:
        TechmarketError: as `typeface`.
    """
    widths = _widths(bold)
    return sum(widths.get(ord(character), 1.0) for character in text)


@cache
def _widths(bold: bool) -> Mapping[int, float]:
    files = typeface()
    with open_font(files.bold if bold else files.regular) as font:
        em, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: advances[name][0] / em for code, name in font.getBestCmap().items()}
