"""The Polars script written lazily: every table a query, collected together by streaming."""

from __future__ import annotations

import polars as pl

from bench.cases.polars_eager import Raw, rows
from bench.data import Data
from bench.groupings import GROUPINGS, LARGEST_SELLERS, SELLERS_BY_KIND, TOP
from bench.threshold import MAJOR

__all__ = ["prepare", "rows", "run"]


def prepare(data: Data) -> Data:
    """Nothing is prepared."""
    return data


def run(state: Data) -> Raw:
    """Declare and collect."""
    contracts = pl.scan_parquet(state.text)
    major = contracts.filter(pl.col("value") >= MAJOR)
    queries: dict[str, pl.LazyFrame] = {}
    for grouping in GROUPINGS:
        frame = major if grouping.major else contracts
        by = [pl.col(c) for c in grouping.columns]
        if grouping.digits is not None:
            by = [by[0].str.slice(0, grouping.digits)]
        queries[grouping.name] = frame.group_by(by).agg(pl.len(), pl.col("value").sum())
    sellers = contracts.group_by("seller_kind", "seller").agg(pl.col("value").sum())
    queries[SELLERS_BY_KIND] = sellers.group_by("seller_kind").agg(pl.len())
    ordered = sellers.sort(["value", "seller"], descending=[True, False])
    queries[LARGEST_SELLERS] = ordered.group_by("seller_kind").head(TOP)
    frames = pl.collect_all(list(queries.values()), engine="streaming")
    return dict(zip(queries, frames, strict=True))
