"""Which characters the typeface has; a text with any other is refused before it is drawn.

Renderers drop a character without a glyph, or draw a box, and say nothing. Every text of a book
is asked for here first. Not here: the files (`typeface`).
"""

from __future__ import annotations

from functools import cache

from techmarket.errors import TechmarketError
from techmarket.fonts.open_font import open_font
from techmarket.fonts.variable_font import variable_font

LAYOUT = frozenset("\n")
"""Characters that lay text out and need no glyph."""

NAMED_AT_MOST = 10


def missing_characters(text: str) -> set[str]:
    """The characters of a text that the typeface cannot show; a line break is none of them."""
    return set(text) - LAYOUT - _characters()


def require_characters(text: str, where: str) -> None:
    """Refuse a text that the typeface cannot show whole.

    Args:
        text: what is to be shown.
        where: the place in the book, for the message ("图19", "附表13 第3行").

    Raises:
        TechmarketError: characters have no glyph; names each with its code point.
    """
    missing = sorted(missing_characters(text))
    if not missing:
        return
    named = ", ".join(f"{_shown(c)} (U+{ord(c):04X})" for c in missing[:NAMED_AT_MOST])
    more = f" and {len(missing) - NAMED_AT_MOST} more" if len(missing) > NAMED_AT_MOST else ""
    raise TechmarketError(
        "the typeface has no glyph for a character",
        where=where,
        why=named + more,
        todo="write the text with other characters",
    )


def _shown(character: str) -> str:
    """The character, if it can be shown in a message; a control character by its name in code."""
    return character if character.isprintable() else repr(character).strip("'")


@cache
def _characters() -> frozenset[str]:
    with open_font(variable_font()) as font:
        return frozenset(chr(code) for code in font.getBestCmap())
