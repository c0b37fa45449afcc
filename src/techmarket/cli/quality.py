"""`techmarket quality`: a page about the quality of a snapshot.

Not here: options and their words (`main`), measuring (`quality.measure`), layout (`quality.page`).
"""

from __future__ import annotations

from pathlib import Path

from techmarket.cli.progress import Progress
from techmarket.errors import TechmarketError
from techmarket.linkage.decisions import read_decisions
from techmarket.quality.measure import measure
from techmarket.quality.page import write_quality_page
from techmarket.snapshot import Snapshot, open_snapshot
from techmarket.whole_file import refuse_what_is_no_file


def quality(
    snapshot: Path,
    previous: Path | None,
    decisions: Path | None,
    out: Path,
    lang: str = "zh",
    progress: Progress | None = None,
) -> None:
    """Measure a snapshot, write the page and say what it holds.

    Args:
        snapshot: folder of the snapshot.
        previous: folder of the snapshot of the year before; `None` for none.
        decisions: file in which a person decided about duplicates; `None` for none.
        out: the HTML file.
        lang: its language.
        progress: told of each step.

    Raises:
        TechmarketError: a snapshot is not whole, the one before is not of an earlier year, the
            decisions cannot be read, or `out` is no file.
    """
    refuse_what_is_no_file(out)
    opened = open_snapshot(snapshot)
    before = None if previous is None else _earlier(previous, opened)
    known = {} if decisions is None else read_decisions(decisions)
    report = measure(opened, before, known, progress)
    write_quality_page(report, out, lang)
    failing = sum(one.failed > 0 for one in report.rules)
    print(
        f"{out}: {report.now.figures['contracts']} contracts, {failing} rules that records fail, "
        f"{report.hard_failures} failures of hard rules."
    )


def _earlier(previous: Path, snapshot: Snapshot) -> Snapshot:
    opened = open_snapshot(previous)
    if opened.period >= snapshot.period:
        raise TechmarketError(
            "the snapshot to compare with is not of an earlier year",
            where=str(previous),
            why=f"its year is {opened.period} and that of {snapshot.path} is {snapshot.period}",
            todo="give the snapshot of the year before with --previous",
        )
    return opened
