"""The project's own without compiled loops: what a command does that counts once."""

from __future__ import annotations

from bench.cases.ours import prepare, rows, tables_of
from bench.groupings import Tables
from techmarket.cubes import KernelEngine
from techmarket.snapshot.snapshot import Snapshot

__all__ = ["prepare", "rows", "run"]


def run(state: Snapshot) -> Tables:
    """Count the cubes and roll every table up."""
    return tables_of(state, KernelEngine(compiled=False))
