"""How commands end when something outside the program goes wrong: one sentence, an exit code."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from techmarket.cli import main as command_line
from techmarket.cli.endings import writing
from techmarket.errors import TechmarketError, UsageError

FULL = (
    "the disk is full (build/out); nothing that looks whole was left behind: "
    "free some space, or choose another place, and run the command again."
)


def ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int | str | None:
    """The exit code of the command line when a command raises `error`."""

    def app() -> None:
        raise error

    monkeypatch.setattr(command_line, "app", app)
    with pytest.raises(SystemExit) as end:
        command_line.main()
    return end.value.code


def test_an_error_of_a_stage_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    error = TechmarketError("快照 is altered", where="a/b", why="[1] not [2]", todo="freeze again")
    assert ending(monkeypatch, error) == 1
    assert capfd.readouterr() == ("", "快照 is altered (a/b): [1] not [2]; freeze again.\n")


def test_a_sentence_is_never_wrapped(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ending(monkeypatch, UsageError("字" * 300)) == 2
    assert capfd.readouterr().err == "字" * 300 + ".\n"


class Interrupted:
    """A command during which Ctrl-C is pressed, and which answers in a way of its own."""

    def __init__(self, answer: BaseException) -> None:
        self.answer = answer

    def __call__(self) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise self.answer from None


@pytest.mark.parametrize(
    "answer",
    [
        KeyboardInterrupt(),
        SystemExit(130),
        RuntimeError("Query interrupted"),
        TechmarketError("the query failed"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_ctrl_c_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], answer: BaseException
) -> None:
    """Also when a library, the option parser or a stage turns it into something else."""
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(command_line, "app", Interrupted(answer))
    with pytest.raises(SystemExit) as end:
        command_line.main()
    assert end.value.code == 130
    assert signal.getsignal(signal.SIGINT) is before
    assert capfd.readouterr().err == (
        "stopped before the end: nothing half-written was left behind; run the command again.\n"
    )


def test_a_defect_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def app() -> None:
        raise ValueError("a defect")

    monkeypatch.setattr(command_line, "app", app)
    with pytest.raises(ValueError, match="a defect"):
        command_line.main()


def caused(outer: Exception, cause: Exception) -> Exception:
    """`outer`, raised because of `cause`."""
    outer.__cause__ = cause
    return outer


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), id="system"),
        pytest.param(RuntimeError("could not write: No space left on device"), id="library"),
        pytest.param(caused(RuntimeError("not closed"), OSError(errno.ENOSPC, "full")), id="cause"),
    ],
)
def test_a_full_disk_is_one_sentence(error: Exception) -> None:
    with pytest.raises(TechmarketError) as caught, writing(Path("build/out")):
        raise error
    assert str(caught.value) == FULL


@pytest.mark.parametrize(("filename", "named"), [(None, "build/out"), ("/in/a.csv", "/in/a.csv")])
def test_refused_access_is_one_sentence(filename: str | None, named: str) -> None:
    with pytest.raises(TechmarketError) as caught, writing(Path("build/out")):
        raise PermissionError(errno.EACCES, "Permission denied", filename)
    assert str(caught.value) == (
        f"access is refused ({named}): Permission denied; "
        "ask for the right to read and write there, or name another place."
    )


@pytest.mark.parametrize("place", ["letter", "letter/below", "letter/below/deeper"])
def test_a_file_where_a_folder_should_be_is_one_sentence(tmp_path: Path, place: str) -> None:
    letter = tmp_path / "letter"
    letter.write_text("…")
    with pytest.raises(TechmarketError) as caught, writing(tmp_path / place):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
    assert str(caught.value) == (
        f"there is a file where a folder should be ({letter}); remove it, or name another place."
    )


def test_a_stage_keeps_its_own_error() -> None:
    with pytest.raises(TechmarketError, match=r"^the snapshot is altered\.$"), writing(Path("o")):
        raise TechmarketError("the snapshot is altered")


def test_an_error_that_is_its_own_cause_ends_all_the_same() -> None:
    """`raise error from error` makes a circle of causes; the command must not run round in it."""
    error = RuntimeError("out of memory")
    error.__cause__ = error
    with pytest.raises(RuntimeError, match="out of memory"), writing(Path("somewhere")):
        raise error


def test_other_errors_are_left_alone() -> None:
    with pytest.raises(FileNotFoundError), writing(Path("build/out")):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}]
)
def test_chinese_is_printed_whatever_the_locale(locale: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "techmarket", "freeze", "--help"],
        env={**os.environ, **locale},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert "截止日期" in done.stdout.decode("utf-8")


def test_a_wrong_option_is_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "techmarket", "freeze", "x", "--cutoff", "2013", "--out", "y"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "'2013' does not match the format" in done.stderr
