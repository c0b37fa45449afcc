"""`main`, the entry point: all commands, and how they end.

Not here: the commands and their options (`cli.commands_of_the_line`, `cli.commands_of_records`,
`cli.commands_of_the_register`), and how errors end (`cli.endings`).
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from techmarket.cli import commands_of_the_line  # isort: skip  (its commands come first)
from techmarket.cli import commands_of_records, commands_of_the_register
from techmarket.cli.endings import INTERRUPTED, heeding_interrupts, say, utf8_streams
from techmarket.cli.options import app
from techmarket.errors import TechmarketError

COMMANDS = (commands_of_the_line, commands_of_records, commands_of_the_register)
"""Importing them gives `app` its commands."""

__all__ = ["COMMANDS", "app", "main"]


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
    # Arrow's own pools keep a hundred megabytes of what they once had.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # Looking for plugins reads the descriptions of all packages that are installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
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
