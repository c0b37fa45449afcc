"""How a command ends: which errors become one sentence, and with which exit code.

What a user can put right is said in one sentence on stderr (`TechmarketError`, a full disk,
a folder that may not be written, Ctrl-C). All else is a defect of ours and keeps its traceback.
Not here: the wording of the errors of the stages, which they raise themselves.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techmarket.errors import TechmarketError

INTERRUPTED = 130
"""The exit code of a command stopped by Ctrl-C: 128 and the number of SIGINT."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn a full disk or a forbidden folder into a `TechmarketError` that names `out`.

    Writers report a full disk in more than one way: as `OSError` with a number (Python,
    Parquet), or as an error of a library with the system's words in its text (the database).
    """
    try:
        yield
    except TechmarketError:
        raise
    except Exception as error:
        reason = _system_reason(error)
        if reason is None:
            raise
        raise reason_to_error(reason, out) from error


def reason_to_error(reason: int, out: Path) -> TechmarketError:
    """The sentence for a system error number met while writing `out`."""
    why = os.strerror(reason)
    if reason in _FULL:
        return TechmarketError(
            "the disk is full",
            where=str(out),
            why=why,
            todo="nothing that looks whole was left behind; "
            "free some space, or choose another --out, and run the command again",
        )
    return TechmarketError(
        "cannot write there",
        where=str(out),
        why=why,
        todo="choose another --out, or ask for the right to write",
    )


def _system_reason(error: BaseException | None) -> int | None:
    """The error number behind an error or one of its causes; `None` if it is not of the system."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL | _FORBIDDEN:
            return error.errno
        if not isinstance(error, OSError):
            for number in _FULL:
                if os.strerror(number) in str(error):
                    return number
        error = error.__cause__ or error.__context__
    return None


def say(sentence: str) -> None:
    """One sentence on stderr, red where there are colours, never wrapped or cut."""
    from rich.console import Console

    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
    console.print(sentence, style="red")


def utf8_streams() -> None:
    """Write UTF-8 whatever the locale: every label of the report is Chinese."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
