"""Yes or no, and the few words that a record defines itself, as people write them.

Not here: codes (`code_labels`).
"""

from __future__ import annotations

import unicodedata
from functools import cache

from techmarket.imports.code_labels import normal_label
from techmarket.record import constraints

YES = frozenset({"是", "yes", "y", "true", "t", "1", "√", "✓", "有", "对"})
NO = frozenset({"否", "no", "n", "false", "f", "0", "×", "✗", "无", "不是", "不", "没有"})


def says_yes(text: str) -> bool | None:
    """Yes or no; `None` where the text is neither."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return True if plain in YES else False if plain in NO else None


@cache
def word_of(text: str, words: constraints.OneOf) -> str | None:
    """The word that is meant, by itself or by one of its meanings; `None` where it is none."""
    plain = normal_label(text)
    for word, zh, en in words.labels:
        if plain in (normal_label(word), normal_label(zh), normal_label(en)):
            return word
    return None
