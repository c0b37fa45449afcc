"""`python -m bench.hundred_million [contracts]`: the largest size, in steps that are done once.

Simulates, freezes and counts; what a step has made stays, and a step whose outcome is there is not
done again. Every step writes what it took into `bench/data/N/steps.json`. The disk must have room
for the register, the snapshot and what freezing lays aside. Not here: other tools (`bench`).
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sys
import time
from pathlib import Path

from bench.data import FOLDER, SEED, YEAR
from bench.stages import CPU, command
from techmarket.cubes import LATTICE, SELLERS, KernelEngine
from techmarket.snapshot import open_snapshot

CONTRACTS = 100_000_000
BYTES = 200
"""Of a contract at most on the disk at one time, all files together."""

ROUNDS = 5


def main() -> None:
    """Do the steps that are missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.hundred_million", description=__doc__)
    parser.add_argument("contracts", nargs="?", type=int, default=CONTRACTS)
    contracts = parser.parse_args().contracts
    folder = FOLDER / str(contracts)
    folder.mkdir(parents=True, exist_ok=True)
    register, snapshot = folder / "register", folder / "snapshot"
    if not register.exists() and not snapshot.exists():
        _refuse_a_small_disk(folder, contracts * BYTES)
        _step(folder, "simulate", "--edition", YEAR, "--seed", SEED, "--out", register,
              "--contracts", contracts)  # fmt: skip
    if not snapshot.exists():
        _step(folder, "freeze", register / str(YEAR), "--cutoff", f"{YEAR}-12-31",
              "--out", snapshot)  # fmt: skip
    _count(folder, snapshot, contracts)


def _refuse_a_small_disk(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        sys.exit(f"{folder}: {needed:,} bytes are needed and {free:,} are free.")


def _step(folder: Path, *arguments: object) -> None:
    seconds, peak = command(*arguments)
    _note(folder, str(arguments[0]), {"seconds": seconds, "cpu": CPU[-1], "peak": peak})


def _count(folder: Path, snapshot: Path, contracts: int) -> None:
    opened = open_snapshot(snapshot)
    engine = KernelEngine(compiled=True)
    seconds, cpu = [], []
    for _ in range(ROUNDS + 1):
        start, spent = time.perf_counter(), time.process_time()
        engine.cubes(opened, YEAR, (*LATTICE, SELLERS))
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - spent)
    each = sorted(seconds[1:])[ROUNDS // 2] / contracts * 1e9
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found = {"seconds": seconds[1:], "cpu": cpu[1:], "ns per contract": each, "peak": peak}
    _note(folder, "count", found)


def _note(folder: Path, step: str, found: dict[str, object]) -> None:
    file = folder / "steps.json"
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps({**known, step: found}, indent=1) + "\n", encoding="utf-8")
    print(f"{step}: {found}", file=sys.stderr)


if __name__ == "__main__":
    main()
