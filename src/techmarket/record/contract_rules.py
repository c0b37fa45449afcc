"""The rules that follow from the contract itself.

Not here: rules that need other contracts (duplicates), the law of a regime (time limits),
and the party's own record.
"""

from __future__ import annotations

from datetime import date

from techmarket.codes import code_list
from techmarket.record.contract import CONTRACT
from techmarket.record.fields import Record
from techmarket.record.problem import Problem
from techmarket.record.rules import Evidence, Rule, check_record, not_more
from techmarket.record.whereabouts import OUTSIDE_MAINLAND, country_rule, enterprise_abroad_rule

FIELD = {field.name: field for field in CONTRACT}

PATENT_TYPES = ("22", "23", "24")
"""Licence to exploit a patent, assignment of a patent, assignment of the right to apply."""

PATENT = "2"
ENDED = ("cancelled", "revoked")
RENMINBI = "CNY"
OBJECTIVE_FROM = date(2013, 1, 1)
"""The 2013 report is the first with objectives: it has no figures of the year before."""


def _patent(record: Record, on: date) -> Evidence | None:
    kind, property_type = str(record["contract_type"]), str(record["ip_type"])
    if kind not in PATENT_TYPES or PATENT in code_list("ip_type").ancestors(property_type, on):
        return None
    return (
        f"合同类别为 {kind}，知识产权类型为 {property_type}",
        f"contract type {kind}, intellectual property {property_type}",
    )


def _one_side_at_home(record: Record, on: date) -> Evidence | None:
    seller, buyer = str(record["seller_region"]), str(record["buyer_region"])
    if seller not in OUTSIDE_MAINLAND or buyer not in OUTSIDE_MAINLAND:
        return None
    return (
        f"卖方行政区划为 {seller}，买方行政区划为 {buyer}",
        f"seller region {seller}, buyer region {buyer}",
    )


def _registered_at_home(record: Record, on: date) -> Evidence | None:
    region = str(record["registration_region"])
    if region not in OUTSIDE_MAINLAND:
        return None
    return f"登记地区为 {region}", f"registration region {region}"


def _exchange_rate(record: Record, on: date) -> Evidence | None:
    currency, rate = record["currency"], record.get("exchange_rate")
    if (currency == RENMINBI) == (rate is None):
        return None
    if rate is None:
        return f"币种为 {currency}，没有汇率", f"currency {currency}, no exchange rate"
    return f"币种为 {currency}，汇率为 {rate}", f"currency {currency}, exchange rate {rate}"


def _ended(record: Record, on: date) -> Evidence | None:
    status, ended = record["status"], record.get("ended_date")
    if (status in ENDED) == (ended is not None):
        return None
    if ended is None:
        return f"状态为 {status}，没有日期", f"status {status}, no date"
    return f"状态为 {status}，日期为 {ended}", f"status {status}, date {ended}"


def _objective(record: Record, on: date) -> Evidence | None:
    registered = record["registration_date"]
    if record.get("objective") is not None or str(registered) < OBJECTIVE_FROM.isoformat():
        return None
    return f"登记日期为 {registered}", f"registered on {registered}"


CONTRACT_RULES = (
    not_more("technical_value_within_value", FIELD["technical_value"], FIELD["value"]),
    not_more("starts_before_it_ends", FIELD["start_date"], FIELD["end_date"]),
    not_more("signed_before_accepted", FIELD["signing_date"], FIELD["acceptance_date"]),
    not_more("accepted_before_registered", FIELD["acceptance_date"], FIELD["registration_date"]),
    not_more("signed_before_registered", FIELD["signing_date"], FIELD["registration_date"]),
    not_more("registered_before_ended", FIELD["registration_date"], FIELD["ended_date"]),
    Rule(
        name="patent_contract_involves_patent",
        fields=("contract_type", "ip_type"),
        needs=("contract_type", "ip_type"),
        words_zh="专利实施许可、专利权和专利申请权的转让涉及专利。",
        words_en="A licence or transfer of a patent, or of the right to apply for one, involves "
        "a patent.",
        broken=_patent,
        schema={
            "if": {"properties": {"contract_type": {"enum": list(PATENT_TYPES)}}},
            "then": {"properties": {"ip_type": {"pattern": f"^{PATENT}"}}},
        },
    ),
    Rule(
        name="one_side_in_the_mainland",
        fields=("seller_region", "buyer_region"),
        needs=("seller_region", "buyer_region"),
        words_zh="买卖双方至少一方在境内；境外（含港澳台）卖方的合同由境内买方登记。",
        words_en="At least one side is in the mainland; what a seller outside it exports is "
        "registered by the buyer inside.",
        broken=_one_side_at_home,
        schema={
            "not": {
                "properties": {
                    "seller_region": {"enum": sorted(OUTSIDE_MAINLAND)},
                    "buyer_region": {"enum": sorted(OUTSIDE_MAINLAND)},
                },
                "required": ["seller_region", "buyer_region"],
            }
        },
    ),
    Rule(
        name="registered_in_the_mainland",
        fields=("registration_region",),
        needs=("registration_region",),
        words_zh="登记机构在境内。",
        words_en="The registration agency is in the mainland.",
        broken=_registered_at_home,
        schema={"properties": {"registration_region": {"not": {"enum": sorted(OUTSIDE_MAINLAND)}}}},
    ),
    country_rule("seller_region", "seller_country"),
    country_rule("buyer_region", "buyer_country"),
    enterprise_abroad_rule("seller_kind", "seller_region"),
    enterprise_abroad_rule("buyer_kind", "buyer_region"),
    Rule(
        name="foreign_currency_has_a_rate",
        fields=("currency", "exchange_rate"),
        needs=("currency",),
        words_zh="外币合同填写汇率，人民币合同不填。",
        words_en="A contract in foreign currency has an exchange rate, one in renminbi has none.",
        broken=_exchange_rate,
        schema={
            "if": {"properties": {"currency": {"const": RENMINBI}}},
            "then": {"properties": {"exchange_rate": False}},
            "else": {"required": ["exchange_rate"]},
        },
    ),
    Rule(
        name="ended_contract_has_a_date",
        fields=("status", "ended_date"),
        needs=("status",),
        words_zh="已注销或撤销的登记填写日期，其他的不填。",
        words_en="A cancelled or revoked registration has the date of its end, others have none.",
        broken=_ended,
        schema={
            "if": {"properties": {"status": {"enum": list(ENDED)}}},
            "then": {"required": ["ended_date"]},
            "else": {"properties": {"ended_date": False}},
        },
    ),
    Rule(
        name="objective_from_2013",
        fields=("objective", "registration_date"),
        needs=("registration_date",),
        words_zh="2013 年起登记的合同填写社会—经济目标。",
        words_en="A contract registered from 2013 on states its socio-economic objective.",
        broken=_objective,
    ),
)


def check_contract(record: Record, on: date) -> list[Problem]:
    """All problems of one contract, field by field, then rule by rule.

    Args:
        record: field name to value; what is not given may be `None` or absent.
        on: the date at which codes must be valid, as a rule the registration date.
    """
    return check_record(record, CONTRACT, CONTRACT_RULES, on)
