"""`python -m bench.imports [contracts] [rows]`: files into a register; writes `bench/imports.md`.

So many contracts and their parties as CSV, and so many rows as a workbook: read, checked by all
rules, imported, and given back marked. Each run is a process of its own. Not here: the rules alone
(`rules`), which are measured beside another way.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import xlsxwriter

from bench.rules import FOLDER, file_of
from techmarket.cli.import_files import import_into
from techmarket.imports.sources import written

CONTRACTS, ROWS = 1_000_000, 100_000
RESULTS = Path(__file__).parent / "imports.md"
CASES = {
    "csv-checked": "contracts and parties as CSV: read and checked",
    "csv-imported": "the same, imported into a new register",
    "xlsx-checked": "a workbook of contracts and parties: read and checked",
    "xlsx-marked": "the same, given back marked",
}


def files_of(case: str, contracts: int, rows: int) -> list[Path]:
    """The files of a case, made if they are not there."""
    text = file_of(contracts)
    folder = FOLDER / f"rules-{contracts}-register" / "2013"
    if case.startswith("csv"):
        parties = FOLDER / f"imports-{contracts}-parties.csv"
        if not parties.exists():
            table = pq.read_table(folder / "parties.parquet")
            pacsv.write_csv(_plain(table), parties)
        return [text, parties]
    book = FOLDER / f"imports-{contracts}-{rows}.xlsx"
    if not book.exists():
        _write_book(book, folder, rows)
    return [book]


def run(case: str, files: list[Path]) -> dict[str, float]:
    """One run in this process: seconds, seconds of CPU, peak bytes."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder, open(os.devnull, "w") as nowhere:
        said, sys.stdout = sys.stdout, nowhere
        started, spent = time.perf_counter(), time.process_time()
        import_into(
            files,
            Path(folder) / "register",
            unit="分",
            dry_run=case != "csv-imported",
            marked=Path(folder) / "marked.xlsx" if case == "xlsx-marked" else None,
        )
        seconds, cpu = time.perf_counter() - started, time.process_time() - spent
        sys.stdout = said
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": seconds, "cpu": cpu, "peak": peak}


def page(contracts: int, rows: int) -> str:
    """The whole page, Markdown."""
    lines = [
        "# How fast files are imported",
        "",
        f"{contracts:,} simulated contracts with their parties as CSV, and the first {rows:,} as a "
        "workbook of two sheets, through reading and all rules: of cells, records, repetition and "
        "the batch as a whole. Made by `python -m bench.imports`; one run each, in a process of "
        "its own, on two cores. Seconds of CPU depend less on what else the machine does.",
        "",
        "| | rows | seconds | CPU seconds | contracts per second | peak MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for case, said in CASES.items():
        files = files_of(case, contracts, rows)
        command = [sys.executable, "-m", "bench.imports", "--run", case, *map(str, files)]
        done = json.loads(
            subprocess.run(command, check=True, capture_output=True, text=True).stdout
        )
        number = contracts if case.startswith("csv") else rows
        lines.append(
            f"| {said} | {number:,} | {done['seconds']:.1f} | {done['cpu']:.1f} "
            f"| {number / done['seconds']:,.0f} | {done['peak'] / 1e6:,.0f} |"
        )
    return "\n".join(lines) + "\n"


def _plain(table: pa.Table) -> pa.Table:
    coded = [pa.types.is_dictionary(one.type) for one in table.schema]
    return pa.table(
        {
            name: table[name].cast(pa.string()) if is_coded else table[name]
            for name, is_coded in zip(table.column_names, coded, strict=True)
        }
    )


def _write_book(path: Path, folder: Path, rows: int) -> None:
    parts = [pq.read_table(one) for one in sorted((folder / "contracts").glob("*.parquet"))]
    contracts = pa.concat_tables([_plain(one) for one in parts]).slice(0, rows)
    named = pa.concat_tables(
        [pa.table({"party_id": contracts[f"{side}_id"]}) for side in ("seller", "buyer")]
        + [pa.table({"party_id": contracts["intermediary_id"]}).filter(_given(contracts))]
    ).group_by("party_id").aggregate([])  # fmt: skip
    parties = _plain(pq.read_table(folder / "parties.parquet"))
    partial = path.with_suffix(".partial")
    book = xlsxwriter.Workbook(str(partial), {"constant_memory": True})
    for name, table in (
        ("合同", contracts),
        ("当事人", parties.join(named, "party_id", join_type="left semi")),
    ):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, table.column_names)
        for number, row in enumerate(_texts(table), start=1):
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(number, place, text)
    book.close()
    shutil.move(partial, path)


def _given(contracts: pa.Table) -> pa.ChunkedArray[pa.BooleanScalar]:
    return contracts["intermediary_id"].is_valid()


def _texts(table: pa.Table) -> Iterator[tuple[str, ...]]:
    for batch in table.to_batches():
        columns = [[written(value) for value in column.to_pylist()] for column in batch.columns]
        yield from zip(*columns, strict=True)


def main() -> None:
    """Measure and write, or make one run and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    parser.add_argument("contracts", nargs="?", type=int, default=CONTRACTS)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--run", nargs="+", metavar=("CASE", "FILE"))
    options = parser.parse_args()
    if options.run:
        case, *files = options.run
        print(json.dumps(run(case, [Path(file) for file in files])))
        return
    FOLDER.mkdir(exist_ok=True)
    options.out.write_text(page(options.contracts, options.rows), encoding="utf-8")
    print(f"Results: {options.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
