"""Whether a document is in a language whose sentences and titles are not read.

The words of titles, headers and sentences that are known are Chinese; of English some labels are,
which is enough for a table or two and not for a book: what limits a table (major contracts) would
be overlooked. Not here: the words (`words`, `categories`).
"""

from __future__ import annotations

from techmarket.audit.reading.sources.blocks import Grid, Source

_A_BOOK = 500
"""Letters from which on a document is more than a table with its title."""


def is_book_in_english(source: Source) -> bool:
    """Whether a document is long and has more Latin letters than Chinese ones, as in names."""
    latin = chinese = 0
    for block in source.blocks:
        lines = block.rows if isinstance(block, Grid) else ((block.text,),)
        for text in (cell for row in lines for cell in row):
            latin += sum(1 for letter in text if letter.isascii() and letter.isalpha())
            chinese += sum(1 for letter in text if "\u4e00" <= letter <= "\u9fff")
    return latin >= _A_BOOK and chinese < latin
