"""Writing one file whole or not at all, and only over a file.

Not here: folders, which the stages that write them rename as a whole; a full disk and refused
access, which the command line turns into sentences.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techmarket.errors import TechmarketError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield the path of a file to write beside `path`, and put it in its place at the end.

    When the body raises, what was there before stays and nothing half-written is left. The folder
    exists already. A symbolic link stays, and the file that it leads to is replaced.

    Raises:
        TechmarketError: see `refuse_what_is_no_file`.
    """
    refuse_what_is_no_file(path)
    place = path.resolve()
    aside = place.with_name(f"{place.name}.partial-{os.getpid()}")
    try:
        yield aside
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def refuse_what_is_no_file(path: Path) -> None:
    """Refuse to write over a folder, a device or a pipe; renaming would take them away.

    Raises:
        TechmarketError: something that is not a regular file is there.
    """
    if path.exists() and not path.is_file():
        raise TechmarketError(
            "the file to write is taken",
            where=str(path),
            why="a folder is there" if path.is_dir() else "a device or a pipe is there",
            todo="name another file",
        )
