"""The command line as one object, and the options that several commands have.

Not here: the commands (`cli.commands_of_the_line`, `cli.commands_of_records`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

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
