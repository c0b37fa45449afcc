"""The audit of a book beside its layout: a second process judges while this one draws and sets.

The process is started before the book is built and loads its libraries meanwhile. Not here: what
it does (`cli.book_audit`).
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from techmarket.errors import TechmarketError
from techmarket.render.book_walk import paragraphs_of, tables_of
from techmarket.report.model import Book
from techmarket.sentences.model import Paragraph
from techmarket.tables.model import BuiltTable

# Modules of the folder that a user stands in are none of ours (-P).
COMMAND = (sys.executable, "-P", "-m", "techmarket.cli.book_audit")


@dataclass(frozen=True, slots=True)
class Audited:
    """What is audited of a book in all its languages.

    Attributes:
        tables: of one language, for the numbers are the same in all.
        paragraphs: of all languages.
        year: of the edition; `lang`: of the findings.
    """

    tables: tuple[BuiltTable, ...]
    paragraphs: tuple[Paragraph, ...]
    year: int
    lang: str


class Auditing:
    """The process: given books once, asked for its findings once."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def begin(self, books: Sequence[Book]) -> None:
        """Give the process a book in all its languages."""
        first = books[0]
        paragraphs = tuple(paragraph for book in books for paragraph in paragraphs_of(book))
        audited = Audited(tuple(tables_of(first)), paragraphs, first.year, first.lang)
        assert self._process.stdin is not None
        # A process that is gone is noticed when it is asked.
        with suppress(BrokenPipeError), self._process.stdin as stdin:
            pickle.dump(audited, stdin, pickle.HIGHEST_PROTOCOL)

    def findings(self) -> str:
        """The findings as text, when the process has ended; "" for none.

        Raises:
            TechmarketError: the process was killed.
            RuntimeError: it failed, and its own words stand on stderr: a defect.
        """
        assert self._process.stdout is not None
        found = self._process.stdout.read()
        code = self._process.wait()
        if code < 0:
            raise TechmarketError(
                "the audit of the book was stopped before its end",
                why=f"signal {-code}",
                todo="nothing was replaced: see that there is memory enough, and run it again",
            )
        if code:
            raise RuntimeError(f"the audit of the book failed with exit code {code}")
        return found.decode()


@contextmanager
def auditing() -> Iterator[Auditing]:
    """Start the process; it ends with the body, finished or not.

    Ctrl-C is for this process alone, which ends the other.
    """
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0
    )
    with process:
        try:
            yield Auditing(process)
        finally:
            process.kill()
