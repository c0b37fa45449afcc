"""Which database the site keeps its register in: SQLite, or PostgreSQL by one address.

Not here: tables (the apps' models).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from techmarket.errors import TechmarketError

SQLITE_OPTIONS = {
    # A transaction that will write takes its lock at once, so that none fails half-way.
    "transaction_mode": "IMMEDIATE",
    # Seconds; those who wait are let in by chance and not in turn, so that it is long.
    "timeout": 60,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456;",
}


def database_settings(address: str | None, data: Path) -> dict[str, Any]:
    """Django's settings of the database.

    Args:
        address: `postgresql://user:password@host:port/name`, or `None` for SQLite.
        data: folder of the site's data.

    Raises:
        TechmarketError: the address is of no database that the site can use.
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data / "register.sqlite3"),
            "OPTIONS": dict(SQLITE_OPTIONS),
            "CONN_MAX_AGE": 600,
            "ATOMIC_REQUESTS": False,
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise TechmarketError(
            "the address of the database cannot be used",
            where="TECHMARKET_DATABASE",
            why=f"it begins with “{parts.scheme}:” or names no database",
            todo="give postgresql://user:password@host:port/name, or nothing for SQLite",
        )
    query = dict(one.split("=", 1) for one in parts.query.split("&") if "=" in one)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "")) or (parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
