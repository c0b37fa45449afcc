"""`techmarket tables`: snapshots into the workbook, the page and the tidy files of an edition.

Not here: options and their words (`main`), building (`tables`), layout (`render`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from techmarket.cli.engines import chosen_engine
from techmarket.cli.whole_folder import refuse_foreign, whole_folder
from techmarket.editions import Edition, load_edition
from techmarket.editions.observing import observed
from techmarket.render.page import write_page
from techmarket.render.workbook import write_workbook
from techmarket.snapshot import open_snapshot
from techmarket.tables.build import KnowsObservations, build_tables
from techmarket.tables.labels import language
from techmarket.tables.tidy import write_tidy

Progress = Callable[[str, int, int], None]

WORKBOOK = "tables.xlsx"
PAGE = "tables.html"


def tables(
    snapshot: Path,
    previous: Path | None,
    edition: str,
    out: Path,
    lang: str = "zh",
    progress: Progress | None = None,
    *,
    engine: str = "kernel",
    master: str | None = None,
) -> None:
    """Build all tables of an edition, write them into a folder and say how many they are.

    The folder appears whole or not at all; one that is there already is replaced if it holds
    tables, and refused if it holds anything else.

    Args:
        snapshot: folder of the snapshot of the edition's year.
        previous: folder of the snapshot of the year before; `None` for none.
        edition: name of the edition ("2013").
        out: folder to write: `tables.xlsx`, `tables.html`, and a CSV file per table.
        lang: language of the workbook and the page.
        progress: told `(what, done, total)`.
        engine: `kernel`, `ibis` or `spark`; `master`: where Spark runs.

    Raises:
        TechmarketError: the engine cannot be had, the edition or the language is unknown, a
            snapshot is not whole, of another year or another day of it, or `out` holds something
            else.
    """
    known = load_edition(edition)
    language(lang)
    refuse_foreign(out, PAGE, "tables")
    opened = open_snapshot(snapshot)
    before = None if previous is None else open_snapshot(previous)
    with chosen_engine(engine, master) as counting:
        observations = observed(known, opened, before, counting)
        cutoff = opened.manifest.cutoff
        number = write_tables(observations, known, out, lang, progress, cutoff=cutoff)
    print(f"{out}: {number} tables.")


def write_tables(
    observations: KnowsObservations,
    edition: Edition,
    out: Path,
    lang: str = "zh",
    progress: Progress | None = None,
    *,
    cutoff: date | None = None,
) -> int:
    """Build the tables and write the folder, whole or not at all; the number of tables.

    The title says the `cutoff` if that is before the end of the year; `None` is its end.
    """
    title = edition.titles[lang] + _as_of(cutoff, lang)
    printed = build_tables(observations, edition, "zh", progress)
    shown = printed if lang == "zh" else build_tables(observations, edition, lang, progress)
    with whole_folder(out) as partial:
        write_tidy(printed, edition, partial)
        write_workbook(shown, partial / WORKBOOK, title, lang)
        write_page(shown, partial / PAGE, title, lang)
    return len(printed)


def _as_of(cutoff: date | None, lang: str) -> str:
    """What the title adds when the figures are of part of the year."""
    if cutoff is None or (cutoff.month, cutoff.day) == (12, 31):
        return ""
    if lang == "zh":
        return f"（截至{cutoff.year}年{cutoff.month}月{cutoff.day}日）"
    return f" (as of {cutoff.isoformat()})"
