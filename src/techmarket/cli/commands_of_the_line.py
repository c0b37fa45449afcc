"""The commands of the line, from a register to the report and its audit, and their options.

Each reads its options here and calls the function of the same name in its own module, imported only
then. Not here: what a command does; how errors end (`cli.endings`).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from techmarket.cli.endings import writing
from techmarket.cli.options import (
    Edition,
    Engine,
    EngineName,
    Lang,
    Language,
    Master,
    app,
)
from techmarket.cli.progress import progress_bars


@app.command()
def simulate(
    edition: Edition,
    out: Annotated[Path, typer.Option(help="The folder to write the register to.")],
    seed: Annotated[
        int,
        typer.Option(min=0, help="Start of the random draw; the same seed gives the same bytes."),
    ] = 7,
    contracts: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="How many contracts (项) in the edition's year, in the same proportions; "
            "as published if not given.",
        ),
    ] = None,
) -> None:
    """Draw a register (登记库) with the published figures of an edition and the year before."""
    from techmarket.cli.simulate import simulate as run

    with writing(out), progress_bars() as progress:
        run(edition=edition, seed=seed, out=out, contracts=contracts, progress=progress)


@app.command()
def freeze(
    source: Annotated[Path, typer.Argument(help="The folder of a register.")],
    cutoff: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The cut-off date (截止日期); contracts registered in its year up to it count.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder to write the snapshot to.")],
) -> None:
    """Freeze a register at a cut-off date: a snapshot (快照) that never changes."""
    from techmarket.cli.freeze import freeze as run

    with writing(out), progress_bars() as progress:
        run(source=source, cutoff=cutoff.date(), out=out, progress=progress)


@app.command()
def observe(
    snapshot: Annotated[Path, typer.Argument(help="The snapshot (快照) of the year.")],
    out: Annotated[Path, typer.Option(help="The Parquet file to write the observations to.")],
    previous: Annotated[
        Path | None,
        typer.Option(help="The snapshot of the year before; growth (增长率) needs it."),
    ] = None,
    edition: Edition = "2013",
    engine: Engine = EngineName.KERNEL,
    master: Master = None,
) -> None:
    """Compute every number of an edition, exactly, from snapshots: observations (观测值)."""
    from techmarket.cli.observe import observe as run

    with writing(out), progress_bars() as progress:
        run(
            snapshot=snapshot,
            previous=previous,
            edition=edition,
            out=out,
            engine=engine.value,
            master=master,
            progress=progress,
        )


@app.command()
def tables(
    snapshot: Annotated[Path, typer.Argument(help="The snapshot (快照) of the year.")],
    edition: Edition,
    out: Annotated[Path, typer.Option(help="The folder to write the tables to.")],
    previous: Annotated[
        Path | None,
        typer.Option(help="The snapshot of the year before; growth (增长率) needs it."),
    ] = None,
    lang: Lang = Language.ZH,
    engine: Engine = EngineName.KERNEL,
    master: Master = None,
) -> None:
    """Build all tables of an edition (表、附表): a workbook, a page and CSV files."""
    from techmarket.cli.tables import tables as run

    with writing(out), progress_bars() as progress:
        run(
            snapshot=snapshot,
            previous=previous,
            edition=edition,
            out=out,
            lang=lang.value,
            engine=engine.value,
            master=master,
            progress=progress,
        )


@app.command()
def report(
    snapshot: Annotated[Path, typer.Argument(help="The snapshot (快照) of the year.")],
    out: Annotated[Path, typer.Option(help="The folder to write the report to.")],
    edition: Annotated[
        str,
        typer.Option(
            help="The edition of the report (年度): its name, as 2013, or a folder or a file of "
            "your own."
        ),
    ],
    previous: Annotated[
        Path | None,
        typer.Option(help="The snapshot of the year before; growth (增长率) needs it."),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            help="The language, zh or en; may be given twice; both for both. zh if not given."
        ),
    ] = None,
    formats: Annotated[
        str, typer.Option(help="The formats, separated by commas.")
    ] = "pdf,docx,xlsx,html",
) -> None:
    """Build the whole book (年度报告): text, figures and tables, as PDF, Word, Excel and site."""
    from techmarket.cli.report import report as run

    with writing(out), progress_bars() as progress:
        code = run(
            snapshot=snapshot,
            previous=previous,
            edition=edition,
            out=out,
            langs=lang or ["zh"],
            formats=formats,
            progress=progress,
        )
    raise typer.Exit(code)


@app.command()
def pivot(
    snapshot: Annotated[Path, typer.Argument(help="The snapshot (快照).")],
    by: Annotated[
        list[str] | None,
        typer.Option(help="A dimension of the rows, up to three: contract_type, seller_region …"),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(help="A condition: buyer_region=310000,320000; group:east names a group."),
    ] = None,
    coarse: Annotated[
        bool, typer.Option("--coarse", help="Count by provinces and by the highest codes.")
    ] = False,
    edition: Edition = "2013",
    lang: Lang = Language.ZH,
    out: Annotated[
        Path | None, typer.Option(help="A CSV file for all rows, instead of the terminal.")
    ] = None,
    engine: Engine = EngineName.KERNEL,
    master: Master = None,
) -> None:
    """Count contracts and value by any dimensions (透视), all contracts or some."""
    from techmarket.cli.pivot import run_pivot

    with writing(out or Path()):
        run_pivot(
            snapshot=snapshot,
            by=by or (),
            where=where or (),
            coarse=coarse,
            edition=edition,
            lang=lang.value,
            out=out,
            engine=engine.value,
            master=master,
        )


@app.command()
def compare(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that tables wrote.")],
    published: Annotated[
        Path | None,
        typer.Argument(
            help="The published figures (公布数据), one CSV file per table; "
            "those of the edition if not given."
        ),
    ] = None,
    edition: Annotated[
        int | None,
        typer.Option(
            help="The edition (年度) of the published figures: 2013; "
            "the latest year in the tables if not given."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The folder to write comparison.csv, comparison.html and score.json to, in the "
            "place of those that are there; DIR if not given."
        ),
    ] = None,
) -> None:
    """Hold tables against the published figures, cell by cell, and tell the score by origin."""
    from techmarket.cli.compare import compare as run

    with writing(out or folder), progress_bars() as progress:
        code = run(folder=folder, published=published, edition=edition, out=out, progress=progress)
    raise typer.Exit(code)


class AuditFormat(StrEnum):
    """The forms of an audit."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


@app.command()
def audit(
    documents: Annotated[
        list[Path],
        typer.Argument(
            metavar="DOCUMENT...", help="A report: text, CSV, XLSX, DOCX, HTML or PDF files."
        ),
    ],
    format: Annotated[
        AuditFormat, typer.Option("--format", help="A text, data, a page or a workbook.")
    ] = AuditFormat.TEXT,
    against: Annotated[
        Path | None,
        typer.Option(help="Observations that observe wrote, to compare with cell by cell."),
    ] = None,
    lang: Lang = Language.ZH,
    out: Annotated[
        Path | None, typer.Option(help="The file to write to; the terminal if not given.")
    ] = None,
) -> None:
    """Find what cannot be true in a published report (审核), and the smallest repair."""
    from techmarket.cli.audit import audit as run

    with writing(out or Path()), progress_bars() as progress:
        code = run(
            documents=documents,
            form=format.value,
            against=against,
            lang=lang.value,
            out=out,
            progress=progress,
        )
    raise typer.Exit(code)
