"""`python -m bench [sizes]`: make the data, measure, write `bench/results.md`.

Sizes are numbers of contracts, by default 1, 10 and 100 million. Above `SCRIPTS_UP_TO` only
ours and the decoding are measured. Another file is written with `--out`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.cases import CASES
from bench.data import data_of
from bench.measure import measure
from bench.plot import plot
from bench.results import page

SIZES = (1_000_000, 10_000_000, 100_000_000)
SCRIPTS_UP_TO = 10_000_000
RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    found = []
    for size in options.sizes:
        scripts = size <= SCRIPTS_UP_TO
        cases = CASES if scripts else tuple(case for case in CASES if case.any_size)
        found += measure(data_of(size, text=scripts), cases)
    options.out.write_text(page(found), encoding="utf-8")
    options.out.with_suffix(".svg").write_text(plot(found), encoding="utf-8")
    print(f"Results: {options.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
