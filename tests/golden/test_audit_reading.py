"""The reader on a whole printed report: every table, every figure in its sentences.

The report's text stands beside the repository where it is at hand; without it these tests are
skipped. What is printed in its tables was transcribed cell by cell (`techmarket.published`), and
what each figure in its sentences is of was checked by hand (`audit_reading_figures.csv`).
"""

from __future__ import annotations

import csv
import shutil
import time
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest

from golden_line import GoldenBuild
from techmarket.audit.reading import read_documents
from techmarket.audit.reading.figures_in_text import figures_in
from techmarket.audit.reading.phrases import without_asides
from techmarket.audit.statement import DoubtKind, Kind, PrintedNumber, Reading
from techmarket.observations.observation import Key

TEXT = Path(__file__).parents[3] / "shared" / "seed" / "annual-report-2014.txt"
CHECKED = Path(__file__).parent / "audit_reading_figures.csv"

needs_text = pytest.mark.skipif(
    not TEXT.is_file(), reason="the text of the report is not beside the repository"
)

Place = tuple[str, str, str, int]


@pytest.fixture(scope="module")
def seed() -> Reading:
    return read_documents([TEXT])


def by_place(reading: Reading) -> dict[Place, tuple[str, str, PrintedNumber | None]]:
    return {
        (table.number, "/".join(cell.row_path), "/".join(cell.column_path), cell.period or 0): (
            cell.text,
            cell.unit,
            cell.number,
        )
        for table in reading.tables
        for cell in table.cells
    }


def cell_id(number: PrintedNumber) -> str:
    return Key(number.measure, number.period or 0, number.dims, number.base).cell_id


def published() -> list[dict[str, str]]:
    folder = files("techmarket.published") / "2013"
    return [
        row
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".csv")
        for row in csv.DictReader(entry.read_text(encoding="utf-8").splitlines())
    ]


def in_full(table: str) -> str:
    return f"表{table}" if table.startswith("13") else table


@needs_text
def test_every_cell_of_the_printed_report(seed: Reading) -> None:
    """All 32 tables and 3,036 cells: the same row, column, year, unit and text as transcribed.
    The floor is 99.5 %; what is reached is every cell."""
    read = by_place(seed)
    cells = published()
    equal = 0
    different: list[tuple[object, object]] = []
    for row in cells:
        place = in_full(row["table"]), row["row_path"], row["column_path"], int(row["period"])
        found = read.get(place)
        if found is not None and found[:2] == (row["value_text"], row["unit"]):
            equal += 1
        else:
            different.append((place, found))
    assert len(seed.tables) == 32
    assert len(cells) == 3036
    assert sum(len(table.cells) for table in seed.tables) == 3036
    assert equal >= 0.995 * len(cells), different[:10]
    assert different == []


@needs_text
def test_every_number_of_the_tables_has_its_meaning(
    seed: Reading, golden_build: GoldenBuild
) -> None:
    """Measure, year, dimensions and base of each of the 2,541 numbers are those of our own table
    at the same place."""
    ours = {
        (row["table"], row["row_path"], row["column_path"], int(row["period"])): row["cell_id"]
        for path in sorted(golden_build.tables.glob("[at]*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    }
    numbers = {
        place: number for place, (_, _, number) in by_place(seed).items() if number is not None
    }
    wrong = [
        (place, cell_id(number), ours[place])
        for place, number in numbers.items()
        if ours[place] and cell_id(number) != ours[place]
    ]
    assert len(numbers) == 2541
    assert wrong == []


Meaning = tuple[str, str, str, str, str, str]


def meaning(number: PrintedNumber) -> Meaning:
    return (
        str(float(number.value)),
        number.unit,
        number.measure,
        str(number.period),
        ";".join(f"{name}={code}" for name, code in number.dims),
        "|".join(";".join(f"{name}={code}" for name, code in part) for part in number.parts),
    )


@needs_text
def test_the_figures_in_sentences(seed: Reading) -> None:
    """Of the figures in the running text at least nine of ten are read with the right value, unit,
    measure, year and subject, by a list that was checked by hand. A figure that is printed for
    several places, one by one, counts only when it is read for exactly these."""
    checked: dict[tuple[int, int], set[Meaning]] = defaultdict(set)
    for row in csv.DictReader(CHECKED.read_text(encoding="utf-8").splitlines()):
        checked[int(row["line"]), int(row["start"])].add(
            (
                str(float(row["value"])),
                row["unit"],
                row["measure"],
                row["period"],
                row["dims"],
                row["parts"],
            )
        )
    read: dict[tuple[int, int], set[Meaning]] = defaultdict(set)
    for number in seed.numbers:
        if number.kind is Kind.SENTENCE and number.place.span and number.place.line:
            read[number.place.line, number.place.span[0]].add(meaning(number))
    right = [place for place, meanings in checked.items() if read.get(place) == meanings]
    wrong = {place: read.get(place) for place in checked if place not in right}
    assert len(checked) >= 590
    assert len(right) >= 0.9 * len(checked), wrong
    assert len(right) >= 580, wrong


@needs_text
def test_no_figure_is_dropped_in_silence(seed: Reading) -> None:
    """Each figure of the running text is a number or a doubt."""
    told = {
        (place.line, place.span[0])
        for place in (
            *(number.place for number in seed.numbers),
            *(doubt.place for doubt in seed.doubts),
        )
        if place.span is not None
    }
    lines = TEXT.read_text(encoding="utf-8").splitlines()
    captions = {caption.place.line for caption in seed.captions}
    dropped = [
        (line, one.text)
        for line, text in enumerate(lines, start=1)
        if "\t" not in text and line not in captions
        for one in figures_in(without_asides(text))
        if (line, one.start) not in told
    ]
    assert dropped == []


@needs_text
def test_headers_that_contradict_their_titles(seed: Reading) -> None:
    """附表12 and 附表14 are on buyers and say 卖方 over their rows: told, and read as buyers."""
    told = [doubt.place.table for doubt in seed.doubts if doubt.kind is DoubtKind.HEADER]
    assert told == ["附表12", "附表14", "附表14"]
    buyers = [number for number in seed.numbers if number.place.table == "附表12"]
    assert {name for number in buyers for name, _ in number.dims} == {"buyer_kind"}


@needs_text
def test_two_tables_with_one_number(seed: Reading) -> None:
    """表13 is printed twice; the two are told apart and both captions are kept."""
    assert [table.number for table in seed.tables if table.printed_number == "表13"] == [
        "表13a",
        "表13b",
    ]
    printed = [caption for caption in seed.captions if caption.number == "表13"]
    assert [caption.title[5:9] for caption in printed] == ["全国重点", "各类技术"]


@needs_text
def test_lists_in_sentences(seed: Reading) -> None:
    """Ten places in order, seventeen places counted: what is listed, and what is said of it."""
    first = seed.enumerations[0]
    assert (len(first.members), first.ordered, first.count, first.measure) == (
        10,
        True,
        10,
        "value",
    )
    assert first.members[0] == (("registration_region", "110000"),)
    counted = [one for one in seed.enumerations if not one.ordered and one.count == 17]
    assert [len(one.members) for one in counted] == [17]


@needs_text
def test_reading_takes_seconds() -> None:
    """A book of 1,600 lines is read in at most 15 seconds of this processor."""
    before = time.process_time()
    read_documents([TEXT])
    assert time.process_time() - before <= 15


@pytest.mark.parametrize("form", ["folder", "tables.xlsx", "tables.html"])
def test_our_own_tables_are_read_back(golden_build: GoldenBuild, form: str, tmp_path: Path) -> None:
    """The folder of CSV files, the workbook and the page: every cell with its text, unit and
    meaning, and nothing doubted."""
    document = golden_build.tables if form == "folder" else golden_build.tables / form
    if form != "folder":
        document = Path(shutil.copy(document, tmp_path))
    reading = read_documents([document])
    read = by_place(reading)
    wrong = []
    rows = [
        row
        for path in sorted(golden_build.tables.glob("[at]*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]
    for row in rows:
        place = row["table"], row["row_path"], row["column_path"], int(row["period"])
        found = read.get(place)
        same = found is not None and found[:2] == (row["value_text"], row["unit"])
        number = found[2] if found else None
        if not same or (number and row["cell_id"] and cell_id(number) != row["cell_id"]):
            wrong.append((place, found))
    assert len(rows) == 3036
    assert wrong == []
    assert reading.doubts == ()
