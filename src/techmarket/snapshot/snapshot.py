"""Opening a snapshot: every file is held against the manifest before anything is read.

Every stage after the freeze opens its snapshot here, so a changed byte stops all of them.
Not here: counting (`cubes`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.errors import TechmarketError
from techmarket.snapshot.layout import (
    ANSWERS,
    CODES,
    CONTRACTS,
    MANIFEST,
    PARTIES,
    SCHEMA,
    SCHEMA_VERSION,
)
from techmarket.snapshot.manifest import FileEntry, Manifest

FREEZE_AGAIN = "remove this folder and freeze the register again, or restore it from its archive"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of one institution to one question of a survey.

    Attributes:
        survey: "exchange".
        institution, institution_kind: its name and the name of its kind.
        measure: the question ("contracts", "value" …).
        value: 分 or a count; `None` where no answer was given.
        unit: of the value.
    """

    survey: str
    institution: str
    institution_kind: str
    measure: str
    value: int | None
    unit: str


@dataclass(frozen=True)
class Snapshot:
    """A verified snapshot.

    Attributes:
        path: its folder.
        manifest: see `Manifest`.
    """

    path: Path
    manifest: Manifest

    @property
    def period(self) -> int:
        """The calendar year of the cut-off."""
        return self.manifest.period

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the whole."""
        return self.manifest.hash

    def codes(self, column: str) -> tuple[str, ...]:
        """The codes of a coded column; a contract file holds positions in this list."""
        return self._codes[column]

    @property
    def code_columns(self) -> tuple[str, ...]:
        """The coded columns."""
        return tuple(self._codes)

    def contract_files(self, year: int) -> tuple[Path, ...]:
        """The Parquet files of the contracts registered in `year`, in order; may be none."""
        start = f"{CONTRACTS}/year={year}/"
        names = sorted(f.path for f in self.manifest.files if f.path.startswith(start))
        return tuple(self.path / name for name in names)

    @property
    def parties(self) -> int:
        """Number of parties."""
        return next(f.rows for f in self.manifest.files if f.path == PARTIES)

    def names_of(self, parties: Sequence[int]) -> list[str]:
        """Names of parties, each given by its number, the `seller` of a contract."""
        return self._party_texts("name", parties)

    def ids_of(self, parties: Sequence[int]) -> list[str]:
        """Identifiers of parties, as `names_of`."""
        return self._party_texts("party_id", parties)

    def answers(self) -> tuple[Answer, ...]:
        """The survey answers, sorted by survey, institution and measure."""
        return self._answers

    @cached_property
    def _codes(self) -> Mapping[str, tuple[str, ...]]:
        content = json.loads((self.path / CODES).read_text(encoding="utf-8"))
        return {column: tuple(codes) for column, codes in content.items()}

    @cached_property
    def _answers(self) -> tuple[Answer, ...]:
        rows = _read(self.path / ANSWERS).to_pylist()
        return tuple(Answer(**row) for row in rows)

    def _party_texts(self, column: str, parties: Sequence[int]) -> list[str]:
        """A processor reads one row group at a time: there may be many more parties than are
        asked for."""
        if not len(parties):
            return []
        file = self.path / PARTIES
        wanted = np.asarray(parties, np.int64)
        found = np.empty(len(wanted), dtype=object)
        metadata = pq.read_metadata(file)
        rows = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
        ends = np.cumsum(rows, dtype=np.int64)
        groups = np.searchsorted(ends, wanted, side="right")

        def look_up(group: int) -> None:
            here = np.flatnonzero(groups == group)
            with pq.ParquetFile(file, metadata=metadata) as opened:
                texts = opened.read_row_group(group, [column], use_threads=False)[column]
            before = int(ends[group]) - rows[group]
            found[here] = [texts[int(row) - before].as_py() for row in wanted[here]]

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(look_up, np.unique(groups).tolist()))
        return [str(text) for text in found]


def _read(file: Path) -> pa.Table:
    """A file that is one file: reading it as a data set imports as much again as it reads."""
    with pq.ParquetFile(file) as opened:
        return opened.read()


def open_snapshot(path: Path) -> Snapshot:
    """The snapshot in a folder, verified byte for byte.

    Raises:
        TechmarketError: there is no manifest, it is damaged or of another schema version,
            or a file is missing, altered or not in the manifest.
    """
    manifest = _read_manifest(path)
    listed = {entry.path for entry in manifest.files}
    found = {
        file.relative_to(path).as_posix()
        for file in path.rglob("*")
        if file.is_file() and file != path / MANIFEST
    }
    for extra in sorted(found - listed):
        raise TechmarketError(
            "the snapshot holds a file that its manifest does not name",
            where=str(path / extra),
            todo=f"remove that file, or {FREEZE_AGAIN}",
        )
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda entry: _check_file(path / entry.path, entry), manifest.files))
    return Snapshot(path, manifest)


def _read_manifest(path: Path) -> Manifest:
    file = path / MANIFEST
    if not path.is_dir():
        raise TechmarketError(
            "there is no such snapshot folder",
            where=str(path),
            todo="freeze a register into it, or check the path",
        )
    if not file.is_file():
        raise TechmarketError(
            "the folder is not a snapshot",
            where=str(path),
            why=f"it has no {MANIFEST}, which is written last",
            todo="check the path, or freeze the register into another folder",
        )
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        schema, version = content["schema"], content["schema_version"]
    except (ValueError, KeyError, TypeError):
        raise _damaged(file, "it cannot be read") from None
    if (schema, version) != (SCHEMA, SCHEMA_VERSION):
        raise TechmarketError(
            "the snapshot is of another schema version",
            where=str(file),
            why=f"it is {schema} {version} and this software reads {SCHEMA} {SCHEMA_VERSION}",
            todo="remove this folder and freeze the register again with this software",
        )
    try:
        return Manifest.from_json(json.dumps(content))
    except KeyError as error:
        raise _damaged(file, f"{error.args[0]} is missing") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise _damaged(file, str(error)) from None


def _damaged(file: Path, why: str) -> TechmarketError:
    return TechmarketError(
        "the manifest of the snapshot is damaged", where=str(file), why=why, todo=FREEZE_AGAIN
    )


def _check_file(file: Path, entry: FileEntry) -> None:
    if not file.is_file():
        raise TechmarketError(
            "a file of the snapshot is missing", where=str(file), todo=FREEZE_AGAIN
        )
    size = file.stat().st_size
    if size != entry.bytes:
        why = f"it has {size} bytes but the manifest says {entry.bytes}"
        raise TechmarketError(
            "a file of the snapshot is altered", where=str(file), why=why, todo=FREEZE_AGAIN
        )
    digest = file_sha256(file)
    if digest != entry.sha256:
        why = f"its SHA-256 is {digest[:12]}… but the manifest says {entry.sha256[:12]}…"
        raise TechmarketError(
            "a file of the snapshot is altered", where=str(file), why=why, todo=FREEZE_AGAIN
        )


def file_sha256(file: Path) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
