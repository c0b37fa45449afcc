"""The engine for clusters counts what the engine of every day counts: here on one machine."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cube_content import content
from register_text import frozen
from techmarket.cubes import LATTICE, SELLERS, KernelEngine
from techmarket.cubes.spark_engine import SparkEngine
from techmarket.errors import TechmarketError
from techmarket.snapshot import Snapshot

GROUPINGS = (*LATTICE, SELLERS, ())


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkEngine]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on this machine")
    engine = SparkEngine("local[2]", {"spark.driver.memory": "1g"})
    yield engine
    engine.close()


def both_count_the_same(engine: SparkEngine, snapshot: Snapshot, year: int = 2013) -> None:
    found = engine.cubes(snapshot, year, GROUPINGS)
    expected = KernelEngine().cubes(snapshot, year, GROUPINGS)
    for grouping in GROUPINGS:
        assert content(found[grouping]) == content(expected[grouping]), grouping
        assert found[grouping].labels == expected[grouping].labels


def test_a_master_that_is_none(tmp_path: Path) -> None:
    """Spark does not start: one sentence that names the address, and nothing is written."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on this machine")
    snapshot = frozen(tmp_path, "value\n1").path
    asked = ["pivot", str(snapshot), "--engine", "spark", "--master", "nonsense"]
    done = subprocess.run(
        [sys.executable, "-m", "techmarket", *asked], capture_output=True, text=True, check=False
    )
    sentence = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert sentence.startswith("Spark does not start (nonsense): ")
    assert sentence.endswith("; check --master and the version of Java.")
    assert done.stdout == ""


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    contracts=st.lists(
        st.tuples(
            st.sampled_from((0, 1, 999_999_999, 1_000_000_000, 2**62, 2**63 - 1)),
            st.sampled_from(("11", "21", "3")),
            st.sampled_from(("S1", "S2")),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_register_is_counted_alike(
    spark: SparkEngine, contracts: list[tuple[int, str, str]]
) -> None:
    """Sums beyond 64 bits and limits of major contracts among them."""
    lines = "\n".join(f"{value} {kind} {seller}" for value, kind, seller in contracts)
    with tempfile.TemporaryDirectory() as name:
        text = f"value contract_type seller_id\n{lines}"
        both_count_the_same(spark, frozen(Path(name), text))


def test_some_contracts_only(spark: SparkEngine, tmp_path: Path) -> None:
    """Spark leaves out what is not asked for."""
    snapshot = frozen(tmp_path, "value contract_type\n1 11\n2 21\n4 21")
    found = spark.cubes(snapshot, 2013, [()], where={"contract_type": ["21"]})
    assert found[()].value.tolist() == [6]


def test_ctrl_c_stays_what_it_was(tmp_path: Path) -> None:
    """PySpark would handle interrupts in its own way."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on this machine")
    before = signal.getsignal(signal.SIGINT)
    engine = SparkEngine("local[2]", {"spark.driver.memory": "1g"})
    engine.cubes(frozen(tmp_path, "value\n1"), 2013, [()])
    assert signal.getsignal(signal.SIGINT) is before


def test_a_year_without_contracts_needs_no_spark(spark: SparkEngine, tmp_path: Path) -> None:
    """There are cubes, and they are empty."""
    snapshot = frozen(tmp_path, "value\n1")
    assert len(spark.cubes(snapshot, 2011, [SELLERS])[SELLERS]) == 0


def test_without_java_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is counted."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(TechmarketError) as refused:
        SparkEngine()
    assert str(refused.value) == (
        "Spark needs Java and there is none: no java is on the PATH and JAVA_HOME is not set; "
        "install Java 17 or newer, or choose another --engine."
    )


def test_without_pyspark_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the name of the extra that brings it."""
    monkeypatch.setenv("JAVA_HOME", "/java")
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    with pytest.raises(TechmarketError) as refused:
        SparkEngine()
    assert str(refused.value) == (
        "PySpark is not installed; install techmarket[spark], or choose another --engine."
    )


def test_a_file_that_is_gone_fails_with_a_sentence(spark: SparkEngine, tmp_path: Path) -> None:
    """What Spark says in many lines is told in one."""
    snapshot = frozen(tmp_path, "value\n1")
    for file in snapshot.contract_files(2013):
        file.unlink()
    with pytest.raises(TechmarketError) as refused:
        spark.cubes(snapshot, 2013, [()])
    assert refused.value.what == "a job on Spark failed"
    assert refused.value.where == str(snapshot.path)
    assert "Path does not exist" in str(refused.value.why)
    assert refused.value.todo == "see the log of Spark; nothing was written"
