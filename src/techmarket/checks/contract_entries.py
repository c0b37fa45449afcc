"""Rules about how a contract was entered: placeholders, defaults left in, texts in the wrong place.

Not here: amounts that look like slips (`contract_amounts`).
"""

from __future__ import annotations

from datetime import date

from techmarket.checks.check_rule import Authority, CheckRule, Severity, check_rule
from techmarket.checks.condition import (
    Characters,
    Finds,
    IsTrue,
    Matches,
    MonthDay,
    Not,
    OneOf,
    Value,
    compare,
    every,
    is_code,
)
from techmarket.checks.written_text import (
    half_width,
    no_blank_between_han,
    no_control_characters,
    not_placeholder,
)
from techmarket.record.contract import CONTRACT

SOFT = Severity.SOFT
FIELD = {one.name: one for one in CONTRACT}
NAME = Value("project_name")

CONTRACT_ENTRIES: tuple[CheckRule, ...] = (
    not_placeholder("contract", FIELD["project_name"]),
    not_placeholder("contract", FIELD["seller_id"]),
    not_placeholder("contract", FIELD["buyer_id"]),
    not_placeholder("contract", FIELD["registrar"]),
    not_placeholder(
        "contract",
        FIELD["plan_number"],
        passing={"plan_source": "101", "plan_number": "2013AA011203"},
        companions=("no_plan_number_outside_plans",),
    ),
    half_width("contract", FIELD["project_name"]),
    no_control_characters("contract", FIELD["project_name"]),
    no_blank_between_han("contract", FIELD["project_name"]),
    check_rule(
        "contract.project_name_says_something",
        "项目名称不少于四个字符。",
        "The project name has at least four characters.",
        compare(Characters(NAME), ">=", 4),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A shorter name tells no subject",
        failing={"project_name": "软件"},
    ),
    check_rule(
        "contract.project_name_not_a_type",
        "项目名称不只是合同类别的名称。",
        "The project name is more than the name of a contract type.",
        Not(
            Matches(
                NAME,
                "(?:委托|合作)?技术(?:开发|转让|咨询|服务|许可|培训|中介)(?:合同|合同书|协议|协议书|项目)?",
            )
        ),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="A name that is inconsistent with the content is returned for correction",
        failing={"project_name": "技术开发合同书"},
    ),
    check_rule(
        "contract.project_name_not_a_number",
        "项目名称不只是数字。",
        "The project name is more than digits.",
        Not(Matches(NAME, "[0-9.,/ -]+")),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A column shifted in a workbook",
        failing={"project_name": "2013-08-05"},
    ),
    check_rule(
        "contract.project_name_not_a_party",
        "项目名称不是单位名称。",
        "The project name is not the name of a party.",
        Not(Matches(NAME, "(?s:.)+(?:有限责任公司|有限公司|股份公司|大学|研究院|研究所)")),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A column shifted in a workbook",
        failing={"project_name": "深圳市测园信号技术有限公司"},
    ),
    check_rule(
        "contract.registrar_not_a_number",
        "登记员是人名或工号，不是电话号码。",
        "The registrar is a person, not a telephone number.",
        Not(Matches(Value("registrar"), r"\+?[0-9][0-9 -]{6,}")),
        severity=SOFT,
        authority=Authority.GUESS,
        source="A column shifted in a workbook",
        failing={"registrar": "0755-86537204"},
    ),
    check_rule(
        "contract.not_all_defaults",
        "不是各项全取默认值：计划外、未涉及知识产权、非关联交易、技术交易额等于成交金额、"
        "有效期止于 12 月 31 日。",
        "Not everything is the default: outside programmes, no intellectual property, not "
        "related, technical value equal to the value, ending on 31 December.",
        Not(
            every(
                is_code("plan_source", "9"),
                is_code("ip_type", "9"),
                Not(IsTrue("is_related_party")),
                compare("technical_value", "==", "value"),
                OneOf(MonthDay(Value("end_date")), frozenset((1231,))),
            )
        ),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="A script that filled in the online form in 2021 set exactly these",
        failing={"ip_type": "9", "technical_value": 123_450_000, "end_date": date(2014, 12, 31)},
    ),
    check_rule(
        "contract.software_transfer_is_called_one",
        "名称为软件著作权转让的合同按软件著作权转让登记。",
        "What is named a transfer of software copyright is registered as one.",
        is_code("contract_type", "25", "5"),
        when=Finds(NAME, "软件著作权转让"),
        severity=SOFT,
        authority=Authority.GUESS,
        source="The name is inconsistent with the type",
        failing={"project_name": "测园采集软件著作权转让"},
        passing={
            "project_name": "测园采集软件著作权转让",
            "contract_type": "25",
            "ip_type": "3",
        },
    ),
)
