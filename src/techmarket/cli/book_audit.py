"""`python -m techmarket.cli.book_audit`: the audit of a book, as a process of its own.

It takes tables and paragraphs from its standard input and writes its findings, as text, to its
standard output; nothing for a book without. Not here: who starts it (`cli.auditing`), and judging
(`audit`).
"""

from __future__ import annotations

import pickle
import sys

from techmarket.audit.audit import own_book
from techmarket.audit.finding_text import finding_lines
from techmarket.audit.findings import Severity
from techmarket.cli.auditing import Audited


def findings(book: Audited) -> str:
    """What the audit finds in the tables and the sentences of all languages together, a finding
    over a few lines; "" for nothing worse than style."""
    found = own_book(book.tables, book.year, book.lang, book.paragraphs)
    # An edition of one's own may number its tables as it likes.
    worse = [one for one in found if one.severity is not Severity.STYLE]
    return "".join(f"{line}\n" for one in worse for line in finding_lines(one, book.lang))


if __name__ == "__main__":
    # What comes is from the process that started this one; nothing, if that has ended.
    if given := sys.stdin.buffer.read():
        sys.stdout.buffer.write(findings(pickle.loads(given)).encode())
