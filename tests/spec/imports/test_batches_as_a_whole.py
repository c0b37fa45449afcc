"""A file judged as a whole: 万元 taken for 元 is found from the distribution of the amounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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


def test_an_accepted_repair_stays_in_the_next_workbook(tmp_path: Path, importing: Import) -> None:
    """A workbook is given back twice: what was accepted the first time still holds, though other
    problems were marked since."""
    import openpyxl

    rows = [
        contract_row(1, value="24.975276", technical_value="1"),
        contract_row(2, signing_date="abc"),
    ]
    marked = tmp_path / "b.xlsx"
    source = write_xlsx(tmp_path / "a.xlsx", rows)
    assert import_into([source], None, dry_run=True, marked=marked) == 1
    book = openpyxl.load_workbook(marked)
    for row in book["检查问题"].iter_rows(min_row=2):
        if row[6].value:
            row[0].value = "是"
    book.save(tmp_path / "c.xlsx")
    again = tmp_path / "d.xlsx"
    assert import_into([tmp_path / "c.xlsx"], None, dry_run=True, marked=again) == 1
    told = importing(again, dry_run=True).findings.by_rule
    assert "import.amount_is_readable" not in told
    assert "import.date_is_readable" in told


def test_fractions_of_a_fen_are_told_with_their_repair(tmp_path: Path, importing: Import) -> None:
    """24.975276 under a heading in 元 can be no amount; in 万元 it is one, which is proposed."""
    rows = [contract_row(value="24.975276", technical_value="1")]
    outcome = importing(write_csv(tmp_path / "a.csv", rows), dry_run=True)
    (told,) = (one for one in outcome.every if one.rule == "import.amount_is_readable")
    assert told.zh == "金额写作数，最多精确到分：“24.975276”，有不足一分的零头，可能是万元。"
    assert told.en == (
        "An amount is written as a number, down to the 分 at most: “24.975276”, has fractions of a "
        "分 and may be in 万元."
    )
    assert [(one.now, one.text) for one in told.changes] == [("24.975276", "249752.76")]


def test_no_rule_is_told_that_nothing_breaks(tmp_path: Path, importing: Import) -> None:
    """A party that is refused keeps out its contracts; the row that is told of it is not told
    twice, and no number that we gave stands in a sentence."""
    rows = [contract_row(n, seller_identifier="000000000") for n in (1, 2)]
    outcome = importing(write_csv(tmp_path / "a.csv", rows), dry_run=True)
    assert all(one.number for one in outcome.findings.by_rule.values())
    (told,) = (one for one in outcome.every if one.rule == "import.party_is_sound")
    assert (told.row, told.zh) == (3, "合同的当事人没有必须改正的错误，见 a.csv 第 2 行。")
    assert not [one for one in outcome.every if "N0000" in one.zh + one.en]


def test_a_day_may_be_given_for_what_has_none(tmp_path: Path, importing: Import) -> None:
    """Parties are checked on the last registration date of the files; a file of parties has none.
    An organisation code is right on a day of 2013, and wrong today."""
    header = "party_id,name,identifier,identifier_type,kind,region,country"
    row = "P1,某某通信技术（深圳）有限公司,123456788,org_code,150,440300,142"
    file = tmp_path / "p.csv"
    file.write_text(f"{header}\n{row}\n", encoding="utf-8")
    rule = "party.identifier_type_by_kind_and_date"
    assert rule in importing(file, dry_run=True).findings.by_rule
    assert rule not in importing(file, dry_run=True, on=date(2013, 12, 31)).findings.by_rule
