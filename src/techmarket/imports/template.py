"""The workbook to fill in, made from the declared fields: a column per field, what it may hold.

Headings name the unit of money; drop-downs offer the codes that are valid today; the words of a
field stand above its heading and in a comment. An example stands on a sheet of its own, which is
never imported. Not here: reading it back (`import_files`), which needs no mapping.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from techmarket.checks.example_records import EXAMPLE_RECORDS
from techmarket.codes import code_list
from techmarket.imports.code_labels import path_of
from techmarket.imports.sources import written
from techmarket.imports.targets import Target, targets_of
from techmarket.imports.workbook_parts import letters_of
from techmarket.record import constraints
from techmarket.record.fields import FieldType
from techmarket.whole_file import whole_file

UNIT = "元"
ROWS = 20_000
"""Rows with drop-downs and formats."""

HEADER_ROW = 2
"""From 0; the title and the words of the fields stand above."""

PARTY_FIELDS: Mapping[str, tuple[str, ...]] = {
    "seller": ("name", "identifier", "scale"),
    "buyer": ("name", "identifier", "scale"),
    "intermediary": ("name", "identifier", "kind", "region", "country"),
}
"""What the template asks of the parties besides what the contract states of them."""

EXAMPLE_PARTIES = {
    "seller_name": {"zh": "某某通信技术（深圳）有限公司", "en": "某某通信技术（深圳）有限公司"},
    "seller_identifier": {"zh": "123456788", "en": "123456788"},
    "seller_scale": {"zh": "中型", "en": "medium"},
    "buyer_name": {"zh": "某某大学", "en": "某某大学"},
    "buyer_identifier": {"zh": "876543210", "en": "876543210"},
}

WORDS = {
    "zh": {
        "sheet": "合同",
        "example": "示例",
        "lists": "代码表",
        "title": "技术合同导入表：从第 4 行起每行一项合同；标 * 的必须填写；金额以元为单位；"
        "日期写作 2013-05-01；代码、名称或下拉项都可以填写。",
        "yes": ("是", "否"),
    },
    "en": {
        "sheet": "Contracts",
        "example": "Example",
        "lists": "Lists",
        "title": "Technology contracts to import: one per row from row 4 on; * must be filled in; "
        "amounts in yuan (元); dates as 2013-05-01; codes, labels and choices are all understood.",
        "yes": ("yes", "no"),
    },
}

EXAMPLE_SHEETS = frozenset(words["example"] for words in WORDS.values())
"""Sheets that are never imported."""

LIST_SHEETS = frozenset(words["lists"] for words in WORDS.values())
"""Hidden sheets behind the drop-downs."""

MAY_BE_EMPTY = {
    "currency": ("不填即为人民币。", "Renminbi if empty."),
    "status": ("不填即为已登记。", "Registered if empty."),
    "seller_country": ("境内的可以不填。", "Need not be stated of a domestic one."),
    "buyer_country": ("境内的可以不填。", "Need not be stated of a domestic one."),
}
"""Required fields that an import fills in (`filled_in`), with the words that say so."""


def template_columns() -> list[Target]:
    """The columns of the template, in order; those of a party stand together."""
    targets = targets_of("contract")
    left_out = {f"{side}_id" for side in PARTY_FIELDS}
    columns: list[Target] = []
    for name, target in targets.items():
        if target.side:
            continue
        side = name.removesuffix("_id")
        if name in left_out:
            columns += [targets[f"{side}_{one}"] for one in PARTY_FIELDS[side]]
        else:
            columns.append(target)
    return columns


def write_template(out: Path, lang: str, left_out: frozenset[str] = frozenset()) -> None:
    """Write the template.

    Args:
        out: the workbook, .xlsx.
        lang: of headings, words and labels, "zh" or "en".
        left_out: names of targets that it has no column for.

    Raises:
        TechmarketError: `out` is taken by something that is no file.
    """
    with whole_file(out) as aside:
        book = xlsxwriter.Workbook(str(aside), {"strings_to_formulas": False})
        book.set_properties({"created": None, "title": WORDS[lang]["sheet"]})
        lists = _Lists(lang)
        columns = [one for one in template_columns() if one.name not in left_out]
        for name in (WORDS[lang]["sheet"], WORDS[lang]["example"]):
            _write_sheet(book, str(name), columns, lists, lang)
        _fill_example(book, columns, lang)
        lists.write(book, str(WORDS[lang]["lists"]))
        book.close()


def heading_of(target: Target, lang: str) -> str:
    """The heading of a column, with its unit, and a star where it must be filled in."""
    unit = f"（{UNIT}）" if target.field.type is FieldType.MONEY else ""
    if unit and lang == "en":
        unit = f" ({UNIT})"
    needed = (
        target.field.required and target.side != "intermediary" and target.name not in MAY_BE_EMPTY
    )
    return f"{target.label(lang)}{unit}{'*' if needed else ''}"


SAID_OTHERWISE = (constraints.CodeOf, constraints.OneOf, constraints.NotEmpty)
"""Constraints that a drop-down or the unit says, or that an import sees to itself."""

MONEY_WORDS = {
    "zh": " 以元为单位，可以有两位小数。",
    "en": " In yuan (元), with at most two decimals.",
}


class _Lists:
    """The lists behind the drop-downs, each in a column of a hidden sheet."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._columns: dict[str, list[str]] = {}

    def source(self, target: Target) -> str | None:
        """The range that a column offers; `None` for one without a drop-down."""
        found = self._choices(target)
        if found is None:
            return None
        name, choices = found
        self._columns.setdefault(name, choices)
        column = letters_of(list(self._columns).index(name))
        return f"='{WORDS[self._lang]['lists']}'!${column}$1:${column}${len(choices)}"

    def write(self, book: Any, name: str) -> None:
        """Write the sheet."""
        sheet = book.add_worksheet(name)
        for place, choices in enumerate(self._columns.values()):
            sheet.write_column(0, place, choices)
        sheet.hide()

    def _choices(self, target: Target) -> tuple[str, list[str]] | None:
        field = target.field
        if field.type is FieldType.BOOLEAN:
            return "yes", list(WORDS[self._lang]["yes"])
        if isinstance(field.constraint, constraints.OneOf):
            place = 1 if self._lang == "zh" else 2
            return target.field.name, [one[place] for one in field.constraint.labels]
        if field.type is not FieldType.CODE:
            return None
        coarse = (
            field.constraint.too_coarse if isinstance(field.constraint, constraints.CodeOf) else ()
        )
        rows = [
            one for one in code_list(field.code_list).codes(date.today()) if one.code not in coarse
        ]
        key = f"{field.code_list} {sorted(coarse)}"
        return key, [choice_of(one.code, field.code_list, self._lang) for one in rows]


def choice_of(code: str, list_name: str, lang: str) -> str:
    """A code with what it means, as a drop-down offers it and as it is read back."""
    label = code_list(list_name)[code].label_en if lang == "en" else path_of(code, list_name)
    return f"{code} {label}"


def _write_sheet(book: Any, name: str, columns: list[Target], lists: _Lists, lang: str) -> None:
    sheet = book.add_worksheet(name)
    formats = _formats(book)
    sheet.write_string(0, 0, WORDS[lang]["title"], formats["title"])
    sheet.set_row(1, 90)
    sheet.set_row(HEADER_ROW, 34)
    for place, target in enumerate(columns):
        kind = target.field.type
        sheet.set_column(place, place, _width(target), formats.get(kind, formats["text"]))
        sheet.write_string(1, place, _explained(target, lang), formats["words"])
        sheet.write_string(HEADER_ROW, place, heading_of(target, lang), formats["heading"])
        sheet.write_comment(HEADER_ROW, place, _explained(target, lang), {"x_scale": 2})
        for rule in _validations(target, lists):
            sheet.data_validation(HEADER_ROW + 1, place, HEADER_ROW + ROWS, place, rule)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.set_landscape()
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0, 1)


def _formats(book: Any) -> dict[object, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 12}),
        "words": book.add_format(
            {"text_wrap": True, "valign": "top", "font_size": 9, "font_color": "#595959"}
        ),
        "heading": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1,
             "bg_color": "#DDEBF7"}
        ),
        "text": book.add_format({"num_format": "@"}),
        FieldType.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
        FieldType.MONEY: book.add_format({"num_format": "#,##0.00"}),
    }  # fmt: skip


def _width(target: Target) -> int:
    wide = {FieldType.DATE: 12, FieldType.MONEY: 18, FieldType.BOOLEAN: 12, FieldType.CODE: 26}
    return wide.get(target.field.type, 24)


def _explained(target: Target, lang: str) -> str:
    """The words of a field and what its value must be."""
    field = target.field
    demands = [
        one.words(lang)
        for one in field.constraints
        if not isinstance(one, SAID_OTHERWISE) and field.type is not FieldType.MONEY
    ]
    stop = "。" if lang == "zh" else "."
    said = field.words(lang) + "".join(f" {one}{stop}" for one in demands)
    if field.type is FieldType.MONEY:
        said += MONEY_WORDS[lang]
    if target.name in MAY_BE_EMPTY:
        said += f" {MAY_BE_EMPTY[target.name][0 if lang == 'zh' else 1]}"
    return said


def _validations(target: Target, lists: _Lists) -> Iterator[dict[str, object]]:
    """A warning, not a ban: labels and other ways of writing are understood as well."""
    source = lists.source(target)
    if source is not None:
        yield {"validate": "list", "source": source, "error_type": "warning"}
    elif target.field.type is FieldType.MONEY:
        yield {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"}
    elif target.field.type is FieldType.DATE:
        yield {
            "validate": "date", "criteria": "between", "minimum": date(1985, 1, 1),
            "maximum": date(2099, 12, 31), "error_type": "warning",
        }  # fmt: skip


def _fill_example(book: Any, columns: list[Target], lang: str) -> None:
    sheet, record = book.get_worksheet_by_name(WORDS[lang]["example"]), EXAMPLE_RECORDS["contract"]
    formats = _formats(book)
    for place, target in enumerate(columns):
        value = EXAMPLE_PARTIES.get(target.name, {}).get(lang) or record.get(target.name)
        row = HEADER_ROW + 1
        if value is None:
            continue
        if isinstance(value, date):
            sheet.write_datetime(row, place, value, formats[FieldType.DATE])
        elif isinstance(value, bool):
            sheet.write_string(row, place, WORDS[lang]["yes"][0 if value else 1])
        elif isinstance(value, int):
            sheet.write_number(row, place, value / 100, formats[FieldType.MONEY])
        elif target.field.type is FieldType.CODE:
            sheet.write_string(row, place, choice_of(str(value), target.field.code_list, lang))
        else:
            sheet.write_string(row, place, written(value))
