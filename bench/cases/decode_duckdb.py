"""The floor: DuckDB reads the columns that the report needs and does next to nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb

from bench.data import YEAR, Data
from bench.groupings import COLUMNS, Tables
from techmarket.snapshot import open_snapshot


def prepare(data: Data) -> tuple[Path, ...]:
    """The contract files of the snapshot."""
    return open_snapshot(data.snapshot).contract_files(YEAR)


def run(state: tuple[Path, ...]) -> object:
    """The sum of every column."""
    sums = ", ".join(f"sum({column})" for column in ("value", "seller", *COLUMNS))
    database = duckdb.connect()
    found = database.execute(
        f"SELECT {sums} FROM read_parquet({[str(file) for file in state]})"
    ).fetchall()
    database.close()
    return found


def rows(state: tuple[Path, ...], raw: object) -> Tables:
    """It counts nothing."""
    return {}
