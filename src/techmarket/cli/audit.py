"""`techmarket audit`: what cannot be true in a published report.

Not here: the audit itself (`audit.audit`) and the options of the command (`cli.main`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from techmarket.audit.audit import audit as audit_reading
from techmarket.audit.finding_files import audit_json, write_workbook
from techmarket.audit.finding_text import audit_text
from techmarket.audit.findings import Audit
from techmarket.audit.reading.documents import read_documents
from techmarket.audit.report_page import audit_page
from techmarket.audit.statement import DoubtKind
from techmarket.cli.progress import Progress
from techmarket.errors import UsageError
from techmarket.whole_file import whole_file

FINDINGS = 3
"""The exit code when something was found."""

NOT_JUDGED = 4
"""The exit code when nothing was found and most of the text of a document in English was not
understood."""


def audit(
    *,
    documents: Sequence[Path],
    form: str = "text",
    against: Path | None = None,
    lang: str = "zh",
    out: Path | None = None,
    progress: Progress | None = None,
) -> int:
    """Reads, judges, and writes the result to a file or to stdout.

    Args:
        documents: text, CSV, XLSX, DOCX, HTML or PDF files.
        form: text, json, html or xlsx.
        against: observations.parquet, which `techmarket observe` wrote.
        lang: of the sentences.
        out: the file; stdout if not given.
        progress: told of each step.

    Returns:
        `FINDINGS` if something was found, `NOT_JUDGED` if most of the text of a document
        in English was not understood, else 0.

    Raises:
        UsageError: a workbook is to be printed.
        TechmarketError: a document or the observations cannot be read, or `out` not be written.
    """
    if form == "xlsx" and out is None:
        raise UsageError(
            "a workbook cannot be printed", where="--format xlsx", todo="name a file with --out"
        )
    observations = None
    if against is not None:
        from techmarket.observations.observations_file import read_observations

        observations = read_observations(against)
    reading = read_documents(documents, lang, progress)
    names = [path.name for path in documents]
    result = audit_reading(reading, names, lang, observations, progress)
    if form == "xlsx":
        assert out is not None
        with whole_file(out) as aside:
            write_workbook(result, aside, lang)
        return _code(result)
    match form:
        case "json":
            text = audit_json(result, lang)
        case "html":
            text = audit_page(result, reading, lang)
        case _:
            text = audit_text(result, lang)
    if out is None:
        sys.stdout.write(text)
    else:
        with whole_file(out) as aside:
            aside.write_text(text, encoding="utf-8", newline="\n")
    return _code(result)


def _code(result: Audit) -> int:
    if result.findings:
        return FINDINGS
    unread = any(doubt.kind is DoubtKind.LANGUAGE for doubt in result.doubts)
    return NOT_JUDGED if unread else 0
