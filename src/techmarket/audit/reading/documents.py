"""Documents to one reading: the way in.

Not here: the forms of file (`sources`), tables (`grids`) and sentences (`clauses`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from techmarket.audit.statement import Reading

Progress = Callable[[str, int, int], None]
"""`progress(what, done, total)`."""


def read_documents(
    paths: Sequence[Path], lang: str = "zh", progress: Progress | None = None
) -> Reading:
    """Read documents together, as parts of one report.

    Args:
        paths: text, CSV, XLSX, DOCX, HTML or PDF files, or folders of them.
        lang: language of the sentences of doubts, "zh" or "en".
        progress: told of every document.

    Raises:
        TechmarketError: a file cannot be read, is empty, or is no report.
    """
    raise NotImplementedError
