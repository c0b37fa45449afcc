"""`techmarket pivot`: on the terminal with words, in a file with codes and 分."""

from __future__ import annotations

from pathlib import Path

import pytest

from register_text import frozen
from techmarket.cli.pivot import run_pivot
from techmarket.errors import TechmarketError

REGISTER = """
value      contract_type objective
1000000000 11            -
10000000   21            10
"""


def test_the_terminal_shows_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Labels of the edition, 亿元 with two decimals."""
    snapshot = frozen(tmp_path, REGISTER).path
    run_pivot(snapshot=snapshot, by=["contract_type", "objective"], coarse=True)
    shown = capsys.readouterr().out
    for text in ("合同类别", "技术开发", "技术转让", "未记录", "0.10", "0.00"):
        assert text in shown, text
    run_pivot(snapshot=snapshot, by=["value_class"], lang="en")
    assert "class of value" in capsys.readouterr().out


def test_nothing_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no contract meets the conditions."""
    snapshot = frozen(tmp_path, REGISTER).path
    run_pivot(snapshot=snapshot, by=[], where=["contract_type=3"])
    assert capsys.readouterr().out == "没有合同。\n"
    run_pivot(snapshot=snapshot, by=[], where=["contract_type=3"], lang="en")
    assert capsys.readouterr().out == "No contracts.\n"


def test_a_file_has_every_row_exactly(tmp_path: Path) -> None:
    """Codes, labels, contracts, and the value in 分."""
    snapshot = frozen(tmp_path, REGISTER).path
    out = tmp_path / "rows.csv"
    run_pivot(snapshot=snapshot, by=["contract_type"], out=out, engine="ibis")
    assert out.read_text(encoding="utf-8-sig").splitlines() == [
        "contract_type,contract_type_label,contracts,value_fen",
        "11,委托开发,1,1000000000",
        "21,技术秘密转让,1,10000000",
    ]


def test_many_rows_are_cut_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal shows the first; the file has all."""
    monkeypatch.setattr("techmarket.cli.pivot.SHOWN", 1)
    snapshot = frozen(tmp_path, REGISTER).path
    run_pivot(snapshot=snapshot, by=["contract_type"])
    assert "1 of 2 rows; --out FILE.csv writes all." in capsys.readouterr().out


@pytest.mark.parametrize("text", ["contract_type", "contract_type=", "contract_type= , "])
def test_a_condition_has_a_dimension_and_codes(tmp_path: Path, text: str) -> None:
    """Anything else is not guessed at."""
    snapshot = frozen(tmp_path, REGISTER).path
    with pytest.raises(TechmarketError) as refused:
        run_pivot(snapshot=snapshot, by=[], where=[text])
    assert str(refused.value) == (
        f"a condition is not understood (--where {text}); write it as dimension=code,code, for "
        "example buyer_region=310000,320000."
    )


def test_only_some_engines_run_elsewhere(tmp_path: Path) -> None:
    """The engines of this machine run where they are."""
    snapshot = frozen(tmp_path, REGISTER).path
    with pytest.raises(TechmarketError) as refused:
        run_pivot(snapshot=snapshot, by=[], engine="kernel", master="local[2]")
    assert str(refused.value) == (
        "only Spark and PostgreSQL run elsewhere (--engine kernel); give --engine spark or "
        "postgres, or leave --master out."
    )
