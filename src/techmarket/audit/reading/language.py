"""Whether a document is in English, whose titles and sentences are read by words of their own.

Not here: the words (`words`, `categories`), and what is done about it (`english`).
"""

from __future__ import annotations

from techmarket.audit.reading.sources.blocks import Grid, Source

_A_BOOK = 500
"""Letters from which on a document is more than a table with its title."""


def is_in_english(source: Source) -> bool:
    """Whether a document is long and has more Latin letters than Chinese ones, as in names."""
    latin = chinese = 0
    for block in source.blocks:
        lines = block.rows if isinstance(block, Grid) else ((block.text,),)
        for text in (cell for row in lines for cell in row):
            latin += sum(1 for letter in text if letter.isascii() and letter.isalpha())
            chinese += sum(1 for letter in text if "\u4e00" <= letter <= "\u9fff")
    return latin >= _A_BOOK and chinese < latin
