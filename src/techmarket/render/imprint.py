"""The imprint of a book: edition, cut-off, snapshots, software, line by line.

Not here: where it stands.
"""

from __future__ import annotations

from datetime import date, datetime

from techmarket.render.book_words import book_words
from techmarket.report.model import Book
from techmarket.tables.labels import language


def imprint_lines(book: Book) -> list[tuple[str, str]]:
    """Name and value of every line.

    Raises:
        TechmarketError: the language is unknown.
    """
    words = book_words(language(book.lang))
    roles = {"snapshot": words.snapshot, "previous": words.previous}
    given = book.provenance
    return [
        (words.edition, book.edition),
        (words.cutoff, given.cutoff),
        *((roles.get(role, role), hash_) for role, hash_ in given.snapshots),
        (words.software, f"techmarket {given.software}"),
    ]


def book_date(book: Book) -> datetime:
    """The date that files of the book carry: its cut-off, since the hour of writing would make
    every file another one."""
    try:
        day = date.fromisoformat(book.provenance.cutoff)
    except ValueError:
        day = date(book.year, 12, 31)
    return datetime(day.year, day.month, day.day)
