"""The workbook of a book, read back."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from printed_again import says
from small_book import AWKWARD, figures, small_book
from techmarket.errors import TechmarketError
from techmarket.figures.model import Form
from techmarket.render.book_walk import figures_of, tables_of
from techmarket.render.book_workbook import write_book_workbook
from techmarket.render.header import head_levels, stub_of
from techmarket.report.model import Book, FigureBlock, Section, TableBlock


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "book.xlsx"
    write_book_workbook(small_book(), path)
    return path


@pytest.fixture(scope="module")
def read(file: Path) -> Any:
    return openpyxl.load_workbook(file)


def shown(cell: Any) -> str:
    """What a spreadsheet shows in a cell."""
    if cell.value is None:
        return ""
    if cell.data_type != "n":
        return str(cell.value)
    decimals = len(cell.number_format.partition(".")[2].rstrip('"%'))
    percent = "%" if cell.number_format.endswith('"%"') else ""
    return f"{cell.value:.{decimals}f}{percent}"


def test_sheets_stand_in_order(read: Any) -> None:
    """Cover, contents and notes, then a sheet for every table and one for every figure."""
    assert read.sheetnames == [
        "封面", "目录", "说明", "表1", "附表1", "表13a", "附表2", "附表3",
        *(f"图{place}" for place in range(1, 8)),
    ]  # fmt: skip


def test_cells_show_the_printed_text(read: Any) -> None:
    """A number is a number, and shows the digits of the book; signs and names are text.

    A true zero is the number 0; a missing value is its sign and no number.
    """
    for table in tables_of(small_book()):
        sheet = read[table.number]
        top = 3 + head_levels(table.columns)
        left = stub_of(table).width + 1
        for row, cells in enumerate(table.cells, start=top):
            for col, cell in enumerate(cells, start=left):
                found = sheet.cell(row, col)
                assert shown(found) == cell.text
                assert cell.observation is None or says(shown(found), cell.observation, cell.unit)
    assert read["表1"]["E5"].value == 0
    assert read["表1"]["D6"].value == "…"
    assert (read["表1"]["E6"].value, read["表1"]["E6"].data_type) == (None, "n")


def test_the_body_of_a_table_can_be_sorted(read: Any) -> None:
    """No cell of it joins others: a group is named in each of its rows."""
    for table in tables_of(small_book()):
        top, end = 3 + head_levels(table.columns), 2 + head_levels(table.columns) + len(table.rows)
        joined = read[table.number].merged_cells.ranges
        assert [str(area) for area in joined if area.max_row >= top and area.min_row <= end] == []
    assert [read["表1"].cell(row, 1).value for row in (5, 6, 7)] == ["合计", "技术开发", "技术开发"]


def test_a_sheet_begins_with_its_title_and_units(read: Any) -> None:
    """Title in A1, units above the head, for tables and figures alike."""
    assert read["表1"]["A1"].value == "表1  各类技术合同构成 <2013>"
    assert read["表1"]["E2"].value == "单位：亿元、%"
    assert [read["图1"][place].value for place in ("A1", "A2")] == [
        "图1  bars 的图", "单位：亿元",
    ]  # fmt: skip


def test_contents_lead_to_every_sheet_and_back(read: Any) -> None:
    """Each line is a link, and each sheet has one back."""
    links = {c.value: c.hyperlink.location for (c,) in read["目录"]["A4:A15"] if c.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in read.sheetnames[3:]}
    for name in read.sheetnames[2:]:
        back = [c.hyperlink.location for row in read[name] for c in row if c.hyperlink]
        assert "'目录'!A1" in back


def test_the_cover_says_what_it_is_and_from_what(read: Any) -> None:
    """Title, publisher, cut-off, and the snapshots by their hashes."""
    said = [c.value for row in read["封面"] for c in row if c.value]
    assert said[:4] == ["年度报告 <2013> & 其他", "2013年数据", "某中心", "2014年"]
    assert {"2013-12-31", "a" * 64, "b" * 64, "techmarket 0.1.0"} <= set(said)


def test_the_notes_hold_the_method_and_the_measures(read: Any) -> None:
    """The part on method and the index of cells, with definitions and where each is printed."""
    rows = [[c.value for c in row] for row in read["说明"].iter_rows(min_row=4)]
    assert rows == [
        ["说明", None, None],
        [None, "政策 “#1” *强调*。", None],
        ["索引", None, None],
        ["指标", "定义", "所在图表"],
        ["成交额", "合同总金额之和 <分>。", "表1、附表2"],
    ]


def test_names_are_never_formulas(read: Any) -> None:
    """Whatever a name begins with, in a cell as in a label."""
    for row, name in enumerate(AWKWARD, start=4):
        for col in (1, 2):
            cell = read["表13a"].cell(row, col)
            assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_every_figure_has_its_data(read: Any) -> None:
    """Categories down, series across, each number as printed; a missing one is its sign."""
    for figure in figures():
        sheet = read[figure.number]
        assert [sheet.cell(5 + i, 1).value for i in range(4)] == list(figure.categories)
        for col, series in enumerate(figure.series, start=2):
            cells = [sheet.cell(5 + i, col) for i in range(4)]
            assert [shown(cell) for cell in cells] == [datum.text for datum in series.data]
    assert [read["图5"].cell(4, col).value for col in (1, 2)] == ["类别", "系列0（亿元）"]


def test_charts_are_drawn_by_the_workbook_itself(file: Path) -> None:
    """Each form has its chart, with the message of the figure as alternative text.

    A matrix has none: its cells are coloured by class.
    """
    drawn = [figure for figure in figures() if figure.form is not Form.MATRIX]
    kinds = {
        Form.BARS: "barChart", Form.RANKING: "barChart", Form.BARS_AND_LINE: "lineChart",
        Form.SHARES: "pieChart", Form.LINES: "lineChart", Form.TILE_MAP: "barChart",
    }  # fmt: skip
    with zipfile.ZipFile(file) as archive:
        for place, figure in enumerate(drawn, start=1):
            chart = archive.read(f"xl/charts/chart{place}.xml").decode()
            assert f"<c:{kinds[figure.form]}>" in chart
            assert f"'{figure.number}'!" in chart or f"{figure.number}!" in chart
            drawing = archive.read(f"xl/drawings/drawing{place}.xml").decode()
            alt = figure.alt.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            assert f'descr="{alt}"' in drawing
        assert f"xl/charts/chart{len(drawn) + 2}.xml" not in archive.namelist()


def test_a_line_does_not_fall_to_zero_at_a_sign(tmp_path: Path) -> None:
    """Where the first values are missing the line begins at the first number."""
    late = figures()[4]
    data = late.series[0].data
    series = replace(late.series[0], data=(data[1], *data[:1], *data[2:]))
    part = Section("p", "", "p", (FigureBlock(replace(late, series=(series,))),))
    write_book_workbook(replace(small_book(drawn=False), parts=(part,)), tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert re.findall(r"<c:f>([^<]*B[^<]*)</c:f>", chart)[-1].endswith("$B$6:$B$8")


def test_units_of_an_english_workbook_are_english(tmp_path: Path) -> None:
    """Heads and axes of its figures: no 亿元 stands in them, its own words do."""
    blocks = tuple(FigureBlock(replace(figure, lang="en")) for figure in figures())
    part = Section("only", "", "Only figures", blocks)
    write_book_workbook(replace(small_book("en"), parts=(part,)), tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        names = [name for name in archive.namelist() if "charts/chart" in name]
        charts = "".join(archive.read(name).decode() for name in names)
    assert "亿元" not in charts
    assert "100 million yuan" in charts
    read = openpyxl.load_workbook(tmp_path / "book.xlsx")
    heads = [str(cell.value) for sheet in read.worksheets[3:] for cell in sheet[4]]
    assert not [head for head in heads if "亿元" in head]
    assert any("100 million yuan" in head for head in heads)


def test_a_sheet_without_a_chart_prints_its_whole_title(tmp_path: Path) -> None:
    """The area that is printed reaches beyond the few columns of its data."""
    figure = next(f for f in figures() if f.form is Form.SHARES)
    empty = replace(
        figure,
        series=tuple(
            replace(one, data=tuple(replace(d, text="…") for d in one.data))
            for one in figure.series
        ),
    )
    part = Section("only", "", "一", (FigureBlock(empty),))
    write_book_workbook(replace(small_book(), parts=(part,)), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets[3]
    assert ":$H$" in str(sheet.print_area)


def test_classes_colour_their_cells(read: Any) -> None:
    """The lowest class is light with dark digits, the highest dark with white ones."""
    low, high = read["图7"]["B5"], read["图7"]["B7"]
    assert low.fill.fgColor.rgb != high.fill.fgColor.rgb
    assert (low.font.color.rgb, high.font.color.rgb) == ("FF1A1A1A", "FFFFFFFF")


def test_a_sheet_prints_on_one_page_across_with_its_head(read: Any) -> None:
    """A4, one page wide, the head repeated."""
    for name in read.sheetnames[3:]:
        assert read[name].page_setup.paperSize == int(read[name].PAPERSIZE_A4)
        assert read[name].sheet_properties.pageSetUpPr.fitToPage
        assert read[name].print_title_rows


def test_a_book_without_figures_and_with_an_empty_table(tmp_path: Path) -> None:
    """The sheet of an empty table has its title and head."""
    book = small_book(drawn=False)
    write_book_workbook(book, tmp_path / "b.xlsx")
    read = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert figures_of(book) == []
    assert read["附表3"]["A1"].value == "附表3  空表"


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    """An edition that numbers two tables alike cannot become a workbook."""
    table = tables_of(small_book(drawn=False))[0]
    both = (TableBlock(table), TableBlock(replace(table, key="other")))
    book: Book = replace(small_book(drawn=False), parts=(Section("p", "", "p", both),))
    with pytest.raises(TechmarketError) as caught:
        write_book_workbook(book, tmp_path / "b.xlsx")
    assert str(caught.value) == (
        "two sheets would have the same name (表1): grouped and other have the same printed "
        "number; correct the printed numbers of the edition."
    )
    assert list(tmp_path.iterdir()) == []


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    """Charts and dates included."""
    for name in ("a.xlsx", "b.xlsx"):
        write_book_workbook(small_book(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
