"""The words that stand on the pages of a printed book besides its text: Contents, continued.

Not here: words that other formats need as well (`render.words`, `render.book_words`).
"""

from __future__ import annotations

from techmarket.render.book_words import book_words
from techmarket.render.ranges import RANGE
from techmarket.render.words import form_words
from techmarket.tables.labels import Language

_OWN: dict[Language, dict[str, str]] = {
    "zh": {
        "continued": "（续）",
        "nothing": "无。",
        "separator": "、",
        "made": "本书由下列数据编成",
    },
    "en": {
        "continued": " (continued)",
        "nothing": "None.",
        "separator": ", ",
        "made": "What this book was made from",
    },
}


def page_words(lang: Language) -> dict[str, str]:
    """The words of a language, by the names that the template knows."""
    form, book = form_words(lang), book_words(lang)
    return {
        **_OWN[lang],
        "range": RANGE[lang],
        "contents": form.contents,
        "unit": form.unit + form.colon,
        "tables": book.tables,
        "figures": book.figures,
        "measure": book.measure,
        "definition": book.definition,
        "printed_in": book.printed_in,
        "empty": book.no_data,
    }
