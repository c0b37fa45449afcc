"""`techmarket compare`: our tables beside the published figures, with the score.

Not here: the judgement (`compare.outcome`) and the options of the command (`cli.main`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from techmarket.cli.progress import Progress
from techmarket.compare.certificate import ConstraintRow
from techmarket.compare.contradictions import edition_file, load_contradictions
from techmarket.compare.figures import load_tables, require_same_tables, tables_of_edition
from techmarket.compare.files import write_files
from techmarket.compare.outcome import compare_cells
from techmarket.compare.terminal import plain_console, print_comparison
from techmarket.editions import edition_names, load_edition
from techmarket.published import load_published, packaged

UNEXPLAINED = 3
"""The exit code when a difference is unexplained, a cell is over, an entry is stale or unproved."""


def compare(
    *,
    folder: Path,
    published: Path | None = None,
    edition: int | None = None,
    contradictions: Path | None = None,
    out: Path | None = None,
    proofs: Iterable[ConstraintRow] | None = None,
    progress: Progress | None = None,
) -> int:
    """Compares, writes comparison.csv, comparison.html and score.json, prints the score.

    Args:
        folder: what `techmarket tables` wrote.
        published: a folder of published CSV files; those of the edition if not given.
        edition: the year of the figures; the latest year in our tables if not given.
        contradictions: the recorded contradictions; those of the edition if not given.
        out: where to write; `folder` if not given.
        proofs: rows that the certificates of the contradictions rest on; what the printed
            figures of the edition state if not given.
        progress: told of each step.

    Returns:
        0, or `UNEXPLAINED`; everything is written in both cases.

    Raises:
        TechmarketError: an input is missing, not whole or unreadable, or `out` cannot be written.
    """
    tell = progress or _silent
    ours = load_tables(folder)
    tell("compare", 1, 4)
    year = edition or max(cell.period for cell in ours.values())
    theirs = published or packaged(year)
    require_same_tables(folder, theirs, tables_of_edition(year))
    figures = load_published(theirs)
    tell("compare", 2, 4)
    entries = load_contradictions(contradictions or edition_file(year))
    evidence = evidence_of(year) if entries and proofs is None else proofs or ()
    comparison = compare_cells(year, figures, ours, entries, evidence)
    tell("compare", 3, 4)
    target = out or folder
    target.mkdir(parents=True, exist_ok=True)
    write_files(comparison, target)
    tell("compare", 4, 4)
    print_comparison(comparison, plain_console())
    return 0 if comparison.passed else UNEXPLAINED


def evidence_of(year: int) -> Iterable[ConstraintRow]:
    """What the printed figures of an edition state, as rows; nothing for an unknown edition."""
    from techmarket.simulate.other_statements import evidence_rows

    return evidence_rows(load_edition(str(year))) if str(year) in edition_names() else ()


def _silent(what: str, done: int, total: int) -> None:
    """No progress is told."""
