"""The project's own, with what every command does before: the snapshot is verified."""

from __future__ import annotations

from bench.cases import ours
from bench.data import Data
from bench.groupings import Tables
from techmarket.cubes import KernelEngine
from techmarket.snapshot import open_snapshot


def prepare(data: Data) -> Data:
    """Nothing is prepared."""
    return data


def run(state: Data) -> Tables:
    """Verify, count and roll up."""
    return ours.tables_of(open_snapshot(state.snapshot), KernelEngine(compiled=True))


def rows(state: Data, raw: Tables) -> Tables:
    """The tables are rows already."""
    return raw
