"""Rules that follow from the contract itself."""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.record.contract import CONTRACT
from techmarket.record.contract_rules import CONTRACT_RULES, check_contract
from techmarket.record.rules import not_more, shown

DAY = date(2013, 9, 9)
Contract = dict[str, object]


def test_a_lawful_contract(contract: Contract) -> None:
    """Nothing is wrong with it, whether what is not given is absent or `None`."""
    assert check_contract(contract, DAY) == []
    assert check_contract(dict.fromkeys(f.name for f in CONTRACT) | contract, DAY) == []


@pytest.mark.parametrize(
    ("change", "rule", "zh", "en"),
    [
        (
            {"technical_value": 120_000_001},
            "technical_value_within_value",
            "技术交易额不大于合同成交金额：技术交易额为 1200000.01 元，"
            "合同成交金额为 1200000.00 元。",
            "Technical value is not more than contract value: technical value 1200000.01 元, "
            "contract value 1200000.00 元.",
        ),
        (
            {"end_date": date(2013, 7, 31)},
            "starts_before_it_ends",
            "有效期起不晚于有效期止：有效期起为 2013-08-01，有效期止为 2013-07-31。",
            "Start date is not later than end date: start date 2013-08-01, end date 2013-07-31.",
        ),
        (
            {"signing_date": date(2013, 9, 3)},
            "signed_before_accepted",
            "签订日期不晚于受理日期：签订日期为 2013-09-03，受理日期为 2013-09-02。",
            "Signing date is not later than acceptance date: signing date 2013-09-03, "
            "acceptance date 2013-09-02.",
        ),
        (
            {"acceptance_date": date(2013, 9, 10)},
            "accepted_before_registered",
            "受理日期不晚于登记日期：受理日期为 2013-09-10，登记日期为 2013-09-09。",
            "Acceptance date is not later than registration date: acceptance date 2013-09-10, "
            "registration date 2013-09-09.",
        ),
        (
            {"acceptance_date": None, "signing_date": date(2013, 9, 10)},
            "signed_before_registered",
            "签订日期不晚于登记日期：签订日期为 2013-09-10，登记日期为 2013-09-09。",
            "Signing date is not later than registration date: signing date 2013-09-10, "
            "registration date 2013-09-09.",
        ),
        (
            {"status": "revoked", "ended_date": date(2013, 9, 8)},
            "registered_before_ended",
            "登记日期不晚于注销或撤销日期：登记日期为 2013-09-09，注销或撤销日期为 2013-09-08。",
            "Registration date is not later than date of cancellation or revocation: registration "
            "date 2013-09-09, date of cancellation or revocation 2013-09-08.",
        ),
        (
            {"contract_type": "22"},
            "patent_contract_involves_patent",
            "专利实施许可、专利权和专利申请权的转让涉及专利：合同类别为 22，知识产权类型为 9。",
            "A licence or transfer of a patent, or of the right to apply for one, involves a "
            "patent: contract type 22, intellectual property 9.",
        ),
        (
            {
                "seller_region": "990000",
                "seller_country": "502",
                "buyer_region": "810000",
                "buyer_country": "110",
            },
            "one_side_in_the_mainland",
            "买卖双方至少一方在境内；境外（含港澳台）卖方的合同由境内买方登记："
            "卖方行政区划为 990000，买方行政区划为 810000。",
            "At least one side is in the mainland; what a seller outside it exports is registered "
            "by the buyer inside: seller region 990000, buyer region 810000.",
        ),
        (
            {"registration_region": "820000"},
            "registered_in_the_mainland",
            "登记机构在境内：登记地区为 820000。",
            "The registration agency is in the mainland: registration region 820000.",
        ),
        (
            {"seller_country": "502"},
            "seller_country_agrees_with_region",
            "行政区划与国别（地区）一致：行政区划为 440300，国别为 502。",
            "Region and country agree: region 440300, country 502.",
        ),
        (
            {"buyer_region": "990000"},
            "buyer_country_agrees_with_region",
            "行政区划与国别（地区）一致：行政区划为 990000，国别为 142。",
            "Region and country agree: region 990000, country 142.",
        ),
        (
            {"seller_kind": "500"},
            "seller_kind_agrees_with_region",
            "境外企业不在境内：单位性质为 500，行政区划为 440300。",
            "An enterprise abroad is not in the mainland: kind 500, region 440300.",
        ),
        (
            {"buyer_kind": "500"},
            "buyer_kind_agrees_with_region",
            "境外企业不在境内：单位性质为 500，行政区划为 110000。",
            "An enterprise abroad is not in the mainland: kind 500, region 110000.",
        ),
        (
            {"currency": "USD"},
            "foreign_currency_has_a_rate",
            "外币合同填写汇率，人民币合同不填：币种为 USD，没有汇率。",
            "A contract in foreign currency has an exchange rate, one in renminbi has none: "
            "currency USD, no exchange rate.",
        ),
        (
            {"exchange_rate": "6.1932"},
            "foreign_currency_has_a_rate",
            "外币合同填写汇率，人民币合同不填：币种为 CNY，汇率为 6.1932。",
            "A contract in foreign currency has an exchange rate, one in renminbi has none: "
            "currency CNY, exchange rate 6.1932.",
        ),
        (
            {"status": "cancelled"},
            "ended_contract_has_a_date",
            "已注销或撤销的登记填写日期，其他的不填：状态为 cancelled，没有日期。",
            "A cancelled or revoked registration has the date of its end, others have none: "
            "status cancelled, no date.",
        ),
        (
            {"ended_date": date(2013, 10, 1)},
            "ended_contract_has_a_date",
            "已注销或撤销的登记填写日期，其他的不填：状态为 registered，日期为 2013-10-01。",
            "A cancelled or revoked registration has the date of its end, others have none: "
            "status registered, date 2013-10-01.",
        ),
        (
            {"objective": None},
            "objective_from_2013",
            "2013 年起登记的合同填写社会—经济目标：登记日期为 2013-09-09。",
            "A contract registered from 2013 on states its socio-economic objective: registered on "
            "2013-09-09.",
        ),
    ],
)
def test_one_rule_broken(contract: Contract, change: Contract, rule: str, zh: str, en: str) -> None:
    """One thing changed in a lawful contract breaks one rule, told with the figures."""
    (problem,) = check_contract(contract | change, DAY)
    assert problem.rule == rule
    assert (problem.sentence("zh"), problem.sentence("en")) == (zh, en)
    assert set(problem.fields) == set(next(r for r in CONTRACT_RULES if r.name == rule).fields)


@pytest.mark.parametrize(
    "change",
    [
        {"technical_value": 0, "value": 0},
        {"technical_value": None},
        {"end_date": None},
        {"end_date": date(2013, 8, 1)},
        {"signing_date": DAY, "acceptance_date": DAY},
        {"contract_type": "23", "ip_type": "22"},
        {"seller_region": "990000", "seller_country": "502", "seller_kind": "500"},
        {"buyer_region": "710000", "buyer_country": "143"},
        {"currency": "USD", "exchange_rate": "6.1932"},
        {"status": "revoked", "ended_date": DAY},
        {
            "objective": None,
            "registration_date": date(2012, 12, 31),
            "acceptance_date": None,
            "signing_date": date(2012, 12, 1),
        },
    ],
    ids=str,
)
def test_what_the_rules_allow(contract: Contract, change: Contract) -> None:
    """The edges that are lawful: equal amounts and days, empty ends, one side abroad."""
    assert check_contract(contract | change, DAY) == []


def test_all_problems_are_told_at_once(contract: Contract) -> None:
    """Unknown fields first, then the fields in order; a rule waits until its fields are right."""
    wrong = contract | {"colour": "red", "value": -1, "objective": "99", "project_name": ""}
    del wrong["seller_id"]
    problems = check_contract(wrong, DAY)
    assert [(p.rule, p.fields) for p in problems] == [
        ("unknown_field", ("colour",)),
        ("not_empty", ("project_name",)),
        ("range", ("value",)),
        ("code", ("objective",)),
        ("required", ("seller_id",)),
    ]
    assert problems[0].sentence("zh") == "没有“colour”这个字段。"
    assert problems[0].sentence("en") == "There is no field “colour”."
    assert problems[2].sentence("en") == "Contract value: -1 is out of range; it must be: ≥ 0 分."


def test_every_rule_has_been_broken_above() -> None:
    """The list of cases and the list of rules are the same."""
    mark = next(m for m in test_one_rule_broken.pytestmark if m.name == "parametrize")  # type: ignore[attr-defined]
    assert {case[1] for case in mark.args[1]} == {rule.name for rule in CONTRACT_RULES}


def test_only_fields_of_one_type_are_compared() -> None:
    """A rule that compares a date with an amount is refused when it is declared."""
    by_name = {field.name: field for field in CONTRACT}
    with pytest.raises(ValueError, match=r"^rule odd: value and end_date cannot be compared$"):
        not_more("odd", by_name["value"], by_name["end_date"])


def test_amounts_are_shown_in_yuan() -> None:
    """分 are shown with two decimals, without a float in between."""
    assert [shown(v) for v in (0, 5, -105, 10**18 + 1, "x")] == [
        "0.00 元",
        "0.05 元",
        "-1.05 元",
        "10000000000000000.01 元",
        "x",
    ]
