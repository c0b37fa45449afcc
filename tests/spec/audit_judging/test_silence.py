"""The solver without its voice: what it writes past Python does not reach the report."""

from __future__ import annotations

import os

import pytest

from techmarket.consistency.silence import quietly, silent


def loudly(text: str) -> int:
    """Writes where a library below Python would."""
    return os.write(1, text.encode())


def test_what_is_written_below_python_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    """The answer comes through, the line does not; what is written afterwards is heard."""
    assert quietly(loudly)("within") == len("within")
    loudly("after")
    assert capfd.readouterr().out == "after"


def test_what_python_wrote_before_is_kept(capfd: pytest.CaptureFixture[str]) -> None:
    """Text that waits in the buffer is written out first."""
    print("before", end="")
    with silent():
        loudly("within")
    assert capfd.readouterr().out == "before"


def test_the_output_comes_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    """An error inside is told as it is, and the output is there again."""

    def fails() -> None:
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        quietly(fails)()
    loudly("after")
    assert capfd.readouterr().out == "after"


def test_without_an_output_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was started without one solves all the same."""

    def none(_: int) -> int:
        raise OSError("bad file descriptor")

    monkeypatch.setattr("techmarket.consistency.silence.os.dup", none)
    assert quietly(max)(2, 3) == 3
