"""The commands and their options, and `main`, the entry point.

Each command reads its options here and calls the function of the same name in its own
module, imported only then. Not here: what a command does; how errors end (`cli.endings`).
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from techmarket.cli.endings import INTERRUPTED, heeding_interrupts, say, utf8_streams, writing
from techmarket.cli.progress import progress_bars
from techmarket.errors import TechmarketError

app = typer.Typer(
    name="techmarket",
    help="From a register of technology contracts (技术合同) to every table of the annual "
    "statistical report (全国技术市场统计年度报告). Each command reads what the one before it "
    "wrote: simulate, freeze, observe, tables, report, compare.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Language(StrEnum):
    """The languages that labels exist in."""

    ZH = "zh"
    EN = "en"


class DictionaryFormat(StrEnum):
    """The forms of the data dictionary."""

    MARKDOWN = "markdown"
    JSON_SCHEMA = "json-schema"


class EngineName(StrEnum):
    """What counts the contracts; all give the same numbers."""

    KERNEL = "kernel"
    IBIS = "ibis"
    SPARK = "spark"
    POSTGRES = "postgres"


Engine = Annotated[
    EngineName,
    typer.Option(
        "--engine",
        help="What counts: kernel (in process, and kept beside the snapshot), ibis (DuckDB), "
        "spark or postgres. All give the same numbers.",
    ),
]
Master = Annotated[
    str | None,
    typer.Option(
        help="Where Spark or PostgreSQL runs: local[*], the address of a cluster, or "
        "postgresql://user@host/database."
    ),
]
Edition = Annotated[
    str,
    typer.Option(help="The edition of the report (年度), named by the year of its figures: 2013."),
]
Lang = Annotated[Language, typer.Option("--lang", help="The language of titles, labels and notes.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"techmarket {version('techmarket')}")
        raise typer.Exit


@app.callback()
def _techmarket(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


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
        run(
            snapshot=snapshot,
            previous=previous,
            edition=edition,
            out=out,
            langs=lang or ["zh"],
            formats=formats,
            progress=progress,
        )


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


@app.command()
def dictionary(
    format: Annotated[
        DictionaryFormat, typer.Option("--format", help="A text to read, or a schema to check by.")
    ] = DictionaryFormat.MARKDOWN,
    lang: Lang = Language.ZH,
    out: Annotated[
        Path | None, typer.Option(help="The file to write to; the terminal if not given.")
    ] = None,
) -> None:
    """Print the data dictionary (数据字典): every field of a contract and of a party."""
    from techmarket.cli.dictionary import dictionary as run

    with writing(out or Path("-")):
        run(format=format.value, lang=lang.value, out=out)


class MoneyUnit(StrEnum):
    """The units that amounts in a file can have."""

    FEN = "分"
    YUAN = "元"
    THOUSAND = "千元"
    TEN_THOUSAND = "万元"
    HUNDRED_MILLION = "亿元"


@app.command("import")
def import_(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…",
            help="CSV, XLSX, XLS or Parquet files of contracts (技术合同) or parties (当事人).",
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(help="The folder of the register; made if it is not there yet."),
    ] = None,
    unit: Annotated[
        MoneyUnit | None, typer.Option(help="The unit of amounts whose heading names none.")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--map",
            help="What the columns hold (TOML); where it is not there yet, a proposal is written "
            "to it when that is in doubt.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and check, and import nothing.")
    ] = False,
    valid_rows: Annotated[
        bool,
        typer.Option("--valid-rows", help="Import the rows without errors, leave out the others."),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(help="The folder to write all problems to, as CSV and as JSON lines."),
    ] = None,
    marked: Annotated[
        Path | None,
        typer.Option(help="The file to give the workbook back to, with its problems marked."),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the imports of the register instead.")
    ] = False,
    undone: Annotated[
        str | None, typer.Option("--undo", metavar="ID", help="Undo an import instead.")
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Import files into a register (登记库), all or nothing, and tell all that is wrong with them."""
    from techmarket.cli import import_files as run

    with writing(into or marked or report or Path("-")), progress_bars() as progress:
        if into is not None and undone is not None:
            run.undo(into, undone, lang.value)
        elif into is not None and listed:
            run.list_imports(into, lang.value)
        else:
            code = run.import_into(
                files or [],
                into,
                unit=unit.value if unit else "",
                mapping=mapping,
                dry_run=dry_run,
                valid_rows=valid_rows,
                report=report,
                marked=marked,
                lang=lang.value,
                progress=progress,
            )
            raise typer.Exit(code)


@app.command()
def check(
    register: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a register.")],
    previous: Annotated[
        Path | None,
        typer.Option(help="The register of the year before; jumps (突变) are told against it."),
    ] = None,
    duplicates: Annotated[
        Path | None,
        typer.Option(
            help="A CSV file for contracts that may be one (疑似重复): proposed there, decided "
            "there by a person, and not proposed again."
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The day on which parties are checked, and contracts without a registration "
            "date; today if not given.",
        ),
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Check a register (登记库) by all rules: what fails, by rule; exit code 3 for hard ones."""
    from techmarket.cli.check import check as run

    with writing(duplicates or Path("-")), progress_bars() as progress:
        code = run(
            register=register,
            previous=previous,
            duplicates=duplicates,
            on=None if on is None else on.date(),
            lang=lang.value,
            progress=progress,
        )
    raise typer.Exit(code)


@app.command()
def quality(
    snapshot: Annotated[Path, typer.Argument(help="The snapshot (快照) to measure.")],
    out: Annotated[Path, typer.Option(help="The HTML file to write.")],
    previous: Annotated[
        Path | None,
        typer.Option(help="The snapshot of the year before; changes are told against it."),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(help="The CSV file in which a person decided about duplicates."),
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Measure the quality of a snapshot: rules, completeness, defaults, outliers, duplicates."""
    from techmarket.cli.quality import quality as run

    with writing(out), progress_bars() as progress:
        run(
            snapshot=snapshot,
            previous=previous,
            decisions=decisions,
            out=out,
            lang=lang.value,
            progress=progress,
        )


@app.command()
def template(
    out: Annotated[Path, typer.Option(help="The workbook (.xlsx) to write.")],
    lang: Lang = Language.ZH,
) -> None:
    """Write the workbook to fill in contracts (技术合同) for import: drop-downs, units, words."""
    from techmarket.cli.template import template as run

    with writing(out):
        run(out=out, lang=lang.value)


def _restart_in_utf8() -> None:
    """Start again in UTF-8 mode where names of files are not UTF-8; then this process is replaced.

    There Python and the libraries in C++ refuse every Chinese path. The mode holds from the
    start of the interpreter only; in it names are UTF-8, so that there is no second time.
    """
    if sys.getfilesystemencoding() != "utf-8":
        again = [sys.executable, "-X", "utf8", "-m", "techmarket", *sys.argv[1:]]
        os.execv(sys.executable, again)


def main() -> None:
    """Run the command line and exit with its code."""
    _restart_in_utf8()
    utf8_streams()
    with heeding_interrupts() as interrupted:
        try:
            app()
            return
        except TechmarketError as error:
            if not interrupted():
                say(error.sentence())
                sys.exit(error.exit_code)
        except (KeyboardInterrupt, SystemExit, Exception) as end:
            if not (interrupted() or isinstance(end, KeyboardInterrupt)):
                raise
    say("stopped before the end: nothing half-written was left behind; run the command again.")
    sys.exit(INTERRUPTED)
