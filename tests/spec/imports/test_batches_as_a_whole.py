"""A file judged as a whole: 万元 taken for 元 is found from the distribution of the amounts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from import_rows import contract_row, write_csv, write_xlsx
from techmarket.cli.import_files import import_into
from techmarket.imports.import_files import ImportEnding, ImportOutcome

Import = Callable[..., ImportOutcome]


def amounts(first: int, last: int, shift: int) -> list[dict[str, str]]:
    """Contracts over some tens of thousands of yuan each, divided by ten to the `shift`."""
    return [
        contract_row(n, value=f"{(n * 7919 % 900 + 100) * 1000 / 10**shift:f}", technical_value="1")
        for n in range(first, last)
    ]


def test_amounts_in_the_wrong_unit_are_told_with_their_repair(
    tmp_path: Path, importing: Import
) -> None:
    """A file whose amounts stand in 万元 under a heading that says 元: all of them are told, each
    with the amount times ten thousand. It may be right, so nothing is kept out."""
    outcome = importing(write_csv(tmp_path / "a.csv", amounts(1, 61, 4)), dry_run=True)
    assert outcome.ending is ImportEnding.CHECKED
    told = [f for f in outcome.every if f.changes and f.target == "value"]
    assert len(told) >= 60
    first = next(f for f in told if f.row == 2)
    assert (first.changes[0].now, first.changes[0].text) == ("81.9", "819000")


def test_amounts_in_the_right_unit_are_not(tmp_path: Path, importing: Import) -> None:
    """The same amounts in 元."""
    outcome = importing(write_csv(tmp_path / "a.csv", amounts(1, 61, 0)), dry_run=True)
    assert [f for f in outcome.every if f.changes] == []


def test_a_repair_of_an_amount_fits_however_it_is_written(tmp_path: Path) -> None:
    """“81.90” and 81.9 are one amount: the accepted repair is made."""
    import openpyxl

    rows = amounts(1, 61, 4)
    rows[0]["value"] = "81.90"
    source, marked = write_xlsx(tmp_path / "a.xlsx", rows), tmp_path / "b.xlsx"
    assert import_into([source], None, dry_run=True, marked=marked) == 0
    book = openpyxl.load_workbook(marked)
    for row in book["检查问题"].iter_rows(min_row=2):
        if row[6].value:
            row[0].value = "是"
    book.save(tmp_path / "c.xlsx")
    again = tmp_path / "again.xlsx"
    assert import_into([tmp_path / "c.xlsx"], None, dry_run=True, marked=again) == 0
    rules = [row[9].value for row in openpyxl.load_workbook(again)["检查问题"].iter_rows()]
    assert "import.repair_fits_its_cell" not in rules
