"""Where the site keeps its data, and what it asks for before it starts.

Not here: security headers and cookies, which the pages show.
"""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from techmarket.errors import TechmarketError
from techmarket.web.database import database_settings
from techmarket.web.secret import site_secret


def test_without_an_address_the_register_is_one_file(tmp_path: Path) -> None:
    """SQLite in the data folder; a transaction takes its lock at once, so that none fails later."""
    told = database_settings(None, tmp_path)
    assert told["ENGINE"] == "django.db.backends.sqlite3"
    assert told["NAME"] == str(tmp_path / "register.sqlite3")
    assert told["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_names_a_postgresql(tmp_path: Path) -> None:
    """With its percent signs resolved; a folder of a socket may stand as `?host=`."""
    told = database_settings("postgresql://registrar:p%40ss@db.example:5433/register", tmp_path)
    assert (told["HOST"], told["PORT"], told["NAME"]) == ("db.example", "5433", "register")
    assert (told["USER"], told["PASSWORD"]) == ("registrar", "p@ss")
    assert database_settings("postgresql://u@/r?host=/run/pg", tmp_path)["HOST"] == "/run/pg"


def test_another_database_is_refused(tmp_path: Path) -> None:
    """The sentence says which variable holds the address, and what to write there."""
    with pytest.raises(TechmarketError) as found:
        database_settings("mysql://u@h/r", tmp_path)
    assert str(found.value) == (
        "the address of the database cannot be used (TECHMARKET_DATABASE): it begins with “mysql:” "
        "or names no database; give postgresql://user:password@host:port/name, or nothing for "
        "SQLite."
    )


def test_the_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    """Every process finds the same one."""
    first = site_secret(None, tmp_path, production=False)
    assert site_secret(None, tmp_path, production=False) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_in_production_the_secret_is_given(tmp_path: Path) -> None:
    """Nothing is made up, and a short one is refused."""
    with pytest.raises(TechmarketError) as found:
        site_secret(None, tmp_path, production=True)
    assert str(found.value) == (
        "the site has no secret (TECHMARKET_SECRET): in production it is not made up; give at "
        "least 50 random characters, the same for all processes."
    )
    with pytest.raises(TechmarketError) as found:
        site_secret("short", tmp_path, production=True)
    assert str(found.value) == (
        "the secret of the site is too short (TECHMARKET_SECRET): it has 5 characters; give at "
        "least 50 random characters."
    )
