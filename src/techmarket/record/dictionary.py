"""The data dictionary as Markdown: every field, rule and code list of the records.

It is written from the declarations alone, so it cannot say anything else than the checks do. Not
here: the same for machines (`json_schema`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from techmarket.codes import Code, code_list
from techmarket.record.constraints import CodeOf
from techmarket.record.fields import DataClass, Field, FieldType
from techmarket.record.json_schema import ENUMERATED_BELOW
from techmarket.record.record_kinds import RECORD_KINDS, RecordKind

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("数据字典", "Data dictionary"),
        "intro": (
            "金额一律为人民币整数“分”。代码在事实发生之日有效。",
            "All money is an integer number of 分 of the renminbi (100 分 = 1 yuan). "
            "A code is valid on the day of the fact.",
        ),
        "field": ("字段", "Field"),
        "label": ("名称", "Label"),
        "type": ("类型", "Type"),
        "constraint": ("约束", "Constraint"),
        "required": ("必填", "Required"),
        "statistical": ("统计", "Statistical"),
        "class": ("数据级别", "Data class"),
        "meaning": ("含义", "Meaning"),
        "yes": ("是", "yes"),
        "rules": ("规则", "Rules"),
        "rule": ("规则", "Rule"),
        "lists": ("代码表", "Code lists"),
        "code": ("代码", "Code"),
        "parent": ("上级", "Parent"),
        "valid": ("有效期", "Valid"),
        "from": ("自 {}", "from {}"),
        "to": ("至 {}", "until {}"),
        "long": ("共 {} 个代码，此处不列出。", "{} codes, not written out here."),
    }
)

TYPES_ZH: Mapping[FieldType, str] = MappingProxyType(
    {
        FieldType.TEXT: "文本",
        FieldType.CODE: "代码",
        FieldType.DATE: "日期",
        FieldType.MONEY: "金额",
        FieldType.INTEGER: "整数",
        FieldType.DECIMAL: "精确小数",
        FieldType.BOOLEAN: "是否",
    }
)

CLASSES_ZH: Mapping[DataClass, str] = MappingProxyType(
    {DataClass.PUBLIC: "公开", DataClass.INTERNAL: "内部", DataClass.PERSONAL: "个人"}
)


def markdown(lang: str) -> str:
    """The data dictionary in `lang`, "zh" or "en", as one Markdown document."""
    lists = {one.code_list for kind in RECORD_KINDS for one in kind.fields if one.code_list}
    lines = [f"# {_word('title', lang)}", "", _word("intro", lang)]
    for kind in RECORD_KINDS:
        lines += ["", *_kind(kind, lang)]
    lines += ["", f"## {_word('lists', lang)}"]
    for name in sorted(lists):
        lines += ["", *_code_list(name, lang)]
    return "\n".join(lines) + "\n"


def _word(key: str, lang: str) -> str:
    return WORDS[key][0 if lang == "zh" else 1]


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> list[str]:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def _kind(kind: RecordKind, lang: str) -> list[str]:
    columns = (
        "field",
        "label",
        "type",
        "required",
        "constraint",
        "statistical",
        "class",
        "meaning",
    )
    heads = [_word(key, lang) for key in columns]
    lines = [f"## {kind.label(lang)}", ""]
    lines += _table(heads, (_field(one, lang) for one in kind.fields))
    if kind.rules:
        lines += ["", f"### {kind.label(lang)}: {_word('rules', lang)}", ""]
        heads = [_word("rule", lang), _word("meaning", lang)]
        lines += _table(heads, ((f"`{rule.name}`", rule.words(lang)) for rule in kind.rules))
    return lines


def _field(one: Field, lang: str) -> list[str]:
    type_name = TYPES_ZH[one.type] if lang == "zh" else str(one.type)
    class_name = CLASSES_ZH[one.data_class] if lang == "zh" else str(one.data_class)
    joint = "；" if lang == "zh" else "; "
    return [
        f"`{one.name}`",
        one.label(lang),
        f"{type_name} ({one.unit})" if one.unit else type_name,
        _word("yes", lang) if one.required else "",
        joint.join(_linked(constraint.words(lang), one) for constraint in one.constraints),
        _word("yes", lang) if one.statistical else "",
        class_name,
        one.words(lang),
    ]


def _linked(words: str, one: Field) -> str:
    """The words of a constraint with the name of the code list as a link to it."""
    if not one.code_list or not any(isinstance(c, CodeOf) for c in one.constraints):
        return words
    return words.replace(one.code_list, f"[{one.code_list}](#{one.code_list})", 1)


def _code_list(name: str, lang: str) -> list[str]:
    rows = code_list(name).codes()
    lines = [f"### {name}", ""]
    if len(rows) >= ENUMERATED_BELOW:
        return [*lines, _word("long", lang).format(len(rows))]
    heads = [_word(key, lang) for key in ("code", "parent", "label", "valid")]
    return lines + _table(heads, (_code(row, lang) for row in rows))


def _code(row: Code, lang: str) -> list[str]:
    ends = (("from", row.valid_from), ("to", row.valid_to))
    valid = " ".join(_word(key, lang).format(day) for key, day in ends if day is not None)
    label = row.label_zh if lang == "zh" else row.label_en
    return [row.code, row.parent or "", label, valid]
