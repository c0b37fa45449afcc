"""Documents that are no annual report: a yearbook table, a press release, a county's bulletin; and
one table in every form of file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from techmarket.audit.reading import read_documents
from techmarket.audit.statement import Reading
from techmarket.fonts import FAMILY, typeface

Read = Callable[..., Reading]
Said = Callable[[Reading], list[str]]


def test_a_yearbook_table_of_provinces_by_year(read: Read, said: Said) -> None:
    """The title has a number and no 表; years stand bare in the header; the unit stands in a line
    of its own. Nothing says seller or buyer: the reading says what it took."""
    reading = read("""
        20-11 分地区技术市场成交额
        单位：万元

        地 区→2015→2016
        全 国→98357896→114069816
        北 京→34530000→39409752
    """)
    assert reading.tables[0].number == "20-11"
    assert said(reading) == [
        "98357896 value:2015:",
        "114069816 value:2016:",
        "34530000 value:2015:registration_region=110000",
        "39409752 value:2016:registration_region=110000",
    ]
    assert reading.numbers[0].base_value == 98357896 * 10**6
    (doubt,) = reading.doubts
    assert doubt.kind == "assumed"
    assert doubt.why == (
        "Nothing says seller, buyer or registration: regions are taken as those of registration, "
        "kinds of party as sellers."
    )


def test_years_down_the_rows(read: Read, said: Said) -> None:
    """The same numbers turned: a year in each row, measures over the columns."""
    reading = read(
        """\
        表20-12 2016年技术市场成交合同,,,
        单位：项、亿元,,,
        年份,合同数,成交额,平均每项成交额（万元）
        2015,307132,9835.79,320.25
        2016,320437,"11,406.98",355.98
        """,
        "yearbook.csv",
    )
    assert said(reading)[3:] == [
        "320437 contracts:2016:",
        "11,406.98 value:2016:",
        "355.98 mean_value:2016:",
    ]


def test_a_press_release(read: Read, said: Said) -> None:
    """Nothing but sentences, of another year."""
    reading = read("""
        2019年全国技术合同成交额突破2.2万亿元

        2019年，全国共签订技术合同484077项，成交额为22398.4亿元，分别比上年增长17.5%和26.6%。其中，技术服务合同成交额居首位，达12391.1亿元，占全国技术合同成交总额的55.3%。北京输出技术成交额5695.3亿元，居全国首位，占全国的25.4%。
    """)
    assert reading.year == 2019
    assert said(reading) == [
        "2.2万亿元 value:2019: (over)",
        "484077项 contracts:2019:",
        "22398.4亿元 value:2019:",
        "17.5% contracts.growth:2019:",
        "26.6% value.growth:2019:",
        "首位 value.rank:2019:contract_type=4 of all",
        "12391.1亿元 value:2019:contract_type=4",
        "55.3% value.share:2019:contract_type=4 of all",
        "5695.3亿元 value:2019:seller_region=110000",
        "首位 value.rank:2019:seller_region=110000 of seller_region=group:province",
        "25.4% value.share:2019:seller_region=110000 of all",
    ]


def test_a_bulletin_of_a_county(read: Read, said: Said) -> None:
    """Townships are in no code list: they keep their names, so that the sum can be judged, and are
    told as doubts. The table is drawn with strokes."""
    reading = read("""
        # 2022年全县技术合同认定登记情况通报

        2022年，全县共登记技术合同126项，同比增长12.5%；合同成交额3.42亿元，同比下降4.1%。

        表1 2022年各乡镇技术合同登记情况（单位：项、万元）

        | 乡镇 | 合同数 | 成交额 |
        |------|-------|-------|
        | 城关镇 | 80 | 25,310.5 |
        | 河东乡 | 46 | 8,889.5 |
        | 合计 | 126 | 34,200.0 |
    """)
    assert said(reading) == [
        "80 contracts:2022:label=城关镇",
        "25,310.5 value:2022:label=城关镇",
        "46 contracts:2022:label=河东乡",
        "8,889.5 value:2022:label=河东乡",
        "126 contracts:2022:",
        "34,200.0 value:2022:",
        "126项 contracts:2022:",
        "12.5% contracts.growth:2022:",
        "3.42亿元 value:2022:",
        "4.1% value.growth:2022:",
    ]
    assert reading.numbers[-1].value < 0
    assert [doubt.text for doubt in reading.doubts] == ["城关镇", "河东乡"]
    assert reading.doubts[0].why == "No code list knows this label; it is kept as it is printed."


TITLE = "表5 2016年各类技术合同构成（单位：项、亿元）"
ROWS = [
    ["合同类别", "合同数", "成交额", ""],
    ["", "", "金额", "占比"],
    ["技术开发", "120", "1.50", "60.00"],
    ["技术服务", "80", "1.00", "40.00"],
    ["合计", "200", "2.50", "100.00"],
]
EXPECTED = [
    "120 contracts:2016:contract_type=1",
    "1.50 value:2016:contract_type=1",
    "60.00 value.share:2016:contract_type=1 of all",
    "80 contracts:2016:contract_type=4",
    "1.00 value:2016:contract_type=4",
    "40.00 value.share:2016:contract_type=4 of all",
    "200 contracts:2016:",
    "2.50 value:2016:",
    "100.00 value.share:2016: of all",
]


def as_text(path: Path) -> None:
    lines = [TITLE, "", *("\t".join(row) for row in ROWS)]
    path.write_text("\n".join(lines), encoding="utf-8")


def as_gb18030(path: Path) -> None:
    lines = [TITLE, "", *("\t".join(row) for row in ROWS)]
    path.write_text("\n".join(lines), encoding="gb18030")


def as_utf16(path: Path) -> None:
    lines = [TITLE, "", *("\t".join(row) for row in ROWS)]
    path.write_text("\n".join(lines), encoding="utf-16")


def as_csv(path: Path) -> None:
    lines = [TITLE, *(",".join(row) for row in ROWS)]
    path.write_text("\n".join(lines), encoding="utf-8-sig")


def as_workbook(path: Path) -> None:
    """Numbers as numbers, decimals by their format, the group merged over two columns."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.append([])
    for row in ROWS[:2]:
        sheet.append([cell or None for cell in row])
    for row in ROWS[2:]:
        sheet.append([row[0], int(row[1]), float(row[2]), float(row[3])])
    sheet.merge_cells("C3:D3")
    for line in sheet.iter_rows(min_row=5, min_col=3, max_col=4):
        for cell in line:
            cell.number_format = "#,##0.00"
    book.save(path)


def as_word(path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(ROWS), cols=4)
    for at, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    document.save(str(path))


def as_page(path: Path) -> None:
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS[2:]
    )
    path.write_text(
        f"<html><head><meta charset='utf-8'><title>x</title></head><body><nav>2016</nav>"
        f"<table><caption>{TITLE}</caption><thead><tr><th rowspan=2>合同类别</th>"
        f"<th rowspan=2>合同数</th><th colspan=2>成交额</th></tr>"
        f"<tr><th>金额</th><th>占比</th></tr></thead><tbody>{body}</tbody></table></body></html>",
        encoding="utf-8",
    )


def as_print(path: Path) -> None:
    """Typeset: three rules and no upright ones, as statistical tables are printed."""
    import typst

    cells = ", ".join(f"[{cell}]" for row in ROWS[2:] for cell in row)
    source = path.with_suffix(".typ")
    source.write_text(
        f'#set text(font: "{FAMILY}")\n'
        f"{TITLE}\n\n"
        "#table(columns: (4cm, 3cm, 3cm, 3cm), stroke: none,\n"
        "table.hline(), [合同类别], [合同数], table.cell(colspan: 2)[成交额],\n"
        f"[], [], [金额], [占比], table.hline(), {cells}, table.hline())\n",
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(path), font_paths=[str(typeface().folder)])


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (as_text, "report.txt"),
        (as_gb18030, "report.txt"),
        (as_utf16, "report.txt"),
        (as_csv, "report.csv"),
        (as_workbook, "report.xlsx"),
        (as_word, "report.docx"),
        (as_page, "report.html"),
        (as_print, "report.pdf"),
    ],
)
def test_one_table_in_every_form(
    write: Callable[[Path], None], name: str, tmp_path: Path, said: Said
) -> None:
    """The form is told by what the file holds: every form gives the same numbers, with the same
    printed decimals."""
    path = tmp_path / name
    write(path)
    reading = read_documents([path], "en")
    assert said(reading) == EXPECTED
    assert [number.decimals for number in reading.numbers[:3]] == [0, 2, 2]
    assert reading.tables[0].number == "表5"
    assert reading.doubts == ()


def test_several_documents_are_one_report(tmp_path: Path, said: Said) -> None:
    """Each number names its own document."""
    as_text(tmp_path / "a.txt")
    as_csv(tmp_path / "b.csv")
    told: list[tuple[str, int, int]] = []
    reading = read_documents(
        [tmp_path / "a.txt", tmp_path / "b.csv"],
        "en",
        lambda what, done, total: told.append((what, done, total)),
    )
    assert said(reading) == EXPECTED * 2
    assert {Path(number.place.document).name for number in reading.numbers} == {"a.txt", "b.csv"}
    assert told == [("reading", 0, 2), ("reading", 1, 2), ("reading", 2, 2)]
