"""The commands about the register of the site that work without it, and their options.

Not here: what a command does; the site itself (`web`), which `manage.py` administers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from techmarket.cli.options import Lang, Language, app


@app.command("verify-certificate")
def verify_certificate(
    what: Annotated[
        str,
        typer.Argument(
            metavar="FILE_OR_TEXT",
            help="The PDF of a certificate (认定登记证明), or the text of its QR code.",
        ),
    ],
    keys: Annotated[
        Path | None,
        typer.Option(help="The published keys; those of the site in ./data if not given."),
    ] = None,
    revoked: Annotated[
        Path | None, typer.Option(help="The published list of revoked documents (撤销名单).")
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Prove a certificate offline (查验): exit code 0 valid, 3 altered, 4 unknown, 5 revoked."""
    try:
        from techmarket.cli.verify_certificate import verify_certificate as run
    except ModuleNotFoundError as error:
        from techmarket.errors import TechmarketError

        raise TechmarketError(
            "certificates cannot be proved here",
            why=f"the package {error.name} is not installed",
            todo="install techmarket[web]",
        ) from error
    raise typer.Exit(run(what, keys=keys, revoked=revoked, lang=lang.value))


_history = typer.Typer(no_args_is_help=True, help="The history of the register (历史记录).")
app.add_typer(_history, name="history")


@_history.command("verify")
def verify_history(
    head: Annotated[
        str, typer.Option(help="A hash (校验值) noted earlier, which must occur.")
    ] = "",
    note: Annotated[
        Path | None,
        typer.Option(
            help="A file kept elsewhere: what it noted last must occur, then the end is added."
        ),
    ] = None,
    lang: Lang = Language.ZH,
) -> None:
    """Prove the history whole (历史核验), or name its first broken link: exit code 3."""
    try:
        from techmarket.cli.history import verify_history as run
    except ModuleNotFoundError as error:
        from techmarket.errors import TechmarketError

        raise TechmarketError(
            "the history cannot be proved here",
            why=f"the package {error.name} is not installed",
            todo="install techmarket[web]",
        ) from error
    raise typer.Exit(run(head=head, note=note, lang=lang.value))
