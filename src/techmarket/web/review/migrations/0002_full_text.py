"""The full-text index of the database. Not here: the table."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TAKE = "INSERT INTO review_search(review_search, rowid, grams) VALUES('delete', old.id, old.grams)"
GIVE = "INSERT INTO review_search(rowid, grams) VALUES (new.id, new.grams)"
ON = "ON review_searchentry BEGIN"
SQLITE = (
    "CREATE VIRTUAL TABLE review_search USING fts5("
    "grams, content='review_searchentry', content_rowid='id', detail=full)",
    f"CREATE TRIGGER review_search_added AFTER INSERT {ON} {GIVE}; END",
    f"CREATE TRIGGER review_search_removed AFTER DELETE {ON} {TAKE}; END",
    f"CREATE TRIGGER review_search_changed AFTER UPDATE OF grams {ON} {TAKE}; {GIVE}; END",
)
POSTGRESQL = (
    "CREATE INDEX review_search ON review_searchentry USING gin (to_tsvector('simple', grams))",
)
SQLITE_BACK = (
    *(f"DROP TRIGGER review_search_{one}" for one in ("added", "removed", "changed")),
    "DROP TABLE review_search",
)


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index."""
    for one in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(one)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away."""
    for one in (
        SQLITE_BACK if editor.connection.vendor == "sqlite" else ("DROP INDEX review_search",)
    ):
        editor.execute(one)


class Migration(migrations.Migration):
    """Names of contracts are found by any part."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("review", "0001_initial")]
    operations: ClassVar[list[migrations.RunPython]] = [migrations.RunPython(make, remove)]
