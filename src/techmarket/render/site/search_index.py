"""What the search looks through: titles, and every row of every table with its cells.

A script and not data, because a page that is opened from a folder may load scripts only. Not
here: the search itself (`site.js`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from techmarket.render.book_walk import (
    Heading,
    figure_caption,
    figures_of,
    table_caption,
    tables_of,
    walk_book,
)
from techmarket.render.site.places import Places
from techmarket.report.model import Book
from techmarket.tables.labels import Language

Entry = tuple[str, str, str]
"""What is found, where it stands in words, its address."""


def search_script(book: Book, places: Places, lang: Language) -> str:
    """The script that holds the index."""
    entries = list(_entries(book, places, lang))
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return f"window.techmarketSearch={text};\n"


def _entries(book: Book, places: Places, lang: Language) -> Iterator[Entry]:
    for item in walk_book(book):
        if isinstance(item, Heading):
            yield item.text, "", places.sections[item.section.key]
    for figure in figures_of(book):
        yield figure_caption(figure, lang), "", places.figures[figure.key]
    for table in tables_of(book):
        caption, address = table_caption(table, lang), places.tables[table.key]
        yield caption, "", address
        for path, cells in zip(table.rows, table.cells, strict=True):
            texts = " ".join(cell.text for cell in cells if cell.text)
            yield f"{' / '.join(path)}  {texts}".strip(), caption, address
