"""The records as JSON Schema (2020-12), for the API and for those who send files.

In JSON a date is `YYYY-MM-DD`, money an integer number of 分, a decimal a string; what is not given
is absent, never null. A schema cannot say everything: dates of codes, check characters and
comparisons of two fields are stated in `x-rules` and checked by `check_contract` and `check_party`.
Not here: the data dictionary to read (`dictionary`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from techmarket.codes import code_list
from techmarket.record.constraints import Constraint, Schema
from techmarket.record.fields import Field, FieldType, Record
from techmarket.record.record_kinds import RECORD_KINDS, RecordKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ENUMERATED_BELOW = 100
"""A list with fewer codes is written out; a longer one is named and its form given."""

BASE: Mapping[FieldType, Mapping[str, object]] = MappingProxyType(
    {
        FieldType.TEXT: {"type": "string"},
        FieldType.CODE: {},
        FieldType.DATE: {
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        },
        FieldType.MONEY: {"type": "integer"},
        FieldType.INTEGER: {"type": "integer"},
        FieldType.DECIMAL: {"type": "string"},
        FieldType.BOOLEAN: {"type": "boolean"},
    }
)


def json_schema(lang: str) -> Schema:
    """The schema of all records: an object with one list per kind of record.

    Each kind stands alone under `$defs` (`#/$defs/contract`), each code list too
    (`#/$defs/code.contract_type`).

    Args:
        lang: language of titles and descriptions, "zh" or "en".
    """
    lists = {one.code_list for kind in RECORD_KINDS for one in kind.fields if one.code_list}
    kinds = {kind.name: _kind_schema(kind, lang) for kind in RECORD_KINDS}
    return {
        "$schema": DIALECT,
        "title": "技术合同登记数据"
        if lang == "zh"
        else "Records of the technology contract register",
        "type": "object",
        "properties": {
            kind.plural: {"type": "array", "items": {"$ref": f"#/$defs/{kind.name}"}}
            for kind in RECORD_KINDS
        },
        "additionalProperties": False,
        "$defs": kinds | {f"code.{name}": code_schema(name, lang) for name in sorted(lists)},
    }


def code_schema(name: str, lang: str) -> Schema:
    """The schema of a code of one list, whatever its date.

    Args:
        name: name of the list.
        lang: language of the labels, "zh" or "en".
    """
    rows = code_list(name).codes()
    schema: Schema = {"type": "string", "x-code-list": name}
    if len(rows) < ENUMERATED_BELOW:
        labels = {row.code: row.label_zh if lang == "zh" else row.label_en for row in rows}
        return schema | {"enum": list(labels), "x-labels": labels}
    lengths = [len(row.code) for row in rows]
    digits = all(row.code.isdigit() for row in rows)
    form = "[0-9]" if digits else "[0-9A-Z]"
    return schema | {"pattern": f"^{form}{{{min(lengths)},{max(lengths)}}}$"}


def as_json(record: Record) -> dict[str, object]:
    """A record as the schema describes it: dates as text, nothing for what is not given."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in record.items()
        if value is not None
    }


def _kind_schema(kind: RecordKind, lang: str) -> Schema:
    schema: Schema = {
        "title": kind.label(lang),
        "type": "object",
        "properties": {one.name: _field_schema(one, lang) for one in kind.fields},
        "required": [one.name for one in kind.fields if one.required],
        "additionalProperties": False,
        "x-rules": {rule.name: rule.words(lang) for rule in kind.rules},
    }
    said = [dict(rule.schema) for rule in kind.rules if rule.schema]
    return schema | {"allOf": said} if said else schema


def _field_schema(one: Field, lang: str) -> Schema:
    schema: Schema = {"title": one.label(lang), "description": one.words(lang)}
    schema |= BASE[one.type]
    if one.code_list:
        schema["$ref"] = f"#/$defs/code.{one.code_list}"
    schema |= _together(one.constraints)
    schema |= {"x-constraints": [constraint.words(lang) for constraint in one.constraints]}
    if one.unit:
        schema["x-unit"] = one.unit
    return schema | {"x-data-class": str(one.data_class), "x-statistical": one.statistical}


def _together(constraints: Iterable[Constraint]) -> Schema:
    """The keywords of all constraints; those that use the same keyword stand in `allOf`."""
    parts = [part for part in (constraint.schema() for constraint in constraints) if part]
    keywords = [keyword for part in parts for keyword in part]
    if len(set(keywords)) < len(keywords):
        return {"allOf": parts}
    return {keyword: value for part in parts for keyword, value in part.items()}
