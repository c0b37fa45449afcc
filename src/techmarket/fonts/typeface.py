"""The two static files of the typeface, made once per machine and kept in the user's cache.

Typesetting takes variable fonts, drawing does not (it draws them in their thinnest weight), so
regular and bold are made from the variable font. The folder's name holds a hash of the source and
the recipe; a folder that is not whole, or altered, is made again. Not here: how one weight is
made (`one_weight`).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from techmarket.errors import TechmarketError
from techmarket.fonts.variable_font import LICENCE, licence_text, variable_font

Progress = Callable[[str, int, int], None]
"""`progress(what, done, total)`."""

FAMILY = "Noto Sans SC"
"""The name under which a renderer asks for the typeface."""

RECIPE = "1"
"""To be raised when other files come out of the same source."""

REGULAR, BOLD = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"
WEIGHTS = {REGULAR: 400, BOLD: 700}
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Typeface:
    """Where the files of the typeface are.

    Attributes:
        regular: TrueType file of weight 400; bold: of weight 700; both have all glyphs.
        folder: the folder that holds these two, their licence and no other font.
    """

    regular: Path
    bold: Path
    folder: Path


def typeface(progress: Progress | None = None) -> Typeface:
    """The typeface, made first if this machine does not have it yet (about 15 s on two cores).

    Two processes at once: the second waits for the first.

    Args:
        progress: told `("typeface", weights done, 2)` while the files are made.

    Raises:
        TechmarketError: the font package is missing, or the cache cannot be written.
    """
    folder = cache_folder() / _folder_name()
    if not _is_whole(folder):
        _make(folder, progress)
    return Typeface(folder / REGULAR, folder / BOLD, folder)


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/techmarket/fonts`, or the same below `~/.cache`.

    A relative `XDG_CACHE_HOME` is ignored, as the XDG Base Directory Specification demands.
    """
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    base = given if given.is_absolute() else Path("~/.cache").expanduser()
    return base / "techmarket" / "fonts"


@cache
def _folder_name() -> str:
    recipe = f"{RECIPE}:{version('fonttools')}:{sorted(WEIGHTS.items())}:"
    content = hashlib.sha256(recipe.encode() + variable_font().read_bytes())
    return f"noto-sans-sc-{content.hexdigest()[:16]}"


def _is_whole(folder: Path) -> bool:
    try:
        return (folder / SUMS).read_text(encoding="ascii") == _sums(folder)
    except OSError:
        return False


def _sums(folder: Path) -> str:
    """The files and their hashes as `sha256sum` writes them."""
    return "".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in WEIGHTS
    )


def _make(folder: Path, progress: Progress | None) -> None:
    aside = folder.with_name(f"{folder.name}.partial-{os.getpid()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder.with_name(f"{folder.name}.lock")):
            if _is_whole(folder):
                return
            aside.mkdir()
            _write_files(aside, progress)
            shutil.rmtree(folder, ignore_errors=True)
            aside.rename(folder)
    except OSError as error:
        raise _not_kept(folder, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the lock; it goes with the process, so that a killed one leaves no lock behind."""
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write_files(folder: Path, progress: Progress | None) -> None:
    source = str(variable_font())
    if progress is not None:
        progress("typeface", 0, len(WEIGHTS))
    running = [
        subprocess.Popen(
            (
                *(sys.executable, "-m", "techmarket.fonts.one_weight"),
                *(str(weight), source, str(folder / name)),
            ),
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, weight in WEIGHTS.items()
    ]
    try:
        for done, process in enumerate(running, start=1):
            _, told = process.communicate()
            if process.returncode:
                raise OSError(told.strip().rpartition("\n")[2] or f"exit {process.returncode}")
            if progress is not None:
                progress("typeface", done, len(WEIGHTS))
    finally:
        for process in running:
            process.kill()
            process.wait()
            if process.stderr is not None:
                process.stderr.close()
    (folder / LICENCE).write_text(licence_text(), encoding="utf-8")
    (folder / SUMS).write_text(_sums(folder), encoding="ascii")


def _not_kept(folder: Path, why: str) -> TechmarketError:
    return TechmarketError(
        "the typeface cannot be kept",
        where=str(folder),
        why=why,
        todo="make room there, or set XDG_CACHE_HOME to a folder that can be written",
    )
