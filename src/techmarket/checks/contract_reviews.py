"""Rules that ask for a second pair of eyes, and rules on the use of a contract for tax.

A contract that "fails" a rule on second review may well be right: it is one that the agency, the
province or the national centre look at again. Not here: the limits (`codes`, thresholds).
"""

from __future__ import annotations

from techmarket.checks.check_rule import Authority, Changes, CheckRule, Severity, check_rule
from techmarket.checks.condition import (
    ALWAYS,
    Condition,
    Finds,
    IsTrue,
    Matches,
    Not,
    Value,
    compare,
    either,
    every,
    under,
)
from techmarket.checks.law import FROM_2026, LAW_2000, LAW_2026, UNTIL_2026
from techmarket.checks.record_rules import outside
from techmarket.codes.thresholds import all_thresholds

HARD, SOFT = Severity.HARD, Severity.SOFT
LIMITS = {one.name: one for one in all_thresholds()}


def _second_review(
    name: str,
    threshold: str,
    field: str,
    failing: Changes,
    *,
    when: Condition = ALWAYS,
    base: str = "contract",
    passing: Changes | None = None,
    companions: tuple[str, ...] = (),
) -> CheckRule:
    """An amount stays below a limit above which somebody looks again."""
    at = LIMITS[threshold]
    return check_rule(
        f"contract.second_review_{name}",
        f"低于{at.label_zh}限额 {at.value // 1_000_000} 万元；达到的须复核。",
        f"Below {at.value // 100:,} yuan ({at.label_en[0].lower()}{at.label_en[1:]}); "
        "others get a second review.",
        compare(field, "<", at.value),
        when=when,
        severity=SOFT,
        authority=Authority.LAW if at.valid_from == FROM_2026 else Authority.PRACTICE,
        source=at.source,
        valid_from=at.valid_from,
        valid_to=at.valid_to,
        base=base,
        failing=failing,
        passing=passing or {},
        companions=companions,
    )


def _in_province(digits: str) -> Matches:
    return Matches(Value("registration_region"), f"{digits}[0-9]{{4}}")


def _at(region: str, agency: str) -> dict[str, object]:
    """Registered in another place, by a seller of that place."""
    return {
        "registration_region": region,
        "registration_agency": agency,
        "registration_number": f"{agency}2013000001",
        "seller_region": region,
    }


IN_JIANGSU = _at("320100", "320101")
IN_HEILONGJIANG = _at("230100", "230101")
IN_SHANDONG = {
    **_at("370200", "370201"),
    "registration_number": "3702012026000001",
}
EXEMPT_2000 = ("1", "2")
EXEMPT_2026 = ("1", "2", "5")


def _tax(regime: str, types: tuple[str, ...], base: str) -> CheckRule:
    new = regime == "2026"
    return check_rule(
        f"contract.tax_only_for_{regime}",
        f"只有技术开发、技术转让{'和技术许可' if new else ''}合同用于申请免税。",
        "Tax exemption is claimed for development"
        f"{', transfer and licence' if new else ' and transfer'} contracts only.",
        under("contract_type", "contract_type", *types),
        when=IsTrue("is_tax_exempt"),
        severity=HARD,
        authority=Authority.LAW,
        source="财税字〔1999〕273号; 财税〔2016〕36号"
        + ("; that licences count as transfer did is a guess" if new else ""),
        valid_from=FROM_2026 if new else None,
        valid_to=None if new else UNTIL_2026,
        base=base,
        failing={"is_tax_exempt": True, "contract_type": "41"},
        passing={"is_tax_exempt": True},
        companions=("second_review_tax",),
    )


CONTRACT_REVIEWS: tuple[CheckRule, ...] = (
    _second_review(
        "major",
        "major_contract_value",
        "value",
        {"value": 1_000_000_000, "technical_value": 400_000_000},
    ),
    _second_review(
        "expert_2026",
        "expert_review_value",
        "technical_value",
        {"value": 800_000_000, "technical_value": 500_000_000},
        base="contract_2026",
    ),
    _second_review(
        "jiangsu",
        "jiangsu_second_review_value",
        "value",
        {**IN_JIANGSU, "value": 500_000_000},
        when=_in_province("32"),
        passing=IN_JIANGSU,
    ),
    _second_review(
        "shandong",
        "shandong_provincial_registration_value",
        "value",
        {**IN_SHANDONG, "value": 1_000_000_000, "technical_value": 400_000_000},
        when=_in_province("37"),
        base="contract_2026",
        passing=IN_SHANDONG,
        companions=("second_review_major",),
    ),
    _second_review(
        "heilongjiang",
        "heilongjiang_tracking_value",
        "technical_value",
        IN_HEILONGJIANG,
        when=every(_in_province("23"), under("contract_type", "contract_type", "1", "2")),
        passing={**IN_HEILONGJIANG, "technical_value": 49_999_999},
    ),
    check_rule(
        "contract.second_review_tax",
        "不用于申请免税；用于申请免税的须复核。",
        "Not for a claim of tax exemption; those that are get a second review.",
        Not(IsTrue("is_tax_exempt")),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="国科火字〔2021〕188号: tax cases are checked again",
        failing={"is_tax_exempt": True},
    ),
    check_rule(
        "contract.second_review_abroad",
        "买卖双方均在境内；一方在境外（含港澳台）的须复核。",
        "Both sides are in the mainland; others get a second review.",
        Not(either(outside("seller_region"), outside("buyer_region"))),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="国科火字〔2021〕188号: contracts with abroad are checked again",
        failing={"buyer_region": "810000", "buyer_country": "110"},
    ),
    _tax("2000", EXEMPT_2000, "contract"),
    _tax("2026", EXEMPT_2026, "contract_2026"),
    check_rule(
        "contract.exempt_between_strangers",
        "用于申请免税的合同不是关联交易。",
        "A contract for which tax exemption is claimed is not between related parties.",
        Not(IsTrue("is_related_party")),
        when=IsTrue("is_tax_exempt"),
        severity=SOFT,
        authority=Authority.LAW,
        source="财税〔2010〕111号: transfers under one common owner are excluded",
        failing={"is_tax_exempt": True, "is_related_party": True},
        passing={"is_tax_exempt": True},
        companions=("second_review_tax",),
    ),
    check_rule(
        "contract.not_about_goods",
        "项目名称不是买卖设备、装修、施工之类的普通合同。",
        "The project name is not that of an ordinary contract on goods, fitting or building.",
        Not(Finds(Value("project_name"), "采购合同|购销|买卖|装修|施工合同|租赁|物业|印刷")),
        severity=SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2000}, art. 5; {LAW_2026}: other named contracts are not registered",
        failing={"project_name": "示波器采购合同"},
    ),
)
