"""The 2013 report from a register, cell by cell."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

from golden_line import GoldenBuild, quiet
from techmarket.cli.simulate import simulate
from techmarket.compare.contradictions import edition_file, load_contradictions
from techmarket.published import Place


def comparison(build: GoldenBuild) -> list[dict[str, str]]:
    with (build.tables / "comparison.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def place(row: dict[str, str]) -> Place:
    return Place(row["table"], row["row_path"], row["column_path"])


def is_number(row: dict[str, str]) -> bool:
    text = row["printed"].replace(",", "").rstrip("%")
    return row["unit"] != "-" and text.lstrip("-").replace(".", "").isdigit()


def test_every_published_cell_is_compared(golden_build: GoldenBuild) -> None:
    """3,036 cells in 32 tables, 2,541 of them numbers."""
    rows = comparison(golden_build)
    assert len(rows) == 3036
    assert len({row["table"] for row in rows}) == 32
    assert sum(map(is_number, rows)) == 2541


def test_nothing_differs_but_what_is_recorded(golden_build: GoldenBuild) -> None:
    """The differences are the recorded contradictions: not one more, not one less."""
    rows = comparison(golden_build)
    different = {place(row): row["ours"] for row in rows if row["outcome"] == "different"}
    recorded = {entry.place: entry.ours for entry in load_contradictions(edition_file(2013))}
    assert different == recorded
    assert golden_build.exit_code == 0


def test_the_score(golden_build: GoldenBuild) -> None:
    """At least 2,450 of 2,541 numbers agree; carried ones are told apart from reproduced ones."""
    numbers = [row for row in comparison(golden_build) if is_number(row)]
    outcomes = Counter(row["outcome"] for row in numbers)
    origins = Counter(row["origin"] for row in numbers)
    assert outcomes["reproduced"] + outcomes["answered"] + outcomes["carried"] >= 2450
    assert outcomes["not computable"] == 0
    assert (origins["computed"], origins["answered"], origins["carried"]) == (2190, 234, 117)
    assert all(row["outcome"] != "reproduced" for row in numbers if row["origin"] == "carried")
    assert outcomes["answered"] == 234


def test_every_contract_count_of_2013_is_reproduced_but_one(golden_build: GoldenBuild) -> None:
    """One of the 18 national programmes: as printed they add up to one less than their total."""
    counts = [
        row
        for row in comparison(golden_build)
        if row["unit"] == "项"
        and row["period"] == "2013"
        and row["origin"] == "computed"
        and row["table"] != "表13a"
        and is_number(row)
    ]
    wrong = [
        row for row in counts if row["outcome"] != "reproduced" and "增" not in row["column_path"]
    ]
    assert len(counts) > 380
    assert [row["table"] for row in wrong] == ["附表8"]


def test_the_largest_sellers_stand_in_printed_order(golden_build: GoldenBuild) -> None:
    """Three lists of twenty names, found among 28,329 sellers by value."""
    names = [r for r in comparison(golden_build) if r["table"] in ("表14", "表15", "表16")]
    assert len(names) == 60
    assert {row["outcome"] for row in names} == {"reproduced"}
    assert {row["origin"] for row in names} == {"computed"}


def test_the_score_file_says_the_same(golden_build: GoldenBuild) -> None:
    """score.json is for machines; it has the same sums as comparison.csv."""
    score = json.loads((golden_build.tables / "score.json").read_text(encoding="utf-8"))
    assert "2541" in json.dumps(score)


def test_the_same_seed_gives_the_same_bytes(golden_build: GoldenBuild, tmp_path: Path) -> None:
    """A second draw from the same seed, of both years."""
    out = tmp_path / "register"
    simulate(edition="2013", seed=7, out=out, contracts=None, progress=quiet)
    files = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    assert len(files) == 8
    for file in files:
        first = (golden_build.folder / "register" / file).read_bytes()
        assert hashlib.sha256((out / file).read_bytes()).digest() == hashlib.sha256(first).digest()
