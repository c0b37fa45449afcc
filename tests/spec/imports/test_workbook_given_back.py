"""The user's own workbook given back: every problem in its cell, repairs accepted by typing yes.

Sheets, formats, charts and comments stay as they were. Offending cells are coloured and have a
comment; a column of verdicts and a sheet of problems are added.
"""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from import_rows import contract_row, headings, write_xlsx
from techmarket.cli.import_files import import_into
from techmarket.imports.import_files import ImportOutcome
from techmarket.imports.marked_workbook import write_marked

Import = Callable[..., ImportOutcome]
SOFFICE = shutil.which("soffice")
RED, YELLOW = "FFFFC7CE", "FFFFEB9C"
ROWS = [
    contract_row(1),
    contract_row(2, contract_type="瞎写", project_name="=cmd|'/c calc'!A1"),
    contract_row(3, buyer_name="武汉(某某)大学", buyer_identifier="11223344X"),
]


def own_workbook(path: Path) -> Path:
    """A workbook with formats, a chart, a comment and a second sheet."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    page, bold = (
        book.add_worksheet("2013年"),
        book.add_format({"bold": True, "bg_color": "#DDEBF7"}),
    )
    page.merge_range(0, 0, 0, 9, "某大学", bold)
    names = list(ROWS[0])
    for place, heading in enumerate(headings(names)):
        page.write_string(1, place, heading, bold)
        for number, row in enumerate(ROWS, start=2):
            page.write_string(number, place, row.get(names[place], ""))
    page.write_comment("C4", "旧批注")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='2013年'!$A$3:$A$5"})
    page.insert_chart("D10", chart)
    page.conditional_format("A3:A9", {"type": "data_bar"})
    book.add_worksheet("说明").write("A1", "备注")
    book.close()
    return path


def given_back(folder: Path, importing: Import, lang: str = "zh") -> Path:
    """The workbook, marked."""
    source, out = own_workbook(folder / "a.xlsx"), folder / "marked.xlsx"
    outcome = importing(source, dry_run=True)
    write_marked(source, out, outcome.sources, outcome.every, lang)
    return out


def test_cells_are_coloured_and_commented(tmp_path: Path, importing: Import) -> None:
    """Red for what must be put right, yellow for what a person looks at; a comment that was there
    keeps its text and gets ours below."""
    book = openpyxl.load_workbook(given_back(tmp_path, importing))
    assert book.sheetnames == ["2013年", "说明", "检查问题"]
    page = book["2013年"]
    assert page["C4"].fill.fgColor.rgb == RED
    assert page["C4"].comment.text.startswith("旧批注\n代码项填写代码表中的代码或名称：“瞎写”")
    assert page["A2"].font.b
    verdicts = [row[-1].value for row in page.iter_rows(min_row=2, max_row=5)]
    assert verdicts[0] == "检查结果"
    assert verdicts[2].startswith("须改正 1 处")
    assert not any("须改正" in text for text in (verdicts[1], verdicts[3]))


def test_everything_else_stays(tmp_path: Path, importing: Import) -> None:
    """Parts that have no problem are there byte for byte, the chart among them."""
    marked = given_back(tmp_path, importing)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(marked) as new:
        same = {n for n in old.namelist() if n in new.namelist() and old.read(n) == new.read(n)}
        assert set(old.namelist()) - set(new.namelist()) == set()
        changed = set(old.namelist()) - same
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    } - same  # fmt: skip
    assert "xl/charts/chart1.xml" in same


def test_the_sheet_of_problems_leads_to_the_cells(tmp_path: Path, importing: Import) -> None:
    """Hard problems first, each with a link; texts that look like formulas stay texts."""
    page = openpyxl.load_workbook(given_back(tmp_path, importing, "en"))["Problems"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == ("Accept", "Sheet", "Row", "Column", "Heading", "Value", "Change to",
                       "Level", "Problem", "Rule")  # fmt: skip
    assert rows[1][:8] == (None, "2013年", "4", "C", "合同类别", "瞎写", None, "must")
    assert page["D2"].hyperlink.location == "'2013年'!C4"
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_a_repair_is_accepted_by_typing_yes(
    tmp_path: Path, importing: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    """The brackets of a Chinese name become full-width: typed 是 beside the repair, and the file
    is imported again. A cell that was changed since is left as it is, and that is told."""
    out = given_back(tmp_path, importing)
    book = openpyxl.load_workbook(out)
    book["2013年"]["C4"].value = "委托开发"
    repairs = 0
    for row in book["检查问题"].iter_rows(min_row=2):
        if row[6].value == "武汉（某某）大学":
            row[0].value, repairs = "是", repairs + 1
    assert repairs == 1
    book.save(tmp_path / "b.xlsx")
    assert import_into([tmp_path / "b.xlsx"], tmp_path / "register") == 0
    names = pq.read_table(tmp_path / "register" / "parties.parquet").column("name").to_pylist()
    assert "武汉（某某）大学" in names
    changed = next(
        c for row in book["2013年"].iter_rows() for c in row if c.value == "武汉(某某)大学"
    )
    changed.value = "武汉某某学院"
    book.save(tmp_path / "c.xlsx")
    outcome = importing(tmp_path / "c.xlsx", dry_run=True)
    unfit = [f for f in outcome.every if f.rule == "import.repair_fits_its_cell"]
    assert [(f.row, f.value) for f in unfit] == [(5, "武汉某某学院")]


def test_a_marked_workbook_is_marked_again(tmp_path: Path, importing: Import) -> None:
    """The sheet of problems and the column of verdicts are replaced, not added a second time."""
    first = given_back(tmp_path, importing)
    outcome = importing(first, dry_run=True)
    write_marked(first, tmp_path / "again.xlsx", outcome.sources, outcome.every, "zh")
    once, twice = openpyxl.load_workbook(first), openpyxl.load_workbook(tmp_path / "again.xlsx")
    assert twice.sheetnames == once.sheetnames
    assert twice["2013年"].max_column == once["2013年"].max_column
    assert twice["检查问题"].max_row == once["检查问题"].max_row


def test_a_workbook_without_comments_or_styles_of_its_own(
    tmp_path: Path, importing: Import
) -> None:
    """The parts for comments are made and named in all lists of parts."""
    source = write_xlsx(tmp_path / "a.xlsx", [contract_row(1, value="abc")])
    outcome = importing(source, dry_run=True)
    write_marked(source, tmp_path / "b.xlsx", outcome.sources, outcome.every, "en")
    page = openpyxl.load_workbook(tmp_path / "b.xlsx")["合同"]
    cell = next(cell for cell in page[2] if cell.value == "abc")
    assert cell.fill.fgColor.rgb == RED
    assert cell.comment.text == "An amount is written as a number, down to the 分 at most: “abc”."


@pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # of data bars
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_opens_what_is_given_back(tmp_path: Path, importing: Import) -> None:
    """LibreOffice reads it and writes it again with all sheets, comments and verdicts."""
    given_back(tmp_path, importing)
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
         str(tmp_path / "marked.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "out" / "marked.xlsx")
    assert book.sheetnames == ["2013年", "说明", "检查问题"]
    assert "旧批注" in book["2013年"]["C4"].comment.text
    assert len(book["2013年"]._charts) == 1
