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
    """Verify, read the identifiers of sellers, count and roll up."""
    snapshot = open_snapshot(state.snapshot)
    return ours.tables_of(snapshot, snapshot.party_ids(), KernelEngine())


def rows(state: Data, raw: Tables) -> Tables:
    """The tables are rows already."""
    return raw
