"""Imports into a register: carried out, listed, undone.

An import is known by its id, made from the content of its files and how they were read: the same
import is never carried out twice. `imports/<id>.json` says what it was, `imports/<id>.parquet`
which parties it added. Not here: that a change is whole (`register_change`), what may be imported
(`checking`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.errors import TechmarketError
from techmarket.imports.checking import CheckedFiles
from techmarket.imports.register_change import change, made_aside, write_json
from techmarket.imports.repeated_records import open_database
from techmarket.imports.staged_rows import PARTY_COLUMNS, StagedFile
from techmarket.snapshot.layout import CONTRACTS, PARTIES, REGISTER
from techmarket.snapshot.register_json import declared_contracts

IMPORTS = "imports"
ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """One import that was carried out.

    Attributes:
        id: twelve hexadecimal digits.
        at: when, by ISO 8601 in UTC.
        files: names of the files.
        contracts, parties: how many it added.
        left_out: rows that were left out because of hard rules.
    """

    id: str
    at: str
    files: tuple[str, ...]
    contracts: int
    parties: int
    left_out: int


def id_of(files: Iterable[Path], read_as: Sequence[object]) -> str:
    """The id of an import.

    Args:
        files: its files, in any order.
        read_as: all that has a bearing on how they are read.
    """
    digests = []
    for file in files:
        with file.open("rb") as stream:
            digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
    whole = json.dumps([sorted(digests), list(read_as)], ensure_ascii=False, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:ID_LENGTH]


def imports_of(register: Path) -> list[RegisterImport]:
    """The imports of a register, the oldest first."""
    found = []
    for file in (register / IMPORTS).glob("*.json"):
        said = json.loads(file.read_text(encoding="utf-8"))
        found.append(RegisterImport(**{**said, "files": tuple(said["files"])}))
    return sorted(found, key=lambda one: (one.at, one.id))


def add_import(
    register: Path, ready: Path, import_id: str, files: Sequence[Path], checked: CheckedFiles
) -> RegisterImport:
    """Put what was checked into a register that is held.

    Args:
        register: the register.
        ready: the folder beside it in which it was checked.
        import_id: see `id_of`.
        files: that were imported.
        checked: what came of checking.
    """
    done = RegisterImport(
        import_id,
        datetime.now(UTC).isoformat(timespec="seconds"),
        tuple(file.name for file in files),
        checked.kept_contracts,
        checked.kept_parties,
        checked.bad_rows,
    )
    _write_parties(register / PARTIES, ready / PARTIES, added=_batches(checked.parties))
    _write_ids(ready / "added.parquet", _batches(checked.parties))
    write_json(ready / "import.json", asdict(done))
    _write_about(register, ready, checked.kept_contracts)
    put = [
        (PARTIES, PARTIES),
        (checked.contracts.name, f"{CONTRACTS}/import-{import_id}.parquet"),
        (REGISTER, REGISTER),
        ("added.parquet", f"{IMPORTS}/{import_id}.parquet"),
        ("import.json", f"{IMPORTS}/{import_id}.json"),
    ]
    change(register, ready, put, [])
    return done


def undo_import(register: Path, import_id: str) -> RegisterImport:
    """Take an import out of a register that is held, with its parties that no other names.

    Raises:
        TechmarketError: the register has no import of that id.
    """
    known = {one.id: one for one in imports_of(register)}
    if import_id not in known:
        raise TechmarketError(
            "the register has no such import",
            where=f"{register}, {import_id}",
            why=f"its imports are {', '.join(known)}" if known else "it has none",
            todo="take the id from `techmarket import --list --into DIR`",
        )
    contracts = f"{CONTRACTS}/import-{import_id}.parquet"
    with made_aside(register) as ready:
        unneeded = _unneeded(register, import_id, ready)
        _write_parties(register / PARTIES, ready / PARTIES, without=unneeded)
        _write_about(register, ready, -known[import_id].contracts)
        put = [(REGISTER, REGISTER), (PARTIES, PARTIES)]
        gone = [contracts, f"{IMPORTS}/{import_id}.parquet", f"{IMPORTS}/{import_id}.json"]
        change(register, ready, put, gone)
    return known[import_id]


def _unneeded(register: Path, import_id: str, ready: Path) -> set[str]:
    """Parties that the import added and no contract of another names."""
    own = f"import-{import_id}.parquet"
    others = [str(f) for f in (register / CONTRACTS).glob("*.parquet") if f.name != own]
    table = pq.read_table(register / IMPORTS / f"{import_id}.parquet")
    added = {str(one) for one in table.column("party_id").to_pylist()}
    if not others:
        return added
    with open_database(ready / "spill") as database:
        database.register("added", table)
        for side in ("seller", "buyer", "intermediary"):
            rows = database.execute(
                f"SELECT DISTINCT {side}_id FROM read_parquet($files, union_by_name = true) "
                f"SEMI JOIN added ON added.party_id = {side}_id",
                {"files": others},
            ).fetchall()
            added -= {one for (one,) in rows}
    return added


def _batches(path: Path) -> Iterable[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches()


def _write_parties(
    old: Path,
    new: Path,
    *,
    added: Iterable[pa.RecordBatch] = (),
    without: set[str] | frozenset[str] = frozenset(),
) -> None:
    """The parties of a register with some more, or without some."""
    with pq.ParquetFile(old) as file:
        there = file.schema_arrow
        more = [one for one in PARTY_COLUMNS if one.name not in there.names]
        schema = pa.schema([*(one.with_nullable(True) for one in there), *more])
        with StagedFile(new, schema) as written:
            for batch in file.iter_batches():
                if without:
                    ids = batch.column("party_id").to_pylist()
                    batch = batch.filter(pa.array([one not in without for one in ids]))
                written.write(_as(schema, batch))
            for batch in added:
                written.write(_as(schema, batch))


def _as(schema: pa.Schema, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with the columns of a schema; those that it does not have are empty."""
    columns: list[Any] = [
        batch.column(one.name).cast(one.type)
        if one.name in batch.schema.names
        else pa.nulls(batch.num_rows, one.type)
        for one in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _write_ids(path: Path, batches: Iterable[pa.RecordBatch]) -> None:
    ids = [one for batch in batches for one in batch.column("party_id").to_pylist()]
    pq.write_table(pa.table({"party_id": pa.array(ids, pa.string())}), path)


def _write_about(register: Path, ready: Path, more: int) -> None:
    about = json.loads((register / REGISTER).read_text(encoding="utf-8"))
    declared = declared_contracts(register)
    if declared is not None:
        about["contracts"] = declared + more
    write_json(ready / REGISTER, about)
