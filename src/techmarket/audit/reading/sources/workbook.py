"""Workbooks (XLSX): each sheet's rows, numbers as their format prints them.

Not here: workbooks of before 2007, which are refused (`files`).
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from techmarket.audit.reading.sources.blocks import Block, Source
from techmarket.audit.reading.sources.rows import blocks_of_rows

_DECIMALS = re.compile(r"0(?:\.(0+))?")
_CONTENTS = re.compile(r"^(?:目录|目次|[Cc]ontents|[Ii]ndex)$")
_WITHOUT_VALUE = re.compile(rb"<f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")


def workbook_source(data: bytes, name: str) -> Source:
    """All sheets of a workbook but its table of contents.

    A formula that was saved without its value is told as trouble of its sheet.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), data_only=True)
    blocks: list[Block] = []
    for sheet in book.worksheets:
        if _CONTENTS.match(sheet.title.strip()):
            continue
        rows = [
            tuple(printed(cell.value, cell.number_format) for cell in row)
            for row in sheet.iter_rows()
        ]
        blocks += blocks_of_rows(rows, [None] * len(rows), sheet.title)
    return Source(name, tuple(blocks), _troubles(data))


def _troubles(data: bytes) -> tuple[tuple[str, str], ...]:
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/sheet"):
                count = len(_WITHOUT_VALUE.findall(archive.read(part)))
                if count:
                    found.append((part.rsplit("/", 1)[-1], f"{count} × formula without value"))
    return tuple(found)


def printed(value: object, number_format: str) -> str:
    """A value as the sheet shows it: `79.5` with the format `0.00` is "79.50"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if not isinstance(value, int | float):
        return str(value)
    exact = Decimal(repr(value))
    first = number_format.split(";")[0]
    literal = "%" if '"%"' in first or "\\%" in first else ""
    first = re.sub(r'"[^"]*"|\\.', "", first)
    if "%" in first:
        return f"{_rounded(exact * 100, first)}%"
    if not re.search(r"[0#]", first) or first == "General":
        text = format(exact.normalize(), "f")
        return text if "." in text else str(int(exact))
    return _rounded(exact, first) + literal


def _rounded(exact: Decimal, number_format: str) -> str:
    found = _DECIMALS.search(number_format)
    decimals = len(found[1]) if found and found[1] else 0
    return str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
