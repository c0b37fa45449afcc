"""Files to import, made from the example records: rows of lawful contracts with their parties."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import xlsxwriter

from techmarket.checks.example_records import EXAMPLE_RECORDS
from techmarket.imports.sources import written
from techmarket.imports.targets import targets_of
from techmarket.record.fields import FieldType

PARTIES = {
    "seller_name": "深圳某某通信技术有限公司",
    "seller_identifier": "123456788",
    "seller_scale": "中型",
    "buyer_name": "武汉某某大学",
    "buyer_identifier": "876543210",
}
"""Parties that break no hard rule; both codes have the right check character."""

Row = Mapping[str, str]


def contract_row(number: int = 1, **changes: str | None) -> dict[str, str]:
    """A lawful contract by field, its money in yuan; `None` takes a field out."""
    row = {
        name: written(value, "元" if targets_of("contract")[name].field.unit == "分" else "")
        for name, value in EXAMPLE_RECORDS["contract"].items()
        if value is not None and name not in ("seller_id", "buyer_id", "intermediary_id")
    }
    row |= {**PARTIES, "registration_number": f"4403012013{number:06}"}
    row["project_name"] = f"高速信号采集模块开发第{number}期"
    return {name: value for name, value in (row | changes).items() if value is not None}


def headings(names: Iterable[str], lang: str = "zh", unit: str = "元") -> list[str]:
    """The labels of fields, with the unit of money."""
    targets = [targets_of("contract")[name] for name in names]
    return [
        t.label(lang) + (f"（{unit}）" if t.field.type is FieldType.MONEY else "") for t in targets
    ]


def csv_text(rows: list[dict[str, str]], delimiter: str = ",", lang: str = "zh") -> str:
    """Rows as a text file with a header."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(headings(names, lang))
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return stream.getvalue()


def write_csv(path: Path, rows: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    """Rows as a text file."""
    path.write_bytes(csv_text(rows).encode(encoding))
    return path


def write_xlsx(path: Path, rows: list[dict[str, str]], sheet: str = "合同", first: int = 0) -> Path:
    """Rows as a workbook; the header stands in the row `first`, from 0."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(sheet)
    for place, heading in enumerate(headings(names)):
        page.write_string(first, place, heading)
    for number, row in enumerate(rows, start=first + 1):
        for place, name in enumerate(names):
            if name in row:
                page.write_string(number, place, row[name])
    book.close()
    return path
