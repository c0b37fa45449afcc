"""What the command line says and accepts: seeds, places to write, paths in any locale."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from register_text import contracts_of, write_register
from techmarket.cli.endings import writing
from techmarket.cli.main import main
from techmarket.errors import TechmarketError

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "200"}
"""A locale in which the names of files are not UTF-8, and a terminal that wraps nothing."""


def techmarket(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "techmarket", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_seed_is_not_negative(tmp_path: Path) -> None:
    """The random generator has none; it is a wrong option and nothing is written."""
    done = techmarket("simulate", "--edition", "2013", "--out", tmp_path / "r", "--seed", "-3")
    assert (done.returncode, done.stdout) == (2, "")
    words = " ".join(re.sub(r"[│╭╰─╮╯]", " ", done.stderr).split())
    assert words == (
        "Usage: python -m techmarket simulate [OPTIONS] "
        "Try 'python -m techmarket simulate -h' for help. "
        "Error Invalid value for '--seed': Input should be greater than or equal to 0"
    )
    assert list(tmp_path.iterdir()) == []


def test_simulate_says_what_it_wrote_whatever_the_locale(tmp_path: Path) -> None:
    """One sentence: each folder with its contracts and parties, as its files hold them. Where
    paths are not UTF-8 the command starts again in UTF-8 mode, with the same arguments."""
    out = tmp_path / "登记库"
    arguments = ("simulate", "--edition", "2013", "--out", out, "--contracts", "100")
    done = techmarket(*arguments, **ASCII)
    held = {
        year: pq.read_metadata(out / year / "parties.parquet").num_rows for year in ("2012", "2013")
    }
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"{out / '2012'}: 95 contracts, {held['2012']} parties; "
        f"{out / '2013'}: 100 contracts, {held['2013']} parties.\n"
    )


def test_chinese_paths_whatever_the_locale(tmp_path: Path) -> None:
    """The libraries in C++ take the names too: the register is frozen, the snapshot observed."""
    rows = contracts_of("registration_date value\n2013-05-01 500\n2013-06-01 700")
    register = write_register(tmp_path / "登记库", rows)
    snapshot = tmp_path / "快照"
    arguments = ("freeze", register, "--cutoff", "2013-12-31", "--out", snapshot)
    frozen = techmarket(*arguments, **ASCII)
    assert (frozen.returncode, frozen.stderr) == (0, "")
    observed = techmarket("observe", snapshot, "--out", tmp_path / "观测值.parquet", **ASCII)
    assert (observed.returncode, observed.stderr) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {
        "登记库",
        "快照",
        "快照.cubes",
        "观测值.parquet",
    }


def test_an_error_about_a_chinese_path_whatever_the_locale(tmp_path: Path) -> None:
    missing = tmp_path / "没有"
    done = techmarket("compare", missing, **ASCII)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == techmarket("compare", missing).stderr
    assert str(missing) in done.stderr


def test_a_place_that_leads_back_is_one_sentence(tmp_path: Path) -> None:
    """`--out x/..` names the folder above, which nothing can be put in the place of."""
    (tmp_path / "x").mkdir()
    aside = tmp_path / "aside"
    aside.mkdir()
    out = tmp_path / "x" / ".."
    with pytest.raises(TechmarketError) as caught, writing(out):
        aside.rename(out)
    assert isinstance(caught.value.__cause__, OSError)
    assert str(caught.value) == (
        f"the place to write to cannot be used ({out}): {caught.value.__cause__.strerror}; "
        "name another place."
    )


def test_a_folder_that_cannot_be_made_is_one_sentence() -> None:
    """`/proc` has room for no folder of ours."""
    done = techmarket("dictionary", "--out", "/proc/nowhere/a/b")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "the place to write to cannot be used (/proc/nowhere/a/b): No such file or directory; "
        "name another place.\n"
    )


def test_a_comparison_goes_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--edition` and `--out` reach the comparison; without them it decides, as before."""
    told: list[tuple[object, object]] = []

    def compare(*, edition: object, out: object, **_: object) -> int:
        told.append((edition, out))
        return 3

    monkeypatch.setattr("techmarket.cli.compare.compare", compare)
    for options in ((), ("--edition", "2013", "--out", "held")):
        monkeypatch.setattr(sys, "argv", ["techmarket", "compare", "tables", *options])
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == 3
    assert told == [(None, None), (2013, Path("held"))]


def test_the_help_says_what_compare_writes_over() -> None:
    """Without `--out` the comparison of before is replaced."""
    shown = techmarket("compare", "-h", COLUMNS="200").stdout
    helped = " ".join(re.sub(r"[│╭╰─╮╯]", " ", shown).split())
    for sentence in (
        "The folder to write comparison.csv, comparison.html and score.json to, in the place of "
        "those that are there; DIR if not given.",
        "The edition (年度) of the published figures: 2013; the latest year in the tables if not "
        "given.",
    ):
        assert sentence in helped


@pytest.mark.parametrize("number", [errno.EBUSY, errno.ENOENT, errno.ENOTEMPTY, errno.ENAMETOOLONG])
@pytest.mark.parametrize("named", ["out", "out.partial-7", ".", "filename2"])
def test_an_error_about_the_place_is_one_sentence(tmp_path: Path, number: int, named: str) -> None:
    """The place itself, what is written beside it, the folder above, and a rename onto it."""
    out = tmp_path / "out"
    elsewhere = (str(tmp_path / "elsewhere"), None, str(out))
    about = elsewhere if named == "filename2" else (str(tmp_path / named),)
    with pytest.raises(TechmarketError) as caught, writing(out):
        raise OSError(number, os.strerror(number), *about)
    assert str(caught.value) == (
        f"the place to write to cannot be used ({out}): {os.strerror(number)}; name another place."
    )


def test_an_error_about_another_file_is_left_alone(tmp_path: Path) -> None:
    """A file of ours that is missing is a defect, and keeps its traceback."""
    with pytest.raises(FileNotFoundError), writing(tmp_path / "out"):
        raise FileNotFoundError(errno.ENOENT, "No such file", str(tmp_path / "out" / "a.csv"))
