"""The page of results: the machine in words, a table per size, and the goals.

Not here: measuring.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version

from bench.cases import CASES
from bench.groupings import GROUPINGS
from bench.measure import ROUNDS, Measurement

PACKAGES = ("duckdb", "ibis-framework", "numba", "numpy", "pandas", "polars", "pyarrow")
MIB = 2**20
GOAL_SIZE = 10_000_000
LARGE_SIZE = 100_000_000


def page(measurements: Sequence[Measurement]) -> str:
    """The whole page, Markdown."""
    sizes = sorted({m.contracts for m in measurements})
    parts = [_head()]
    for size in sizes:
        found = [m for m in measurements if m.contracts == size]
        if len(found) == len(CASES):
            parts.append(_table(size, found))
    parts.append(_growth([m for m in measurements if m.case.name == "ours"]))
    if GOAL_SIZE in sizes:
        parts.append(_goals(measurements))
    return "\n\n".join(parts) + "\n"


def _head() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"""# How fast the counting is

All {len(GROUPINGS) + 2} groupings of the report, from one year of contracts: {len(GROUPINGS)} \
group-bys with count and sum of value, distinct sellers by kind, and the largest sellers of each \
kind. Made by `make bench`.

techmarket reads its snapshot, and so do those who use "the snapshot's integers"; the others \
read one Parquet file (zstd) with the same rows in the same order and the codes as text. One \
process per case, called in turn: one round to warm up, then medians of {ROUNDS}. All cases gave \
the same tables, by a hash over every row. Files are in the page cache. Peak memory is that of the \
whole process. "Times decoding" is against the faster of the two that only decode. How each figure \
is got: [method.md](method.md).

![Time per case](results.svg)

Machine: {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of memory, \
{platform.system()}; at the end {os.getloadavg()[2]:.1f} processes wanted a core on average. \
Python {platform.python_version()}, {versions}. Read the ratios rather than \
the seconds."""


def _table(size: int, found: Sequence[Measurement]) -> str:
    ours = _of(found, "ours").median
    floor = min(_of(found, name).median for name in ("decode_duckdb", "decode_polars"))
    lines = [
        f"## {size:,} contracts",
        "",
        "| | seconds | times ours | times decoding | peak MB |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {m.case.words} | {m.median:.3f} | {m.median / ours:.2f} "
        f"| {m.median / floor:.2f} | {m.peak / MIB:.0f} |"
        for m in found
    ]
    return "\n".join(lines)


def _growth(found: Sequence[Measurement]) -> str:
    lines = [
        "## Time per row",
        "",
        "| contracts | seconds | ns per row | peak MB |",
        "|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {m.contracts:,} | {m.median:.3f} | {m.median / m.contracts * 1e9:.0f} "
        f"| {m.peak / MIB:.0f} |"
        for m in sorted(found, key=lambda m: m.contracts)
    ]
    return "\n".join(lines)


def _goals(measurements: Sequence[Measurement]) -> str:
    """What is asked for; of several ways to use one tool the fastest counts."""
    found = [m for m in measurements if m.contracts == GOAL_SIZE]
    ours = _of(found, "ours")

    def fastest(*names: str) -> float:
        return min(_of(found, name).median for name in names) / ours.median

    decoding = 1 / fastest("decode_duckdb", "decode_polars")
    lines = [
        f"## Goals at {GOAL_SIZE:,}",
        "",
        "| | measured | goal | reached |",
        "|---|--:|--:|---|",
        _goal("the faster pandas script, times ours",
              fastest("pandas_text", "pandas_categories"), at_least=25),
        _goal("Polars in its best form, times ours",
              fastest("polars_eager", "polars_streaming", "polars_codes"), at_least=2),
        _goal("DuckDB in its best form, times ours",
              fastest("duckdb_text", "duckdb_codes"), at_least=2.5),
        _goal("ours, times the fastest decoding", decoding, at_most=2.2),
        _goal("ours, peak memory in MB", ours.peak / MIB, at_most=500),
    ]  # fmt: skip
    large = [m for m in measurements if (m.contracts, m.case.name) == (LARGE_SIZE, "ours")]
    if large:
        per_row = large[0].median / LARGE_SIZE / (ours.median / GOAL_SIZE)
        lines += [
            _goal(f"time per contract at {LARGE_SIZE:,}, times that here", per_row, at_most=1.15),
            _goal(f"peak memory at {LARGE_SIZE:,} in MB", large[0].peak / MIB, at_most=600),
        ]
    return "\n".join(lines)


def _goal(
    words: str, measured: float, at_least: float | None = None, at_most: float | None = None
) -> str:
    if at_least is not None:
        return f"| {words} | {measured:.2f} | ≥ {at_least} | {_yes(measured >= at_least)} |"
    assert at_most is not None
    return f"| {words} | {measured:.2f} | ≤ {at_most} | {_yes(measured <= at_most)} |"


def _yes(reached: bool) -> str:
    return "yes" if reached else "no"


def _of(found: Sequence[Measurement], name: str) -> Measurement:
    return next(m for m in found if m.case.name == name)
