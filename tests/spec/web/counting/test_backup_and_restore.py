"""A back-up is one file; restored into an empty site it gives the same rows, files and history.

Not here: what the files are.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from techmarket.errors import TechmarketError
from techmarket.web.counting.backup_file import MANIFEST, unpack
from techmarket.web.counting.database_copy import LEFT_OUT, put_rows, tables, write_rows

DAY = "2025-11-30"


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of administration of the site whose data are in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "techmarket.web", *words],
        env={**os.environ, "TECHMARKET_DATA": str(data), "PYTHONWARNINGS": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with some contracts, an attachment, a document, and keys."""
    data = tmp_path_factory.mktemp("site") / "data"
    (data / "attachments" / "ab").mkdir(parents=True)
    (data / "attachments" / "ab" / "abc").write_bytes(bytes(range(256)) * 1000)
    (data / "certificate_keys").mkdir()
    (data / "certificate_keys" / "1.key").write_text("secret")
    (data / "certificate_keys" / "1.key").chmod(0o600)
    (data / "static").mkdir()
    (data / "static" / "site.css").write_text("made anew")
    assert run(data, "migrate", "-v0").returncode == 0
    made = run(data, "demo", "--contracts", "40", "--password", "a pass for the tests")
    assert made.returncode == 0, made.stderr
    return data


@pytest.fixture(scope="module")
def backup(site: Path) -> Path:
    out = site.parent / "site.backup"
    ended = run(site, "backup", "--out", str(out))
    assert ended.returncode == 0, ended.stderr
    assert " files. It holds personal data and keys" in ended.stdout
    return out


def rows(data: Path) -> dict[str, list[Any]]:
    """All rows of all tables."""
    with closing(sqlite3.connect(data / "register.sqlite3")) as database:
        named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: database.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for (name,) in named
        }


def files(data: Path) -> dict[str, tuple[bytes, int]]:
    """Content and rights of every file but the database."""
    return {
        file.relative_to(data).as_posix(): (file.read_bytes(), file.stat().st_mode & 0o777)
        for file in data.rglob("*")
        if file.is_file() and not file.name.startswith("register.sqlite3")
    }


def test_a_restored_site_is_the_same(site: Path, backup: Path, tmp_path: Path) -> None:
    """Every row of every table, every file; what is made anew is not in it."""
    assert backup.stat().st_mode & 0o777 == 0o600
    other = tmp_path / "other"
    ended = run(other, "restore", str(backup))
    assert ended.returncode == 0, ended.stderr
    assert "the history is whole, with" in ended.stdout
    assert rows(other) == rows(site)
    kept = {name: one for name, one in files(site).items() if not name.startswith("static/")}
    assert {name: one[0] for name, one in files(other).items()} == {
        name: one[0] for name, one in kept.items()
    }
    assert files(other)["certificate_keys/1.key"][1] == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["other"]
    again = run(other, "history", "verify", "--lang", "en")
    assert again.stdout.startswith("The history is whole")
    frozen = run(other, "freeze", "--cutoff", DAY, "--out", str(tmp_path / "snapshot"))
    assert frozen.returncode == 0, frozen.stderr
    assert "contracts of 2025 as of 2025-11-30" in frozen.stdout
    exported = run(other, "export", "--as-of", DAY, "--out", str(tmp_path / "register"))
    assert f"contracts as of {DAY}." in exported.stdout
    elsewhere = run(other, "export", "--as-of", DAY, "--out", "x", "--place", "999999")
    assert (
        "there is no such office (999999); give the code of an office, as 440000 for Guangdong or "
        "000000 for the whole."
    ) in elsewhere.stderr


def test_nothing_is_restored_over_something(site: Path, backup: Path) -> None:
    """A site that has people or files is left as it is."""
    before = rows(site)
    ended = run(site, "restore", str(backup))
    assert ended.returncode == 1
    assert (
        f"the site is not empty ({site}): it has attachments; name an empty folder in "
        "TECHMARKET_DATA, and an empty database."
    ) in ended.stderr
    assert rows(site) == before


def altered(backup: Path, out: Path, kind: str) -> Path:
    """A back-up that somebody, or a disk, has changed."""
    if kind == "cut":
        out.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
        return out
    with tarfile.open(backup) as source, tarfile.open(out, "w:gz") as made:
        for entry in source:
            content = source.extractfile(entry)
            assert content is not None
            if kind == "no manifest" and entry.name == MANIFEST:
                continue
            if kind == "missing" and entry.name == "files/attachments/ab/abc":
                continue
            if kind == "edited" and entry.name == "files/attachments/ab/abc":
                entry.name, keep = entry.name, b"\1" * entry.size
                (out.parent / "aside").write_bytes(keep)
                with (out.parent / "aside").open("rb") as other:
                    made.addfile(entry, other)
                continue
            if kind == "version" and entry.name == MANIFEST:
                told = json.loads(content.read()) | {"schema_version": 9}
                (out.parent / "aside").write_text(json.dumps(told))
                entry.size = (out.parent / "aside").stat().st_size
                with (out.parent / "aside").open("rb") as other:
                    made.addfile(entry, other)
                continue
            made.addfile(entry, content)
        if kind == "outside":
            entry = tarfile.TarInfo("../outside")
            made.addfile(entry)
    return out


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("cut", "Compressed file ended before the end-of-stream marker was reached"),
        ("no manifest", "it has no manifest, which is written last"),
        ("missing", "files/attachments/ab/abc is altered, missing or too many"),
        ("edited", "files/attachments/ab/abc is altered, missing or too many"),
        ("version", "it is of another version or another program"),
        ("outside", "../outside is not a file within it"),
    ],
)
def test_a_back_up_that_is_not_whole(backup: Path, tmp_path: Path, kind: str, why: str) -> None:
    """It is refused before anything is put in place."""
    made = altered(backup, tmp_path / "made.backup", kind)
    with pytest.raises(TechmarketError) as found:
        unpack(made, tmp_path / "into")
    assert str(found.value) == f"the back-up cannot be used ({made}): {why}; take another back-up."
    assert not (tmp_path / "outside").exists()


def test_a_back_up_that_is_not_there(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(TechmarketError) as found:
        unpack(tmp_path / "none", tmp_path / "into")
    assert str(found.value) == f"there is no such back-up ({tmp_path / 'none'}); check the path."


@pytest.fixture
def whole_rows(db: None, tmp_path: Path) -> Path:
    """The rows of a small register."""
    from techmarket.web.demo.making import make_demonstration

    make_demonstration(seed=3, contracts=40, password="a pass for the tests")
    return write_rows(tmp_path / "rows.jsonl")[0]


def test_row_by_row(whole_rows: Path, tmp_path: Path) -> None:
    """The copy of other databases: all rows but those of the day; put back, they are the same."""
    from django.db import connection

    from techmarket.web.history.verify import verify

    first = whole_rows.read_text(encoding="utf-8")
    named = {json.loads(line)["model"] for line in first.splitlines()}
    assert "contracts.version" in named
    assert not {label.lower() for label in LEFT_OUT} & named
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER history_event_no_delete")
        cursor.execute("PRAGMA defer_foreign_keys = ON")
    put_rows(whole_rows)
    assert write_rows(tmp_path / "again.jsonl")[0].read_text(encoding="utf-8") == first
    assert verify().broken is None
    assert len(tables()) > 15


def test_a_copy_of_sqlite_is_not_put_elsewhere(tmp_path: Path, monkeypatch: Any) -> None:
    """Another kind of database takes rows; the whole file of SQLite it does not."""
    from techmarket.web.counting import backup

    class Other:
        vendor = "postgresql"

    monkeypatch.setattr(backup, "connection", Other())
    with pytest.raises(TechmarketError) as found:
        backup._put_database(tmp_path)
    assert str(found.value) == (
        "the back-up is of another kind of database (register.sqlite3): it is a copy of SQLite, "
        "and this site uses postgresql; restore it without TECHMARKET_DATABASE."
    )


def test_a_history_of_another_back_up(tmp_path: Path, monkeypatch: Any, settings: Any) -> None:
    """The end of the history is compared with what the manifest says."""
    from techmarket.web.counting import backup
    from techmarket.web.history.verify import Proof

    settings.DATA = tmp_path / "data"
    told = {"history_hash": "b" * 64, "made_at": "2026-01-01"}
    monkeypatch.setattr(backup, "unpack", lambda *_: told)
    monkeypatch.setattr(backup, "_put_database", lambda _: None)
    monkeypatch.setattr(backup, "_refuse_what_is_there", lambda _: None)
    monkeypatch.setattr(backup, "verify", lambda: Proof(1, None, 0, "a" * 64))
    with pytest.raises(TechmarketError) as found:
        backup.restore(tmp_path / "one.backup")
    assert str(found.value) == (
        f"the history is not that of the back-up ({tmp_path / 'one.backup'}): it ends with "
        f"{'a' * 64} and the back-up says {'b' * 64}; empty the data folder and the database, and "
        "restore another back-up."
    )
