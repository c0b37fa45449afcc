"""The commands of records: what a contract is, importing, checking, quality; and their options.

Each reads its options here and calls its own module, imported only then. Not here: what a command
does; how errors end (`cli.endings`).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from techmarket.cli.endings import writing
from techmarket.cli.options import (
    DictionaryFormat,
    Lang,
    Language,
    app,
)
from techmarket.cli.progress import progress_bars


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
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The day on which parties are checked, and contracts without a registration "
            "date; if not given, the last registration date of the files, else today.",
        ),
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
    """Import files into a register (登记库), all or nothing, and tell all that is wrong."""
    from techmarket.cli import import_files as run

    with writing(into or marked or report or Path("-")), progress_bars() as progress:
        if undone is not None:
            run.undo(into, undone, lang.value)
        elif listed:
            run.list_imports(into, lang.value)
        else:
            code = run.import_into(
                files or [],
                into,
                unit=unit.value if unit else "",
                on=None if on is None else on.date(),
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
