"""The two commands: a page about a snapshot, and a register through all rules in the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from techmarket.cli.main import main

from .conftest import contract, contracts_of_2013, parties_of, write_register

AGAIN = "export or simulate the register again"
Ended = tuple[int | str | None, str, str]


@pytest.fixture
def techmarket(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Runs `techmarket` with arguments; its code, stdout and stderr."""

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["techmarket", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr()
        return end.value.code, said.out, said.err

    return run


def test_quality_writes_a_page_and_says_what_it_holds(
    techmarket: Callable[..., Ended], years: Path, tmp_path: Path
) -> None:
    """One line on the terminal, and a page that needs nothing else."""
    out = tmp_path / "new" / "质量.html"
    now, before = years / "snapshot-2013", years / "snapshot-2012"
    code, said, errors = techmarket("quality", now, "--previous", before, "--out", out)
    assert (code, errors) == (0, "")
    assert said.startswith(f"{out}: 101 contracts, ")
    assert said.endswith(" rules that records fail, 0 failures of hard rules.\n")
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    first = out.read_bytes()
    techmarket("quality", now, "--previous", before, "--out", out)
    assert out.read_bytes() == first


def test_quality_refuses_a_snapshot_that_is_not_of_an_earlier_year(
    techmarket: Callable[..., Ended], years: Path, tmp_path: Path
) -> None:
    """And what stood there before still does."""
    out = tmp_path / "page.html"
    out.write_text("what was there")
    now, before = years / "snapshot-2013", years / "snapshot-2012"
    code, said, errors = techmarket("quality", before, "--previous", now, "--out", out)
    assert (code, said) == (1, "")
    assert errors == (
        f"the snapshot to compare with is not of an earlier year ({now}): its year is 2013 and "
        f"that of {before} is 2012; give the snapshot of the year before with --previous.\n"
    )
    assert out.read_text() == "what was there"


def test_quality_does_not_take_the_place_of_a_folder(
    techmarket: Callable[..., Ended], years: Path, tmp_path: Path
) -> None:
    """What is there stays there."""
    code, _, errors = techmarket("quality", years / "snapshot-2013", "--out", tmp_path)
    assert code == 1
    assert errors == (
        f"the file to write is taken ({tmp_path}): a folder is there; name another file.\n"
    )


def test_check_says_what_fails_and_ends_well_without_hard_failures(
    techmarket: Callable[..., Ended], years: Path
) -> None:
    """Soft rules are told and do not fail the command."""
    arguments = ("--on", "2013-12-31", "--lang", "en", "--previous", years / "register-2012")
    code, said, errors = techmarket("check", years / "register-2013", *arguments)
    assert (code, errors) == (0, "")
    assert (
        "soft · 1 of 101 fail · Project name is not a placeholder (000000, *, 无, test and the "
        "like). [contract.project_name_not_placeholder] 4403012013000001\n"
    ) in said
    assert (
        "soft · 2 records in 1 groups · Contracts of the same seller, buyer, project name, value "
        "and signing date are one contract and registered once. [contract.is_registered_once]\n"
    ) in said
    assert "[contract.seller_does_not_vanish]\n" in said
    assert said.endswith(f"{years / 'register-2013'}: 0 failures of hard rules.\n")


def test_check_ends_with_3_when_a_hard_rule_fails(
    techmarket: Callable[..., Ended], tmp_path: Path
) -> None:
    """So that a script can tell it from an error (1) and a wrong call (2)."""
    rows = [contract(2013, 1, value=-5), contract(2013, 1), contract(2013, 3)]
    register = write_register(tmp_path / "register", rows, parties_of(rows))
    code, said, _ = techmarket("check", register, "--on", "2013-12-31")
    assert code == 3
    assert "必须 · 3 条中 1 条不通过 · " in said
    assert (
        "必须 · 1 组共 2 条 · 同一合同登记编号只出现一次。[contract.number_is_given_once]\n"
    ).replace("。[", "。 [") in said
    assert said.endswith(f"{register}: 3 failures of hard rules.\n")


def test_check_proposes_duplicates_and_heeds_what_was_decided(
    techmarket: Callable[..., Ended], tmp_path: Path
) -> None:
    """The file goes out and comes back; a second run asks only what is open."""
    rows = contracts_of_2013()
    register = write_register(tmp_path / "register", rows, parties_of(rows))
    file = tmp_path / "duplicates.csv"
    arguments = ("check", register, "--on", "2013-12-31", "--duplicates", file)
    _, said, _ = techmarket(*arguments)
    open_ones = int(said.split(f"{file}: ")[1].split()[0])
    assert open_ones >= 1
    text = file.read_text(encoding="utf-8-sig")
    pair = "4403012013000004,4403022013000999,"
    assert pair in text
    file.write_text(text.replace(pair, f"{pair}same"), encoding="utf-8")
    _, said, _ = techmarket(*arguments)
    assert f"{file}: {open_ones - 1} pairs to decide, 1 decided.\n" in said


def broken(years: Path, folder: Path) -> Path:
    shutil.copytree(years / "register-2013", folder)
    return folder


def test_check_refuses_a_register_that_cannot_be_read(
    techmarket: Callable[..., Ended], years: Path, tmp_path: Path
) -> None:
    """One sentence that names the file."""
    nowhere = tmp_path / "nowhere"
    assert techmarket("check", nowhere)[2] == (
        f"there is no register folder to check ({nowhere}); check the path.\n"
    )
    register = broken(years, tmp_path / "missing")
    (register / "parties.parquet").unlink()
    assert techmarket("check", register)[2] == (
        f"a file of the register to check is missing ({register / 'parties.parquet'}); {AGAIN}.\n"
    )
    register = broken(years, tmp_path / "rubbish")
    file = register / "contracts" / "all.parquet"
    file.write_bytes(b"PAR1 and then nothing of the sort")
    code, said, errors = techmarket("check", register)
    assert (code, said) == (1, "")
    assert errors.startswith(f"a file of the register to check cannot be read ({file}): ")
    assert errors.endswith(f"; {AGAIN}.\n")


def test_check_refuses_a_column_of_another_type(
    techmarket: Callable[..., Ended], years: Path, tmp_path: Path
) -> None:
    """Amounts as floating-point numbers are not exact."""
    register = broken(years, tmp_path / "floats")
    file = register / "contracts" / "all.parquet"
    table = pq.read_table(file)
    place = table.schema.get_field_index("value")
    pq.write_table(table.set_column(place, "value", table["value"].cast(pa.float64())), file)
    assert techmarket("check", register)[2] == (
        f"the column value is not of the type of its field ({file}): it is double and int64 is "
        f"declared; {AGAIN}, with the types of the data dictionary.\n"
    )
