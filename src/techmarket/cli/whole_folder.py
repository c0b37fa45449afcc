"""Writing a folder whole or not at all, and only over a folder of the same kind.

Not here: single files (`whole_file`), and what a command writes into its folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techmarket.errors import TechmarketError


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """Yield a folder to fill beside `out`, and put it in its place at the end.

    When the body raises, what was there before stays and nothing half-written is left.
    """
    out = out.absolute()
    partial = out.with_name(f"{out.name}.partial-{os.getpid()}")
    partial.mkdir(parents=True)
    try:
        yield partial
        _replace(out, partial)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _replace(out: Path, partial: Path) -> None:
    """Put the new folder in the place of the old one, which never stands there half-removed."""
    if not out.exists():
        partial.rename(out)
        return
    old = out.with_name(f"{out.name}.partial-{os.getpid()}-old")
    out.rename(old)
    try:
        partial.rename(out)
    except BaseException:
        old.rename(out)
        raise
    shutil.rmtree(old)


def refuse_foreign(out: Path, marker: str, what: str) -> None:
    """Refuse to replace a folder of something else.

    Args:
        out: the folder to write.
        marker: the file that a folder of this kind has.
        what: what such a folder holds ("tables"), for the message.

    Raises:
        TechmarketError: a file is there, or a folder that has things in it and not the marker.
    """
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / marker).is_file())):
        raise TechmarketError(
            "the place to write to is taken",
            where=str(out),
            why=f"it exists and holds no {what}",
            todo="remove it, or choose another --out",
        )
