"""Opening a font to ask it something: which characters it has, how wide they are.

Not here: changing a font (`one_weight`, `web_font`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fontTools.ttLib import TTFont


@contextmanager
def open_font(path: Path) -> Iterator[TTFont]:
    """The font, whose glyphs are called by their numbers.

    Names made from characters, which it would have else, take three times as long as all the rest.
    """
    with TTFont(path, lazy=True) as font:
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        yield font
