"""The database itself refuses to change or remove an event. Not here: the table."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = tuple(
    f"CREATE TRIGGER history_event_no_{what.lower()} BEFORE {what} ON history_event "
    "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
    for what in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    "CREATE FUNCTION history_event_stays() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the history is append-only'; END $$",
    "CREATE TRIGGER history_event_stays BEFORE UPDATE OR DELETE ON history_event "
    "FOR EACH ROW EXECUTE FUNCTION history_event_stays()",
)


def forbid(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers, and the one row of the head."""
    for one in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(one)
    apps.get_model("history", "ChainHead").objects.get_or_create(id=1)


def allow(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            editor.execute(f"DROP TRIGGER history_event_no_{what}")
    else:
        editor.execute("DROP TRIGGER history_event_stays ON history_event")
        editor.execute("DROP FUNCTION history_event_stays()")


class Migration(migrations.Migration):
    """Events are only ever added."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("history", "0001_initial")]
    operations: ClassVar[list[migrations.RunPython]] = [migrations.RunPython(forbid, allow)]
