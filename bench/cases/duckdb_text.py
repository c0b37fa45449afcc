"""The SQL a DuckDB user writes today: one query per table over the file with text columns."""

from __future__ import annotations

import duckdb

from bench.data import Data
from bench.groupings import GROUPINGS, LARGEST_SELLERS, SELLERS_BY_KIND, TOP, Row, Tables
from bench.threshold import MAJOR


def prepare(data: Data) -> Data:
    """Nothing is prepared."""
    return data


def run(state: Data) -> Tables:
    """One connection, one query per table."""
    database = duckdb.connect()
    database.execute(f"CREATE VIEW contract AS FROM read_parquet('{state.text}')")
    found: dict[str, list[Row]] = {}
    for grouping in GROUPINGS:
        by = ", ".join(grouping.columns)
        if grouping.digits is not None:
            by = f"left({by}, {grouping.digits})"
        where = f"WHERE value >= {MAJOR}" if grouping.major else ""
        found[grouping.name] = database.execute(
            f"SELECT {by}, count(*), sum(value) FROM contract {where} GROUP BY {by}"
        ).fetchall()
    found[SELLERS_BY_KIND] = database.execute(
        "SELECT seller_kind, count(DISTINCT seller) FROM contract GROUP BY seller_kind"
    ).fetchall()
    found[LARGEST_SELLERS] = database.execute(
        f"""SELECT seller_kind, seller, sum(value) AS total FROM contract
        GROUP BY seller_kind, seller
        QUALIFY row_number() OVER (PARTITION BY seller_kind ORDER BY total DESC, seller) <= {TOP}"""
    ).fetchall()
    database.close()
    return found


def rows(state: Data, raw: Tables) -> Tables:
    """The tables are rows already."""
    return raw
