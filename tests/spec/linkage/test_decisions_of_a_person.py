"""The file in which a person decides: proposed, answered, given back, and never asked again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from techmarket.errors import TechmarketError
from techmarket.linkage.decisions import read_decisions, undecided, write_candidates
from techmarket.linkage.duplicates import DuplicateCandidate, duplicate_candidates

from .conftest import register


def candidates(*changes: dict[str, object]) -> tuple[list[DuplicateCandidate], object]:
    contracts, parties = register(changes)
    return duplicate_candidates(contracts, parties), contracts


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_what_is_decided_is_not_proposed_again(tmp_path: Path) -> None:
    """The person writes a word into the empty column; the next file keeps it."""
    file = tmp_path / "duplicates.csv"
    found, contracts = candidates({}, {})
    write_candidates(file, found, contracts, {})
    assert read_decisions(file) == {}
    rows = lines(file)
    assert rows[1][:3] == ["4403012013000001", "4403012013000002", ""]
    assert rows[1][5] == "高速信号采集模块开发 · S → B · 123456.78 元 · 2013-08-05"
    file.write_text(file.read_text(encoding="utf-8-sig").replace("000002,,", "000002,否,"))
    decisions = read_decisions(file)
    assert decisions == {("4403012013000001", "4403012013000002"): "different"}
    assert undecided(found, decisions) == []
    write_candidates(file, found, contracts, decisions)
    assert read_decisions(file) == decisions


def test_a_decision_outlives_its_candidate(tmp_path: Path) -> None:
    """Next year the pair may not be found; what was decided about it stays."""
    file = tmp_path / "duplicates.csv"
    _, contracts = candidates({})
    write_candidates(file, [], contracts, {("1", "2"): "same"})
    assert read_decisions(file) == {("1", "2"): "same"}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A project may be called =cmd|…; a spreadsheet must not compute it."""
    file = tmp_path / "duplicates.csv"
    same = {"project_name": "=cmd|' /C calc'!A0"}
    found, contracts = candidates(same, same)
    write_candidates(file, found, contracts, {})
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in lines(file) for cell in row)
    assert "'=cmd|' /C calc'!A0 · S → B" in lines(file)[1][5]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a,b\n1,2\n",
            "the file holds no decisions about duplicates ({file}): it has no column first, "
            "second, decision; give the file that was written for the decisions, with its header.",
        ),
        (
            "first,second,decision\n1,2,maybe\n",
            "a decision about a pair of contracts is neither same nor different ({file}, line 2): "
            "it says “maybe”; write same or different (是 or 否), or leave the cell empty.",
        ),
        (
            "first,second,decision\n1,2,same\n2,1,different\n",
            "two lines decide differently about one pair ({file}, line 3): 1 and 2 are called same "
            "and different; keep one of the two decisions.",
        ),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """An answer that is neither same nor different is not guessed at."""
    file = tmp_path / "decisions.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TechmarketError) as error:
        read_decisions(file)
    assert str(error.value) == message.format(file=file)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """The sentence says how to save it."""
    file = tmp_path / "decisions.csv"
    file.write_bytes("first,second,decision\n1,2,是\n".encode("gb18030"))
    with pytest.raises(TechmarketError) as error:
        read_decisions(file)
    assert str(error.value) == (
        f"the decisions about duplicates cannot be read ({file}): 'utf-8' codec can't decode byte "
        "0xca in position 26: invalid continuation byte; save the file as CSV in UTF-8 under the "
        "name it had."
    )
