"""Rules about contract type, intellectual property, technical field and plan source.

That a code is valid on the day, and so that licences are registered from 2026 on only, is a rule of
the field. Not here: tax (`contract_reviews`).
"""

from __future__ import annotations

from techmarket.checks.check_rule import Authority, CheckRule, Severity, check_rule
from techmarket.checks.condition import (
    Characters,
    Finds,
    Given,
    Not,
    Value,
    compare,
    either,
    every,
    is_code,
    under,
)
from techmarket.checks.law import FORM_2021, FROM_2026, LAW_2000, LAW_2026, REPORT

HARD, SOFT = Severity.HARD, Severity.SOFT
NO_IP, NO_PLAN = "9", "9"

SAME_SUBJECT = (
    ("know_how_transfer", "21", "1", "技术秘密转让", "技术秘密", "know-how", "know-how"),
    (
        "software_transfer",
        "25",
        "3",
        "软件著作权转让",
        "计算机软件",
        "software copyright",
        "software",
    ),
    (
        "layout_transfer",
        "26",
        "5",
        "布图设计专有权转让",
        "集成电路布图设计",
        "a layout design",
        "a layout design",
    ),
    (
        "plant_variety_transfer",
        "27",
        "4",
        "植物新品种权转让",
        "植物新品种",
        "a plant variety",
        "a plant variety",
    ),
    (
        "biological_variety_transfer",
        "28",
        "6",
        "生物、医药新品种权转让",
        "生物、医药新品种",
        "a biological or pharmaceutical variety",
        "such a variety",
    ),
)
"""Name, contract type, IP type, both in Chinese, both in English."""


def _same_subject(
    name: str, contract: str, ip: str, contract_zh: str, ip_zh: str, contract_en: str, ip_en: str
) -> CheckRule:
    return check_rule(
        f"contract.{name}_involves_it",
        f"{contract_zh}合同涉及的知识产权是{ip_zh}。",
        f"A transfer of {contract_en} involves {ip_en} as its intellectual property.",
        is_code("ip_type", ip),
        when=every(is_code("contract_type", contract), Not(is_code("ip_type", NO_IP))),
        severity=HARD,
        authority=Authority.LAW,
        source=f"{LAW_2000}, art. 4: what is transferred is what the type names",
        base="transfer",
        failing={"contract_type": contract, "ip_type": "21", "ip_certificate": "2013SR012345"},
        passing={"contract_type": contract, "ip_type": ip, "ip_certificate": "2013SR012345"},
        companions=(),
    )


CONTRACT_TECHNOLOGY: tuple[CheckRule, ...] = (
    *(_same_subject(*one) for one in SAME_SUBJECT),
    check_rule(
        "contract.transfer_involves_ip",
        "技术转让合同涉及知识产权。",
        "A transfer contract involves intellectual property.",
        Not(is_code("ip_type", NO_IP)),
        when=under("contract_type", "contract_type", "2"),
        severity=HARD,
        authority=Authority.LAW,
        source=f"{LAW_2000}: transfer is of patents, know-how and other rights",
        base="transfer",
        failing={"contract_type": "21", "ip_type": NO_IP, "ip_certificate": None},
    ),
    check_rule(
        "contract.licence_involves_ip",
        "技术许可合同涉及知识产权。",
        "A licence contract involves intellectual property.",
        Not(is_code("ip_type", NO_IP)),
        when=under("contract_type", "contract_type", "5"),
        severity=HARD,
        authority=Authority.LAW,
        source=f"{LAW_2026}, rule 8",
        valid_from=FROM_2026,
        base="licence_2026",
        failing={"ip_type": NO_IP, "ip_certificate": None},
    ),
    check_rule(
        "contract.patent_has_a_number",
        "专利权转让和专利实施许可合同填写专利号。",
        "A transfer of or licence under a patent states the patent's number.",
        Given("ip_certificate"),
        when=either(
            is_code("contract_type", "22", "23"),
            every(is_code("contract_type", "5"), under("ip_type", "ip_type", "2")),
        ),
        needs=("contract_type", "ip_type"),
        severity=SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2000}: certificates are attached",
        base="transfer",
        failing={"ip_certificate": None},
    ),
    check_rule(
        "contract.certificate_has_a_number",
        "知识产权证书编号中有不少于四位的连续数字。",
        "The certificate number has at least four digits in a row.",
        Finds(Value("ip_certificate"), "[0-9]{4}"),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Placeholders are typed where a certificate is not at hand",
        base="transfer",
        failing={"ip_certificate": "见附件"},
    ),
    check_rule(
        "contract.no_certificate_without_ip",
        "未涉及知识产权的合同不填知识产权证书编号。",
        "A contract without intellectual property has no certificate number.",
        Not(Given("ip_certificate")),
        when=is_code("ip_type", NO_IP),
        needs=("ip_type",),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="未涉及知识产权 is the default of the form and often left in",
        failing={"ip_type": NO_IP, "ip_certificate": "ZL201010123456"},
        passing={"ip_type": NO_IP},
    ),
    check_rule(
        "contract.field_at_second_level",
        "技术领域填写到第二级。",
        "The technical field is given at its second level.",
        compare(Characters(Value("technical_field")), ">=", 4),
        severity=SOFT,
        authority=Authority.REPORT,
        source=f"{REPORT}: fields are told apart below electronic information",
        failing={"technical_field": "01"},
    ),
    check_rule(
        "contract.training_involves_no_ip",
        "技术培训和技术中介合同本身不涉及知识产权。",
        "Training and intermediation involve no intellectual property of their own.",
        is_code("ip_type", NO_IP),
        when=is_code("contract_type", "42", "43"),
        severity=SOFT,
        authority=Authority.GUESS,
        source=f"{LAW_2000}: they bring knowledge or a deal, not a right",
        failing={"contract_type": "43", "ip_type": "21"},
        passing={"contract_type": "43", "ip_type": NO_IP},
    ),
    check_rule(
        "contract.plan_has_a_number",
        "有计划来源的合同填写计划项目编号。",
        "A contract from a programme states the number of its project.",
        Given("plan_number"),
        when=Not(is_code("plan_source", NO_PLAN)),
        needs=("plan_source",),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="The project authority's consent is shown by the number of the project",
        failing={"plan_source": "101"},
        passing={"plan_source": "101", "plan_number": "2013AA011203"},
    ),
    check_rule(
        "contract.no_plan_number_outside_plans",
        "计划外的合同不填计划项目编号。",
        "A contract outside programmes has no number of a programme's project.",
        Not(Given("plan_number")),
        when=is_code("plan_source", NO_PLAN),
        needs=("plan_source",),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="计划外 is the default of the form and often left in",
        failing={"plan_number": "2013AA011203"},
    ),
    check_rule(
        "contract.payment_method_stated",
        "填写支付方式。",
        "The payment method is stated.",
        Given("payment_method"),
        needs=(),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source=FORM_2021,
        failing={"payment_method": None},
    ),
    check_rule(
        "contract.related_party_stated",
        "填写是否关联交易。",
        "Whether the parties are related is stated.",
        Given("is_related_party"),
        needs=(),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source=FORM_2021,
        failing={"is_related_party": None},
    ),
    check_rule(
        "contract.industry_served_stated",
        "填写服务的国民经济行业。",
        "The industry served is stated.",
        Given("industry_served"),
        needs=(),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source=FORM_2021,
        failing={"industry_served": None},
    ),
)
