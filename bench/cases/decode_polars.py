"""The other floor: Polars reads the columns that the report needs into memory."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from bench.cases.decode_duckdb import prepare, rows
from bench.groupings import COLUMNS

__all__ = ["prepare", "rows", "run"]


def run(state: tuple[Path, ...]) -> object:
    """The columns, decoded."""
    columns = ["value", "seller", *COLUMNS]
    return pl.read_parquet(list(state), columns=columns, hive_partitioning=False).height
