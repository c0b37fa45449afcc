"""Bad input: one sentence, an exit code that is not 0, and nothing that looks whole.

Each case goes through the whole command line. The sentence says what is wrong, where, and what
to do; it is all that stands on stderr. What stood in the folder before stands there after, and
nothing else.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from techmarket.published import packaged

AGAIN = "remove this folder and freeze the register again, or restore it from its archive"

Command = Callable[..., Any]


def there(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what it holds."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def commands(line: Path) -> dict[str, tuple[object, ...]]:
    """A call of each command, all of which would end well."""
    year, before = line / "snapshot-2013", line / "snapshot-2012"
    return {
        "simulate": ("simulate", "--edition", "2013", "--out", line / "drawn"),
        "freeze": ("freeze", line / "register", "--cutoff", "2013-12-31", "--out", line / "new"),
        "observe": ("observe", year, "--previous", before, "--out", line / "new.parquet"),
        "tables": (
            *("tables", year, "--previous", before),
            *("--edition", "2013", "--out", line / "tables"),
        ),
        "compare": ("compare", line / "tables"),
        "dictionary": ("dictionary", "--out", line / "dictionary.md"),
    }


def contracts_of(snapshot: Path) -> Path:
    """The first file of contracts."""
    return min(snapshot.glob("contracts/*/*.parquet"))


def missing(snapshot: Path) -> str:
    part = contracts_of(snapshot)
    part.unlink()
    return f"a file of the snapshot is missing ({part}); {AGAIN}."


def truncated(snapshot: Path) -> str:
    part = contracts_of(snapshot)
    whole = part.read_bytes()
    part.write_bytes(whole[:-7])
    return (
        f"a file of the snapshot is altered ({part}): it has {len(whole) - 7} bytes "
        f"but the manifest says {len(whole)}; {AGAIN}."
    )


def of_another_version(snapshot: Path) -> str:
    manifest = snapshot / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    known = content["schema_version"]
    manifest.write_text(json.dumps({**content, "schema_version": known + 1}), encoding="utf-8")
    return (
        f"the snapshot is of another schema version ({manifest}): it is techmarket.snapshot "
        f"{known + 1} and this software reads techmarket.snapshot {known}; "
        "remove this folder and freeze the register again with this software."
    )


def half_written(snapshot: Path) -> str:
    (snapshot / "manifest.json").unlink()
    return (
        f"the folder is not a snapshot ({snapshot}): it has no manifest.json, which is written "
        "last; check the path, or freeze the register into another folder."
    )


@pytest.mark.parametrize("year", ["2012", "2013"])
@pytest.mark.parametrize("command", ["observe", "tables"])
@pytest.mark.parametrize("damage", [missing, truncated, of_another_version, half_written])
def test_a_damaged_snapshot(
    line: Path, techmarket: Command, command: str, damage: Callable[[Path], str], year: str
) -> None:
    """Missing or truncated file, another schema version, no manifest: every later stage refuses
    the snapshot, that of the year as well as that of the year before. Tables that were there
    before stay."""
    sentence = damage(line / f"snapshot-{year}")
    before = there(line)
    ended = techmarket(*commands(line)[command])
    assert (ended.code, ended.out, ended.err) == (1, "", sentence + "\n")
    assert there(line) == before


@pytest.mark.parametrize("command", ["observe", "tables"])
def test_an_altered_snapshot(line: Path, techmarket: Command, command: str) -> None:
    """One bit in one file: the sentence names the file and how both hashes begin."""
    part = contracts_of(line / "snapshot-2013")
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)
    before = there(line)
    ended = techmarket(*commands(line)[command])
    start = f"a file of the snapshot is altered ({part}): its SHA-256 is "
    assert ended.code == 1
    assert ended.err.startswith(start)
    assert ended.err.endswith(f"…; {AGAIN}.\n")
    assert ended.err.count("\n") == 1
    assert there(line) == before


@pytest.mark.parametrize("command", ["simulate", "observe", "tables"])
def test_an_unknown_edition(line: Path, techmarket: Command, command: str) -> None:
    """The sentence lists the editions there are."""
    before = there(line)
    call = [a for a in commands(line)[command] if a not in ("--edition", "2013")]
    ended = techmarket(*call, "--edition", "1999")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "there is no edition '1999': the editions are 2012, 2013, liaoning-2013; choose one of "
        "them, or name a folder with an edition.toml in it.\n"
    )
    assert there(line) == before


def test_a_published_folder_that_lacks_a_table(
    line: Path, tmp_path: Path, techmarket: Command
) -> None:
    """The sentence names the file; no score is written."""
    published = tmp_path / "published"
    shutil.copytree(packaged(2013), published)
    (published / "annex-04.csv").unlink()
    before = there(line)
    ended = techmarket("compare", line / "tables", published)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        f"the published folder lacks a table ({published}): there is no annex-04.csv; "
        "restore the missing file.\n"
    )
    assert there(line) == before


def test_a_register_that_is_not_whole(line: Path, techmarket: Command) -> None:
    """Its `register.json` is written last; a broken run has none."""
    (line / "register" / "register.json").unlink()
    before = there(line)
    ended = techmarket(*commands(line)["freeze"])
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        f"the folder is not a whole register ({line / 'register'}): it has no register.json, which "
        "is written last; export or simulate the register again.\n"
    )
    assert there(line) == before


class FullDisk:
    """Everything that is written stops half-way, as on a full disk."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.write = Path.write_text
        patch.setattr(Path, "write_text", lambda path, text, **how: self.text(path, text, **how))
        patch.setattr(pq.ParquetWriter, "write_table", self.table)

    def text(self, path: Path, text: str, **how: Any) -> None:
        self.write(path, text[: len(text) // 2], **how)
        self.stop()

    def table(self, *_: object, **__: object) -> None:
        self.stop()

    def stop(self) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("command", ["observe", "tables", "compare", "dictionary"])
def test_no_disk_space(
    line: Path, techmarket: Command, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """What was half-written is removed, what was there before stays."""
    before = there(line)
    call = commands(line)[command]
    with monkeypatch.context() as patch:
        FullDisk(patch)
        ended = techmarket(*call)
    place = {"compare": line / "tables"}.get(command, call[-1])
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        f"the disk is full ({place}); nothing that looks whole was left behind: "
        "free some space, or choose another place, and run the command again.\n"
    )
    assert there(line) == before


def test_no_disk_space_for_a_snapshot(
    line: Path, techmarket: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Freezing says so itself: the database may fill the disk before anything is written."""
    before = there(line)
    with monkeypatch.context() as patch:
        FullDisk(patch)
        ended = techmarket(*commands(line)["freeze"])
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        f"there is no space left on the disk ({line}); "
        "free some space and freeze again; nothing was left behind.\n"
    )
    assert there(line) == before


STOPPED_IN_THE_MIDDLE = """
import pathlib, sys, time, types
import pyarrow.parquet as pq
from techmarket.cli.main import main

write = pathlib.Path.write_text

def wait(*arguments, **options):
    sys.__stdout__.write("in the middle\\n")
    sys.__stdout__.flush()
    time.sleep(5)  # A write that is under way in another thread is let end.

def write_half(path, text, **how):
    write(path, text[: len(text) // 2], **how)
    wait()

pq.ParquetWriter.write_table = wait
pathlib.Path.write_text = write_half
if sys.argv[1] == "simulate":
    import techmarket.cli.simulate as command
    command.edition_margins = lambda edition: [types.SimpleNamespace(year=2013, contracts=1)]
    command.draw_population = lambda *arguments: None
    command.write_register = lambda population, folder, *more: (folder.mkdir(parents=True), wait())
sys.argv[0] = "techmarket"
main()
"""


@pytest.mark.parametrize(
    "command", ["simulate", "freeze", "observe", "tables", "compare", "dictionary"]
)
def test_ctrl_c_in_the_middle(line: Path, command: str) -> None:
    """A real interrupt of a real process while it writes: exit code 130, one sentence, and what
    was there before."""
    before = there(line)
    arguments = map(str, commands(line)[command])
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED_IN_THE_MIDDLE, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        assert list(line.rglob("*.partial-*")) != []
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == (
        "stopped before the end: nothing half-written was left behind; run the command again.\n"
    )
    assert there(line) == before
