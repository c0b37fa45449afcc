"""The book as a Word document (DOCX).

Not here: words, numbers and order, which come with the book.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from techmarket.render.docx.document import word_document
from techmarket.render.docx.package import with_fixed_dates
from techmarket.report.model import Book
from techmarket.whole_file import whole_file


def write_docx(book: Book, path: Path) -> None:
    """Writes the book into one DOCX file, aside first and renamed when whole.

    The same book gives the same bytes.

    Args:
        book: the book.
        path: the file; its folder exists.

    Raises:
        TechmarketError: the language is unknown, a figure cannot be drawn, or `path` is a folder,
            a device or a pipe.
        OSError: the file cannot be written; nothing half-written is left.
    """
    with whole_file(path) as aside:
        written = BytesIO()
        word_document(book).save(written)
        aside.write_bytes(with_fixed_dates(written.getvalue()))


__all__ = ["write_docx"]
