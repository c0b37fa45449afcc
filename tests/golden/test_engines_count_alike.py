"""Every engine counts the golden register alike: 294,929 contracts in every grouping."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from cube_content import content
from golden_line import GoldenBuild
from techmarket.cubes import LATTICE, SELLERS, Engine, KernelEngine
from techmarket.cubes.ibis_engine import IbisEngine
from techmarket.cubes.kept import KeptCubes
from techmarket.cubes.spark_engine import SparkEngine
from techmarket.snapshot import open_snapshot

GROUPINGS = (*LATTICE, SELLERS, ())


@pytest.fixture(params=["compiled", "one thread", "kept", "ibis", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    name = request.param
    if name == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on this machine")
    spark = SparkEngine("local[2]", {"spark.driver.memory": "1g"}) if name == "spark" else None
    engines = {
        "compiled": KernelEngine(compiled=True),
        "one thread": KernelEngine(threads=1, compiled=False),
        "kept": KeptCubes(KernelEngine()),
        "ibis": IbisEngine(),
    }
    yield spark or engines[name]
    if spark is not None:
        spark.close()


def test_every_engine_counts_the_golden_register_alike(
    engine: Engine, golden_build: GoldenBuild
) -> None:
    """The same cells, contracts and 分 as NumPy on two threads."""
    snapshot = open_snapshot(golden_build.snapshot(2013))
    found = engine.cubes(snapshot, 2013, GROUPINGS)
    expected = KernelEngine(threads=2, compiled=False).cubes(snapshot, 2013, GROUPINGS)
    for grouping in GROUPINGS:
        assert content(found[grouping]) == content(expected[grouping]), grouping
        assert found[grouping].labels == expected[grouping].labels
