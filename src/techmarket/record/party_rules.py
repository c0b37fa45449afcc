"""The rules that follow from the party itself, first of all which identifier it has.

Not here: the check characters (`identifiers`), and whether two parties are the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from techmarket.codes import code_list
from techmarket.record.constraints import CheckCharacters
from techmarket.record.fields import Record
from techmarket.record.identifiers import (
    CITIZEN_FORM,
    ORG_CODE_FORM,
    USCC_FORM,
    check_citizen_number,
    check_org_code,
    check_uscc,
)
from techmarket.record.party import CITIZEN, ORG_CODE, PARTY, USCC
from techmarket.record.problem import Problem
from techmarket.record.rules import Evidence, Rule, check_record
from techmarket.record.whereabouts import OUTSIDE_MAINLAND, country_rule, enterprise_abroad_rule

USCC_FROM = date(2015, 10, 1)
"""First day of unified social credit codes (GB 32100-2015)."""

NATURAL_PERSON = "600"
ENTERPRISE = "E"

IDENTIFIERS: Mapping[str, CheckCharacters] = MappingProxyType(
    {
        USCC: CheckCharacters(
            check_uscc,
            USCC_FORM,
            "统一社会信用代码（GB 32100-2015），18 位",
            "unified social credit code (GB 32100-2015), 18 characters",
        ),
        ORG_CODE: CheckCharacters(
            check_org_code,
            ORG_CODE_FORM,
            "组织机构代码（GB 11714-1997），9 位，不带连字符",
            "organisation code (GB 11714-1997), 9 characters, no hyphen",
        ),
        CITIZEN: CheckCharacters(
            check_citizen_number,
            CITIZEN_FORM,
            "居民身份号码（GB 11643-1999），18 位",
            "citizen number (GB 11643-1999), 18 places",
        ),
    }
)
"""Value of `identifier_type` to the check of an identifier of that type."""


def identifier_type_of(kind: str, region: str, on: date) -> str | None:
    """Which identifier a party of this kind in this region has on that date; `None` for none."""
    if region in OUTSIDE_MAINLAND:
        return None
    if kind == NATURAL_PERSON:
        return CITIZEN
    return ORG_CODE if on < USCC_FROM else USCC


def _identifier_type(record: Record, on: date) -> Evidence | None:
    kind, region = str(record["kind"]), str(record["region"])
    right, given = identifier_type_of(kind, region, on), record.get("identifier_type")
    if given == right:
        return None
    return (
        f"{on.isoformat()} 单位性质 {kind}、行政区划 {region} 的代码类型"
        f"应为“{right or '空'}”，而不是“{given or '空'}”",
        f"on {on.isoformat()} kind {kind} in region {region} has type "
        f"{right or 'none'}, not {given or 'none'}",
    )


def _identifier_given(record: Record, on: date) -> Evidence | None:
    kind, number = record.get("identifier_type"), record.get("identifier")
    if (kind is None) == (number is None):
        return None
    if number is None:
        return f"代码类型为 {kind}，没有代码", f"type {kind}, no identifier"
    return "有代码，没有代码类型", "an identifier, no type"


def _identifier_checked(record: Record, on: date) -> Evidence | None:
    problem = IDENTIFIERS[str(record["identifier_type"])].check(record["identifier"], on)
    if problem is None:
        return None
    en = problem.sentence_en.removesuffix(".")
    return problem.sentence_zh.removesuffix("。"), en[0].lower() + en[1:]


def _enterprise_only(record: Record, on: date) -> Evidence | None:
    kind = str(record["kind"])
    if ENTERPRISE in code_list("party_kind").ancestors(kind, on):
        return None
    given = [name for name in ("scale", "in_high_tech_zone", "is_listed") if record.get(name)]
    if not given:
        return None
    return (
        f"单位性质为 {kind}，却填写了 {'、'.join(given)}",
        f"kind {kind}, but {', '.join(given)} given",
    )


PARTY_RULES = (
    country_rule("region", "country"),
    enterprise_abroad_rule("kind", "region"),
    Rule(
        name="identifier_type_by_kind_and_date",
        fields=("identifier_type", "kind", "region"),
        needs=("kind", "region"),
        words_zh="境内单位 2015 年 10 月 1 日前用组织机构代码、之后用统一社会信用代码，"
        "境内自然人用居民身份号码，境外（含港澳台）当事人不填。",
        words_en="A party in the mainland has an organisation code before 2015-10-01 and a unified "
        "social credit code from then on, a natural person a citizen number, a party "
        "outside it none.",
        broken=_identifier_type,
        schema={
            "if": {"properties": {"region": {"enum": sorted(OUTSIDE_MAINLAND)}}},
            "then": {"properties": {"identifier_type": False, "identifier": False}},
            "else": {
                "required": ["identifier_type"],
                "if": {"properties": {"kind": {"const": NATURAL_PERSON}}},
                "then": {"properties": {"identifier_type": {"const": CITIZEN}}},
                "else": {"properties": {"identifier_type": {"enum": [ORG_CODE, USCC]}}},
            },
        },
    ),
    Rule(
        name="identifier_with_its_type",
        fields=("identifier", "identifier_type"),
        needs=(),
        words_zh="代码与代码类型同时填写，或同时不填。",
        words_en="Identifier and type are given together or not at all.",
        broken=_identifier_given,
        schema={
            "dependentRequired": {
                "identifier": ["identifier_type"],
                "identifier_type": ["identifier"],
            }
        },
    ),
    Rule(
        name="identifier_by_its_standard",
        fields=("identifier", "identifier_type"),
        needs=("identifier", "identifier_type"),
        words_zh="代码符合其标准，校验码正确。",
        words_en="The identifier follows its standard and its check character fits.",
        broken=_identifier_checked,
        schema={
            "allOf": [
                {
                    "if": {
                        "properties": {"identifier_type": {"const": kind}},
                        "required": ["identifier_type"],
                    },
                    "then": {"properties": {"identifier": check.schema()}},
                }
                for kind, check in IDENTIFIERS.items()
            ]
        },
    ),
    Rule(
        name="enterprises_only",
        fields=("kind", "scale", "in_high_tech_zone", "is_listed"),
        needs=("kind",),
        words_zh="只有企业填写企业规模、国家高新区内企业和上市公司。",
        words_en="Size, high-tech zone and listing are for enterprises only.",
        broken=_enterprise_only,
    ),
)


def check_party(record: Record, on: date) -> list[Problem]:
    """All problems of one party, field by field, then rule by rule.

    Args:
        record: field name to value; what is not given may be `None` or absent.
        on: the date at which codes and the identifier must be valid.
    """
    return check_record(record, PARTY, PARTY_RULES, on)
