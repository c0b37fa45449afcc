"""`python -m bench.stages [contracts]`: every command of the line, as somebody would call it.

Each is a process of its own, from a cold start, imports included; medians of three where it is
short. What a process is asked again and again (pivots, changes) is measured inside one. Writes
`bench/stages.md`. Not here: the counting beside other tools (`bench`).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bench.data import FOLDER, SEED, YEAR, data_of
from bench.imports import files_of
from techmarket.cubes import LATTICE, SELLERS, KernelEngine
from techmarket.cubes.kept import KeptCubes
from techmarket.cubes.live import Change, Fact, LiveCubes
from techmarket.observations.pivot import DIMENSIONS, pivot
from techmarket.observations.places import Places
from techmarket.snapshot import Snapshot, open_snapshot
from techmarket.snapshot.layout import CODED

CONTRACTS = 1_000_000
PIVOT_CONTRACTS = 10_000_000
PIVOTS = 100
CHANGES = 1_000
RESULTS = Path(__file__).parent / "stages.md"
MIB = 2**20
CPU: list[float] = []
"""Seconds of processor of every command, which depend less on what else the machine does."""


@dataclass(frozen=True)
class Stage:
    """What one stage took.

    Attributes:
        words: what was done.
        seconds: wall clock; the median where it was done more than once.
        peak: bytes of memory at most; 0 where not measured.
        goal: seconds; `None` where there is none.
        note: what else is to be said.
    """

    words: str
    seconds: float
    peak: int = 0
    goal: float | None = None
    note: str = ""


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.stages", description=__doc__)
    parser.add_argument("contracts", nargs="?", type=int, default=CONTRACTS)
    parser.add_argument("--pivots", type=int, default=PIVOT_CONTRACTS)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    stages = [
        *_line(options.contracts),
        *_whole_line(options.contracts),
        _frozen(options.pivots),
        _changes(options.contracts),
        *_pivots(options.pivots),
    ]
    options.out.write_text(_page(options.contracts, options.pivots, stages), encoding="utf-8")
    print(f"Results: {options.out}", file=sys.stderr)


def _line(contracts: int) -> list[Stage]:
    """The commands, on a register of so many contracts of one year."""
    folder = FOLDER / f"stages-{contracts}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    register, snapshot = folder / "register", folder / "snapshot"
    helped = [command("--help") for _ in range(5)]
    simulated = command("simulate", "--edition", YEAR, "--seed", SEED, "--out", register,
                         "--contracts", contracts)  # fmt: skip
    frozen = command("freeze", register / str(YEAR), "--cutoff", f"{YEAR}-12-31",
                      "--out", snapshot)  # fmt: skip
    freezing = CPU[-1]
    observe = ("observe", snapshot, "--out", folder / "observations.parquet")
    tables = ("tables", snapshot, "--edition", YEAR, "--out", folder / "tables")
    first = [command(*observe), command(*tables)]
    again = [[command(*observe), command(*tables)] for _ in range(3)]
    both_years = 1.957 * contracts
    stages = [
        Stage("techmarket --help", median(s for s, _ in helped), helped[0][1], 0.3),
        Stage("simulate, two years", *simulated, goal=both_years / 200_000,
              note=f"{both_years / simulated[0]:,.0f} contracts a second"),
        Stage("freeze one year", *frozen, goal=contracts / 1_000_000,
              note=f"{contracts / frozen[0]:,.0f} contracts a second, {freezing:.1f} s of CPU"),
        Stage("observe and all tables, nothing kept", sum(s for s, _ in first),
              max(p for _, p in first), 2.0),
        Stage("observe and all tables, cubes kept", median(a[0][0] + a[1][0] for a in again),
              max(a[0][1] for a in again), 2.0),
    ]  # fmt: skip
    shutil.rmtree(folder)
    return stages


def _whole_line(contracts: int) -> list[Stage]:
    """From files of text to the book in all its formats."""
    files = files_of("csv-imported", contracts, 0)
    folder = FOLDER / f"stages-{contracts}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    register, snapshot = folder / "register", folder / "snapshot"
    steps = {
        "import": command("import", *files, "--into", register, "--unit", "分"),
        "freeze": command("freeze", register, "--cutoff", f"{YEAR}-12-31", "--out", snapshot),
        "report": command("report", snapshot, "--edition", YEAR, "--out", folder / "book"),
    }
    shutil.rmtree(folder)
    note = ", ".join(f"{name} {seconds:.1f} s" for name, (seconds, _) in steps.items())
    seconds = sum(seconds for seconds, _ in steps.values())
    peak = max(peak for _, peak in steps.values())
    return [Stage("import from CSV, freeze, report", seconds, peak, 60.0, note)]


def _frozen(contracts: int) -> Stage:
    """Freezing many, where starting the program hardly counts."""
    folder = FOLDER / f"stages-{contracts}"
    register, snapshot = folder / "register", folder / "snapshot"
    if not register.exists():
        command("simulate", "--edition", YEAR, "--seed", SEED, "--out", register,
                 "--contracts", contracts)  # fmt: skip
    shutil.rmtree(snapshot, ignore_errors=True)
    source = register / str(YEAR)
    frozen = command("freeze", source, "--cutoff", f"{YEAR}-12-31", "--out", snapshot)
    shutil.rmtree(snapshot)
    note = f"{contracts / frozen[0]:,.0f} contracts a second, {CPU[-1]:.1f} s of CPU"
    return Stage(f"freeze {contracts:,}", *frozen, goal=contracts / 1_000_000, note=note)


def command(*arguments: object) -> tuple[float, int]:
    """Seconds and peak memory of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "techmarket", *map(str, arguments)], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    CPU.append(usage.ru_utime + usage.ru_stime)
    if status:
        raise RuntimeError(f"techmarket {' '.join(map(str, arguments))} failed")
    print(f"{arguments[0]!s:<12} {seconds:8.2f} s {CPU[-1]:8.2f} CPU", file=sys.stderr)
    return seconds, usage.ru_maxrss * 1024


def _changes(contracts: int) -> Stage:
    """Live cubes after so many changed contracts, in one process."""
    snapshot = open_snapshot(data_of(contracts, text=False).snapshot)
    live = LiveCubes.start(snapshot, YEAR, (*LATTICE, SELLERS), KernelEngine())
    drawn = random.Random(SEED)
    codes = {column: snapshot.codes(column) for column in CODED}
    added = [Change(None, _fact(drawn, codes)) for _ in range(CHANGES)]
    taken = [Change(change.after, None) for change in added]
    live.apply(added[:1])
    live.apply(taken[:1])
    seconds = []
    for changes in (added, taken) * 5:
        seconds.append(_timed(lambda changes=changes: live.apply(changes)))  # type: ignore[misc]
    return Stage(f"cubes after {CHANGES:,} changed contracts", median(seconds), goal=0.05)


def _fact(drawn: random.Random, codes: dict[str, tuple[str, ...]]) -> Fact:
    from datetime import date

    chosen = {column: drawn.choice(known) for column, known in codes.items()}
    seller = str(drawn.randrange(10_000))
    return Fact(date(YEAR, 6, 1), drawn.randrange(10**10), seller, chosen)


def _pivots(contracts: int) -> list[Stage]:
    """Pivots of one to three dimensions with up to two conditions, drawn with a fixed seed."""
    snapshot = open_snapshot(data_of(contracts, text=False).snapshot)
    cold = _pivot_seconds(snapshot, KernelEngine(compiled=True))
    held = KeptCubes(KernelEngine(compiled=True, hold=400_000_000))
    warm = _pivot_seconds(snapshot, held)
    return [
        Stage(f"pivot of {contracts:,}: columns held, 95th percentile", _late(warm), goal=0.1,
              note=f"median {median(warm):.3f} s"),
        Stage(f"pivot of {contracts:,}: from the files, 95th percentile", _late(cold), goal=0.4,
              note=f"median {median(cold):.3f} s"),
    ]  # fmt: skip


def _pivot_seconds(snapshot: Snapshot, engine: KernelEngine | KeptCubes) -> list[float]:
    places = Places({})
    for dimension in DIMENSIONS:
        pivot(snapshot, [dimension], places=places, engine=engine)
    list(KernelEngine(compiled=True).cubes(snapshot, YEAR, [DIMENSIONS[:n] for n in (1, 2, 3)]))
    engine.cubes(snapshot, YEAR, [(d,) for d in CODED], where={"value_class": ["minor"]})
    drawn = random.Random(SEED)
    seconds = []
    for _ in range(PIVOTS):
        dims = drawn.sample(DIMENSIONS, drawn.choice((1, 2, 3)))
        where = {
            dimension: drawn.sample(known, max(1, len(known) // drawn.choice((2, 5, 20))))
            for dimension in drawn.sample(list(CODED), drawn.choice((0, 1, 2)))
            for known in [snapshot.codes(dimension)]
        }
        where = {d: [c for c in codes if c != "_U"] or ["10"] for d, codes in where.items()}
        asked = lambda: pivot(snapshot, dims, where=where, places=places, engine=engine)  # noqa: B023, E731
        seconds.append(_timed(asked))
    return seconds


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _late(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def _load() -> str:
    """What else the machine did at the end."""
    return f"{os.cpu_count()} cores; {os.getloadavg()[2]:.1f} processes wanted one on average."


def _page(contracts: int, pivots: int, stages: Sequence[Stage]) -> str:
    lines = [
        "# How fast the line is",
        "",
        f"Every command as a process of its own, on {contracts:,} contracts of one year; pivots on "
        f"{pivots:,}. {_load()} How each figure is got: [method.md](method.md).",
        "",
        "| | seconds | goal | reached | peak MB | |",
        "|---|--:|--:|---|--:|---|",
    ]
    for stage in stages:
        goal = "" if stage.goal is None else f"≤ {stage.goal:.2f}"
        reached = "" if stage.goal is None else "yes" if stage.seconds <= stage.goal else "no"
        peak = f"{stage.peak / MIB:.0f}" if stage.peak else ""
        lines.append(
            f"| {stage.words} | {stage.seconds:.3f} | {goal} | {reached} | {peak} | {stage.note} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
