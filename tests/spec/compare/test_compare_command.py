"""`techmarket compare`: what it writes and prints, how it ends, what it refuses."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from techmarket.cli.compare import UNEXPLAINED, compare
from techmarket.compare.figures import OUR_COLUMNS
from techmarket.errors import TechmarketError
from techmarket.published import COLUMNS, Place, load_published, packaged, read_number

Folder = Callable[[dict[str, str]], Path]

PUBLISHED_HEAD = ",".join(COLUMNS)
OUR_HEAD = ",".join(OUR_COLUMNS)

PRINTED = {
    "table-01.csv": """表1,甲,数,1999,项,5
        表1,乙,数,1999,项,6""",
    "annex-01.csv": """附表1,甲,名,1999,-,某公司
        附表1,乙,名,1999,-,""",
}
OURS = {
    "table-01.csv": """表1,甲,数,1999,项,5,5,normal,computed,a
        表1,乙,数,1999,项,6,6,normal,carried,b""",
    "annex-01.csv": """附表1,甲,名,1999,-,某公司,某公司,normal,answered,c
        附表1,乙,名,1999,-,,,,,""",
}
IDENTITY = (
    '"{""kind"":""linear"",""cells"":[],""multipliers"":{""表1|甲|数|upper"":""1"",""x"":""1""}}"'
)
PLACE = Place("表1", "甲", "数")


@dataclass(frozen=True)
class Stated:
    """A row of evidence: `Σ coefficients <= bound`."""

    name: str
    coefficients: dict[str, Fraction]
    bound: Fraction
    place: Place | None
    strict: bool = False
    also: tuple[Place, ...] = ()


PROOFS = (
    Stated("表1|甲|数|upper", {"a": Fraction(1)}, Fraction(5), PLACE),
    Stated("x", {"a": Fraction(-1)}, Fraction(-7), None),
)
"""Printed is at most 5, and something that always holds says at least 7."""


def contradictions(tmp_path: Path, line: str) -> Path:
    path = tmp_path / "contradictions.csv"
    head = "table,row_path,column_path,printed,ours,reason,identity"
    path.write_text(f"{head}\n{line}\n", encoding="utf-8")
    return path


def test_equal_tables(published: Folder, ours: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0; the score tells numbers from words, and equal figures by their origin."""
    folder = ours(OURS)
    assert compare(folder=folder, published=published(PRINTED)) == 0
    score = json.loads((folder / "score.json").read_text(encoding="utf-8"))
    assert score["passed"]
    assert score["edition"] == 1999
    assert score["all"]["numeric"] == {
        "cells": 2, "reproduced": 1, "answered": 0, "carried": 1, "different": 0,
        "not_computable": 0, "explained": 0, "unexplained": 0,
    }  # fmt: skip
    assert score["all"]["text"]["cells"] == 2
    assert score["by_origin"]["carried"]["numeric"]["cells"] == 1
    assert score["by_origin"]["none"]["text"]["reproduced"] == 1
    assert list(score["by_table"]) == ["表1", "附表1"]
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Of 2 published numbers 2 agree to the printed digit: 1 are reproduced from contracts and "
        "answers, 0 are as answered in a survey, 1 are carried as printed. 0 are different, "
        "0 of them with a recorded contradiction; 0 are not computable."
    )


def test_an_unexplained_difference(
    published: Folder, ours: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3; everything is written all the same, and the difference is listed."""
    folder = ours(OURS | {"table-01.csv": OURS["table-01.csv"].replace("项,5", "项,7")})
    assert compare(folder=folder, published=published(PRINTED)) == UNEXPLAINED == 3
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "1 published cell differs without a recorded contradiction:",
        "  表1 · 甲 · 数: printed '5', ours '7', the figures are not the same",
    ]
    with (folder / "comparison.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(rows) == 4
    assert rows[0] == {
        "table": "表1", "row_path": "甲", "column_path": "数", "period": "1999", "unit": "项",
        "printed": "5", "ours": "7", "value_exact": "5", "status": "normal",
        "origin": "computed", "outcome": "different", "explained": "no",
        "reason": "the figures are not the same", "identity": "", "cell_id": "a",
    }  # fmt: skip
    page = (folder / "comparison.html").read_text(encoding="utf-8")
    assert page.index("Unexplained differences (1)") < page.index("Score by table")


def test_an_explained_difference(tmp_path: Path, published: Folder, ours: Folder) -> None:
    """Exit code 0; reason and identity stand beside the difference."""
    folder = ours(OURS | {"table-01.csv": OURS["table-01.csv"].replace("项,5", "项,7")})
    recorded = contradictions(tmp_path, f"表1,甲,数,5,7,<Because>.,{IDENTITY}")
    assert (
        compare(folder=folder, published=published(PRINTED), contradictions=recorded, proofs=PROOFS)
        == 0
    )
    page = (folder / "comparison.html").read_text(encoding="utf-8")
    assert "Explained differences (1)" in page
    assert "&lt;Because&gt;." in page
    assert (
        "No exact amounts add up to all of these printed figures at once: 表1 · 甲 · 数 = 5 项"
        in page
    )


def test_a_stale_contradiction(
    tmp_path: Path, published: Folder, ours: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3: an entry whose cell no longer differs must go."""
    recorded = contradictions(tmp_path, f"表1,甲,数,5,7,Because.,{IDENTITY}")
    folder = ours(OURS)
    code = compare(
        folder=folder, published=published(PRINTED), contradictions=recorded, proofs=PROOFS
    )
    assert code == UNEXPLAINED
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "1 recorded contradiction is stale: its cell does not differ:",
        "  表1 · 甲 · 数",
    ]
    assert "Recorded contradictions that are stale (1)" in (folder / "comparison.html").read_text(
        encoding="utf-8"
    )


def test_a_contradiction_that_is_not_proved(
    tmp_path: Path, published: Folder, ours: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3: the certificate rests on a row that nobody states."""
    folder = ours(OURS | {"table-01.csv": OURS["table-01.csv"].replace("项,5", "项,7")})
    recorded = contradictions(tmp_path, f"表1,甲,数,5,7,Because.,{IDENTITY}")
    code = compare(
        folder=folder, published=published(PRINTED), contradictions=recorded, proofs=PROOFS[:1]
    )
    assert code == UNEXPLAINED
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "1 recorded contradiction is not proved:",
        "  表1 · 甲 · 数: there is no constraint row x",
    ]
    assert "Recorded contradictions that are not proved (1)" in (
        folder / "comparison.html"
    ).read_text(encoding="utf-8")


def test_many_differences_are_listed_in_part(
    published: Folder, ours: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twenty on the terminal, all on the page."""
    printed = "\n".join(f"表1,{i},数,1999,项,5" for i in range(30))
    mine = "\n".join(f"表1,{i},数,1999,项,6,6,normal,computed,a" for i in range(30))
    folder = ours({"table-01.csv": mine})
    assert compare(folder=folder, published=published({"table-01.csv": printed})) == UNEXPLAINED
    out = capsys.readouterr().out.splitlines()
    assert len([line for line in out if line.startswith("  表1")]) == 20
    assert out[-1] == "  and 10 more, all in comparison.html"


def test_the_same_comparison_gives_the_same_bytes(
    tmp_path: Path, published: Folder, ours: Folder
) -> None:
    """No time, no path, no order that could change."""
    folder, figures = ours(OURS), published(PRINTED)
    for out in ("a", "b"):
        compare(folder=folder, published=figures, out=tmp_path / out)
    for name in ("comparison.csv", "comparison.html", "score.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert len(list((tmp_path / "a").iterdir())) == 3


def test_the_page_asks_for_nothing_over_the_network(published: Folder, ours: Folder) -> None:
    """It can be sent by mail and read years later."""
    folder = ours(OURS)
    compare(folder=folder, published=published(PRINTED))
    page = (folder / "comparison.html").read_text(encoding="utf-8")
    assert not re.search(r"(?i)\b(src|href)\s*=|url\(|@import|<script", page)


def test_columns_stand_under_each_other_with_chinese_words(
    published: Folder, ours: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Chinese character takes two places, so 附表1 is two places wider than 表1 and not one."""
    compare(folder=ours(OURS), published=published(PRINTED))
    lines = capsys.readouterr().out.splitlines()
    ends = {line.encode("gb18030").rstrip() for line in lines if line.startswith(("表1", "附表1"))}
    assert len(ends) == 2
    assert len({len(end) for end in ends}) == 1


def refused(folder: Path, figures: Path | None) -> str:
    with pytest.raises(TechmarketError) as caught:
        compare(folder=folder, published=figures)
    assert not (folder / "score.json").exists()
    return str(caught.value)


def test_a_published_folder_that_lacks_a_table(published: Folder, ours: Folder) -> None:
    """All missing tables are named."""
    figures = published({"table-02.csv": "表2,甲,数,1999,项,5"})
    folder = ours(OURS | {"table-02.csv": "表2,甲,数,1999,项,5,5,normal,computed,a"})
    assert refused(folder, figures) == (
        f"the published folder lacks a table ({figures}): there is no annex-01.csv, "
        "table-01.csv; restore the missing file."
    )


def test_a_published_table_that_both_lack_is_missed_too(published: Folder, ours: Folder) -> None:
    """What an edition must have is known from the figures that come with the package."""
    figures = published({"table-02.csv": "表2,甲,数,2013,项,5"})
    folder = ours({"table-02.csv": "表2,甲,数,2013,项,5,5,normal,computed,a"})
    message = refused(folder, figures)
    assert message.startswith(
        f"the published folder lacks a table ({figures}): there is no annex-01.csv, annex-02.csv, "
    )
    assert message.count(".csv") == 31


def test_a_folder_of_ours_that_is_not_whole(published: Folder, ours: Folder) -> None:
    """Half a set of tables has no score."""
    folder = ours({"table-01.csv": OURS["table-01.csv"]})
    assert refused(folder, published(PRINTED)) == (
        f"the folder of our tables is not whole ({folder}): there is no annex-01.csv; "
        "write it again with `techmarket tables`."
    )


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    """The path is named."""
    assert refused(tmp_path / "nowhere", None) == (
        f"the folder does not exist ({tmp_path / 'nowhere'}); check the path and try again."
    )


def test_a_folder_without_a_table(tmp_path: Path) -> None:
    """A folder of something else."""
    assert refused(tmp_path, None) == (
        f"the folder holds no table ({tmp_path}): no file is named like table-07.csv or "
        "annex-04.csv; check the path and try again."
    )


def test_an_edition_without_packaged_figures(ours: Folder) -> None:
    """The year of our tables says which figures to take."""
    assert refused(ours(OURS), None) == (
        "no published figures come with the package for edition 1999: there are those of 2013; "
        "choose one of these, or name a folder of published CSV files."
    )


LINE = "表1,甲,数,1999,项,5,5,normal,computed,a\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it has no column table, row_path, column_path, period, unit, value_text, "
         "value_exact, status, origin, cell_id"),
        (f"{PUBLISHED_HEAD}\n".encode(), "it has no column value_exact, status, origin, cell_id"),
        (f"{OUR_HEAD}\n".encode(), "it has a header and no row"),
        (f"{OUR_HEAD}\n{LINE}表1,甲\n".encode(), "line 3 has 2 values and not 10"),
        (f'{OUR_HEAD}\n"表1'.encode(), "line 2 is not CSV, unexpected end of data"),
        (f"{OUR_HEAD}\n{LINE}".encode("gb18030"), f"byte {len(OUR_HEAD) + 1} is not UTF-8"),
        (
            f"{OUR_HEAD}\n{LINE}".replace("1999", "99").encode(),
            "the period on line 2 is '99' and not a year",
        ),
    ],
)  # fmt: skip
def test_an_unreadable_file(published: Folder, ours: Folder, content: bytes, why: str) -> None:
    """Which file, and what is wrong with it."""
    folder = ours(OURS)
    path = folder / "table-01.csv"
    path.write_bytes(content)
    assert refused(folder, published(PRINTED)) == (
        f"the table file cannot be read ({path}): {why}; restore the file or write it again."
    )


def test_a_table_that_is_a_folder(published: Folder, ours: Folder) -> None:
    """The system's own word for it."""
    folder = ours(OURS)
    (folder / "table-02.csv").mkdir()
    assert refused(folder, published(PRINTED)) == (
        f"the table file cannot be read ({folder / 'table-02.csv'}): is a directory; "
        "restore the file or write it again."
    )


def test_a_cell_that_stands_twice(published: Folder, ours: Folder) -> None:
    """In ours or in the published figures; both lines are named."""
    folder = ours(OURS | {"annex-01.csv": OURS["annex-01.csv"] + "\n" + LINE})
    assert refused(folder, published(PRINTED)) == (
        f"the same cell stands twice ({folder / 'annex-01.csv'} line 4): 表1 · 甲 · 数 stands "
        "already in table-01.csv line 2; remove one of the two."
    )


def test_a_published_cell_that_stands_twice(published: Folder, ours: Folder) -> None:
    """The transcription is checked as our own files are."""
    figures = published(
        PRINTED | {"table-01.csv": PRINTED["table-01.csv"] + "\n表1,甲,数,1999,项,5"}
    )
    assert refused(ours(OURS), figures) == (
        f"the same cell stands twice ({figures / 'table-01.csv'} line 4): 表1 · 甲 · 数 stands "
        "already in table-01.csv line 2; remove one of the two."
    )


def test_an_origin_that_does_not_exist(published: Folder, ours: Folder) -> None:
    """A score by origin needs to know every origin."""
    folder = ours(OURS | {"table-01.csv": OURS["table-01.csv"].replace("carried", "guessed")})
    assert refused(folder, published(PRINTED)) == (
        f"the origin 'guessed' does not exist ({folder / 'table-01.csv'} line 3): an origin is "
        "computed, answered, carried or empty; write the tables again with `techmarket tables`."
    )


def test_the_packaged_figures_of_2013() -> None:
    """32 tables, 3,036 cells, 2,541 numbers."""
    cells = load_published(packaged(2013))
    assert len({cell.place.table for cell in cells}) == 32
    assert len(cells) == 3036
    assert sum(cell.number is not None for cell in cells) == 2541


@pytest.mark.parametrize("text", ["", "—", "--", "1,23", "1.", ".5", "１２", "1e3", "+1", "12 %"])
def test_what_is_not_a_printed_number(text: str) -> None:
    """Only digits as they are printed, with separators where they belong."""
    assert read_number(text) is None
