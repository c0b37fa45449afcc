"""One process per case: told "run", it answers with seconds, the hash and its peak memory.

A process of its own keeps one case's memory and warm caches from another. Not here: the order
of the rounds (`measure`).
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path

from bench.cases import CASES
from bench.data import Data
from bench.groupings import canonical_hash


def main(name: str, contracts: str, snapshot: str, text: str) -> None:
    """Prepare the case, then answer every line on stdin with one line of JSON on stdout."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # as the command line does
    case = next(case for case in CASES if case.name == name)
    module = importlib.import_module(f"bench.cases.{name}")
    state = module.prepare(Data(int(contracts), Path(snapshot), Path(text)))
    print(json.dumps({"ready": True}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        raw = module.run(state)
        seconds = time.perf_counter() - start
        digest = canonical_hash(module.rows(state, raw)) if case.counts else ""
        del raw
        print(json.dumps({"seconds": seconds, "hash": digest, "peak": _peak()}), flush=True)


def _peak() -> int:
    """The most memory that this process has held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(
            x for x in status.read_text(encoding="utf-8").splitlines() if x.startswith("VmHWM")
        )
        return int(line.split()[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(*sys.argv[1:])
