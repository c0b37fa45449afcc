"""Copies of the site's database: SQLite by its own online copy, any other row by row.

Rows are written as one JSON object per line, table by table, all as of one moment. Not here: the
file they lie in (`backup_file`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from techmarket.web.history.models import ChainHead

SQLITE, ROWS = "register.sqlite3", "rows.jsonl"
"""Names of a copy: a whole database, or its rows."""

LEFT_OUT = frozenset({"sessions.Session", "axes.AccessAttempt", "axes.AccessLog"})
"""Tables of the day: who is logged in, and whose log-in failed. Nothing rests on them."""

AT_ONCE = 1000
Thing = TypeVar("Thing")


def copy_database(folder: Path) -> tuple[Path, int, str]:
    """Copy the database, as it is at one moment, into a folder; the site may go on writing.

    Returns:
        The file, and position and hash of the last event of the history in it.
    """
    if connection.vendor == "sqlite":
        return copy_sqlite(folder / SQLITE)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return write_rows(folder / ROWS)


def copy_sqlite(out: Path) -> tuple[Path, int, str]:
    """A copy of the SQLite database, by pages."""
    connection.ensure_connection()
    with closing(sqlite3.connect(out)) as copy:
        connection.connection.backup(copy, pages=2000)
        copy.execute("PRAGMA journal_mode=DELETE")
        position, head = copy.execute("SELECT position, hash FROM history_chainhead").fetchone()
    return out, int(position), str(head)


def write_rows(out: Path) -> tuple[Path, int, str]:
    """All rows, one JSON object per line; the caller has one moment in view."""
    with out.open("w", encoding="utf-8") as file:
        for model in tables():
            rows = model._base_manager.order_by("pk").iterator(AT_ONCE)
            for some in _some(rows):
                for row in serializers.serialize("python", some):
                    # Moments as text with all their digits, which the seals of events cover.
                    text = json.dumps(row, ensure_ascii=False, default=str, separators=(",", ":"))
                    file.write(text + "\n")
    head = ChainHead.objects.get(id=1)
    return out, head.position, head.hash


def put_rows(source: Path) -> None:
    """Put rows into an empty database whose tables were made.

    What making the tables has put there already is replaced.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            for model in reversed(tables()):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        with source.open(encoding="utf-8") as file:
            told = serializers.deserialize("python", map(json.loads, file))
            for some in _some(one.object for one in told):
                for model in dict.fromkeys(type(row) for row in some):
                    _insert(model, [row for row in some if type(row) is model])
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
                cursor.execute(statement)


def tables() -> list[type[models.Model]]:
    """The tables of the site, in the order of the apps."""
    return [
        model
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]


def make_tables() -> None:
    """Make the tables of the database, or bring them up to date."""
    call_command("migrate", verbosity=0, interactive=False)


def _insert(model: type[models.Model], rows: list[models.Model]) -> None:
    """Insert rows as they are: a day that is set by itself stays that of the back-up."""
    fields = [one for one in model._meta.local_concrete_fields if not one.generated]
    number = connection.ops.bulk_batch_size(fields, rows)
    queryset: models.QuerySet[models.Model] = models.QuerySet(model)
    for begin in range(0, len(rows), number):
        queryset._insert(  # type: ignore[attr-defined]  # as `save(raw=True)`, for many
            rows[begin : begin + number], fields=fields, using=connection.alias, raw=True
        )


def _some(rows: Iterator[Thing]) -> Iterator[list[Thing]]:
    """A stream, some at a time."""
    while some := list(islice(rows, AT_ONCE)):
        yield some
