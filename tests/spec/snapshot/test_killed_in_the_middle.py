"""Killed while it freezes or keeps cubes: the next process does it right and cleans up.

The processes here are real ones, and the signal cannot be caught.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cube_content import content
from register_text import contracts_of, frozen, write_register
from techmarket.cubes import LATTICE, KernelEngine
from techmarket.cubes.kept import KeptCubes
from techmarket.errors import TechmarketError
from techmarket.left_behind import held, remove_left_behind
from techmarket.snapshot import freeze, open_snapshot

CUTOFF = date(2013, 12, 31)

CONTRACTS = """
    seller_id contract_type value
    S1        11            100
    S2        21            200
    S2        21            400
"""

WAITING = """
import sys, time
from pathlib import Path
def wait(*_):
    print("here", flush=True)
    time.sleep(60)
"""

FREEZING = """
from datetime import date
from techmarket.snapshot import freeze, frozen_contracts
write = frozen_contracts.ParquetParts.write_group
def half(self, table):
    write(self, table)
    wait()
frozen_contracts.ParquetParts.write_group = half
freeze(Path(sys.argv[1]), date(2013, 12, 31), Path(sys.argv[2]))
"""

KEEPING = """
from techmarket.cubes import LATTICE, KernelEngine
from techmarket.cubes.kept import KeptCubes
from techmarket.snapshot import open_snapshot
Path.replace = wait
KeptCubes(KernelEngine()).cubes(open_snapshot(Path(sys.argv[1])), 2013, LATTICE)
"""

COUNTING = """
from techmarket.cubes import LATTICE, KernelEngine
from techmarket.cubes.counting import Counting
from techmarket.cubes.kept import KeptCubes
from techmarket.snapshot import open_snapshot
Counting.add = wait
KeptCubes(KernelEngine()).cubes(open_snapshot(Path(sys.argv[1])), 2013, LATTICE)
"""


def killed(program: str, *arguments: Path) -> None:
    """Run a program until it says where it is, and kill it there."""
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING + program, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_a_freeze_that_was_killed(tmp_path: Path) -> None:
    """What it had written is no snapshot, for nobody; the next freeze is whole, of the same bytes
    as any, and takes away what was left, and what lay aside for it on the disk."""
    source = write_register(tmp_path / "register", contracts_of(CONTRACTS))
    out = tmp_path / "snapshot"
    killed(FREEZING, source, out)
    (left,) = tmp_path.glob("snapshot.partial-*")
    assert not out.exists()
    with pytest.raises(TechmarketError) as error:
        open_snapshot(left)
    assert str(error.value) == (
        f"the folder is not a snapshot ({left}): it has no manifest.json, which is written last; "
        "check the path, or freeze the register into another folder."
    )
    freeze(source, CUTOFF, out)
    assert open_snapshot(out).hash == freeze(source, CUTOFF, tmp_path / "another").hash
    assert sorted(p.name for p in tmp_path.iterdir()) == ["another", "register", "snapshot"]


@pytest.mark.parametrize("program", [COUNTING, KEEPING], ids=["counting", "keeping"])
def test_a_count_that_was_killed(tmp_path: Path, program: str) -> None:
    """While it counted or while it wrote a cube: the next one counts right and keeps every cube."""
    snapshot = frozen(tmp_path, CONTRACTS)
    killed(program, snapshot.path)
    engine = KeptCubes(KernelEngine())
    plain = KernelEngine().cubes(snapshot, 2013, LATTICE)
    for _ in range(2):
        found = engine.cubes(snapshot, 2013, LATTICE)
        assert {g: content(c) for g, c in found.items()} == {
            g: content(c) for g, c in plain.items()
        }
    kept = list(engine.folder_of(snapshot, 2013).iterdir())
    assert len(kept) == len(LATTICE)
    assert not [file for file in kept if ".partial-" in file.name]


def test_what_another_process_is_writing_stays(tmp_path: Path) -> None:
    """Only what nobody holds is left behind, whatever number the process had; and names that only
    look alike are somebody's own."""
    for name in ("out.partial-1", "out.partial-2", "out.partial-2-old", "other.partial-3"):
        (tmp_path / name).mkdir()
    (tmp_path / f"out.partial-{os.getpid()}").write_text("of one with the same number")
    with held(tmp_path / "out.partial-1") as alone:
        assert alone
        with held(tmp_path / "out.partial-1") as alone_too:
            assert not alone_too
        remove_left_behind(tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "other.partial-3", "out.partial-1", "out.partial-2-old",
    ]  # fmt: skip
