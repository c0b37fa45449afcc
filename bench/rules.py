"""`python -m bench.rules [sizes]`: CSV files through all rules; writes `bench/rules.md`.

The first size is measured side by side with a pydantic model that holds the same rules, row by row;
that both find the same is asserted, outcome by outcome. The others are measured alone. Each run is
a process of its own. Not here: the model (`rules_pydantic`).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from techmarket.checks.batches import check_batches
from techmarket.checks.one_record import check_record
from techmarket.checks.rule_set import rules_of
from techmarket.record.parquet import contracts_schema

SIZES = (100_000, 1_000_000)
ROUNDS = 3
FOLDER = Path(__file__).parent / "data"
RESULTS = Path(__file__).parent / "rules.md"
THREADS = 2
BLOCK = 1 << 24
"""Bytes of CSV that are read at a time."""

WORDS = {
    "ours": "techmarket: vectorised rules, batch by batch",
    "pydantic": "a pydantic model with the same rules, row by row",
}


def file_of(contracts: int) -> Path:
    """A CSV file with so many simulated contracts, made if it is not there."""
    file = FOLDER / f"rules-{contracts}.csv"
    if not file.exists():
        register = FOLDER / f"rules-{contracts}-register"
        arguments = ["simulate", "--edition", "2013", "--contracts", str(contracts)]
        command = [sys.executable, "-m", "techmarket", *arguments, "--out", str(register)]
        if not register.exists():
            subprocess.run(command, check=True)
        partial = file.with_suffix(".partial")
        plain = pa.schema([(one.name, _plain(one.type)) for one in contracts_schema()])
        with pacsv.CSVWriter(partial, plain) as writer:
            for part in sorted((register / "2013" / "contracts").glob("*.parquet")):
                with pq.ParquetFile(part) as opened:
                    for batch in opened.iter_batches():
                        writer.write_table(pa.Table.from_batches([batch]).cast(plain))
        partial.rename(file)
    return file


def ours(file: Path) -> Iterator[bytes]:
    """Outcomes of all rules, batch by batch, row by row."""
    plain = {one.name: _plain(one.type) for one in contracts_schema()}
    convert = pacsv.ConvertOptions(column_types=plain, strings_can_be_null=True)
    reader = pacsv.open_csv(
        file, convert_options=convert, read_options=pacsv.ReadOptions(block_size=BLOCK)
    )
    for batch in check_batches("contract", reader, threads=THREADS):
        yield batch.outcomes.T.tobytes()


def with_pydantic(file: Path) -> Iterator[bytes]:
    """The same by the model."""
    from bench.rules_pydantic import contract_model

    model = contract_model()
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield model(**{name: text or None for name, text in row.items()})._outcomes


def run(name: str, file: Path) -> dict[str, object]:
    """One run in this process: seconds, peak memory, a hash of all outcomes, how many rows fail."""
    started = time.perf_counter()
    if name == "ours":
        outcomes, digest = ours(file), hashlib.blake2b()
    else:
        outcomes, digest = with_pydantic(file), hashlib.blake2b()
    failed = 0
    for some in outcomes:
        digest.update(some)
        failed += some.count(1)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": seconds, "peak": peak, "hash": digest.hexdigest(), "failed": failed}


def measured(name: str, file: Path, rounds: int = ROUNDS) -> dict[str, object]:
    """The median of some runs, each in a process of its own.

    Raises:
        RuntimeError: the runs do not find the same.
    """
    command = [sys.executable, "-m", "bench.rules", "--run", name, "--file", str(file)]
    done = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(rounds)
    ]
    if len({one["hash"] for one in done}) != 1:
        raise RuntimeError(f"{name} does not find the same every time in {file}")
    seconds = median(one["seconds"] for one in done)
    return {**done[0], "seconds": seconds, "peak": max(one["peak"] for one in done)}


def one_record(times: int = 500) -> float:
    """Milliseconds for one record through all rules."""
    from techmarket.checks.example_records import example

    record = example("contract", {})
    check_record("contract", record)
    started = time.perf_counter()
    for _ in range(times):
        check_record("contract", record)
    return (time.perf_counter() - started) / times * 1000


def page(sizes: list[int]) -> str:
    """The whole page, Markdown.

    Raises:
        RuntimeError: the two ways do not find the same.
    """
    first = file_of(sizes[0])
    sides = {name: measured(name, first) for name in WORDS}
    if len({one["hash"] for one in sides.values()}) != 1:
        raise RuntimeError("the two ways do not give the same outcomes")
    fast = float(str(sides["ours"]["seconds"]))
    lines = [
        "# How fast the rules are",
        "",
        f"All {len(rules_of('contract'))} rules about one contract, from a CSV file to the outcome "
        f"of every rule in every row. Made by `python -m bench.rules`; {THREADS} threads, "
        f"medians of {ROUNDS} runs, each in a process of its own. pyarrow "
        f"{version('pyarrow')}, pydantic {version('pydantic')}. Read the ratios rather than the "
        "seconds.",
        "",
        f"One record in plain form: {one_record():.2f} ms.",
        "",
        f"## {sizes[0]:,} contracts, side by side",
        "",
        f"Same outcome of every rule in every row, by a hash over all of them; "
        f"{sides['ours']['failed']:,} failures.",
        "",
        "| | seconds | times ours | peak MB |",
        "|---|--:|--:|--:|",
        *(
            f"| {WORDS[name]} | {one['seconds']:.2f} | {float(str(one['seconds'])) / fast:.1f} "
            f"| {int(str(one['peak'])) >> 20} |"
            for name, one in sides.items()
        ),
        "",
        "## Time per row",
        "",
        "| contracts | seconds | µs per row | peak MB |",
        "|--:|--:|--:|--:|",
    ]
    for size in sizes:
        one = sides["ours"] if size == sizes[0] else measured("ours", file_of(size))
        seconds = float(str(one["seconds"]))
        lines.append(
            f"| {size:,} | {seconds:.2f} | {seconds / size * 1e6:.2f} "
            f"| {int(str(one['peak'])) >> 20} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write, or make one run and print what it found."""
    parser = argparse.ArgumentParser(prog="python -m bench.rules", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--run", choices=sorted(WORDS))
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(run(options.run, options.file)))
        return
    FOLDER.mkdir(exist_ok=True)
    options.out.write_text(page(options.sizes), encoding="utf-8")
    print(f"Results: {options.out}", file=sys.stderr)


def _plain(kind: pa.DataType) -> pa.DataType:
    """A code is plain text in a CSV file."""
    return pa.string() if pa.types.is_dictionary(kind) else kind


if __name__ == "__main__":
    main()
