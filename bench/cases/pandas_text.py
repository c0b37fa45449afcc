"""The script a pandas user writes today: read the file, one groupby per table."""

from __future__ import annotations

import pandas as pd

from bench.data import Data
from bench.groupings import COLUMNS, GROUPINGS, LARGEST_SELLERS, SELLERS_BY_KIND, TOP, Row, Tables
from bench.threshold import MAJOR

Raw = dict[str, pd.DataFrame]


def prepare(data: Data) -> Data:
    """Nothing is prepared."""
    return data


def run(state: Data) -> Raw:
    """Read and count."""
    columns = ["value", "seller", *COLUMNS]
    return counted(pd.read_parquet(state.text, columns=columns))


def counted(contracts: pd.DataFrame) -> Raw:
    """Every table of the report."""
    major = contracts[contracts["value"] >= MAJOR]
    found: Raw = {}
    for grouping in GROUPINGS:
        frame = major if grouping.major else contracts
        by = list(grouping.columns)
        if grouping.digits is not None:
            by = [frame[grouping.columns[0]].str[: grouping.digits]]
        grouped = frame.groupby(by, observed=True)["value"].agg(["size", "sum"])
        found[grouping.name] = grouped.reset_index()
    by_seller = contracts.groupby(["seller_kind", "seller"], observed=True)["value"].sum()
    sellers = by_seller.reset_index()
    found[SELLERS_BY_KIND] = sellers.groupby("seller_kind", observed=True).size().reset_index()
    # Categories would sort in the order of the file; sellers of equal value stand in that of ids.
    sellers["seller"] = sellers["seller"].astype(object)
    ordered = sellers.sort_values(["value", "seller"], ascending=[False, True])
    found[LARGEST_SELLERS] = ordered.groupby("seller_kind", observed=True).head(TOP)
    return found


def rows(state: Data, raw: Raw) -> Tables:
    """Frames as rows."""
    return {name: _rows(frame) for name, frame in raw.items()}


def _rows(frame: pd.DataFrame) -> list[Row]:
    columns = [frame[c].astype(object).tolist() for c in frame.columns]
    return list(zip(*columns, strict=True))
