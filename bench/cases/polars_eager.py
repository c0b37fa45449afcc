"""The script a Polars user writes today: read the file, one group_by per table."""

from __future__ import annotations

import polars as pl

from bench.data import Data
from bench.groupings import (
    COLUMNS,
    GROUPINGS,
    LARGEST_SELLERS,
    SELLERS_BY_KIND,
    TOP,
    Tables,
)
from bench.threshold import MAJOR

Raw = dict[str, pl.DataFrame]


def prepare(data: Data) -> Data:
    """Nothing is prepared."""
    return data


def run(state: Data) -> Raw:
    """Read and count."""
    contracts = pl.read_parquet(state.text, columns=["value", "seller", *COLUMNS])
    major = contracts.filter(pl.col("value") >= MAJOR)
    found: Raw = {}
    for grouping in GROUPINGS:
        frame = major if grouping.major else contracts
        by = [pl.col(c) for c in grouping.columns]
        if grouping.digits is not None:
            by = [by[0].str.slice(0, grouping.digits)]
        found[grouping.name] = frame.group_by(by).agg(pl.len(), pl.col("value").sum())
    sellers = contracts.group_by("seller_kind", "seller").agg(pl.col("value").sum())
    found[SELLERS_BY_KIND] = sellers.group_by("seller_kind").agg(pl.len())
    ordered = sellers.sort(["value", "seller"], descending=[True, False])
    found[LARGEST_SELLERS] = ordered.group_by("seller_kind").head(TOP)
    return found


def rows(state: Data, raw: Raw) -> Tables:
    """Frames as rows."""
    return {name: frame.rows() for name, frame in raw.items()}
