"""`python -m bench.linkage [seeds]`: duplicates planted in a register; writes `bench/linkage.md`.

Each seed plants as many duplicates as lookalikes into the register of a year and looks for them.
Not here: what is planted (`techmarket.linkage.planting`), and how it is found.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from techmarket.linkage.duplicates import duplicate_candidates
from techmarket.linkage.planting import plant

SEEDS = (101, 102, 103, 104)
CONTRACTS = 300_000
PLANTED = 1_500
FOLDER = Path(__file__).parent / "data"
RESULTS = Path(__file__).parent / "linkage.md"


def register() -> Path:
    """A simulated register, made if it is not there."""
    folder = FOLDER / f"linkage-{CONTRACTS}"
    if not folder.exists():
        arguments = ["simulate", "--edition", "2013", "--contracts", str(CONTRACTS)]
        command = [sys.executable, "-m", "techmarket", *arguments, "--out", str(folder)]
        subprocess.run(command, check=True)
    return folder


def row(seed: int) -> str:
    """A line of the table: the year, the seed, and what was found of what was planted."""
    year = 2013 - seed % 2
    folder = register() / str(year)
    contracts, parties = (pq.read_table(folder / name) for name in ("contracts", "parties.parquet"))
    planted = plant(contracts, parties, seed, PLANTED, PLANTED)
    started = time.perf_counter()
    found = duplicate_candidates(planted.contracts, planted.parties)
    seconds = time.perf_counter() - started
    pairs = {(min(one.first, one.second), max(one.first, one.second)) for one in found}
    right = len(pairs & planted.duplicates)
    cells = (
        f"{year}",
        f"{seed}",
        f"{planted.contracts.num_rows:,}",
        f"{right / len(pairs):.4f}",
        f"{right / len(planted.duplicates):.4f}",
        f"{len(pairs & planted.lookalikes)}",
        f"{seconds:.1f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.linkage", description=__doc__)
    parser.add_argument("seeds", nargs="*", type=int, default=list(SEEDS))
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    rows = [row(seed) for seed in options.seeds]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    lines = [
        "# How many duplicates are found",
        "",
        f"{PLANTED:,} contracts are registered again, with other writings of names, rounded "
        f"amounts, dates some days off and slips; {PLANTED:,} lookalikes (next instalments, next "
        "phases, what was sold together, other branches) are planted beside them. Made by "
        "`python -m bench.linkage`. Precision: of the pairs proposed, those that were planted as "
        f"duplicates. Recall: of those planted, the ones proposed. Peak memory {peak:,} MB.",
        "",
        "| year | seed | contracts | precision | recall | lookalikes proposed | seconds |",
        "|--:|--:|--:|--:|--:|--:|--:|",
        *rows,
    ]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"Results: {options.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
