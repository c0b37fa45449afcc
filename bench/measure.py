"""Rounds over all cases, interleaved, so that a busy moment of the machine hits all alike.

One warm-up round, then `ROUNDS` that count. Not here: the cases, the page of results.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.cases import CASES, Case
from bench.data import Data

ROUNDS = 5
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measurement:
    """One case at one size.

    Attributes:
        case: which.
        contracts: how many.
        seconds: of every round that counts.
        peak: bytes of memory at most, of the whole process.
        hash: of all tables; "" for a case that only decodes.
    """

    case: Case
    contracts: int
    seconds: tuple[float, ...]
    peak: int
    hash: str

    @property
    def median(self) -> float:
        """Seconds."""
        return median(self.seconds)


class Worker:
    """A running case."""

    def __init__(self, case: Case, data: Data) -> None:
        self.case = case
        arguments = [case.name, str(data.contracts), str(data.snapshot), str(data.text)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._answer()

    def run(self) -> dict[str, Any]:
        """One run: seconds, hash, peak."""
        assert self._process.stdin is not None
        self._process.stdin.write("run\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the case {self.case.name} ended without an answer")
        answer: dict[str, Any] = json.loads(line)
        return answer


def measure(data: Data, cases: tuple[Case, ...] = CASES) -> list[Measurement]:
    """All cases at one size; their tables are equal, or this fails."""
    workers = [Worker(case, data) for case in cases]
    answers: dict[str, list[dict[str, Any]]] = {case.name: [] for case in cases}
    for number in range(ROUNDS + 1):
        for worker in workers:
            answer = worker.run()
            answers[worker.case.name].append(answer)
            print(f"{data.contracts:>11,} {number} {worker.case.name:<18} "
                  f"{answer['seconds']:8.3f} s", file=sys.stderr)  # fmt: skip
    for worker in workers:
        worker.close()
    found = [_measurement(case, data.contracts, answers[case.name]) for case in cases]
    hashes = {m.hash for m in found if m.case.counts}
    if len(hashes) != 1:
        different = {m.case.name: m.hash[:12] for m in found if m.case.counts}
        raise RuntimeError(f"the cases do not give the same tables: {different}")
    return found


def _measurement(case: Case, contracts: int, answers: list[dict[str, Any]]) -> Measurement:
    hashes = {answer["hash"] for answer in answers}
    if len(hashes) != 1:
        raise RuntimeError(f"the case {case.name} does not give the same tables every time")
    seconds = tuple(answer["seconds"] for answer in answers[1:])
    return Measurement(case, contracts, seconds, answers[-1]["peak"], hashes.pop())
