"""The key with which sessions are signed: given, or made once and kept readable by its owner only.

Not here: the key of certificates (`certificates`).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from techmarket.errors import TechmarketError

SHORTEST = 50


def site_secret(given: str | None, data: Path, production: bool) -> str:
    """The key of the site.

    Raises:
        TechmarketError: it is too short, or not given in production.
    """
    if given:
        if len(given) < SHORTEST:
            raise TechmarketError(
                "the secret of the site is too short",
                where="TECHMARKET_SECRET",
                why=f"it has {len(given)} characters",
                todo=f"give at least {SHORTEST} random characters",
            )
        return given
    if production:
        raise TechmarketError(
            "the site has no secret",
            where="TECHMARKET_SECRET",
            why="in production it is not made up",
            todo=f"give at least {SHORTEST} random characters, the same for all processes",
        )
    file = data / "secret"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"secret.partial-{os.getpid()}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as opened:
            opened.write(secrets.token_urlsafe(60))
        try:
            os.link(aside, file)  # The first of several processes wins.
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return file.read_text().strip()
