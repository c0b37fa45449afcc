"""Polars in its best form: the snapshot's own integers, few cubes streamed together, rolled up."""

from __future__ import annotations

import polars as pl

from bench.cases import ours
from bench.cases.ours import prepare, rows
from bench.data import YEAR
from bench.groupings import Tables
from bench.threshold import MAJOR
from techmarket.cubes import LATTICE, SELLERS, Cube, Grouping
from techmarket.cubes.engine import VALUE_CLASSES, labels_of
from techmarket.snapshot.snapshot import Snapshot

__all__ = ["prepare", "rows", "run"]


def run(state: Snapshot) -> Tables:
    """Declare the cubes, collect them, roll every table up."""
    files = list(state.contract_files(YEAR))
    contracts = pl.scan_parquet(files, hive_partitioning=False)
    minor = (pl.col("value") < MAJOR).cast(pl.UInt8).alias("value_class")
    assert VALUE_CLASSES == ("major", "minor")
    groupings = (*LATTICE, SELLERS)
    queries = [
        contracts.with_columns(minor).group_by(grouping).agg(pl.len(), pl.col("value").sum())
        for grouping in groupings
    ]
    frames = pl.collect_all(queries, engine="streaming")
    cubes = {g: _cube(state, g, f) for g, f in zip(groupings, frames, strict=True)}
    return ours.tables_from(state, cubes)


def _cube(snapshot: Snapshot, grouping: Grouping, frame: pl.DataFrame) -> Cube:
    codes = {d: frame[d].cast(pl.Int64).to_numpy() for d in grouping}
    count = frame["len"].cast(pl.Int64).to_numpy()
    return Cube(grouping, codes, labels_of(snapshot, grouping), count, frame["value"].to_numpy())
