"""The typeface of the book: its files, subsets, and which characters it has.

One typeface for print, pictures, page and web, so that a book looks the same wherever it is made.
Not here: layout and drawing.
"""

from techmarket.fonts.characters import missing_characters, require_characters
from techmarket.fonts.metrics import text_width
from techmarket.fonts.typeface import FAMILY, Typeface, typeface
from techmarket.fonts.variable_font import licence_text
from techmarket.fonts.web_font import web_font

__all__ = [
    "FAMILY",
    "Typeface",
    "licence_text",
    "missing_characters",
    "require_characters",
    "text_width",
    "typeface",
    "web_font",
]
