"""One module per way of counting: `prepare` (not timed), `run` (timed), `rows` (not timed).

`CASES` is in the order in which a round calls them. Those that need the text file stand for what
is written today, straight from the columns as they are.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A way of counting.

    Attributes:
        name: of its module.
        words: how the results name it.
        counts: gives all tables; else it only decodes.
        any_size: is also measured at sizes where the others are left out.
    """

    name: str
    words: str
    counts: bool = True
    any_size: bool = False


CASES = (
    Case("ours", "techmarket: cubes from a snapshot, rolled up", any_size=True),
    Case("ours_numpy", "techmarket: the same without compiled loops"),
    Case("ours_kept", "techmarket: the same from cubes that are kept"),
    Case("ours_opened", "techmarket: the same, and every byte of the snapshot verified before"),
    Case("ours_ibis", "techmarket: the same cubes through Ibis on DuckDB"),
    Case("pandas_text", "pandas, text columns, one groupby per table"),
    Case("pandas_categories", "pandas, categories, one groupby per table"),
    Case("pandas_codes", "pandas, the snapshot's integers, one groupby per table"),
    Case("polars_eager", "Polars, text columns, one group_by per table"),
    Case("polars_streaming", "Polars, the same lazily, streamed together"),
    Case("polars_codes", "Polars, the snapshot's integers, the same cubes streamed, rolled up"),
    Case("duckdb_text", "DuckDB, text columns, one query per table"),
    Case("duckdb_codes", "DuckDB, the snapshot's integers, the same cubes at once, rolled up"),
    Case("decode_duckdb", "decoding only: DuckDB sums of the columns", counts=False, any_size=True),
    Case("decode_polars", "decoding only: Polars reads the columns", counts=False, any_size=True),
)
