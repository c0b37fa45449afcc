"""The project's own when somebody has counted before: the cubes are read, not counted."""

from __future__ import annotations

from bench.cases import ours
from bench.cases.ours import rows, tables_of
from bench.data import Data
from bench.groupings import Tables
from techmarket.cubes import KernelEngine
from techmarket.cubes.kept import KeptCubes
from techmarket.snapshot.snapshot import Snapshot

__all__ = ["prepare", "rows", "run"]


def prepare(data: Data) -> Snapshot:
    """Open, and count once."""
    snapshot = ours.prepare(data)
    run(snapshot)
    return snapshot


def run(state: Snapshot) -> Tables:
    """Read the cubes and roll every table up."""
    return tables_of(state, KeptCubes(KernelEngine()))
