"""Freezing a register at a cut-off: contracts in, a folder of verified Parquet files out.

Contracts are taken that were registered up to and including the cut-off and neither cancelled
nor revoked by then. The outcome depends on nothing else: not on the order of rows and
files, nor on the day of freezing. Not here: reading it back (`snapshot`).
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.errors import TechmarketError
from techmarket.left_behind import held, remove_left_behind
from techmarket.snapshot.contract_batches import in_order
from techmarket.snapshot.frozen_contracts import write_contracts
from techmarket.snapshot.frozen_lists import write_answers, write_parties
from techmarket.snapshot.layout import ANSWERS, CODES, MANIFEST, PARTIES
from techmarket.snapshot.manifest import FileEntry, Manifest
from techmarket.snapshot.progress import Progress
from techmarket.snapshot.register import MEMORY, Register, open_register
from techmarket.snapshot.snapshot import file_sha256, open_snapshot
from techmarket.snapshot.taking_in import TakenIn, take_in

SPILL = "spill"


def freeze(source: Path, cutoff: date, out: Path, progress: Progress | None = None) -> Manifest:
    """Freeze the register in `source` as it stood at the end of the day `cutoff`, into `out`.

    Written beside `out` and renamed at the end. When `out` is already that very snapshot it
    is left as it is.

    Raises:
        TechmarketError: the register is not whole or cannot be counted, `out` exists and is
            something else, or the disk is full.
    """
    if out.exists():
        _refuse_what_is_no_snapshot(out)
    partial = out.with_name(f"{out.name}.partial-{os.getpid()}")
    try:
        remove_left_behind(out)
        partial.mkdir(parents=True)
        with held(partial):
            manifest = _write(source, cutoff, partial, progress or (lambda *_: None))
        if out.exists():
            _refuse_another_snapshot(out, manifest)
        else:
            partial.rename(out)
    except (OSError, duckdb.Error, pa.ArrowException) as error:
        shown = _as_user_error(error, partial)
        if shown is error:
            raise
        raise shown from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return manifest


def _write(source: Path, cutoff: date, folder: Path, progress: Progress) -> Manifest:
    progress("checking contracts", 0, 1)
    spill = folder / SPILL
    register = open_register(source, cutoff, spill)
    try:
        taken = take_in(register, cutoff, spill / "contracts")
        progress("checking contracts", 1, 1)
        _write_all(register, taken, folder, progress)
    finally:
        register.database.close()
        shutil.rmtree(spill, ignore_errors=True)
    text = json.dumps(
        {c: list(used) for c, used in taken.codes.items()}, ensure_ascii=False, indent=1
    )
    (folder / CODES).write_text(text + "\n", encoding="utf-8")
    manifest = Manifest(
        period=cutoff.year,
        cutoff=cutoff,
        files=_entries(folder),
        rows_by_year=taken.by_year,
        software={name: version(name) for name in ("techmarket", "duckdb", "pyarrow")},
        code_lists=_code_list_hashes(),
    )
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    return manifest


def _write_all(register: Register, taken: TakenIn, folder: Path, progress: Progress) -> None:
    """Parties and answers while contracts are sorted: they have files of their own."""

    def write_lists() -> None:
        write_parties(register, taken.parties, folder / PARTIES)
        write_answers(register, folder / ANSWERS)

    try:
        with ThreadPoolExecutor(1) as pool:
            lists = pool.submit(write_lists)
            write_contracts(taken, folder, progress)
            lists.result()
    finally:
        taken.buckets.close()


def _entries(folder: Path) -> tuple[FileEntry, ...]:
    found = sorted(f for f in folder.rglob("*") if f.is_file())
    return tuple(in_order(lambda file: _entry(folder, file), found))


def _entry(folder: Path, file: Path) -> FileEntry:
    rows = pq.read_metadata(file).num_rows if file.suffix == ".parquet" else 0
    name = file.relative_to(folder).as_posix()
    return FileEntry(name, file_sha256(file), file.stat().st_size, rows)


def _code_list_hashes() -> dict[str, str]:
    data = files("techmarket.codes") / "data"
    return {
        entry.name: sha256(entry.read_bytes()).hexdigest()
        for entry in sorted(data.iterdir(), key=lambda e: e.name)
        if entry.name.endswith((".csv", ".toml"))
    }


def _refuse_what_is_no_snapshot(out: Path) -> None:
    if not (out / MANIFEST).is_file():
        raise TechmarketError(
            "the output already exists and is not a snapshot",
            where=str(out),
            todo="give another folder, or remove this one",
        )


def _refuse_another_snapshot(out: Path, manifest: Manifest) -> None:
    there = open_snapshot(out)
    if there.hash != manifest.hash:
        raise TechmarketError(
            "the output already holds another snapshot",
            where=str(out),
            why=f"its hash is {there.hash[:12]}… and the register now gives {manifest.hash[:12]}…",
            todo="give another folder, or remove this one; a snapshot is never written over",
        )


def _as_user_error(error: Exception, partial: Path) -> Exception:
    """A full disk and a full memory as sentences; an interrupt and a defect as they are."""
    text = str(error)
    if isinstance(error, duckdb.InterruptException):
        raise KeyboardInterrupt from None
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or "No space left" in text or "max_temp_directory_size" in text:
        return TechmarketError(
            "there is no space left on the disk",
            where=str(partial.parent),
            todo="free some space and freeze again; nothing was left behind",
        )
    if "Out of Memory" in text:
        return TechmarketError(
            "the register is too large for the memory that freezing may use",
            where=str(partial.parent),
            why=f"it may use {MEMORY}",
            todo="freeze the years in registers of their own; nothing was left behind",
        )
    return error
