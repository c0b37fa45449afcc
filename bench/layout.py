"""`python -m bench.layout [contracts]`: the statistical columns of a snapshot, laid out otherwise.

For every way: bytes per contract, seconds to decode (Polars, pyarrow) and to count all cubes.
Interleaved, medians of five after a round to warm up. Writes `bench/layout.md`. Not here: which way
was chosen and why (docs/adr).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from bench.data import YEAR, data_of
from bench.groupings import COLUMNS
from techmarket.cubes import LATTICE, SELLERS, KernelEngine
from techmarket.snapshot import FileEntry, Snapshot, open_snapshot
from techmarket.snapshot.layout import CODED, PARTIES

CONTRACTS = 10_000_000
ROUNDS = 5
RESULTS = Path(__file__).parent / "layout.md"
STATISTICAL = ("registration_date", "value", "seller", *CODED)


@dataclass(frozen=True)
class Way:
    """A way to lay the columns out."""

    words: str
    group: int = 122_880
    settings: Mapping[str, Any] | None = None
    ordered: bool = True


CODES = ["seller", *CODED]
WAYS = (
    Way("as it is: sorted, lz4, dictionaries, groups of 122,880"),
    Way("groups of 30,720", group=30_720),
    Way("groups of 61,440", group=61_440),
    Way("groups of 245,760", group=245_760),
    Way("one group of a million", group=1_000_000),
    Way("zstd", settings={"compression": "zstd"}),
    Way("no compression", settings={"compression": "none"}),
    Way("no dictionaries", settings={"use_dictionary": False}),
    Way("not sorted", ordered=False),
    Way("not sorted, zstd", settings={"compression": "zstd"}, ordered=False),
)


def main() -> None:
    """Write every way, measure, write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.layout", description=__doc__)
    parser.add_argument("contracts", nargs="?", type=int, default=CONTRACTS)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    snapshot = open_snapshot(data_of(options.contracts, text=False).snapshot)
    with TemporaryDirectory(dir=data_of(options.contracts, text=False).snapshot.parent) as name:
        laid_out = [_laid_out(snapshot, way, Path(name) / str(i)) for i, way in enumerate(WAYS)]
        seconds = _measured(laid_out)
        sizes = [_bytes(laid) / options.contracts for laid in laid_out]
    options.out.write_text(_page(options.contracts, sizes, seconds), encoding="utf-8")
    print(f"Results: {options.out}", file=sys.stderr)


def _laid_out(snapshot: Snapshot, way: Way, folder: Path) -> Snapshot:
    """A snapshot with the statistical columns alone, in one file."""
    table = pa.concat_tables(
        pq.read_table(file, columns=list(STATISTICAL), partitioning=None)
        for file in snapshot.contract_files(YEAR)
    )
    if not way.ordered:
        table = table.take(np.random.default_rng(7).permutation(table.num_rows))
    name = f"contracts/year={YEAR}/part-0000.parquet"
    (folder / name).parent.mkdir(parents=True)
    settings = {"compression": "lz4", "use_dictionary": CODES, **(way.settings or {})}
    pq.write_table(table, folder / name, version="2.6", row_group_size=way.group, **settings)
    (folder / "codes.json").write_bytes((snapshot.path / "codes.json").read_bytes())
    parties = next(entry for entry in snapshot.manifest.files if entry.path == PARTIES)
    entry = FileEntry(name, "", (folder / name).stat().st_size, table.num_rows)
    return Snapshot(folder, replace(snapshot.manifest, files=(entry, parties)))


def _bytes(snapshot: Snapshot) -> int:
    return sum(file.stat().st_size for file in snapshot.contract_files(YEAR))


def _measured(laid_out: list[Snapshot]) -> list[tuple[float, float, float]]:
    """Medians: Polars decodes, pyarrow decodes, all cubes are counted."""
    engine = KernelEngine(compiled=True)
    runs: list[list[list[float]]] = [[[], [], []] for _ in laid_out]
    for number in range(ROUNDS + 1):
        for laid, kept in zip(laid_out, runs, strict=True):
            (file,) = laid.contract_files(YEAR)
            asked: list[Callable[[], object]] = [
                lambda file=file: pl.read_parquet(  # type: ignore[misc]
                    file, columns=["value", "seller", *COLUMNS], hive_partitioning=False
                ),
                lambda file=file: pq.read_table(  # type: ignore[misc]
                    file, columns=["value", "seller", *COLUMNS], partitioning=None
                ),
                lambda laid=laid: engine.cubes(laid, YEAR, (*LATTICE, SELLERS)),  # type: ignore[misc]
            ]
            for run, times in zip(asked, kept, strict=True):
                start = time.perf_counter()
                run()
                if number:
                    times.append(time.perf_counter() - start)
    return [(median(a), median(b), median(c)) for a, b, c in runs]


def _page(contracts: int, sizes: list[float], seconds: list[tuple[float, float, float]]) -> str:
    lines = [
        "# How a snapshot is laid out",
        "",
        f"The {len(STATISTICAL)} statistical columns of {contracts:,} contracts. "
        f"{os.getloadavg()[2]:.1f} processes wanted one of {os.cpu_count()} cores on average: "
        "where that is more than there are, bytes say more than seconds. How each figure is got: "
        "[method.md](method.md).",
        "",
        "| | bytes per contract | Polars decodes, s | pyarrow decodes, s | all cubes, s |",
        "|---|--:|--:|--:|--:|",
    ]
    for way, size, (polars, arrow, cubes) in zip(WAYS, sizes, seconds, strict=True):
        lines.append(f"| {way.words} | {size:.2f} | {polars:.3f} | {arrow:.3f} | {cubes:.3f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
