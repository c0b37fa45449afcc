"""The same pandas script by a user who knows categories: dictionaries are kept as read."""

from __future__ import annotations

import pandas as pd
import pyarrow.parquet as pq

from bench.cases import pandas_text
from bench.cases.pandas_text import Raw, rows
from bench.data import Data
from bench.groupings import COLUMNS

__all__ = ["prepare", "rows", "run"]


def prepare(data: Data) -> Data:
    """Nothing is prepared."""
    return data


def run(state: Data) -> Raw:
    """Read with categories and count."""
    coded = ["seller", *COLUMNS]
    table = pq.read_table(state.text, columns=["value", *coded], read_dictionary=coded)
    contracts: pd.DataFrame = table.to_pandas()
    return pandas_text.counted(contracts)
