"""An uploaded workbook as rows of typed texts, whatever its headings are called.

Amounts are brought to yuan by the unit of their column; all else stays as it stands in the cell.
Columns that cannot be told apart are left out, and said so. Not here: what becomes of a row
(`actions.workbooks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from techmarket.errors import TechmarketError
from techmarket.imports.amounts import amount_of
from techmarket.imports.files import is_workbook, tables_of
from techmarket.imports.header import find_header
from techmarket.imports.mapping_file import ColumnMapping
from techmarket.imports.matching import DoubtfulColumnsError, Plan, plan_of
from techmarket.imports.sources import Source
from techmarket.imports.targets import targets_of
from techmarket.imports.template import EXAMPLE_SHEETS
from techmarket.imports.text_table import TextTable
from techmarket.imports.typed_columns import without_blank_rows
from techmarket.record.fields import FieldType
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both

MOST_ROWS = 5000
"""Rows of one workbook; more are uploaded in parts."""

TRIES = 3

NEEDS_NO_COLUMN = {
    name: "" for name, one in targets_of("contract").items() if one.field.required and not one.side
}
"""A draft may lack anything; what is missing is told of the draft."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row.

    Attributes:
        sheet: its sheet.
        number: from 1, as the spreadsheet shows it.
        texts: target ("value", "buyer_name") to its text; empty cells are left out.
    """

    sheet: str
    number: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """What was read.

    Attributes:
        sources: its tables of contracts and how each is read.
        left_out: headings of columns that were not read.
    """

    sources: tuple[Source, ...]
    left_out: tuple[str, ...]

    def rows(self) -> Iterator[TypedRow]:
        """The rows, table by table.

        Raises:
            Refused: there are more than `MOST_ROWS`.
        """
        count = 0
        for source in self.sources:
            for one in _rows_of(source):
                count += 1
                if count > MOST_ROWS:
                    raise Refused(
                        both(
                            f"一次最多 {MOST_ROWS} 行，请分成几个工作簿。",
                            f"At most {MOST_ROWS} rows at once; split the workbook.",
                        ),
                        code="too_many_rows",
                    )
                yield one


def read(path: Path, unit: str) -> ReadWorkbook:
    """The contracts of a file.

    Args:
        path: the file, of whatever name.
        unit: of amounts whose heading names none: "元" or "万元".

    Raises:
        Refused: it is no table that can be read, or none of its tables holds contracts.
    """
    try:
        tables = tables_of(path)
        found = [(table, _plan(table, unit)) for table in tables]
    except TechmarketError as error:
        why = error.why or error.what
        raise Refused(
            both(
                "无法读取这个文件：可能已损坏、加了密码，或者不是表格。请另存为 .xlsx 后再上传。",
                f"The file cannot be read as a table ({why}). Save it as .xlsx and send it again.",
            ),
            code="unreadable_file",
        ) from error
    sources = tuple(Source(table, plan) for table, plan in found if plan is not None)
    if not sources:
        raise Refused(
            both(
                "没有找到合同的表头。请使用本页的模板，或让表头包含“项目名称”“合同成交金额”等栏目。",
                "No heading of contracts was found. Use the template of this page, or name columns "
                "like its headings.",
            ),
            code="no_contracts",
        )
    return ReadWorkbook(sources, tuple(name for one in sources for name in one.plan.ignored))


def can_be_marked(path: Path) -> bool:
    """Whether the file can be given back with its problems marked: an .xlsx."""
    with path.open("rb") as stream:
        return is_workbook(stream.read(8))


def _plan(table: TextTable, unit: str) -> Plan | None:
    """How a table is read; `None` where it holds no contracts."""
    header = find_header(table.head)
    if table.sheet in EXAMPLE_SHEETS or header is None or header.kind != "contract":
        return None
    mapping = ColumnMapping((), NEEDS_NO_COLUMN)
    for _ in range(TRIES):
        try:
            return plan_of(header, mapping, unit, table.where)
        except DoubtfulColumnsError as doubt:
            decided = (replace(one, field="" if one.why else one.field) for one in doubt.decisions)
            mapping = ColumnMapping(tuple(decided), NEEDS_NO_COLUMN)
    return None


def _rows_of(source: Source) -> Iterator[TypedRow]:
    plan = source.plan
    for batch in source.table.read(plan.first_row, plan.width):
        given = without_blank_rows(batch)
        columns = [given.columns[use.position].to_pylist() for use in plan.columns]
        for place, number in enumerate(given.rows):
            texts = {}
            for use, column in zip(plan.columns, columns, strict=True):
                text = str(column[place] or "").strip()
                if text and use.target.field.type is FieldType.MONEY:
                    text = in_yuan(text, use.unit)
                if text:
                    texts[use.target.name] = text
            if texts:
                yield TypedRow(source.table.sheet, int(number), texts)


def in_yuan(text: str, unit: str) -> str:
    """An amount of a column with a unit as yuan.

    What cannot be read, is negative or too large stays as it is, with its unit behind its digits:
    it is told of in the form, and never taken for yuan.
    """
    cents = amount_of(text, unit or "元")
    if cents is None or cents < 0:
        return f"{text}{unit}" if unit and text[-1:].isdigit() else text
    return f"{cents // 100}.{cents % 100:02}"
