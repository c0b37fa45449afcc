"""How a command ends: which errors become one sentence, and with which exit code.

What a user can put right is said in one sentence on stderr (`TechmarketError`, a full disk,
a folder that may not be written, Ctrl-C). All else is a defect of ours and keeps its traceback.
Not here: the wording of the errors of the stages, which they raise themselves.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from techmarket.errors import TechmarketError

INTERRUPTED = 130
"""The exit code of a command stopped by Ctrl-C: 128 and the number of SIGINT."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn what hinders writing into a `TechmarketError` that names the place.

    That is a full disk, refused access, a file where a folder should be, or a place that the
    system refuses for another reason (`x/..`, a folder that cannot be made).

    Writers report a full disk in more than one way: as `OSError` with a number (Python,
    Parquet), or as an error of a library with the system's words in its text (the database).
    """
    try:
        yield
    except TechmarketError:
        raise
    except Exception as error:
        for cause in _causes(error):
            if _is_full(cause):
                raise _disk_is_full(out) from error
            if isinstance(cause, OSError) and cause.errno in _REFUSED:
                raise _access_is_refused(cause, out) from error
            if isinstance(cause, OSError) and (file := _file_in_the_way(cause, out)):
                raise _is_no_folder(file) from error
            if isinstance(cause, OSError) and _concerns(cause, out):
                raise _place_is_refused(cause, out) from error
        raise


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from, outermost first; an error can be its own cause."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _FULL
    return any(os.strerror(number) in str(error) for number in _FULL)


def _disk_is_full(out: Path) -> TechmarketError:
    return TechmarketError(
        "the disk is full",
        where=str(out),
        todo="nothing that looks whole was left behind: "
        "free some space, or choose another place, and run the command again",
    )


def _access_is_refused(error: OSError, out: Path) -> TechmarketError:
    return TechmarketError(
        "access is refused",
        where=str(error.filename or out),
        why=os.strerror(error.errno or errno.EACCES),
        todo="ask for the right to read and write there, or name another place",
    )


def _file_in_the_way(error: OSError, out: Path) -> Path | None:
    if error.errno not in (errno.ENOTDIR, errno.EEXIST):
        return None
    wanted = Path(error.filename or out)
    return next((p for p in (wanted, *wanted.parents) if p.exists() and not p.is_dir()), None)


def _is_no_folder(file: Path) -> TechmarketError:
    return TechmarketError(
        "there is a file where a folder should be",
        where=str(file),
        todo="remove it, or name another place",
    )


def _concerns(error: OSError, out: Path) -> bool:
    """Whether the error is about the place itself: `out`, what is written beside it, or above."""
    place = out.absolute()
    for name in (error.filename, error.filename2):
        if not isinstance(name, str | os.PathLike):
            continue
        named = Path(name).absolute()
        beside = named.name.startswith(f"{place.name}.partial-")
        if named in (place, *place.parents) or (beside and named.parent == place.parent):
            return True
    return False


def _place_is_refused(error: OSError, out: Path) -> TechmarketError:
    return TechmarketError(
        "the place to write to cannot be used",
        where=str(out),
        why=error.strerror or str(error),
        todo="name another place",
    )


@contextmanager
def heeding_interrupts() -> Iterator[Callable[[], bool]]:
    """Yield a function that tells whether Ctrl-C was pressed, whatever became of it.

    The database turns an interruption of a query into an error of its own, so that the kind of
    the exception cannot be trusted. A second Ctrl-C ends the process at once.
    """
    pressed = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


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
