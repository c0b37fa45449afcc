"""Files of any kind: text in any encoding, workbooks old and new, Parquet.

The kind of a file is told by its content. The same contracts come out of each.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from import_rows import contract_row, csv_text, headings, write_csv, write_xlsx
from techmarket.checks.check_rule import Severity
from techmarket.imports.import_files import ImportEnding, ImportOutcome
from techmarket.record.parquet import contracts_schema

Import = Callable[..., ImportOutcome]

SOFFICE = shutil.which("soffice")
ROWS = [contract_row(n) for n in (1, 2, 3)]


def contracts(folder: Path) -> list[dict[str, object]]:
    """What the register holds, by number."""
    table = pq.read_table(folder / "register" / "contracts")
    return sorted(table.to_pylist(), key=lambda row: str(row["registration_number"]))


def hard(outcome: ImportOutcome) -> list[str]:
    """The hard rules that were broken."""
    found = outcome.findings.by_rule
    return [id for id, one in found.items() if one.rule.severity is Severity.HARD]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_in_any_encoding(
    tmp_path: Path, importing: Import, encoding: str, delimiter: str
) -> None:
    """UTF-8 with and without a mark, GB18030 and UTF-16; commas, semicolons or tabs."""
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text(ROWS, delimiter).encode(encoding))
    outcome = importing(path)
    assert (outcome.ending, outcome.rows, hard(outcome)) == (ImportEnding.IMPORTED, 3, [])
    first = contracts(tmp_path)[0]
    assert (first["project_name"], first["value"]) == ("高速信号采集模块开发第1期", 123_450_000)


def test_what_is_not_stated_is_filled_in(tmp_path: Path, importing: Import) -> None:
    """Renminbi, registered, the country of the region, numbers for the parties: what follows from
    the rest or is usual. Both contracts name the same two parties."""
    rows = [contract_row(n, currency=None, status=None, seller_country=None) for n in (1, 2)]
    importing(write_csv(tmp_path / "a.csv", rows))
    one, two = contracts(tmp_path)
    assert (one["currency"], one["status"], one["seller_country"]) == ("CNY", "registered", "142")
    assert (one["seller_id"], one["buyer_id"]) == ("N000000000001", "N000000000002")
    assert (two["seller_id"], two["buyer_id"]) == (one["seller_id"], one["buyer_id"])
    parties = pq.read_table(tmp_path / "register" / "parties.parquet").to_pylist()
    assert [(p["party_id"], p["identifier_type"], p["scale"]) for p in parties] == [
        ("N000000000001", "org_code", "medium"),
        ("N000000000002", "org_code", None),
    ]


def test_rows_have_the_numbers_of_the_spreadsheet(tmp_path: Path, importing: Import) -> None:
    """Titles, blank lines and cells of two lines do not shift the numbers that are told."""
    rows = [contract_row(1), contract_row(2, value="abc")]
    rows[0]["project_name"] = "两行的\n项目名称"
    lines = csv_text(rows)
    path = tmp_path / "a.csv"
    path.write_text(f"汇总表\n\n{lines}", encoding="utf-8")
    found = [f for f in importing(path).every if f.rule == "import.amount_is_readable"]
    assert [(f.row, f.value, f.heading) for f in found] == [(5, "abc", "合同成交金额（元）")]


def test_a_row_with_other_columns_is_told_and_the_others_are_read(
    tmp_path: Path, importing: Import
) -> None:
    """A comma too many shifts the fields of one row: it is told, not guessed at."""
    path = write_csv(tmp_path / "a.csv", ROWS)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(2, f"{lines[2]},多")
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = importing(path, valid_rows=True)
    assert hard(outcome) == ["import.row_has_the_columns_of_the_header"]
    assert [f.row for f in outcome.every if f.column == -1 and f.severity is Severity.HARD] == [3]
    assert len(contracts(tmp_path)) == 3


def test_bytes_of_another_encoding_are_told_by_row(tmp_path: Path, importing: Import) -> None:
    """A file pasted together from two systems: the cells in the other encoding are named."""
    path = write_csv(tmp_path / "a.csv", ROWS)
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2].decode().encode("gb18030")
    path.write_bytes(b"\n".join(lines))
    outcome = importing(path)
    assert outcome.ending is ImportEnding.REFUSED
    found = [f for f in outcome.every if f.rule == "import.bytes_are_of_the_encoding"]
    assert {f.row for f in found} == {3}
    assert "项目名称" in {f.heading for f in found}


def test_a_parquet_file_holds_money_in_cents(tmp_path: Path, importing: Import) -> None:
    """Whole numbers under the names of a register are 分, as registers hold them."""
    row = contract_row(1, value=None, technical_value=None)
    table = pa.table({name: [text] for name, text in row.items()} | {"value": [123_450_000]})
    pq.write_table(table, tmp_path / "a.parquet")
    assert importing(tmp_path / "a.parquet").ending is ImportEnding.IMPORTED
    assert contracts(tmp_path)[0]["value"] == 123_450_000


def test_a_register_is_imported_from_its_own_parquet(tmp_path: Path, importing: Import) -> None:
    """Columns of their declared types come back as they were."""
    importing(write_csv(tmp_path / "a.csv", ROWS))
    before = contracts(tmp_path)
    own = next((tmp_path / "register" / "contracts").glob("*.parquet"))
    parties = tmp_path / "register" / "parties.parquet"
    moved = [tmp_path / "contracts.parquet", tmp_path / "parties.parquet"]
    for old, new in zip((own, parties), moved, strict=True):
        shutil.copy(old, new)
    shutil.rmtree(tmp_path / "register")
    assert importing(*moved).ending is ImportEnding.IMPORTED
    assert contracts(tmp_path) == before
    assert set(before[0]) == set(contracts_schema().names)


def mixed_workbook(path: Path) -> Path:
    """Numbers as numbers, days as days, a title, merged cells, a hidden sheet."""
    book = xlsxwriter.Workbook(str(path))
    page, day = book.add_worksheet("合同"), book.add_format({"num_format": "yyyy-mm-dd"})
    row = contract_row(1)
    page.merge_range(0, 0, 0, len(row) - 1, "汇总表")
    for place, (name, heading) in enumerate(zip(row, headings(row), strict=True)):
        page.write_string(1, place, heading)
        text = row[name]
        if name.endswith("_date"):
            page.write_datetime(2, place, datetime.fromisoformat(text), day)
        elif name in ("value", "technical_value"):
            page.write_number(2, place, float(text))
        else:
            page.write_string(2, place, text)
    book.add_worksheet("旧").hide()
    book.close()
    return path


def test_a_workbook_with_numbers_and_days(tmp_path: Path, importing: Import) -> None:
    """Cells of a spreadsheet are numbers and serial days; the sentence about the hidden sheet is
    said and nothing of it is read."""
    outcome = importing(mixed_workbook(tmp_path / "a.xlsx"))
    assert outcome.notes[0] == ("隐藏的工作表“旧”不读取。", "The hidden sheet 旧 is not read.")
    assert outcome.ending is ImportEnding.IMPORTED
    assert contracts(tmp_path)[0]["value"] == 123_450_000


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_workbook_of_the_old_format(tmp_path: Path, importing: Import) -> None:
    """An .xls that LibreOffice wrote."""
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         "--convert-to", "xls", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert importing(tmp_path / "a.xls").ending is ImportEnding.IMPORTED
    assert len(contracts(tmp_path)) == 3


def test_formulas_errors_and_long_numbers_are_told(tmp_path: Path, importing: Import) -> None:
    """Of a formula the saved result is read and told; an error is none; a number of 16 digits in a
    numeric cell has lost one."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page, row = book.add_worksheet("合同"), contract_row(1, value=None, technical_value=None)
    for place, (name, heading) in enumerate(zip(row, headings(row), strict=True)):
        page.write_string(0, place, heading)
        page.write_string(1, place, row[name])
    page.write_number(1, 0, 4403012013000001)
    page.write_string(0, len(row), "合同成交金额（万元）")
    page.write_formula(1, len(row), "=120+3.45", None, 123.45)
    page.write_string(0, len(row) + 1, "技术交易额（万元）")
    page.write_formula(1, len(row) + 1, "=NA()", None, "#N/A")
    book.close()
    found = {(f.rule, f.heading): f.value for f in importing(tmp_path / "a.xlsx").every}
    assert found["import.cell_holds_a_value", "合同成交金额（万元）"] == "123.45"
    assert ("import.cell_is_no_error", "技术交易额（万元）") in found
    assert ("import.digits_are_kept", "合同登记编号") in found
