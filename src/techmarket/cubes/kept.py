"""Cubes kept beside a snapshot: counted once, then read in milliseconds, however many contracts.

They are found by what they were counted from, year by year: another snapshot with the same
contracts of a year finds them again, and a new year leaves the old ones alone. A file is named by
the hash of its bytes; one that is damaged, of another version or half-written is counted again.
Where nothing can be written, nothing is kept. Not here: counting (`cubes.kernel_engine`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import Engine, Where, labels_of, major_limits
from techmarket.cubes.plan import Grouping
from techmarket.left_behind import held, remove_left_behind
from techmarket.snapshot.layout import PARTIES
from techmarket.snapshot.snapshot import Snapshot

VERSION = 1
"""Of the files; those of another version are not read."""

FOLDER_SUFFIX = ".cubes"
HASH_DIGITS = 32
DIGITS = 38
"""Of a value that may not fit in 64 bits."""


class KeptCubes:
    """An engine that counts each cube once and keeps it.

    Args:
        engine: counts what is not kept.
        folder: where cubes are kept; by default the folder of the snapshot with `.cubes` behind.
    """

    def __init__(self, engine: Engine, folder: Path | None = None) -> None:
        self._engine = engine
        self._folder = folder

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
        where: Where | None = None,
    ) -> Mapping[Grouping, Cube]:
        """See `Engine.cubes`; cubes of some contracts only are not kept."""
        if where:
            return self._engine.cubes(snapshot, year, groupings, measures, where)
        folder = self.folder_of(snapshot, year)
        found = {g: _read(folder, snapshot, g) for g in groupings}
        missing = [g for g, cube in found.items() if cube is None]
        counted = self._engine.cubes(snapshot, year, missing, measures) if missing else {}
        if "value" in measures:
            for grouping, cube in counted.items():
                with suppress(OSError):
                    _keep(folder, cube, grouping)
        return {g: cube or counted[g] for g, cube in found.items()}

    def folder_of(self, snapshot: Snapshot, year: int) -> Path:
        """Where the cubes of a year are kept; it need not exist."""
        within = self._folder or snapshot.path.with_name(snapshot.path.name + FOLDER_SUFFIX)
        return within / f"{year}-{_source(snapshot, year)[:HASH_DIGITS]}"


def _source(snapshot: Snapshot, year: int) -> str:
    """Hash of all that the cubes of a year follow from."""
    contracts = {str(file.relative_to(snapshot.path)) for file in snapshot.contract_files(year)}
    files = {
        entry.path: entry.sha256
        for entry in snapshot.manifest.files
        if entry.path in contracts or entry.path == PARTIES
    }
    limits = [[day.isoformat(), limit] for day, limit in major_limits(year)]
    codes = {column: snapshot.codes(column) for column in sorted(snapshot.code_columns)}
    text = json.dumps([VERSION, files, limits, codes], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _name(grouping: Grouping) -> str:
    return "+".join(grouping) or "total"


def _read(folder: Path, snapshot: Snapshot, grouping: Grouping) -> Cube | None:
    """The kept cube, if there is one whose bytes are what its name says."""
    for file in sorted(folder.glob(f"{_name(grouping)}.*.parquet")):
        with suppress(OSError, pa.ArrowException):
            content = file.read_bytes()
            if file.name == _file_name(grouping, content):
                return _cube(pq.ParquetFile(BytesIO(content)).read(), snapshot, grouping)
    return None


def _file_name(grouping: Grouping, content: bytes) -> str:
    return f"{_name(grouping)}.{sha256(content).hexdigest()[:HASH_DIGITS]}.parquet"


def _keep(folder: Path, cube: Cube, grouping: Grouping) -> None:
    """Written aside and renamed; damaged files of the same cube are removed."""
    content = _bytes(cube)
    name = _file_name(grouping, content)
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{name}.partial-{os.getpid()}"
    try:
        remove_left_behind(folder / name)
        aside.touch()
        with held(aside):
            aside.write_bytes(content)
            aside.replace(folder / name)
    finally:
        aside.unlink(missing_ok=True)
    for other in folder.glob(f"{_name(grouping)}.*.parquet"):
        if other.name != name:
            other.unlink(missing_ok=True)


def _bytes(cube: Cube) -> bytes:
    order = np.lexsort([cube.codes[d] for d in reversed(cube.grouping)]) if cube.grouping else [0]
    columns: dict[str, Any] = {d: cube.codes[d][order] for d in cube.grouping}
    columns["contracts"] = cube.count[order]
    columns["value"] = _stored(cube.value[order])
    out = BytesIO()
    pq.write_table(pa.table(columns), out, compression="zstd")
    return out.getvalue()


def _stored(value: npt.NDArray[Any]) -> Any:
    if value.dtype != object:
        return value
    return pa.array([Decimal(int(v)) for v in value], pa.decimal128(DIGITS, 0))


def _cube(table: pa.Table, snapshot: Snapshot, grouping: Grouping) -> Cube:
    value = table["value"]
    if pa.types.is_decimal(value.type):
        wide = [int(number) for number in map(Decimal, map(str, value.to_pylist()))]
        values: npt.NDArray[Any] = np.array(wide, dtype=object)
    else:
        values = _ints(value)
    codes = {dimension: _ints(table[dimension]) for dimension in grouping}
    return Cube(grouping, codes, labels_of(snapshot, grouping), _ints(table["contracts"]), values)


def _ints(column: Any) -> npt.NDArray[np.int64]:
    """Not by Arrow's own conversion, which imports pandas wherever it is installed."""
    chunks = [np.from_dlpack(chunk) for chunk in column.chunks]
    return np.concatenate(chunks) if chunks else np.zeros(0, np.int64)
