"""Files that cannot be read: one sentence each, bounded memory, nothing imported.

A file from elsewhere is not trusted: it may be cut off, locked, of another kind, or do harm.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from import_rows import contract_row, csv_text, write_csv, write_xlsx
from techmarket.checks.check_rule import Severity
from techmarket.errors import TechmarketError
from techmarket.imports import delimited_file, encodings, workbook_file, workbook_parts
from techmarket.imports.files import tables_of
from techmarket.imports.import_files import ImportEnding, ImportOutcome

Import = Callable[..., ImportOutcome]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AGAIN = "open it in the spreadsheet, save it again and import that."


def refusal(importing: Import, *files: Path) -> str:
    """The sentence with which files are refused; no register is there afterwards."""
    with pytest.raises(TechmarketError) as error:
        importing(*files)
    assert not (files[0].parent / "register").exists()
    return error.value.sentence()


def altered(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_no_file(tmp_path: Path, importing: Import) -> None:
    """A slip of the path."""
    path = tmp_path / "a.csv"
    assert refusal(importing, path) == f"there is no such file to import ({path}); check the path."


def test_an_empty_file(tmp_path: Path, importing: Import) -> None:
    """Nothing but blanks."""
    path = tmp_path / "a.csv"
    path.write_text(" \n\n", encoding="utf-8")
    assert refusal(importing, path) == (
        f"the file is empty ({path}); check that it is the right file."
    )


def test_binary_rubbish(tmp_path: Path, importing: Import) -> None:
    """Bytes that are no text and no known format."""
    path = tmp_path / "a.csv"
    path.write_bytes(os.urandom(50_000))
    assert refusal(importing, path) == (
        f"the file is none that can be imported ({path}): it is no text, no workbook and no "
        "Parquet file; save it as .xlsx or .csv (UTF-8) and import that."
    )


def test_a_text_without_a_header(tmp_path: Path, importing: Import) -> None:
    """A letter, not a table."""
    path = tmp_path / "a.csv"
    path.write_text("尊敬的各位：\n请查收。\n", encoding="utf-8")
    assert refusal(importing, path) == (
        f"no header was found in the file ({path}): none of its first rows names two fields of a "
        "contract or a party; name the columns as in the data dictionary (techmarket dictionary), "
        "or fill in the workbook of `techmarket template`."
    )


def test_a_header_without_rows(tmp_path: Path, importing: Import) -> None:
    """The template, sent back as it was."""
    path = tmp_path / "a.csv"
    path.write_text(csv_text([contract_row()]).splitlines()[0], encoding="utf-8")
    assert refusal(importing, path) == (
        f"there are no rows below the header ({path}); check that it is the right file."
    )


def test_a_quotation_mark_that_is_never_closed(
    tmp_path: Path, importing: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of the file is one cell: of a short file it is a row with too few columns, of a
    long one the reading stops."""
    path, rows = tmp_path / "a.csv", [contract_row(n) for n in range(1, 99)]
    path.write_text(csv_text(rows[:2]).replace("高速信号", '"高速信号', 1), encoding="utf-8")
    assert importing(path).ending is ImportEnding.REFUSED
    monkeypatch.setattr(delimited_file, "BLOCK_ROWS_BYTES", 2_048)
    path.write_text(csv_text(rows).replace("高速信号", '"高速信号', 1), encoding="utf-8")
    assert refusal(importing, path) == (
        f"the text cannot be read as a table ({path}): a row has more than 2,048 bytes; check that "
        "every quotation mark is closed, or save it again from the spreadsheet."
    )


def test_a_line_without_end(
    tmp_path: Path, importing: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded whatever the file says."""
    monkeypatch.setattr(encodings, "LONGEST_LINE", 4 << 20)
    path = tmp_path / "a.csv"
    path.write_text(csv_text([contract_row()]) + "长" * (6 << 20), encoding="utf-8")
    assert refusal(importing, path) == (
        f"a line of the file is too long ({path}): it has more than 4 MB; check that it is the "
        "right file and that every quotation mark is closed."
    )


def test_a_cell_of_a_hundred_thousand_characters(tmp_path: Path, importing: Import) -> None:
    """A cell longer than a spreadsheet's is told, and not repeated in full."""
    rows = [contract_row(1, project_name="长" * 100_000), contract_row(2)]
    outcome = importing(write_csv(tmp_path / "a.csv", rows), valid_rows=True)
    found = [f for f in outcome.every if f.severity is Severity.HARD]
    assert [(f.rule, f.row) for f in found] == [("import.cell_is_not_too_long", 2)]
    assert max(len(f.zh) + len(f.value) for f in outcome.every) < 1_000


def test_a_workbook_that_is_cut_off(tmp_path: Path, importing: Import) -> None:
    """The download stopped."""
    path = write_xlsx(tmp_path / "a.xlsx", [contract_row()])
    path.write_bytes(path.read_bytes()[:-500])
    assert refusal(importing, path) == (
        f"the workbook is damaged or cut off ({path}): File is not a zip file; {SAVE_AGAIN}"
    )


def test_an_archive_that_is_no_workbook(tmp_path: Path, importing: Import) -> None:
    """Photos, zipped."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(importing, path) == (
        f"the archive is no workbook ({path}): it has no xl/workbook.xml; save the table as .xlsx "
        "or .csv and import that."
    )


def test_a_workbook_with_a_password(tmp_path: Path, importing: Import) -> None:
    """A locked workbook is an old container with an encrypted package in it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    assert refusal(importing, path) == (
        f"the workbook is locked by a password ({path}); open it in the spreadsheet, save it "
        "without a password and import that."
    )


def test_an_archive_with_encrypted_parts(tmp_path: Path, importing: Import) -> None:
    """Parts with a password of their own cannot be unpacked."""
    path = write_xlsx(tmp_path / "a.xlsx", [contract_row()])
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    path.write_bytes(content)
    assert refusal(importing, path) == (
        f"the workbook cannot be unpacked ({path}): its parts are encrypted or packed in an "
        "unknown way; save it again from the spreadsheet, without a password."
    )


def test_an_old_workbook_that_is_too_large(
    tmp_path: Path, importing: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old format ends at 65,536 rows."""
    monkeypatch.setattr(workbook_file, "MOST_XLS", 1 << 20)
    path = tmp_path / "a.xls"
    path.write_bytes(OLE + bytes(2 << 20))
    assert refusal(importing, path) == (
        f"the workbook is too large for its format ({path}): it has more than 1 MB; save it as "
        ".xlsx or .csv and import that."
    )


def test_a_zip_bomb(tmp_path: Path, importing: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that unpacks to more than is read is not unpacked to its end."""
    monkeypatch.setattr(workbook_parts, "MOST_SHARED", 8 << 20)
    path = write_xlsx(tmp_path / "a.xlsx", [contract_row()])
    altered(path, "xl/media/bomb.xml", lambda before: bytes(64 << 20))
    size = path.stat().st_size
    assert refusal(importing, path) == (
        f"the workbook is too large unpacked ({path}, xl/media/bomb.xml): {size:,} bytes unpack to "
        "more than is read; check where it comes from; save a large table as .csv, which is read "
        "as a stream."
    )


def test_a_bomb_of_entities(tmp_path: Path, importing: Import) -> None:
    """Entities of the document type are not resolved, nor is anything fetched."""
    path = write_xlsx(tmp_path / "a.xlsx", [contract_row()])
    bomb = b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 1000 + b'">]>'
    altered(path, "xl/workbook.xml", lambda b: b.replace(b"?>", b"?>" + bomb, 1))
    outcome = importing(path)
    assert outcome.rows == 1


def test_a_cell_far_below_and_far_to_the_right(tmp_path: Path, importing: Import) -> None:
    """One cell in the last corner would make a rectangle of seventeen thousand million cells."""
    path = write_xlsx(tmp_path / "a.xlsx", [contract_row()])
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    altered(path, SHEET, lambda before: before.replace(b"</sheetData>", last))
    assert refusal(importing, path) == (
        f"the sheet has too many cells ({path}, 合同): its values reach to XFD1048576 and at most "
        "16,000,000 cells are read; remove what stands far below or to the right of the table, or "
        "save the sheet as .csv, which is read as a stream."
    )


def test_a_sheet_formatted_to_its_last_row(tmp_path: Path, importing: Import) -> None:
    """1,048,576 rows of which one has values: cells that are only coloured do not count."""
    path = write_xlsx(tmp_path / "a.xlsx", [contract_row()])
    styled = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in (9, 1_048_576))
    altered(path, SHEET, lambda before: before.replace(b"</sheetData>", styled + b"</sheetData>"))
    assert importing(path).ending is ImportEnding.IMPORTED


def test_macros_and_links_are_said_and_never_followed(tmp_path: Path, importing: Import) -> None:
    """The data of a workbook with macros are read; the macros are not run."""
    path = write_xlsx(tmp_path / "a.xlsm", [contract_row()])
    altered(path, "xl/vbaProject.bin", lambda before: b"macro")
    altered(path, "xl/externalLinks/externalLink1.xml", lambda before: b"<externalLink/>")
    outcome = importing(path)
    assert outcome.ending is ImportEnding.IMPORTED
    assert [en for _, en in outcome.notes] == [
        "The workbook has macros; they are not run.",
        "The workbook links to other files; they are not opened, saved results are read.",
    ]


def test_a_damaged_parquet_file(tmp_path: Path, importing: Import) -> None:
    """Its end, where the directory stands, is missing."""
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + bytes(100))
    with pytest.raises(TechmarketError) as error:
        importing(path)
    assert error.value.what == "the Parquet file is damaged"
    assert error.value.todo == "write it again"


def test_a_parquet_column_that_is_no_text(tmp_path: Path, importing: Import) -> None:
    """Lists within cells have no place in a record."""
    path = tmp_path / "a.parquet"
    row = contract_row(1, technical_value="1")
    table = pa.table({name: [text] for name, text in row.items()} | {"registrar": [["甲", "乙"]]})
    pq.write_table(table.rename_columns([n.replace("value", "value (元)") for n in
                                         table.column_names]), path)  # fmt: skip
    assert refusal(importing, path) == (
        f"the column registrar of the file cannot be read as text ({path}): its type is "
        "list<element: string>; write it as text, a number or a date."
    )


def test_a_stream_is_read_in_blocks_that_end_with_a_line(tmp_path: Path) -> None:
    """A character is never cut in two, whatever the size of a block."""
    path = write_csv(tmp_path / "a.csv", [contract_row(n) for n in range(1, 400)], "gb18030")
    small = encodings.Utf8Stream(path)
    read = io.BytesIO()
    while block := small.read(1_000):
        read.write(block)
    small.close()
    assert read.getvalue().decode() == csv_text([contract_row(n) for n in range(1, 400)])
    assert not small.has_wrong_bytes
    assert tables_of(path)[0].head[0][0] == "合同登记编号"
