"""What goes wrong while cubes are counted and kept: a sentence or the right result."""

from __future__ import annotations

import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cube_content import content
from register_text import frozen
from techmarket.cubes import LATTICE, SELLERS, KernelEngine
from techmarket.cubes.kept import KeptCubes
from techmarket.errors import TechmarketError

GROUPINGS = (*LATTICE, SELLERS, ())

CONTRACTS = """
    seller_id contract_type value
    S1        11            100
    S2        21            200
    S2        21            400
"""


@pytest.mark.parametrize("compiled", [False, True], ids=["NumPy", "compiled"])
def test_a_row_group_damaged_after_opening(tmp_path: Path, compiled: bool) -> None:
    """The bytes were verified when the snapshot was opened; what is damaged since stops the count
    with the name of the file."""
    snapshot = frozen(tmp_path, CONTRACTS)
    (file,) = snapshot.contract_files(2013)
    damaged = bytearray(file.read_bytes())
    first = pq.read_metadata(file).row_group(0).column(2)
    start = first.data_page_offset
    damaged[start : start + 20] = bytes(20)
    file.write_bytes(damaged)
    with pytest.raises(TechmarketError) as error:
        KernelEngine(compiled=compiled).cubes(snapshot, 2013, GROUPINGS)
    sentence = str(error.value)
    assert sentence.startswith(f"a file of the snapshot cannot be read any more ({file}): ")
    assert sentence.endswith(
        "; remove this folder and freeze the register again, or restore it from its archive."
    )


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """Removed between opening and counting."""
    snapshot = frozen(tmp_path, CONTRACTS)
    (file,) = snapshot.contract_files(2013)
    engine = KernelEngine()
    engine.cubes(snapshot, 2013, GROUPINGS)
    file.unlink()
    with pytest.raises(TechmarketError) as error:
        engine.cubes(snapshot, 2013, GROUPINGS)
    assert str(error.value).startswith(
        f"a file of the snapshot cannot be read any more ({file}): [Errno 2]"
    )


def test_a_worker_that_was_killed_while_it_kept_a_cube(tmp_path: Path) -> None:
    """Its half of a file is not taken for a cube, and does not hinder the next one."""
    snapshot = frozen(tmp_path, CONTRACTS)
    engine = KeptCubes(KernelEngine())
    right = engine.cubes(snapshot, 2013, [SELLERS])[SELLERS]
    (file,) = engine.folder_of(snapshot, 2013).iterdir()
    half = file.with_name(f"{file.name}.partial-1")
    half.write_bytes(file.read_bytes()[:50])
    file.unlink()
    for _ in range(2):
        assert content(engine.cubes(snapshot, 2013, [SELLERS])[SELLERS]) == content(right)
    assert file.exists()


def test_several_keep_the_same_cubes_at_once(tmp_path: Path) -> None:
    """Everybody gets the right cubes, and one file of each is left."""
    snapshot = frozen(tmp_path, CONTRACTS)
    expected = {g: content(c) for g, c in KernelEngine().cubes(snapshot, 2013, GROUPINGS).items()}
    found: list[object] = []

    def count() -> None:
        cubes = KeptCubes(KernelEngine(threads=1)).cubes(snapshot, 2013, GROUPINGS)
        found.append({g: content(c) for g, c in cubes.items()})

    threads = [threading.Thread(target=count) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 6
    assert len(list(KeptCubes(KernelEngine()).folder_of(snapshot, 2013).iterdir())) == len(
        GROUPINGS
    )
