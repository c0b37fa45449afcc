"""Freezing: which contracts are taken, in what form, and what stops it."""

from __future__ import annotations

import errno
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from register_text import contracts_of, frozen, write_register
from techmarket.errors import TechmarketError
from techmarket.snapshot import freeze, frozen_contracts, open_snapshot

CUTOFF = date(2013, 12, 31)

MIXED = """
    seller_id seller_region contract_type objective value project_name
    S2        110000        11            10        5     甲
    S1        310000        21            -         7     乙
    S1        110000        11            01        11    丙
"""


def refused(source: Path, out: Path) -> str:
    """The sentence with which the freeze is refused; nothing may be left behind."""
    with pytest.raises(TechmarketError) as error:
        freeze(source, CUTOFF, out)
    assert not out.exists()
    assert list(out.parent.glob("*.partial-*")) == []
    return str(error.value)


def test_contracts_in_force_at_the_cutoff_are_taken(tmp_path: Path) -> None:
    """Registered up to and including the cut-off, and not cancelled or revoked by it."""
    snapshot = frozen(
        tmp_path,
        """
        registration_number registration_date status     ended_date
        a                   2013-12-31        registered -
        b                   2014-01-01        registered -
        c                   2013-03-01        cancelled  2013-12-31
        d                   2013-03-01        revoked    2014-01-01
        e                   2012-03-01        registered -
        """,
    )
    assert snapshot.manifest.rows_by_year == {2012: 1, 2013: 2}
    assert snapshot.period == 2013
    numbers = pq.read_table(snapshot.contract_files(2013)[0])["registration_number"]
    assert sorted(numbers.to_pylist()) == ["a", "d"]


def test_codes_become_small_integers_in_a_sorted_file(tmp_path: Path) -> None:
    """A code is its position in codes.json, a seller its row in parties.parquet; rows are in order
    of the seller's region and the seller; an objective not recorded is _U."""
    snapshot = frozen(tmp_path, MIXED)
    table = pq.read_table(snapshot.contract_files(2013)[0])
    assert table.schema.field("contract_type").type == pa.uint8()
    assert table.schema.field("seller").type == pa.uint32()
    assert snapshot.codes("seller_region") == ("110000", "310000")
    assert snapshot.codes("objective") == ("01", "10", "_U")
    assert table["seller_region"].to_pylist() == [0, 0, 1]
    assert table["objective"].to_pylist() == [0, 1, 2]
    assert table["value"].to_pylist() == [11, 5, 7]
    assert snapshot.names_of(table["seller"].to_pylist()) == ["S1", "S2", "S1"]
    assert snapshot.ids_of(range(snapshot.parties)) == ["B1", "S1", "S2"]


@pytest.mark.parametrize("position_bits", [20, 0], ids=["packed", "by each column"])
@pytest.mark.parametrize("digit", ["", "x"], ids=["digits", "texts"])
def test_contracts_are_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, position_bits: int, digit: str
) -> None:
    """By region of the seller, seller, registration number; also in a bucket of more contracts
    than can be sorted as one number each, and where numbers are no digits."""
    monkeypatch.setattr("techmarket.snapshot.sorted_contracts.POSITION_BITS", position_bits)
    snapshot = frozen(
        tmp_path,
        f"""
        registration_number seller_id seller_region
        0000000000000009{digit}   S1        310000
        0000000000000001{digit}   S2        310000
        0000000000000003{digit}   S1        310000
        0000000000000008{digit}   S1        110000
        0000000000000005{digit}   S2        110000
        0000000000000007{digit}   S1        310000
        """,
    )
    (file,) = snapshot.contract_files(2013)
    found = pq.ParquetFile(file).read(["registration_number"])["registration_number"].to_pylist()
    assert [number[15] for number in found] == ["8", "5", "3", "7", "9", "1"]


def test_other_columns_are_kept_beside_in_the_same_order(tmp_path: Path) -> None:
    """What is not counted is kept in the details, row by row; what happened after the cut-off to a
    contract is not."""
    snapshot = frozen(tmp_path, MIXED)
    details = pq.read_table(snapshot.path / "details" / "year=2013" / "part-0000.parquet")
    assert details.column_names == ["buyer_id", "project_name"]
    assert details["project_name"].to_pylist() == ["丙", "甲", "乙"]


def test_freezing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """In whatever order the rows and files of the register stand."""
    contracts = contracts_of(MIXED)
    one = write_register(tmp_path / "one", contracts)
    other = write_register(tmp_path / "other", contracts[::-1], files=3)
    first = freeze(one, CUTOFF, tmp_path / "first")
    second = freeze(other, CUTOFF, tmp_path / "second")
    assert first.hash == second.hash
    for entry in first.files:
        there = (tmp_path / "second" / entry.path).read_bytes()
        assert (tmp_path / "first" / entry.path).read_bytes() == there
    texts = [(tmp_path / name / "manifest.json").read_text() for name in ("first", "second")]
    assert texts[0] == texts[1]


def test_later_contracts_do_not_change_what_was_frozen(tmp_path: Path) -> None:
    """A snapshot depends on what was in force at its cut-off and on nothing that came later."""
    contracts = contracts_of(MIXED)
    later = {**contracts[0], "registration_number": "z", "registration_date": "2014-02-01",
             "seller_id": "S9", "seller_region": "999999"}  # fmt: skip
    then = freeze(write_register(tmp_path / "then", contracts), CUTOFF, tmp_path / "a")
    now = freeze(write_register(tmp_path / "now", [*contracts, later]), CUTOFF, tmp_path / "b")
    assert then.hash == now.hash


def test_the_manifest_names_everything(tmp_path: Path) -> None:
    """Every file with its hash, size and rows; versions of software and code lists; no time."""
    snapshot = frozen(tmp_path, MIXED)
    content = json.loads((snapshot.path / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(content) == [
        "code_lists", "cutoff", "files", "hash", "period", "rows_by_year", "schema",
        "schema_version", "software",
    ]  # fmt: skip
    assert [f["path"] for f in content["files"]] == [
        "answers.parquet",
        "codes.json",
        "contracts/year=2013/part-0000.parquet",
        "details/year=2013/part-0000.parquet",
        "parties.parquet",
    ]
    assert [f["rows"] for f in content["files"]] == [0, 0, 3, 3, 3]
    assert "region.csv" in content["code_lists"]
    assert "thresholds.toml" in content["code_lists"]
    assert sorted(content["software"]) == ["duckdb", "pyarrow", "techmarket"]


def test_a_year_of_which_nothing_is_in_force_is_frozen(tmp_path: Path) -> None:
    """All that was registered was cancelled since: a snapshot of nothing."""
    cancelled = contracts_of("status ended_date\ncancelled 2013-07-01")
    source = write_register(tmp_path / "cancelled", cancelled)
    manifest = freeze(source, CUTOFF, tmp_path / "out")
    assert manifest.contracts == manifest.contracts_of_period == 0
    assert open_snapshot(tmp_path / "out").contract_files(2013) == ()


def test_many_row_groups_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row groups and files have fixed sizes, and the order runs on from file to file."""
    monkeypatch.setattr("techmarket.snapshot.writer.ROWS_PER_GROUP", 4)
    monkeypatch.setattr("techmarket.snapshot.writer.GROUPS_PER_FILE", 2)
    rows = "\n".join(f"S{i % 7} {i}" for i in range(21))
    snapshot = frozen(tmp_path, f"seller_id value\n{rows}")
    files = snapshot.contract_files(2013)
    assert [pq.read_metadata(f).num_rows for f in files] == [8, 8, 5]
    assert [pq.read_metadata(f).num_row_groups for f in files] == [2, 2, 2]
    sellers = [s for f in files for s in pq.read_table(f)["seller"].to_pylist()]
    assert sellers == sorted(sellers)


def test_a_value_of_nothing_is_frozen(tmp_path: Path) -> None:
    """0 is lawful: the amount is not yet known when the contract is registered."""
    snapshot = frozen(tmp_path, "value\n0")
    assert pq.read_table(snapshot.contract_files(2013)[0])["value"].to_pylist() == [0]


@pytest.mark.parametrize("day", ["2012-12-31", "2013-07-01"])
def test_a_year_in_which_nothing_was_registered(tmp_path: Path, day: str) -> None:
    """The register is of another year, or the cut-off comes too early: a report of zeros only
    would follow."""
    text = f"registration_date value\n{day} 1"
    source = write_register(tmp_path / "register", contracts_of(text))
    with pytest.raises(TechmarketError) as error:
        freeze(source, date(2013, 6, 30), tmp_path / "out")
    assert str(error.value) == (
        f"no contract was registered in the year of the cut-off ({source}/contracts): none is "
        "dated from 2013-01-01 to 2013-06-30; check the register and the cut-off."
    )
    assert [p.name for p in tmp_path.iterdir()] == ["register"]


@pytest.mark.parametrize("day", ["2013-01-01", "2013-06-30"])
def test_one_contract_of_the_year_is_enough(tmp_path: Path, day: str) -> None:
    """From the first of January up to and including the cut-off."""
    text = f"registration_date value\n{day} 1"
    source = write_register(tmp_path / "register", contracts_of(text))
    manifest = freeze(source, date(2013, 6, 30), tmp_path / "out")
    assert manifest.contracts_of_period == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "value\n1\n-1",
            "a contract has a negative value ({}/contracts, contract 0000000000000002); correct it "
            "in the register and freeze again.",
        ),
        (
            "status ended_date\nregistered -\nregistered 2014-02-01",
            "a contract is registered and has an ended_date ({}/contracts, contract "
            "0000000000000002): it cannot be told whether it is still in force; correct it in the "
            "register and freeze again.",
        ),
        (
            "value\n-\n-",
            "a contract has no value ({}/contracts, contract 0000000000000001): 2 contracts lack "
            "it; correct it in the register and freeze again.",
        ),
        (
            "registration_date\n-",
            "a contract has no registration date ({}/contracts, contract 0000000000000001); "
            "correct it in the register and freeze again.",
        ),
        (
            "status\ndraft",
            "a contract has an unknown status ({}/contracts, contract 0000000000000001): the "
            "statuses are registered, cancelled, revoked; correct it in the register and freeze "
            "again.",
        ),
        (
            "status\nrevoked",
            "a contract was cancelled or revoked without a date ({}/contracts, contract "
            "0000000000000001): it cannot be told whether that was before the cut-off; correct it "
            "in the register and freeze again.",
        ),
        (
            "registration_number\na\na",
            "a registration_number is there twice ({}/contracts, a); remove the duplicate from "
            "the register and freeze again.",
        ),
    ],
)
def test_contracts_that_cannot_be_counted(tmp_path: Path, text: str, sentence: str) -> None:
    """Statistics need a date, a value, a status, and every contract once."""
    source = write_register(tmp_path / "register", contracts_of(text))
    assert refused(source, tmp_path / "out") == sentence.format(source)


def test_a_code_that_is_not_valid_on_its_day(tmp_path: Path) -> None:
    """技术许可 came in 2026; the sentence names list, code, column, contract and day."""
    text = "registration_number contract_type\na 11\nb 5"
    source = write_register(tmp_path / "register", contracts_of(text))
    assert refused(source, tmp_path / "out").startswith(
        '"5" is not a valid code on 2013-06-01 (code list contract_type, contract_type of '
        "contract b): 5 技术许可 is valid from "
    )


def test_a_seller_that_is_no_party(tmp_path: Path) -> None:
    """Every seller has a name."""
    source = write_register(tmp_path / "register", contracts_of("value\n1"), parties=["B1"])
    assert refused(source, tmp_path / "out") == (
        f"the seller of a contract is not among the parties ({source}/contracts, contract "
        "0000000000000001): the seller is S1; correct it in the register and freeze again."
    )


def test_a_party_that_is_there_twice(tmp_path: Path) -> None:
    """Otherwise its contracts would count twice."""
    source = write_register(
        tmp_path / "register", contracts_of("value\n1"), parties=["B1", "S1", "S1"]
    )
    assert refused(source, tmp_path / "out") == (
        f"a party_id is there twice ({source}/parties.parquet, S1); remove the duplicate from the "
        "register and freeze again."
    )


def test_an_answer_that_is_there_twice(tmp_path: Path) -> None:
    """Otherwise it would be added twice."""
    answers = """
        survey   institution institution_kind measure value unit
        exchange 北           1                staff   1     人
        exchange 北           1                staff   2     人
    """
    source = write_register(tmp_path / "register", contracts_of("value\n1"), answers)
    assert refused(source, tmp_path / "out") == (
        f"a question is answered twice ({source}/answers.parquet, exchange, 北, staff); remove the "
        "duplicate from the register and freeze again."
    )


def test_the_output_is_never_written_over(tmp_path: Path) -> None:
    """The same snapshot is left as it is; anything else is refused."""
    source = write_register(tmp_path / "register", contracts_of("value\n1"))
    other = write_register(tmp_path / "other", contracts_of("value\n2"))
    out = tmp_path / "out"
    first = freeze(source, CUTOFF, out)
    written = (out / "manifest.json").stat().st_mtime_ns
    assert freeze(source, CUTOFF, out) == first
    assert (out / "manifest.json").stat().st_mtime_ns == written
    with pytest.raises(TechmarketError) as error:
        freeze(other, CUTOFF, out)
    assert str(error.value).startswith(
        f"the output already holds another snapshot ({out}): its hash is {first.hash[:12]}… and "
    )
    assert str(error.value).endswith(
        "; give another folder, or remove this one; a snapshot is never written over."
    )
    folder = tmp_path / "mine"
    folder.mkdir()
    with pytest.raises(TechmarketError) as error:
        freeze(source, CUTOFF, folder)
    assert str(error.value) == (
        f"the output already exists and is not a snapshot ({folder}); give another folder, or "
        "remove this one."
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "other", "out", "register"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, and no half-written folder."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    source = write_register(tmp_path / "register", contracts_of("value\n1"))
    monkeypatch.setattr(frozen_contracts.ParquetParts, "write_group", full)
    assert refused(source, tmp_path / "out") == (
        f"there is no space left on the disk ({tmp_path}); free some space and freeze again; "
        "nothing was left behind."
    )


def test_a_register_too_large_for_memory_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database says so in its own words; one sentence comes out."""

    def full(*_: object) -> None:
        raise OSError("Out of Memory Error: failed to pin block of size 256.0 KiB")

    source = write_register(tmp_path / "register", contracts_of("value\n1"))
    monkeypatch.setattr(frozen_contracts.ParquetParts, "write_group", full)
    assert refused(source, tmp_path / "out") == (
        f"the register is too large for the memory that freezing may use ({tmp_path}): it may use "
        "1500MB; freeze the years in registers of their own; nothing was left behind."
    )


def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle stays an interrupt, and no half-written folder stays."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    source = write_register(tmp_path / "register", contracts_of("value\n1"))
    monkeypatch.setattr(frozen_contracts.ParquetParts, "write_group", interrupted)
    with pytest.raises(KeyboardInterrupt):
        freeze(source, CUTOFF, tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["register"]


def test_progress_is_told(tmp_path: Path) -> None:
    """A step is told with what is done and of how much."""
    told: list[tuple[str, int, int]] = []
    source = write_register(tmp_path / "register", contracts_of("value\n1\n2"))
    freeze(source, CUTOFF, tmp_path / "out", lambda *step: told.append(step))
    assert told == [
        ("checking contracts", 0, 1),
        ("checking contracts", 1, 1),
        ("writing contracts", 2, 2),
    ]
