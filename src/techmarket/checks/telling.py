"""A verdict as a sentence, in Chinese and in English.

Not here: summaries of a file, and how they are laid out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from techmarket.checks.outcome import Outcome, Verdict
from techmarket.checks.rule_set import fields_of_kind
from techmarket.codes import code_list
from techmarket.record import constraints
from techmarket.record.fields import Field, FieldType, personal_fields
from techmarket.record.rules import shown

REASONS_ZH: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.EMPTY: "所需字段为空",
        Outcome.OTHER_REGIME: "当日规则未生效或已失效",
        Outcome.OTHER_KIND: "不适用于这类登记",
        Outcome.FIELD_WRONG: "所涉字段本身有误",
    }
)
REASONS_EN: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.EMPTY: "a field that it needs is empty",
        Outcome.OTHER_REGIME: "not in force on the day",
        Outcome.OTHER_KIND: "it is about other records",
        Outcome.FIELD_WRONG: "a field that it reads is wrong by itself",
    }
)

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "zh": {"stop": "。", "colon": "：", "joint": "，", "empty": "空", "hidden": "（不显示）"}
        | {"yes": "是", "no": "否", "not_applicable": "不适用，"},
        "en": {"stop": ".", "colon": ": ", "joint": ", ", "empty": "empty", "hidden": "(not shown)"}
        | {"yes": "yes", "no": "no", "not_applicable": "not applicable, "},
    }
)


def sentence_of(verdict: Verdict, lang: str) -> str:
    """The rule, and what the record holds that breaks it or why the rule does not apply.

    Values that are, or may be, about a natural person are not repeated.

    Args:
        verdict: the outcome of a rule for a record.
        lang: "zh" or "en".
    """
    words, said = WORDS[lang], verdict.rule.words(lang)
    if verdict.outcome is Outcome.PASS:
        return said
    body = said.removesuffix(words["stop"]) + words["colon"]
    if verdict.outcome is not Outcome.FAIL:
        reasons = REASONS_ZH if lang == "zh" else REASONS_EN
        return f"{body}{words['not_applicable']}{reasons[verdict.outcome]}{words['stop']}"
    if verdict.values and all(value is None for value in verdict.values.values()):
        return said
    told = (_told(verdict, name, value, lang) for name, value in verdict.values.items())
    return f"{body}{words['joint'].join(told)}{words['stop']}"


def _label(field: Field, value: object, lang: str) -> str:
    """What a code or a choice means, with a blank in front; "" where it is none."""
    if isinstance(field.constraint, constraints.OneOf):
        place = 1 if lang == "zh" else 2
        return next((f" {one[place]}" for one in field.constraint.labels if one[0] == value), "")
    if field.type is not FieldType.CODE or str(value) not in code_list(field.code_list):
        return ""
    code = code_list(field.code_list)[str(value)]
    return f" {code.label_zh if lang == 'zh' else code.label_en}"


def _told(verdict: Verdict, name: str, value: object, lang: str) -> str:
    """A field and its value: “Contract value 0.00 元”."""
    field, words = fields_of_kind(verdict.rule.kind)[name], WORDS[lang]
    if value is None:
        text = words["empty"]
    elif personal_fields([field]):
        text = words["hidden"]
    elif isinstance(value, bool):
        text = words["yes" if value else "no"]
    else:
        text = shown(value) + _label(field, value, lang)
    return f"{field.label(lang)}{'为 ' if lang == 'zh' else ' '}{text}"
