"""Writing the tables: the folder appears whole or not at all, and replaces only tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from techmarket.cli import tables as command
from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.tables.tidy import read_tidy


def test_the_folder_has_a_workbook_a_page_and_a_file_per_table(
    edition: Edition, invented: Callable[..., Any], tmp_path: Path
) -> None:
    """Progress is told table by table."""
    told: list[tuple[str, int, int]] = []
    command.write_tables(invented(), edition, tmp_path / "out", progress=lambda *t: told.append(t))
    names = {file.name for file in (tmp_path / "out").iterdir()}
    expected = {f"{entry.file}.csv" for entry in edition.tables.values()}
    assert names == expected | {"tables.xlsx", "tables.html"}
    assert told == [("tables", done, 32) for done in range(1, 33)]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_tidy_files_keep_the_printed_words_in_every_language(
    edition: Edition, invented: Callable[..., Any], tmp_path: Path
) -> None:
    """The page is English; what cells are matched by is not translated."""
    command.write_tables(invented(), edition, tmp_path / "out", "en")
    assert "Technology development" in (tmp_path / "out" / "tables.html").read_text("utf-8")
    assert read_tidy(tmp_path / "out" / "annex-04.csv")[0].row_path == "技术开发/合计"


@pytest.mark.parametrize(
    ("lang", "cutoff", "added"),
    [
        ("zh", date(2013, 6, 30), "（截至2013年6月30日）"),
        ("en", date(2013, 6, 30), " (as of 2013-06-30)"),
        ("zh", date(2013, 12, 30), "（截至2013年12月30日）"),
        ("zh", date(2013, 12, 31), ""),
        ("en", date(2013, 12, 31), ""),
        ("zh", None, ""),
    ],
)
def test_the_title_says_that_the_year_is_not_over(
    edition: Edition,
    invented: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    cutoff: date | None,
    added: str,
) -> None:
    """Figures of part of a year are not taken for those of the whole."""
    given: list[str] = []
    for name in ("write_workbook", "write_page"):
        monkeypatch.setattr(command, name, lambda _, __, title, ___: given.append(title))
    command.write_tables(invented(), edition, tmp_path / "out", lang, cutoff=cutoff)
    assert given == [edition.titles[lang] + added] * 2


@pytest.mark.parametrize("stop", [OSError("no space"), KeyboardInterrupt()])
def test_a_broken_run_leaves_what_was_there(
    edition: Edition,
    invented: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: BaseException,
) -> None:
    """Stopped in the middle: the old tables stay, nothing half-written is left."""
    out = tmp_path / "out"
    command.write_tables(invented({"contracts:2013:": 1}), edition, out)

    def break_off(*_: object) -> None:
        raise stop

    monkeypatch.setattr(command, "write_page", break_off)
    with pytest.raises(type(stop)):
        command.write_tables(invented({"contracts:2013:": 2}), edition, out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    total = [c for c in read_tidy(out / "annex-04.csv") if c.cell_id == "contracts:2013:"]
    assert [cell.value_text for cell in total] == ["1"]


def test_a_new_run_replaces_the_tables(
    edition: Edition, invented: Callable[..., Any], tmp_path: Path
) -> None:
    """Nothing of the old folder stays behind."""
    out = tmp_path / "out"
    command.write_tables(invented(), edition, out)
    (out / "score.json").write_text("{}")
    command.write_tables(invented(), edition, out)
    assert not (out / "score.json").exists()


def test_when_the_new_folder_cannot_take_its_place_the_old_one_stays(
    edition: Edition, invented: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between moving the old folder away and the new one in."""
    out = tmp_path / "out"
    command.write_tables(invented(), edition, out)
    rename = Path.rename

    def break_off(self: Path, target: Path) -> Path:
        if self.name.startswith("out.partial") and not self.name.endswith("-old"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", break_off)
    with pytest.raises(KeyboardInterrupt):
        command.write_tables(invented(), edition, out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (out / "tables.html").is_file()


def run(tmp_path: Path, **given: Any) -> str:
    """The refusal of the command."""
    call = {"snapshot": tmp_path / "s", "previous": None, "edition": "2013", "out": tmp_path / "o"}
    with pytest.raises(TechmarketError) as refused:
        command.tables(**{**call, **given})
    return str(refused.value)


def test_edition_language_and_place_are_checked_before_any_work(tmp_path: Path) -> None:
    """No snapshot is opened for a command that cannot end well."""
    assert run(tmp_path, edition="1999") == (
        "there is no edition '1999': the editions are 2012, 2013, liaoning-2013; choose one of "
        "them, or name a folder with an edition.toml in it."
    )
    assert run(tmp_path, lang="de") == (
        "there are no tables in the language 'de'; choose one of zh, en."
    )
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("…")
    assert run(tmp_path, out=tmp_path / "letters") == (
        f"the place to write to is taken ({tmp_path / 'letters'}): it exists and holds no tables; "
        "remove it, or choose another --out."
    )
    assert (tmp_path / "letters" / "dear.txt").exists()


def test_a_snapshot_of_another_year_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edition's carried figures and groups fit one year only."""
    monkeypatch.setattr(
        command, "open_snapshot", lambda path: SimpleNamespace(period=2012, path=path)
    )
    assert run(tmp_path) == (
        f"the snapshot is not of the year of the edition 2013 ({tmp_path / 's'}): "
        "its year is 2012; "
        "give a snapshot cut off in 2013, or choose another edition."
    )
