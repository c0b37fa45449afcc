"""The whole line, run once a test session: register → snapshots → tables → comparison.

Parallel workers share the run: the first builds it, the others wait.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from golden_line import SEED, GoldenBuild, quiet
from techmarket.cli.compare import compare
from techmarket.cli.freeze import freeze
from techmarket.cli.simulate import simulate
from techmarket.cli.tables import tables


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock folder; wait while another worker of this session holds it."""
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.rmdir()


@pytest.fixture(scope="session")
def golden_build(tmp_path_factory: pytest.TempPathFactory) -> GoldenBuild:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    build = GoldenBuild(shared / "golden-2013")
    with _alone(shared / "golden-2013.lock"):
        if not (build.folder / "exit-code").is_file():
            build.folder.mkdir()
            simulate(
                edition="2013",
                seed=SEED,
                out=build.folder / "register",
                contracts=None,
                progress=quiet,
            )
            for year in (2012, 2013):
                freeze(
                    source=build.register(year),
                    cutoff=date(year, 12, 31),
                    out=build.snapshot(year),
                    progress=quiet,
                )
            tables(
                snapshot=build.snapshot(2013),
                previous=build.snapshot(2012),
                edition="2013",
                out=build.tables,
                progress=quiet,
            )
            code = compare(folder=build.tables, progress=quiet)
            (build.folder / "exit-code").write_text(str(code))
    return build
