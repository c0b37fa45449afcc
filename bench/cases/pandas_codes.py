"""The pandas script on the snapshot's own integers, one groupby per table."""

from __future__ import annotations

import pandas as pd

from bench.cases.ours import prepare
from bench.data import YEAR
from bench.groupings import COLUMNS, GROUPINGS, LARGEST_SELLERS, SELLERS_BY_KIND, TOP, Row, Tables
from bench.threshold import MAJOR
from techmarket.snapshot.snapshot import Snapshot

__all__ = ["prepare", "rows", "run"]

Raw = dict[str, pd.DataFrame]


def run(state: Snapshot) -> Raw:
    """Read, group, and put the codes in the place of their positions."""
    columns = ["value", "seller", *COLUMNS]
    files = state.contract_files(YEAR)
    contracts = pd.concat([pd.read_parquet(f, columns=columns, partitioning=None) for f in files])
    major = contracts[contracts["value"] >= MAJOR]
    found: Raw = {}
    for grouping in GROUPINGS:
        frame = major if grouping.major else contracts
        by = list(grouping.columns)
        cells = frame.groupby(by)["value"].agg(["size", "sum"]).reset_index()
        for column in by:
            codes = [code[: grouping.digits] for code in state.codes(column)]
            cells[column] = cells[column].map(dict(enumerate(codes)))
        found[grouping.name] = cells.groupby(by)[["size", "sum"]].sum().reset_index()
    by_seller = contracts.groupby(["seller_kind", "seller"])["value"].sum()
    sellers = by_seller.reset_index()
    kinds = sellers.groupby("seller_kind").size().reset_index()
    ordered = sellers.sort_values(["value", "seller"], ascending=[False, True])
    largest = ordered.groupby("seller_kind").head(TOP).copy()
    largest["seller"] = state.ids_of(largest["seller"].tolist())
    for frame in (kinds, largest):
        frame["seller_kind"] = frame["seller_kind"].map(dict(enumerate(state.codes("seller_kind"))))
    return {**found, SELLERS_BY_KIND: kinds, LARGEST_SELLERS: largest}


def rows(state: Snapshot, raw: Raw) -> Tables:
    """Frames as rows."""
    return {name: _rows(frame) for name, frame in raw.items()}


def _rows(frame: pd.DataFrame) -> list[Row]:
    columns = [frame[c].astype(object).tolist() for c in frame.columns]
    return list(zip(*columns, strict=True))
