"""A change of a register folder that happens whole or not at all.

What is to be put in the place of files, and which files go away, is made ready in a folder beside
the register, with a journal. Renaming that folder to `importing` inside the register is the change:
before it nothing has happened, after it everything will, for whoever opens the register next
carries it out to the end. One process at a time holds a register. Not here: what is changed
(`register_imports`).
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.errors import TechmarketError
from techmarket.imports.staged_rows import PARTY_COLUMNS
from techmarket.snapshot.layout import (
    ANSWER_COLUMNS,
    ANSWERS,
    CONTRACTS,
    IMPORTING,
    PARTIES,
    REGISTER,
    REGISTER_SCHEMA,
    REGISTER_SCHEMA_VERSION,
)

JOURNAL = "journal.json"
ASIDE = "import"

ANSWER_SCHEMA = pa.schema(
    [pa.field(name, pa.int64() if name == "value" else pa.string()) for name in ANSWER_COLUMNS]
)


def make_register(path: Path) -> None:
    """Make an empty register, whole.

    Raises:
        TechmarketError: something was made there in the meantime.
    """
    partial = path.with_name(f"{path.name}.partial-{os.getpid()}")
    (partial / CONTRACTS).mkdir(parents=True)
    try:
        pq.write_table(PARTY_COLUMNS.empty_table(), partial / PARTIES)
        pq.write_table(ANSWER_SCHEMA.empty_table(), partial / ANSWERS)
        about = {
            "schema": REGISTER_SCHEMA,
            "schema_version": REGISTER_SCHEMA_VERSION,
            "contracts": 0,
            "source": "imported",
        }
        write_json(partial / REGISTER, about)
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        if path.exists():
            raise TechmarketError(
                "another import made the register in the meantime",
                where=str(path),
                todo="run the command again",
            )
        partial.rename(path)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a register, and carry out a change that was stopped in the middle.

    Raises:
        TechmarketError: another process holds it.
    """
    folder = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TechmarketError(
                "another import into the register is running",
                where=str(path),
                todo="wait until it has ended and run the command again",
            ) from None
        carry_out(path)
        yield
    finally:
        os.close(folder)


@contextmanager
def made_aside(path: Path) -> Iterator[Path]:
    """An empty folder beside a register to make a change ready in; what is left goes away."""
    _remove_abandoned(path)
    aside = path.with_name(f"{path.name}.partial-{os.getpid()}-{ASIDE}")
    aside.mkdir(parents=True)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def change(path: Path, ready: Path, put: Sequence[tuple[str, str]], gone: Sequence[str]) -> None:
    """Change a register that is held.

    Args:
        path: the register.
        ready: a folder beside it with the new files.
        put: name in `ready` and path within the register of each new file, in order.
        gone: paths within the register of the files that go away.
    """
    write_json(ready / JOURNAL, {"put": [list(one) for one in put], "gone": list(gone)})
    for name in (*(name for name, _ in put), JOURNAL):
        _to_disk(ready / name)
    _to_disk(ready)
    ready.rename(path / IMPORTING)
    _to_disk(path)
    carry_out(path)


def carry_out(path: Path) -> None:
    """Carry out the change that was made ready in a register, as far as it was not yet."""
    ready = path / IMPORTING
    journal = ready / JOURNAL
    if journal.exists():
        told = json.loads(journal.read_text(encoding="utf-8"))
        for name, place in told["put"]:
            (path / place).parent.mkdir(exist_ok=True)
            if (ready / name).exists():
                (ready / name).replace(path / place)
                _to_disk((path / place).parent)
        for place in told["gone"]:
            (path / place).unlink(missing_ok=True)
        _to_disk(path)
        journal.unlink()
    if ready.exists():
        shutil.rmtree(ready)


def write_json(path: Path, content: object) -> None:
    """Write JSON as it is read by people."""
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")


def _to_disk(path: Path) -> None:
    """A power cut after this does not lose it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_abandoned(path: Path) -> None:
    """Remove what imports that were killed have left beside the register."""
    for left in path.parent.glob(f"{path.name}.partial-*-{ASIDE}"):
        number = left.name.removesuffix(f"-{ASIDE}").rpartition("-")[2]
        if number.isdigit() and not _is_running(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
