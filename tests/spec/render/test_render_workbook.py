"""The workbook, read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from techmarket.errors import TechmarketError
from techmarket.render.workbook import write_workbook
from techmarket.tables.model import BuiltTable

Build = Callable[..., BuiltTable]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Any]:
    """Writes tables into a workbook and opens it."""

    def written(*tables: BuiltTable, lang: str = "zh") -> Any:
        write_workbook(tables, tmp_path / "t.xlsx", "年度报告", lang)
        return openpyxl.load_workbook(tmp_path / "t.xlsx")

    return written


def shown(cell: Any) -> str:
    """What a spreadsheet shows of a number under the formats that are used here."""
    form = cell.number_format
    decimals = len(form.partition(".")[2].rstrip('"%'))
    grouped = "," if "," in form else ""
    return f"{cell.value:{grouped}.{decimals}f}" + ("%" if form.endswith('"%"') else "")


TEXTS = ["7469.13", "214.30", "-2.97", "0", "294929", "120,332.69", "2.64%", "0.00", "5.0"]


def test_numbers_are_numbers_that_show_their_text(build: Build, read: Callable[..., Any]) -> None:
    """One can calculate with them, and reads the digits that are printed."""
    sheet = read(build([str(i) for i in range(len(TEXTS))], ["数"], [[t] for t in TEXTS]))["附表4"]
    cells = [sheet.cell(4 + row, 2) for row in range(len(TEXTS))]
    assert [cell.data_type for cell in cells] == ["n"] * len(TEXTS)
    assert [shown(cell) for cell in cells] == TEXTS


def test_signs_are_text_on_the_right_and_blanks_are_empty(
    build: Build, read: Callable[..., Any]
) -> None:
    """`—` stands where the digits would end."""
    sheet = read(build(["a", "b", "c"], ["数"], [["—"], ["--"], [""]]))["附表4"]
    cells = [sheet.cell(4 + row, 2) for row in range(3)]
    assert [cell.value for cell in cells] == ["—", "--", None]
    assert [cell.alignment.horizontal for cell in cells[:2]] == ["right", "right"]


def test_more_digits_than_a_workbook_keeps_stay_text(
    build: Build, read: Callable[..., Any]
) -> None:
    """A spreadsheet would change the last digits of a number with more than fifteen."""
    sheet = read(build(["a", "b"], ["数"], [["12345678901234.56"], ["-0.00"]]))["附表4"]
    assert sheet["B4"].value == "12345678901234.56"
    assert sheet["B5"].value == "-0.00"


def test_names_are_never_formulas_numbers_or_links(build: Build, read: Callable[..., Any]) -> None:
    """Whatever a party is called, in the body as in a label."""
    names = ["=1+1", "+86", "@SUM(A1)", "-5", "007", "mailto:a@example.org"]
    table = build(names, ["=2+2"], [[name] for name in names], names=True)
    sheet = read(table)["附表4"]
    for row, name in enumerate(names, start=4):
        for cell in (sheet.cell(row, 1), sheet.cell(row, 2)):
            assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)
        assert sheet.cell(row, 2).alignment.horizontal == "left"
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=2+2", "s")


def test_head_stub_and_notes(build: Build, read: Callable[..., Any]) -> None:
    """Title, units, a head of two rows, groups of rows, the end of the table, notes, source.

    Cells of head, title and notes are joined; none of the body is, so that rows can be sorted.
    """
    table = build(
        ["甲/合计", "甲/一", "合计"], ["数/项", "数/元"],
        stub=("类别", ""), notes=("一。", "二。"), source="登记系统",
    )  # fmt: skip
    sheet = read(table)["附表4"]
    assert sheet["A1"].value == "附表4  各类技术合同构成"
    assert sheet["D2"].value == "单位：项、亿元"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:D1", "A3:B4", "C3:D3", "A9:D9", "A10:D10", "A11:D11"}
    assert [sheet[place].value for place in ("A3", "C3", "C4", "D4")] == ["类别", "数", "项", "元"]
    body = [[sheet.cell(row, col).value for col in (1, 2)] for row in (5, 6, 7)]
    assert body == [["甲", "合计"], ["甲", "一"], ["合计", None]]
    assert [sheet.cell(row, 1).value for row in (9, 10, 11)] == [
        "注：1. 一。", "2. 二。", "资料来源：登记系统",
    ]  # fmt: skip


def test_a_sheet_is_set_up_to_read_and_to_print(build: Build, read: Callable[..., Any]) -> None:
    """Head and stub stay in view; A4, as wide as the page, the head on every page."""
    sheet = read(build(["甲/一", "乙/二"], ["数/项", "数/元"]))["附表4"]
    assert sheet.freeze_panes == "C5"
    assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
    # One page wide is what a workbook does when it does not say; any number of pages high is 0.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.print_area == "'附表4'!$A$1:$D$7"


def test_a_wide_table_is_printed_across(build: Build, read: Callable[..., Any]) -> None:
    """Twelve years in a row."""
    sheet = read(build(["a"], [str(year) for year in range(2002, 2014)]))["附表4"]
    assert sheet.page_setup.orientation == "landscape"


def test_columns_are_wide_enough_for_chinese(build: Build, read: Callable[..., Any]) -> None:
    """A Chinese character takes two places."""
    sheet = read(build(["技术秘密转让"], ["数"], [["12345678.90"]]))["附表4"]
    assert sheet.column_dimensions["A"].width > 12
    assert sheet.column_dimensions["B"].width > 11


def test_a_label_over_two_columns_is_never_cut(build: Build, read: Callable[..., Any]) -> None:
    """It runs over the empty cell beside it, for which it must not wrap and both have room; where
    it is longer than a page is wide it wraps in the first column, whose row is as high.
    """
    short, long = "未涉及知识产权的合同", "省、自治区、直辖市及计划单列市计划" * 4
    sheet = read(build(["专利/合计", "专利/发明专利", short, long], ["数"]))["附表4"]
    rows = {row[0].value: row[0] for row in sheet.iter_rows() if row[0].value}
    widths = [sheet.column_dimensions[letter].width for letter in "AB"]
    assert not rows[short].alignment.wrap_text
    assert sheet.cell(rows[short].row, 2).value is None
    assert sum(widths) >= 2 * len(short)
    assert rows[long].alignment.wrap_text
    lines = -(-2 * len(long) // widths[0])
    assert sheet.row_dimensions[rows[long].row].height >= 12 * lines


def test_the_contents_link_to_every_sheet(build: Build, read: Callable[..., Any]) -> None:
    """Sheets are named by the printed number; each links back."""
    book = read(
        build(["a"], ["b"]), build(["a"], ["b"], key="exchanges", number="13a", title="交易")
    )
    assert book.sheetnames == ["目录", "附表4", "表13a"]
    contents = book["目录"]
    assert contents["A1"].value == "年度报告"
    assert [contents.cell(4, c).value for c in (1, 2, 3)] == [
        "附表4",
        "各类技术合同构成",
        "项、亿元",
    ]
    assert [contents.cell(r, 1).hyperlink.location for r in (4, 5)] == ["'附表4'!A1", "'表13a'!A1"]
    assert book["表13a"]["D1"].hyperlink.location == "'目录'!A1"


def test_english(build: Build, read: Callable[..., Any]) -> None:
    """The form speaks the language of the tables."""
    book = read(build(["a"], ["b"], notes=("One.",), source="Register", units="%"), lang="en")
    assert book.sheetnames == ["Contents", "Annex Table 4"]
    sheet = book["Annex Table 4"]
    assert sheet["B2"].value == "Unit: %"
    assert [sheet["A6"].value, sheet["A7"].value] == ["Note: One.", "Source: Register"]


def test_a_sheet_name_that_a_workbook_cannot_have(build: Build, read: Callable[..., Any]) -> None:
    """What may not stand in it is replaced, what is too long is cut."""
    book = read(build(["a"], ["b"], number="附表4/5:" + "长" * 40))
    assert book.sheetnames[1] == "附表4-5-" + "长" * 25


def test_two_tables_of_the_same_number_are_refused(build: Build, tmp_path: Path) -> None:
    """Nothing is written."""
    tables = [build(["a"], ["b"]), build(["a"], ["b"], key="other")]
    with pytest.raises(TechmarketError) as caught:
        write_workbook(tables, tmp_path / "t.xlsx", "年度报告")
    assert str(caught.value) == (
        "two sheets would have the same name (附表4): contracts_by_type and other have the same "
        "printed number; correct the printed numbers of the edition."
    )
    assert list(tmp_path.iterdir()) == []


def test_the_same_tables_give_the_same_bytes(build: Build, tmp_path: Path) -> None:
    """No time of writing."""
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook([build(["a"], ["b"])], tmp_path / name, "年度报告")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_workbook_that_cannot_be_written_leaves_nothing(build: Build, tmp_path: Path) -> None:
    """The system's own error, so that the command can say whether the disk is full."""
    with pytest.raises(FileNotFoundError):
        write_workbook([build(["a"], ["b"])], tmp_path / "nowhere" / "t.xlsx", "年度报告")
    assert list(tmp_path.iterdir()) == []
