"""Cubes of a live register: only what changed is counted, and the sums stay exact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from register_text import CONTRACT, frozen
from techmarket.cubes import LATTICE, SELLERS, KernelEngine
from techmarket.cubes.live import Change, Fact, LiveCubes
from techmarket.errors import TechmarketError
from techmarket.snapshot.layout import CODED

TWO = """
registration_number value contract_type seller_id
2013-1              500   11            S1
2013-2              700   21            S2
"""

CODES = {column: CONTRACT[column] for column in CODED}
FIRST = Fact(date(2013, 6, 1), 500, "S1", {**CODES, "contract_type": "11"})
SECOND = Fact(date(2013, 6, 1), 700, "S2", {**CODES, "contract_type": "21"})
TYPES = ("contract_type", "ip_type", "technical_field", "value_class")


@pytest.fixture
def live(tmp_path: Path) -> LiveCubes:
    snapshot = frozen(tmp_path, TWO)
    return LiveCubes.start(snapshot, 2013, (*LATTICE, SELLERS, ()), KernelEngine())


def test_a_new_contract_is_added_to_every_cube(live: LiveCubes) -> None:
    """It counts where its codes say, and nowhere else."""
    live.apply([Change(None, replace(FIRST, value=30, seller="S3"))])
    assert live.total((), ()) == (3, 1230)
    assert live.total(TYPES, ("11", "9", "0102", "minor")) == (2, 530)
    assert live.total(TYPES, ("21", "9", "0102", "minor")) == (1, 700)
    assert live.total(SELLERS, ("100", "S3")) == (1, 30)
    cubes, sellers = live.cubes()
    assert sellers == ("S1", "S2", "S3")
    assert len(cubes[SELLERS]) == 3


def test_an_amended_contract_leaves_one_cell_for_another(live: LiveCubes) -> None:
    """Its old value goes with its old codes; a cell without contracts is gone."""
    major = replace(FIRST, value=1_000_000_000, codes={**FIRST.codes, "contract_type": "21"})
    live.apply([Change(FIRST, major)])
    assert live.total(TYPES, ("11", "9", "0102", "minor")) == (0, 0)
    assert live.total(TYPES, ("21", "9", "0102", "major")) == (1, 1_000_000_000)
    assert live.cubes()[0][TYPES].count.tolist() == [1, 1]


def test_a_cancelled_contract_is_taken_away(live: LiveCubes) -> None:
    """Nothing of it is left."""
    live.apply([Change(SECOND, None)])
    assert live.total((), ()) == (1, 500)
    assert live.cubes()[1] == ("S1",)


def test_a_contract_of_another_year_is_passed_over(live: LiveCubes) -> None:
    """It belongs to the cubes of its own year."""
    live.apply([Change(None, replace(FIRST, registration_date=date(2012, 12, 31)))])
    assert live.total((), ()) == (2, 1200)


def test_either_all_changes_are_made_or_none(live: LiveCubes) -> None:
    """A contract that was never counted cannot be taken away, and the good one waits with it."""
    unknown = replace(FIRST, seller="S9")
    with pytest.raises(TechmarketError) as refused:
        live.apply([Change(None, SECOND), Change(unknown, None)])
    assert str(refused.value) == (
        "a contract is taken away that was not counted (100, S9): the cell has 0 contracts of 0 分 "
        "in all, and 1 of 500 分 are taken away; start the live cubes again from a snapshot."
    )
    assert live.total((), ()) == (2, 1200)
    assert live.total(SELLERS, ("100", "S2")) == (1, 700)
    assert live.revision == 0


def test_what_is_saved_is_what_is_loaded(live: LiveCubes, tmp_path: Path) -> None:
    """The state goes to the disk and comes back, with its revision."""
    live.apply([Change(None, FIRST)])
    live.save(tmp_path / "live")
    loaded = LiveCubes.load(tmp_path / "live")
    assert (loaded.year, loaded.revision) == (2013, 1)
    assert loaded.total((), ()) == (3, 1700)
    assert loaded.total(SELLERS, ("100", "S1")) == (2, 1000)


def test_of_two_processes_exactly_one_succeeds(live: LiveCubes, tmp_path: Path) -> None:
    """Both go on from revision 1; the second is told, and loses nothing that was saved."""
    folder = tmp_path / "live"
    live.apply([Change(None, FIRST)])
    live.save(folder)
    mine, other = LiveCubes.load(folder), LiveCubes.load(folder)
    mine.apply([Change(FIRST, None)])
    other.apply([Change(None, SECOND)])
    mine.save(folder)
    with pytest.raises(TechmarketError) as refused:
        other.save(folder)
    assert str(refused.value) == (
        f"another process has changed the live cubes ({folder}): they are at revision 2; load them "
        "and apply the changes again."
    )
    assert LiveCubes.load(folder).total((), ()) == (2, 1200)
    assert [f.name for f in folder.iterdir()] == ["revision-000000000002"]


def test_there_must_be_something_to_load(tmp_path: Path) -> None:
    """A folder without a state is no state."""
    with pytest.raises(TechmarketError) as refused:
        LiveCubes.load(tmp_path)
    assert str(refused.value) == (
        f"there are no live cubes ({tmp_path}); start them from a snapshot."
    )


def test_a_damaged_state_is_refused(live: LiveCubes, tmp_path: Path) -> None:
    """Half a file is no state either."""
    live.save(tmp_path / "live")
    file = tmp_path / "live" / "revision-000000000000" / "state.json"
    file.write_text(file.read_text(encoding="utf-8")[:50], encoding="utf-8")
    with pytest.raises(TechmarketError) as refused:
        LiveCubes.load(tmp_path / "live")
    assert str(refused.value) == (
        f"the live cubes are damaged ({file}); remove that folder and start them again from a "
        "snapshot."
    )
