"""Documents that are damaged, misread or no report: refused in one sentence, or a listed doubt. A
number that may be something else is never passed off as read."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from techmarket.audit.reading import read_documents
from techmarket.audit.statement import DoubtKind, Reading
from techmarket.errors import TechmarketError

Read = Callable[..., Reading]


def refused(path: Path) -> str:
    with pytest.raises(TechmarketError) as caught:
        read_documents([path])
    return str(caught.value).replace(str(path), "PATH")


def test_letters_for_digits_are_doubts_with_a_proposal(read: Read) -> None:
    """l for 1, O for 0, 。 for the point: the cell has no number; the doubt says what it may be."""
    reading = read("""
        附表4 2013年技术合同构成 (单位: 项、亿元)

        合同类别→合同数→成交额
        技术转让→1l797→1O83。76
        技术咨询→32564→195.1.0

        2013年共成交技术合同294929项，成交额7469。13亿元，增长l6.03%。
    """)
    assert [number.text for number in reading.numbers] == ["32564", "294929项"]
    assert [(doubt.text, doubt.proposal, doubt.kind) for doubt in reading.doubts] == [
        ("7469。13亿元", "7469.13", DoubtKind.NOISE),
        ("l6.03%", "16.03", DoubtKind.NOISE),
        ("1l797", "11797", DoubtKind.NOISE),
        ("1O83。76", "1083.76", DoubtKind.NOISE),
        ("195.1.0", "", DoubtKind.NOISE),
    ]
    assert reading.doubts[0].why == (
        "This looks like a number misread, perhaps 7469.13; it is not taken as a number."
    )
    assert reading.doubts[4].why == (
        "This looks like a number misread and it cannot be told which; it is not taken as one."
    )


def test_words_where_numbers_stand(read: Read) -> None:
    """A word among numbers is told; the numbers beside it keep their columns."""
    reading = read("""
        附表4 2013年技术合同构成 (单位: 项、亿元)

        合同类别→合同数→成交额
        技术开发→100→20.00
        技术转让→待定→10.00
        技术咨询→30→4.00
    """)
    assert [number.text for number in reading.numbers] == ["100", "20.00", "10.00", "30", "4.00"]
    assert reading.numbers[2].measure == "value"
    (doubt,) = reading.doubts
    assert (doubt.text, doubt.why) == ("待定", "A number is expected here and this is none.")


def test_a_table_cut_off_in_the_middle(read: Read) -> None:
    """The last row ends early: what it has keeps its columns, and the rest is told."""
    reading = read("""
        附表4 2013年技术合同构成 (单位: 项、亿元、%)

        合同类别→合同数→成交额→占比
        技术开发→153959→2773.41→37.13
        技术转让→11797→10""")
    assert [number.text for number in reading.numbers][-1] == "10"
    (doubt,) = reading.doubts
    assert (doubt.text, doubt.kind) == ("技术转让", "shape")
    assert doubt.why == "The row ends 1 values early; the table may have been cut off."


def test_headers_that_leave_it_open(read: Read) -> None:
    """Where one column has no header the others may have moved: no number is taken for a fact."""
    reading = read("""
        附表4 2013年技术合同构成（单位：亿元、%）

        合同类别→成交额→增长→增长→
        技术开发→2773.41→1.00→2.00→3.00
        技术转让→1083.76→1.00→2.00→3.00
    """)
    assert {number.measure for number in reading.numbers} == {""}
    assert [doubt.why for doubt in reading.doubts] == [
        "Column 5 has no header.",
        "The header does not say enough of this column; its numbers are left open.",
        "Two columns have the same header and cannot be told apart; their numbers are left open.",
        "Two columns have the same header and cannot be told apart; their numbers are left open.",
    ]


def test_money_without_a_unit(read: Read) -> None:
    """Amounts of nobody knows what are not taken for amounts; counts need no unit."""
    reading = read("""
        附表4 2013年技术合同构成

        合同类别→合同数→成交额
        技术开发→153959→2773.41
    """)
    assert [number.measure for number in reading.numbers] == ["contracts", ""]
    assert [doubt.why for doubt in reading.doubts] == [
        "No unit of money is stated; the numbers of this column are not taken as amounts."
    ]


def test_parts_and_years_that_a_header_leaves_open(read: Read) -> None:
    """其中 with the name of its whole, and a level without a year among levels with one."""
    reading = read("""
        附表3 2011-2013年合同构成（单位：项、亿元）

        合同类别→2012年→→2013年→→其中:成交额
        →合同数→成交额→合同数→成交额→
        技术开发→1→2.0→3→4.0→1.5
    """)
    assert [number.measure for number in reading.numbers] == [
        "contracts", "value", "contracts", "value", "",
    ]  # fmt: skip
    assert [doubt.kind for doubt in reading.doubts] == [DoubtKind.HEADER]


def test_an_empty_file(tmp_path: Path) -> None:
    """Nothing, or nothing but blanks."""
    path = tmp_path / "empty.txt"
    for content in ("", " \n\t\n"):
        path.write_text(content)
        assert refused(path) == (
            "the document is empty (PATH); give the file that holds the report."
        )


def test_no_such_document_and_an_empty_folder(tmp_path: Path) -> None:
    """Paths that lead nowhere."""
    assert refused(tmp_path / "none.txt") == (
        "there is no such document (PATH); name a text, CSV, XLSX, DOCX, HTML or PDF file, "
        "or a folder of them."
    )
    folder = tmp_path / "folder"
    folder.mkdir()
    assert refused(folder) == (
        "the folder holds no document (PATH); "
        "put a text, CSV, XLSX, DOCX, HTML or PDF file into it."
    )


def test_a_document_that_is_no_report(tmp_path: Path) -> None:
    """A text without a table or a figure."""
    path = tmp_path / "poem.txt"
    path.write_text("床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n", encoding="utf-8")
    assert refused(path) == (
        "the document is no report (PATH): no table and no figure was understood in it; "
        "0 were not understood; give a statistical report, or a table with a header."
    )


def test_a_folder_may_hold_other_things(tmp_path: Path) -> None:
    """Beside a report in a folder a file may say nothing; not all of them."""
    (tmp_path / "licence.txt").write_text("床前明月光，疑是地上霜。", encoding="utf-8")
    assert refused(tmp_path).startswith("the document is no report (PATH")
    (tmp_path / "report.txt").write_text("2013年全国成交技术合同5项。", encoding="utf-8")
    assert [number.text for number in read_documents([tmp_path]).numbers] == ["5项"]


def test_binary_data(tmp_path: Path) -> None:
    """Bytes that are no text, and bytes of no encoding."""
    path = tmp_path / "data.txt"
    path.write_bytes(bytes(range(256)) * 40)
    assert refused(path) == (
        "the document is no text (PATH): it holds binary data; "
        "give a text, CSV, XLSX, DOCX, HTML or PDF file."
    )
    path.write_bytes(b"\xff\x81\x01" * 1000)
    assert refused(path) == (
        "the document is no text (PATH): it is neither UTF-8 nor UTF-16 nor GB18030; "
        "give a text, CSV, XLSX, DOCX, HTML or PDF file."
    )


def test_forms_that_are_not_read(tmp_path: Path) -> None:
    """Office before 2007 and archives of something else."""
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(512))
    assert refused(path) == (
        "the document is of a form that is not read (PATH): it is a file of Office before 2007; "
        "save it as XLSX or DOCX."
    )
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("report.txt", "合同数")
    assert refused(path) == (
        "the document is of a form that is not read (PATH): it is an archive and neither XLSX "
        "nor DOCX; give a text, CSV, XLSX, DOCX, HTML or PDF file."
    )


def test_a_very_large_file_is_refused_at_once(tmp_path: Path) -> None:
    """200 MB are not read into memory; nor is a small archive that unpacks to as much."""
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    assert refused(path) == (
        "the document is too large (PATH): it has 200 MB and a report has at most 64 MB; "
        "give the report alone, or its parts one by one."
    )
    path.write_bytes("2013年共成交技术合同1项。".encode() * 300_000)
    assert refused(path) == (
        "the document is too large (PATH): it has 10 MB and a report has at most 8 MB; "
        "give the report alone, or its parts one by one."
    )
    path = tmp_path / "large.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "")
        for part in range(5):
            archive.writestr(f"part{part}", bytes(60 * 2**20))
    assert refused(path) == (
        "the document is too large (PATH): its parts have 300 MB together and 256 MB are read "
        "at most; give the report alone, without pictures."
    )


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("broken.pdf", b"%PDF-1.7 broken", "PDF"),
        ("broken.xlsx", b"PK\x03\x04broken", "XLSX or DOCX"),
    ],
)
def test_damaged_files(tmp_path: Path, name: str, content: bytes, form: str) -> None:
    """A file that begins like its form and does not go on like it."""
    path = tmp_path / name
    path.write_bytes(content)
    told = refused(path)
    assert told.startswith(f"the document cannot be read as {form} (PATH): ")
    assert told.endswith("; open it in its own program and save it anew.")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """No right to read."""
    path = tmp_path / "closed.txt"
    path.write_text("x")
    path.chmod(0)
    assert refused(path) == (
        "the document cannot be opened (PATH): Permission denied; "
        "check the path and the right to read it."
    )


def test_a_device_or_a_broken_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says is told."""
    path = tmp_path / "report.txt"
    path.write_text("x")

    def fails(self: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fails)
    assert refused(path) == (
        "the document cannot be opened (PATH): Input/output error; "
        "check the path and the right to read it."
    )


def test_a_formula_without_its_value_is_told(tmp_path: Path) -> None:
    """A workbook written by a program that does not compute: the blank cell is told."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["表1 2016年合同（单位：项）"],
        ["合同类别", "合同数"],
        ["技术开发", 5],
        ["合计", "=B3"],
    ):
        sheet.append(row)
    path = tmp_path / "report.xlsx"
    book.save(path)
    reading = read_documents([path], "en")
    assert [number.text for number in reading.numbers] == ["5"]
    assert [doubt.why for doubt in reading.doubts if doubt.kind is DoubtKind.DOCUMENT] == [
        "This part could not be read: 1 × formula without value"
    ]
