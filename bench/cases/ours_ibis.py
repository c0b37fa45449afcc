"""The same cubes from the other engine: Ibis expressions on DuckDB."""

from __future__ import annotations

from bench.cases.ours import prepare, rows, tables_of
from bench.groupings import Tables
from techmarket.cubes.ibis_engine import IbisEngine
from techmarket.snapshot.snapshot import Snapshot

__all__ = ["prepare", "rows", "run"]


def run(state: Snapshot) -> Tables:
    """Count the cubes and roll every table up."""
    return tables_of(state, IbisEngine())
