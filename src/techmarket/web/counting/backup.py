"""Back-up of the site and restoring it: database, attachments, documents, keys.

The database is copied first and the files after it: a file that a row names was there before the
row. A back-up holds personal data and keys; only its owner may read it. Not here: the file
(`backup_file`), the copy of a database (`database_copy`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from techmarket.errors import TechmarketError
from techmarket.web.accounts.models import User
from techmarket.web.counting.backup_file import unpack, writing
from techmarket.web.counting.database_copy import (
    ROWS,
    SQLITE,
    copy_database,
    make_tables,
    put_rows,
)
from techmarket.web.history.verify import Proof, verify

FILES = "files"
"""Folder of a back-up for what lies in the data folder."""

NOT_KEPT = ("static", "register.sqlite3", "register.sqlite3-wal", "register.sqlite3-shm")
"""In the data folder: what is made anew, and the database, which is copied by itself."""


def back_up(out: Path) -> tuple[int, int]:
    """Write a back-up of the whole site; the site may go on working.

    Returns:
        How many files it holds besides the database, and how many events its history has.

    Raises:
        TechmarketError: something that is no file stands in the way.
    """
    data = Path(settings.DATA)
    about: dict[str, object] = {
        "techmarket": version("techmarket"),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with (
        tempfile.TemporaryDirectory(dir=out.absolute().parent, prefix=".backup-") as folder,
        writing(out, about) as made,
    ):
        copy, position, head = copy_database(Path(folder))
        about |= {"history_position": position, "history_hash": head}
        made.add(copy, copy.name)
        for file in _kept(data, out.absolute()):
            made.add(file, f"{FILES}/{file.relative_to(data).as_posix()}")
    return len(made.hashes) - 1, position


def restore(source: Path) -> tuple[Proof, str]:
    """Put a back-up into the empty data folder and database of this site, and prove it.

    Returns:
        The proof of the history, and when the back-up was made.

    Raises:
        TechmarketError: the site is not empty; the back-up cannot be used, or is of another
            kind of database.
    """
    data = Path(settings.DATA)
    _refuse_what_is_there(data)
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data.parent, prefix=f"{data.name}.partial-") as folder:
        unpacked = Path(folder)
        manifest = unpack(source, unpacked)
        _put_database(unpacked)
        if (unpacked / FILES).is_dir():
            for one in sorted((unpacked / FILES).iterdir()):
                place = data / one.name
                if place.is_file():
                    place.unlink()
                os.replace(one, place)
    proof = verify()
    if proof.head != manifest["history_hash"]:
        raise TechmarketError(
            "the history is not that of the back-up",
            where=str(source),
            why=f"it ends with {proof.head} and the back-up says {manifest['history_hash']}",
            todo="empty the data folder and the database, and restore another back-up",
        )
    return proof, str(manifest["made_at"])


def _kept(data: Path, out: Path) -> Iterator[Path]:
    """Every file of the data folder that a back-up keeps, in order; never the back-up itself."""
    for top in sorted(data.iterdir()) if data.is_dir() else ():
        if top.name in NOT_KEPT or ".partial-" in top.name or top.name.startswith(".backup-"):
            continue
        for file in (top, *sorted(top.rglob("*"))) if top.is_dir() else (top,):
            if file.is_file() and ".partial-" not in file.name and file != out:
                yield file


def _refuse_what_is_there(data: Path) -> None:
    """Go on only if there is nothing to lose: no database with people, and no files."""
    there = sorted(one.name for one in data.iterdir()) if data.is_dir() else []
    files = [one for one in there if one not in (*NOT_KEPT, "secret")]
    exists = connection.vendor != "sqlite" or SQLITE in there
    if exists and User._meta.db_table in connection.introspection.table_names():
        files += ["users"] if User.objects.exists() else []
    if files:
        raise TechmarketError(
            "the site is not empty",
            where=str(data),
            why=f"it has {files[0]}",
            todo="name an empty folder in TECHMARKET_DATA, and an empty database",
        )


def _put_database(unpacked: Path) -> None:
    if (unpacked / ROWS).is_file():
        make_tables()
        put_rows(unpacked / ROWS)
        return
    if connection.vendor != "sqlite":
        raise TechmarketError(
            "the back-up is of another kind of database",
            where=SQLITE,
            why=f"it is a copy of SQLite, and this site uses {connection.vendor}",
            todo="restore it without TECHMARKET_DATABASE",
        )
    connections.close_all()
    place = Path(str(connection.settings_dict["NAME"]))
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    shutil.move(unpacked / SQLITE, place)
    make_tables()
