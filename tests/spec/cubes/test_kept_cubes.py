"""Cubes are counted once and kept beside the snapshot; what is kept is never believed unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from cube_content import content
from register_text import frozen
from techmarket.cubes import LATTICE, SELLERS, Cube, Grouping, KernelEngine
from techmarket.cubes.engine import Where
from techmarket.cubes.kept import KeptCubes
from techmarket.snapshot import Snapshot

GROUPINGS = (*LATTICE, SELLERS, ())

TWO_YEARS = """
registration_number registration_date value contract_type seller_id
2013-1              2013-03-01        500   11            S1
2013-2              2013-04-01        700   21            S2
2012-1              2012-04-01        900   21            S2
"""


class CountingEngine:
    """The engine of every day, which remembers what it was asked to count."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, tuple[Grouping, ...]]] = []

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
        where: Where | None = None,
    ) -> Mapping[Grouping, Cube]:
        self.asked.append((year, tuple(groupings)))
        return KernelEngine().cubes(snapshot, year, groupings, measures, where)


def kept_files(engine: KeptCubes, snapshot: Snapshot, year: int = 2013) -> list[Path]:
    return sorted(engine.folder_of(snapshot, year).iterdir())


def test_a_cube_is_counted_once_and_then_read(tmp_path: Path) -> None:
    """The second who asks gets the same cubes, and nothing is counted for him."""
    snapshot = frozen(tmp_path, TWO_YEARS)
    counting = CountingEngine()
    first = KeptCubes(counting).cubes(snapshot, 2013, GROUPINGS)
    second = KeptCubes(counting).cubes(snapshot, 2013, GROUPINGS)
    assert counting.asked == [(2013, GROUPINGS)]
    for grouping in GROUPINGS:
        assert content(first[grouping]) == content(second[grouping])
        assert first[grouping].labels == second[grouping].labels


def test_only_what_is_missing_is_counted(tmp_path: Path) -> None:
    """A grouping that nobody asked for before is counted alone."""
    snapshot = frozen(tmp_path, TWO_YEARS)
    counting = CountingEngine()
    engine = KeptCubes(counting)
    engine.cubes(snapshot, 2013, [SELLERS])
    engine.cubes(snapshot, 2013, [SELLERS, ("contract_type",)])
    assert counting.asked == [(2013, (SELLERS,)), (2013, (("contract_type",),))]


def test_another_year_leaves_the_kept_ones_alone(tmp_path: Path) -> None:
    """The cubes of a year have a folder of their own, named by what they were counted from."""
    snapshot = frozen(tmp_path, TWO_YEARS)
    engine = KeptCubes(KernelEngine())
    engine.cubes(snapshot, 2013, GROUPINGS)
    before = {file: file.read_bytes() for file in kept_files(engine, snapshot)}
    engine.cubes(snapshot, 2012, GROUPINGS)
    assert {file: file.read_bytes() for file in kept_files(engine, snapshot)} == before
    assert len(kept_files(engine, snapshot, 2012)) == len(GROUPINGS)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-9],
        lambda content: content[:100] + bytes([content[100] ^ 1]) + content[101:],
        lambda content: b"",
    ],
    ids=["cut off", "one bit", "empty"],
)
def test_a_damaged_cube_is_counted_again(tmp_path: Path, damage: object) -> None:
    """A file whose bytes are not what its name says is not believed, and is written anew."""
    assert callable(damage)
    snapshot = frozen(tmp_path, TWO_YEARS)
    engine = KeptCubes(KernelEngine())
    right = engine.cubes(snapshot, 2013, [SELLERS])[SELLERS]
    (file,) = kept_files(engine, snapshot)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert content(engine.cubes(snapshot, 2013, [SELLERS])[SELLERS]) == content(right)
    assert [f.read_bytes() for f in kept_files(engine, snapshot)] == [whole]


def test_a_register_with_one_contract_more_has_cubes_of_its_own(tmp_path: Path) -> None:
    """What is kept of one snapshot is not found for another, even in the same place."""
    one = frozen(tmp_path / "one", TWO_YEARS)
    more = TWO_YEARS + "2013-3 2013-05-01 1 11 S1\n"
    other = frozen(tmp_path / "other", more)
    engine = KeptCubes(KernelEngine(), tmp_path / "cubes")
    assert engine.cubes(one, 2013, [()])[()].count.tolist() == [2]
    assert engine.cubes(other, 2013, [()])[()].count.tolist() == [3]
    assert engine.folder_of(one, 2012) != engine.folder_of(one, 2013)


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    """A place that is a file cannot hold cubes; they are counted all the same."""
    snapshot = frozen(tmp_path, TWO_YEARS)
    (tmp_path / "cubes").write_text("a file", encoding="utf-8")
    engine = KeptCubes(KernelEngine(), tmp_path / "cubes")
    assert engine.cubes(snapshot, 2013, [()])[()].value.tolist() == [1200]


def test_values_beyond_64_bits_are_kept_exactly(tmp_path: Path) -> None:
    """Ten of the largest values fit in no integer of a processor, and are read back whole."""
    largest = 2**63 - 1
    lines = "\n".join(f"2013-{i} {largest} S1" for i in range(10))
    snapshot = frozen(tmp_path, f"registration_number value seller_id\n{lines}")
    engine = KeptCubes(KernelEngine())
    for _ in range(2):
        assert engine.cubes(snapshot, 2013, [()])[()].value.tolist() == [10 * largest]


def test_cubes_without_values_are_not_kept(tmp_path: Path) -> None:
    """Somebody who only wants numbers of contracts does not spoil the cubes of others."""
    snapshot = frozen(tmp_path, TWO_YEARS)
    engine = KeptCubes(KernelEngine())
    engine.cubes(snapshot, 2013, [()], ["contracts"])
    assert engine.cubes(snapshot, 2013, [()])[()].value.tolist() == [1200]
