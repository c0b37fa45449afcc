"""Sizes and colours of pictures.

Colours are told apart by lightness, so that they survive grey printing, and by hues that readers
with a colour deficiency tell apart too; tests state by how much. Not here: what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.fonts import FAMILY

MILLIMETRE = 96 / 25.4
"""CSS pixels in a millimetre."""


@dataclass(frozen=True, slots=True)
class Theme:
    """How pictures look; lengths are CSS pixels.

    Attributes:
        width: of the whole picture.
        label: size of the letters of labels; number: of numbers at their marks.
        font: name of the typeface.
        ink, quiet, line: colours of labels, of what stands back, of thin lines.
        one: the colour of a single series.
        pair: those of two series, the earlier or first one lighter.
        parts: those of the parts of a whole, in a ring; every two neighbours differ in lightness.
        shades: those of classes of values, lowest first.
        empty: of a place without a value.
    """

    width: float
    label: float = 12
    number: float = 11
    font: str = FAMILY
    ink: str = "#1a1a1a"
    quiet: str = "#5c5c5c"
    line: str = "#b8b8b8"
    one: str = "#1b4f8a"
    pair: tuple[str, str] = ("#a9c9e8", "#1b4f8a")
    parts: tuple[str, ...] = (
        *("#12355b", "#f0a830", "#2f928a"),
        *("#f3dfb5", "#8c3b5e", "#8fc1e3"),
    )
    shades: tuple[str, ...] = ("#eaf2fa", "#bcd6ee", "#7fb0dc", "#3673b0", "#0c3f75")
    empty: str = "#ffffff"

    def text_on(self, colour: str) -> str:
        """The colour of letters on a ground: ink or white, whichever stands out more."""
        ground = luminance(colour)
        on_ink = (ground + 0.05) / (luminance(self.ink) + 0.05)
        on_white = 1.05 / (ground + 0.05)
        return self.ink if on_ink >= on_white else "#ffffff"


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PRINT = Theme(width=round(150 * MILLIMETRE))
"""One column of an A4 page, 150 mm wide."""

WEB = Theme(width=720, label=13, number=12)
"""A page on a screen."""
