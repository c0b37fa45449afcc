"""Opening a snapshot: a changed byte is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from register_text import frozen
from techmarket.errors import TechmarketError
from techmarket.observations import observe
from techmarket.snapshot import Snapshot, open_snapshot

AGAIN = "freeze the register again, or restore the folder from its archive"


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return frozen(tmp_path, "value\n1\n2")


def contracts(path: Path) -> Path:
    return path / "contracts" / "year=2013" / "part-0000.parquet"


def refused(path: Path) -> str:
    with pytest.raises(TechmarketError) as error:
        open_snapshot(path)
    return str(error.value)


def test_an_untouched_snapshot_opens(snapshot: Snapshot) -> None:
    """What was written is what is opened."""
    assert open_snapshot(snapshot.path).hash == snapshot.hash
    assert len(snapshot.hash) == 64


@pytest.mark.parametrize("name", ["contracts", "details", "parties", "answers", "codes"])
def test_a_changed_byte_in_any_file_is_refused(snapshot: Snapshot, name: str) -> None:
    """Any file, any byte; the sentence names the file and both hashes."""
    file = next(f for f in snapshot.manifest.files if f.path.startswith(name))
    path = snapshot.path / file.path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    assert re.fullmatch(
        rf"a file of the snapshot is altered \({re.escape(str(path))}\): its SHA-256 is "
        rf"[0-9a-f]{{12}}… but the manifest says {file.sha256[:12]}…; {AGAIN}\.",
        refused(snapshot.path),
    )


def test_a_truncated_file_is_refused(snapshot: Snapshot) -> None:
    """The sentence says how many bytes there are and should be."""
    path = contracts(snapshot.path)
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert refused(snapshot.path) == (
        f"a file of the snapshot is altered ({path}): it has 100 bytes but the manifest says "
        f"{len(whole)}; {AGAIN}."
    )


def test_a_missing_file_is_refused(snapshot: Snapshot) -> None:
    """The sentence names it."""
    path = contracts(snapshot.path)
    path.unlink()
    assert refused(snapshot.path) == f"a file of the snapshot is missing ({path}); {AGAIN}."


def test_an_extra_file_is_refused(snapshot: Snapshot) -> None:
    """A file that was not frozen does not belong there."""
    path = contracts(snapshot.path).with_name("part-0001.parquet")
    path.write_bytes(b"")
    assert refused(snapshot.path) == (
        f"the snapshot holds a file that its manifest does not name ({path}); remove it, or "
        f"{AGAIN}."
    )


def test_a_folder_without_manifest_is_no_snapshot(snapshot: Snapshot) -> None:
    """The manifest is written last, so a broken run has none."""
    (snapshot.path / "manifest.json").unlink()
    assert refused(snapshot.path) == (
        f"the folder is not a snapshot ({snapshot.path}): it has no manifest.json, which is "
        f"written last; {AGAIN}."
    )


def test_no_folder_at_all(tmp_path: Path) -> None:
    """A wrong path is said to be one."""
    path = tmp_path / "nowhere"
    assert refused(path) == (
        f"there is no such snapshot folder ({path}); freeze a register into it, or check the path."
    )


def change(**changes: object) -> Callable[[str], str]:
    return lambda text: json.dumps({**json.loads(text), **changes})


def drop(name: str) -> Callable[[str], str]:
    return lambda text: json.dumps({k: v for k, v in json.loads(text).items() if k != name})


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda text: text[:50], "it cannot be read"),
        (lambda _: "[]", "it cannot be read"),
        (change(cutoff="2013-11-30"), "the hash is not the hash of the content"),
        (change(hash="0" * 64), "the hash is not the hash of the content"),
        (drop("files"), "files is missing"),
    ],
)
def test_a_damaged_manifest_is_refused(
    snapshot: Snapshot, damage: Callable[[str], str], why: str
) -> None:
    """The manifest carries a hash over itself."""
    path = snapshot.path / "manifest.json"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert refused(snapshot.path) == (
        f"the manifest of the snapshot is damaged ({path}): {why}; {AGAIN}."
    )


def test_another_schema_version_is_refused(snapshot: Snapshot) -> None:
    """Old software does not guess at new snapshots, nor new software at old ones."""
    path = snapshot.path / "manifest.json"
    path.write_text(change(schema_version=2)(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert refused(snapshot.path) == (
        f"the snapshot is of another schema version ({path}): it is techmarket.snapshot 2 and "
        "this software reads techmarket.snapshot 1; freeze the register again with this software."
    )


def test_the_previous_snapshot_is_of_the_year_before(snapshot: Snapshot) -> None:
    """Growth compares neighbouring years only."""
    with pytest.raises(TechmarketError) as error:
        observe(snapshot, snapshot)
    assert str(error.value) == (
        f"the previous snapshot is not of the year before ({snapshot.path}): its year is 2013 and "
        "the snapshot's is 2013; give a snapshot cut off in 2012, or none."
    )
