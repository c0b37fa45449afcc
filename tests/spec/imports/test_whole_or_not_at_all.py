"""An import into a register: whole or not at all, once, and undone by its id.

A register folder is changed in one step. Whoever is killed in the middle runs the command again:
nothing is lost and nothing is there twice.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from import_rows import contract_row, write_csv
from techmarket.checks.check_rule import Severity
from techmarket.cli.import_files import import_into, list_imports, undo
from techmarket.errors import TechmarketError
from techmarket.imports import register_change
from techmarket.imports.import_files import ImportEnding, ImportOutcome
from techmarket.imports.staged_rows import StagedFile
from techmarket.snapshot import freeze, open_snapshot

Import = Callable[..., ImportOutcome]


def state(register: Path) -> dict[str, object]:
    """All that a register says: numbers of contracts, parties, the declared count, imports."""
    contracts = [
        number
        for file in (register / "contracts").glob("*.parquet")
        for number in pq.read_table(file).column("registration_number").to_pylist()
    ]
    return {
        "contracts": sorted(contracts),
        "parties": pq.read_table(register / "parties.parquet").column("party_id").to_pylist(),
        "declared": json.loads((register / "register.json").read_text())["contracts"],
        "imports": sorted(file.name for file in (register / "imports").glob("*.json")),
        "left": sorted(p.name for p in register.parent.glob(f"{register.name}.partial-*")),
        "open": (register / "importing").exists(),
    }


def test_hard_errors_keep_everything_out(tmp_path: Path, importing: Import) -> None:
    """One row with an error: nothing is imported, not even a folder is made."""
    rows = [contract_row(1), contract_row(2, contract_type="瞎写")]
    outcome = importing(write_csv(tmp_path / "a.csv", rows))
    assert (outcome.ending, outcome.bad_rows) == (ImportEnding.REFUSED, 1)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.csv"]


def test_valid_rows_are_imported_if_that_is_wanted(tmp_path: Path, importing: Import) -> None:
    """The others are left out and counted."""
    rows = [contract_row(1), contract_row(2, contract_type="瞎写")]
    outcome = importing(write_csv(tmp_path / "a.csv", rows), valid_rows=True)
    assert outcome.done is not None
    assert (outcome.ending, outcome.done.contracts, outcome.done.left_out) == ("imported", 1, 1)
    assert state(tmp_path / "register")["contracts"] == ["4403012013000001"]


def test_a_dry_run_changes_nothing(tmp_path: Path, importing: Import) -> None:
    """Reading and checking only."""
    outcome = importing(write_csv(tmp_path / "a.csv", [contract_row()]), dry_run=True)
    assert outcome.ending is ImportEnding.CHECKED
    assert list(tmp_path.iterdir()) == [tmp_path / "a.csv"]


def test_the_same_file_is_imported_once(tmp_path: Path, importing: Import) -> None:
    """By its content: under another name it is the same."""
    path = write_csv(tmp_path / "a.csv", [contract_row()])
    first = importing(path)
    before = state(tmp_path / "register")
    again = importing(path.rename(tmp_path / "b.csv"))
    assert (again.ending, again.done) == (ImportEnding.KNOWN, first.done)
    assert state(tmp_path / "register") == before


def test_a_number_that_the_register_has_is_refused(tmp_path: Path, importing: Import) -> None:
    """Another file with the same contract: its number is hard, the likeness of the rest soft."""
    importing(write_csv(tmp_path / "a.csv", [contract_row(1)]))
    outcome = importing(write_csv(tmp_path / "b.csv", [contract_row(1), contract_row(2)]))
    assert outcome.ending is ImportEnding.REFUSED
    found = {f.rule: (f.row, f.severity) for f in outcome.every}
    assert found["import.number_is_not_in_the_register"] == (2, Severity.HARD)
    assert found["import.contract_is_not_in_the_register"] == (2, Severity.SOFT)


def test_a_number_twice_in_one_file_is_refused(tmp_path: Path, importing: Import) -> None:
    """Both rows are told, each with the other."""
    rows = [contract_row(1), contract_row(2, registration_number="4403012013000001")]
    found = importing(write_csv(tmp_path / "a.csv", rows)).every
    assert [(f.row, f.zh) for f in found if f.rule == "contract.number_is_given_once"] == [
        (2, "同一合同登记编号只出现一次：“4403012013000001”，第 2, 3 行。"),
        (3, "同一合同登记编号只出现一次：“4403012013000001”，第 2, 3 行。"),
    ]


def test_parties_are_recognised_in_the_register(tmp_path: Path, importing: Import) -> None:
    """By identifier, else by name and region; another name under the same identifier is told."""
    importing(write_csv(tmp_path / "a.csv", [contract_row(1)]))
    renamed = contract_row(2, seller_name="深圳新名通信技术有限公司")
    outcome = importing(write_csv(tmp_path / "b.csv", [renamed]))
    assert state(tmp_path / "register")["parties"] == ["N000000000001", "N000000000002"]
    alike = [f for f in outcome.every if f.rule == "import.party_is_the_same_everywhere"]
    assert [(f.row, f.value) for f in alike] == [(2, "深圳新名通信技术有限公司")]


def test_a_party_with_an_error_keeps_its_contracts_out(tmp_path: Path, importing: Import) -> None:
    """The error is told where the party first stands; its other contracts point there."""
    wrong = {"buyer_identifier": "876543211"}
    rows = [contract_row(1, **wrong), contract_row(2, **wrong), contract_row(3, buyer_name="某厂",
            buyer_identifier="123456788", buyer_kind="150")]  # fmt: skip
    outcome = importing(write_csv(tmp_path / "a.csv", rows), valid_rows=True)
    hard = [(f.row, f.rule) for f in outcome.every if f.severity is Severity.HARD]
    assert (2, "party.identifier_by_its_standard") in hard
    assert (3, "import.party_is_sound") in hard


def test_an_import_is_undone_by_its_id(
    tmp_path: Path, importing: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its contracts go, and its parties that no other contract names."""
    register = tmp_path / "register"
    first = importing(write_csv(tmp_path / "a.csv", [contract_row(1)])).done
    before = state(register)
    other = contract_row(2, buyer_name="武汉另一大学", buyer_identifier=None)
    other |= {"buyer_kind": "600", "buyer_identifier": "11010519491231002X"}
    second = importing(write_csv(tmp_path / "b.csv", [other])).done
    assert first is not None
    assert second is not None
    assert len(state(register)["parties"]) == 3  # type: ignore[arg-type]
    undo(register, second.id, "en")
    assert state(register) == before
    undo(register, first.id, "zh")
    assert (state(register)["contracts"], state(register)["parties"]) == ([], [])
    list_imports(register, "en")
    assert capsys.readouterr().out == (
        f"{register}: import {second.id} was undone (1 contracts, 1 parties).\n"
        f"{register}：已撤回导入 {first.id}（1 项合同、2 个当事人）。\n"
        f"{register}: there are no imports.\n"
    )


def test_undoing_what_is_not_there(tmp_path: Path, importing: Import) -> None:
    """The sentence names the imports that there are."""
    done = importing(write_csv(tmp_path / "a.csv", [contract_row(1)])).done
    register = tmp_path / "register"
    assert done is not None
    with pytest.raises(TechmarketError) as error:
        undo(register, "abc", "zh")
    assert error.value.sentence() == (
        f"the register has no such import ({register}, abc): its imports are {done.id}; take the "
        "id from `techmarket import --list --into DIR`."
    )
    with pytest.raises(TechmarketError) as error:
        undo(tmp_path / "none", "abc", "zh")
    assert error.value.sentence() == (
        f"there is no such register folder ({tmp_path / 'none'}); check the path."
    )


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, importing: Import) -> None:
    """A register is made where nothing is, never in the midst of other files."""
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "letter.txt").write_text("a")
    with pytest.raises(TechmarketError) as error:
        importing(write_csv(tmp_path / "a.csv", [contract_row()]))
    assert error.value.sentence() == (
        f"the place to import into is no register ({tmp_path / 'register'}): it has no "
        "register.json; name the folder of a register, or one that does not exist yet."
    )


def test_one_import_at_a_time(tmp_path: Path, importing: Import) -> None:
    """A second process is told to wait."""
    importing(write_csv(tmp_path / "a.csv", [contract_row(1)]))
    folder = os.open(tmp_path / "register", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with pytest.raises(TechmarketError) as error:
        importing(write_csv(tmp_path / "b.csv", [contract_row(2)]))
    os.close(folder)
    assert error.value.sentence() == (
        f"another import into the register is running ({tmp_path / 'register'}); wait until it has "
        "ended and run the command again."
    )


def test_a_register_that_appeared_in_the_meantime(tmp_path: Path) -> None:
    """Two imports that both begin without a register: the second one says so."""
    register_change.make_register(tmp_path / "register")
    with pytest.raises(TechmarketError) as error:
        register_change.make_register(tmp_path / "register")
    assert error.value.sentence() == (
        f"another import made the register in the meantime ({tmp_path / 'register'}); run the "
        "command again."
    )


def test_an_import_that_was_stopped_is_finished_by_the_next_command(
    tmp_path: Path, importing: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped right after the step that decides: a freeze says what to do, the list does it."""
    importing(write_csv(tmp_path / "a.csv", [contract_row(1)]))
    register = tmp_path / "register"
    with monkeypatch.context() as patch:
        patch.setattr(register_change, "carry_out", lambda path: None)
        importing(write_csv(tmp_path / "b.csv", [contract_row(2)]))
    with pytest.raises(TechmarketError) as error:
        freeze(register, date(2013, 12, 31), tmp_path / "snapshot")
    assert error.value.sentence() == (
        f"an import into the register is not finished ({register}); wait for it, or if it was "
        f"stopped run `techmarket import --list --into {register}`, which finishes it."
    )
    list_imports(register, "en")
    assert state(register)["declared"] == 2
    freeze(register, date(2013, 12, 31), tmp_path / "snapshot")
    assert open_snapshot(tmp_path / "snapshot").manifest.contracts == 2


@pytest.mark.parametrize(
    ("where", "name"),
    [(StagedFile, "write"), (register_change, "write_json"), (register_change, "_to_disk")],
)
def test_a_full_disk_changes_nothing(
    tmp_path: Path,
    importing: Import,
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    name: str,
) -> None:
    """Whatever step it stops: the register is as it was, and nothing is left beside it."""
    importing(write_csv(tmp_path / "a.csv", [contract_row(1)]))
    before = state(tmp_path / "register")

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(where, name, full)
        with pytest.raises(OSError, match="No space left"):
            importing(write_csv(tmp_path / "b.csv", [contract_row(2)]))
    assert state(tmp_path / "register") == before
    assert importing(tmp_path / "b.csv").ending is ImportEnding.IMPORTED


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed a few times at random, then run to the end: as if it had never been killed."""
    first = write_csv(tmp_path / "a.csv", [contract_row(n) for n in range(1, 3)])
    second = write_csv(tmp_path / "b.csv", [contract_row(n) for n in range(3, 900)])
    expected = tmp_path / "expected"
    for file in (first, second):
        assert import_into([file], expected) == 0
    register, rng = tmp_path / "register", random.Random(7)
    assert import_into([first], register) == 0
    command = [sys.executable, "-m", "techmarket", "import", str(second), "--into", str(register)]
    begun = time.monotonic()
    subprocess.run([*command, "--dry-run"], check=True, capture_output=True)
    whole = time.monotonic() - begun
    for _ in range(5):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(whole * 0.4, whole * 1.1))
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert import_into([second], register) == 0
    assert state(register) == state(expected)
