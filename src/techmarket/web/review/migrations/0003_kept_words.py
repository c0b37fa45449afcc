"""PostgreSQL keeps the words of each row, so that a phrase is compared without reading it anew.

Not here: the table.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FORWARD = (
    "DROP INDEX review_search",
    "ALTER TABLE review_searchentry ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', grams)) STORED",
    "CREATE INDEX review_search ON review_searchentry USING gin (words)",
)
BACK = (
    "ALTER TABLE review_searchentry DROP COLUMN words",
    "CREATE INDEX review_search ON review_searchentry USING gin (to_tsvector('simple', grams))",
)


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Keep them."""
    _run(editor, FORWARD)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Keep them no more."""
    _run(editor, BACK)


def _run(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if editor.connection.vendor == "postgresql":
        for one in statements:
            editor.execute(one)


class Migration(migrations.Migration):
    """The words of names are kept."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("review", "0002_full_text")]
    operations: ClassVar[list[migrations.RunPython]] = [migrations.RunPython(keep, drop)]
