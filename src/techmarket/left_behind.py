"""What is written aside is held while it is written, so that what a killed process left is known.

Files and folders written aside are called `NAME.partial-PROCESS`. The system lets go of what a
process holds when it ends, however it ends; numbers of processes come again, and are others in
another container. Not here: putting what is whole in its place (`whole_file`).
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

AGAIN = ".partial-"


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold a file or a folder; whether nobody else does."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            alone = True
        except BlockingIOError:
            alone = False
        yield alone
    finally:
        os.close(descriptor)


def remove_left_behind(place: Path) -> None:
    """Remove what was written aside for this place by processes that are no more."""
    for left in place.parent.glob(f"{escape(place.name)}{AGAIN}*"):
        if left.name.rpartition("-")[2].isdigit():
            with suppress(OSError), held(left) as alone:
                if alone:
                    _remove(left)


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left)
    else:
        left.unlink()
