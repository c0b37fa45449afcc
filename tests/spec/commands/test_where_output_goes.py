"""Where output goes: a file is written whole or not at all, and only over a file."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from techmarket.errors import TechmarketError
from techmarket.whole_file import whole_file

Command = Callable[..., Any]


def test_a_file_is_replaced_when_the_new_one_is_whole(tmp_path: Path) -> None:
    """The new content is written beside it and takes its place at the end."""
    file = tmp_path / "file"
    file.write_text("old")
    with whole_file(file) as aside:
        aside.write_text("new")
        assert file.read_text() == "old"
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("stop", [OSError("no space"), KeyboardInterrupt()])
def test_a_broken_run_leaves_the_file_that_was_there(tmp_path: Path, stop: BaseException) -> None:
    """Nothing half-written is left."""
    file = tmp_path / "file"
    file.write_text("old")

    def stopped() -> None:
        with whole_file(file) as aside:
            aside.write_text("ne")
            raise stop

    with pytest.raises(type(stop)):
        stopped()
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_and_leads_to_the_new_file(tmp_path: Path) -> None:
    """What the link leads to is replaced, in its own folder."""
    file, link = tmp_path / "far" / "file", tmp_path / "link"
    file.parent.mkdir()
    file.write_text("old")
    link.symlink_to(file)
    with whole_file(link) as aside:
        aside.write_text("new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert list(file.parent.iterdir()) == [file]


def no_file(place: Path, kind: str) -> str:
    """Something at the place that is not a file, and what is said of it."""
    if kind == "folder":
        place.mkdir()
        return "a folder is there"
    os.mkfifo(place)
    return "a device or a pipe is there"


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_only_a_file_is_replaced(tmp_path: Path, kind: str) -> None:
    """Renaming would take away a device or a pipe that others use: it is refused."""
    place = tmp_path / "place"
    why = no_file(place, kind)
    with pytest.raises(TechmarketError) as error, whole_file(place):
        pass
    assert str(error.value) == (f"the file to write is taken ({place}): {why}; name another file.")
    assert not place.is_file()
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("kind", ["folder", "pipe"])
@pytest.mark.parametrize("command", ["observe", "dictionary", "compare"])
def test_every_command_that_writes_files_refuses(
    line: Path, techmarket: Command, command: str, kind: str
) -> None:
    """The sentence names the place, which stays what it was."""
    place, call = {
        "observe": (line / "out", ("observe", line / "snapshot-2013", "--out", line / "out")),
        "dictionary": (line / "out", ("dictionary", "--out", line / "out")),
        "compare": (line / "tables" / "score.json", ("compare", line / "tables")),
    }[command]
    why = no_file(place, kind)
    ended = techmarket(*call)
    assert ended.code == 1
    assert ended.err == f"the file to write is taken ({place}): {why}; name another file.\n"
    assert not place.is_file()
    assert list(line.rglob("*.partial-*")) == []


@pytest.mark.parametrize("command", ["simulate", "freeze", "tables"])
@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_every_command_that_writes_a_folder_refuses(
    line: Path, techmarket: Command, command: str, kind: str
) -> None:
    """A folder of something else, or what is no folder, is never written over."""
    out = line / "out"
    no_file(out, kind)
    if kind == "folder":
        (out / "letter").write_text("…")
    call, said = {
        "simulate": (
            ("simulate", "--edition", "2013", "--out", out),
            f"the folder to write exists already ({out}); remove it or name another folder.\n",
        ),
        "freeze": (
            ("freeze", line / "register", "--cutoff", "2013-12-31", "--out", out),
            f"the output already exists and is not a snapshot ({out}); "
            "give another folder, or remove this one.\n",
        ),
        "tables": (
            ("tables", line / "snapshot-2013", "--edition", "2013", "--out", out),
            f"the place to write to is taken ({out}): it exists and holds no tables; "
            "remove it, or choose another --out.\n",
        ),
    }[command]
    ended = techmarket(*call)
    assert (ended.code, ended.err) == (1, said)
    assert [path.name for path in out.iterdir()] == ["letter"] if kind == "folder" else True
    assert out.exists()
    assert not out.is_file()


WHILE_A_BAR_IS_DRAWN = """
from techmarket.cli.progress import progress_bars
with progress_bars() as progress:
    progress("halfway", 1, 2)
    print("said meanwhile")
"""


def on_a_terminal(*command: object) -> tuple[str, str]:
    """Stdout of a command, and what it writes on the terminal that is its stderr."""
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
        check=False,
    )
    os.close(theirs)
    terminal = os.read(ours, 100_000).decode("utf-8", "replace")
    os.close(ours)
    return done.stdout.decode("utf-8"), terminal


def test_what_is_printed_goes_to_stdout_while_a_bar_is_drawn() -> None:
    """The bar is on the terminal, and what the command prints is in the file."""
    printed, terminal = on_a_terminal("-c", WHILE_A_BAR_IS_DRAWN)
    assert printed == "said meanwhile\n"
    assert "halfway" in terminal
    assert "said" not in terminal


def test_the_score_goes_to_stdout(line: Path) -> None:
    """With stderr on a terminal and stdout in a file, the score is in the file alone."""
    printed, terminal = on_a_terminal("-m", "techmarket", "compare", line / "tables")
    assert "published cells differ without a recorded contradiction" in printed
    assert "compare" in terminal
    assert "published cells" not in terminal
