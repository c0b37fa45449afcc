"""Rules about seller, buyer, intermediary, registration agency and registration number.

Not here: that region and country agree (declared with the record), names (of parties).
"""

from __future__ import annotations

from techmarket.checks.check_rule import Authority, Changes, CheckRule, Severity, check_rule
from techmarket.checks.condition import (
    Matches,
    Not,
    Part,
    Value,
    YearDigits,
    compare,
    every,
    is_code,
    under,
)
from techmarket.checks.example_records import FROM_ABROAD
from techmarket.checks.law import FROM_2026, LAW_2000, LAW_2026, REGIMES, REPORT, UNTIL_2026
from techmarket.checks.record_rules import outside
from techmarket.codes import code_list

HARD, SOFT = Severity.HARD, Severity.SOFT

MUNICIPALITIES = ("110000", "120000", "310000", "500000")
"""Provinces that are one city: the province says where in the country well enough."""

WITH_FINER = frozenset(
    row.parent for row in code_list("party_kind").codes() if row.parent is not None
)
"""Kinds of party below which there are finer ones."""

SEVERITIES = {"buyer": HARD, "buyer, by practice": SOFT}


def province(region: str) -> Part:
    """The first two digits of a region."""
    return Part(Value(region), 0, 2)


def finest_kind(id: str, name: str, zh: str, en: str, failing: Changes) -> CheckRule:
    """The kind of a party is given as finely as the list allows."""
    return check_rule(
        id,
        f"{zh}填写到最细一级。",
        f"{en} is given at its finest level.",
        Not(is_code(name, *WITH_FINER)),
        severity=SOFT,
        authority=Authority.STANDARD,
        source="Codes of the nature of buyers and sellers, form instructions (2005-2012)",
        failing=failing,
    )


def finer_than_province(id: str, name: str, zh: str, en: str, failing: Changes) -> CheckRule:
    """A region within a province is given, unless the province is one city."""
    return check_rule(
        id,
        f"{zh}填写到地市一级或更细。",
        f"{en} is given as a prefecture or finer.",
        Not(
            every(
                Matches(Value(name), "[0-9]{2}0000"),
                Not(is_code(name, *MUNICIPALITIES)),
                Not(outside(name)),
            )
        ),
        severity=SOFT,
        authority=Authority.REPORT,
        source=f"{REPORT}: cities are told apart",
        failing=failing,
    )


def _import(regime: str, base: str) -> CheckRule:
    new = regime == "2026"
    return check_rule(
        f"contract.import_registered_by_buyer_{regime}",
        "卖方在境外（含港澳台）的合同，由境内买方在其所在省份登记。",
        "What a seller outside the mainland sells is registered by the buyer, in its province.",
        compare(province("buyer_region"), "==", province("registration_region")),
        when=every(outside("seller_region"), Not(outside("buyer_region"))),
        severity=SEVERITIES[REGIMES[regime].rules["import_applicant"]],
        authority=Authority.LAW if new else Authority.PRACTICE,
        source=f"{LAW_2026}, art. 11" if new else f"{REPORT}, tables 2 and 3; {LAW_2000} is silent",
        valid_from=FROM_2026 if new else None,
        valid_to=None if new else UNTIL_2026,
        base=base,
        failing={**FROM_ABROAD, "buyer_region": "330200"},
        passing=FROM_ABROAD,
        companions=("second_review_abroad",),
    )


CONTRACT_PARTIES: tuple[CheckRule, ...] = (
    check_rule(
        "contract.seller_is_not_buyer",
        "卖方和买方不是同一当事人。",
        "Seller and buyer are two parties.",
        compare("seller_id", "!=", "buyer_id"),
        severity=HARD,
        authority=Authority.LAW,
        source=f"{LAW_2000}: a contract has two sides",
        failing={"buyer_id": "P000031200100"},
    ),
    check_rule(
        "contract.intermediary_is_not_buyer",
        "中介方不是买方。",
        "The intermediary is not the buyer.",
        compare("intermediary_id", "!=", "buyer_id"),
        severity=HARD,
        authority=Authority.LAW,
        source=f"{LAW_2000}: intermediation brings others together",
        failing={"intermediary_id": "P000040000133"},
        passing={"intermediary_id": "P000070000003"},
    ),
    check_rule(
        "contract.intermediary_is_not_seller",
        "除技术中介合同外，中介方不是卖方。",
        "The intermediary is not the seller, unless intermediation is what is sold.",
        compare("intermediary_id", "!=", "seller_id"),
        when=Not(is_code("contract_type", "42")),
        severity=HARD,
        authority=Authority.LAW,
        source=f"{LAW_2000}: intermediation may be registered with the contract or alone",
        failing={"intermediary_id": "P000031200100"},
        passing={"intermediary_id": "P000070000003"},
    ),
    check_rule(
        "contract.seller_registers_at_home",
        "境内卖方在其所在省份登记。",
        "A seller in the mainland registers in its own province.",
        compare(province("seller_region"), "==", province("registration_region")),
        when=Not(outside("seller_region")),
        severity=SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2000}: registered once, by territory; {REPORT}: exceptions exist",
        failing={"seller_region": "330200"},
    ),
    _import("2000", "contract"),
    _import("2026", "contract_2026"),
    check_rule(
        "contract.agency_is_in_its_region",
        "登记机构代码的前四位与登记地区一致。",
        "The first four digits of the registration agency are those of its region.",
        compare(
            Part(Value("registration_agency"), 0, 4),
            "==",
            Part(Value("registration_region"), 0, 4),
        ),
        severity=HARD,
        authority=Authority.RECORD,
        source="How agencies are numbered: region and own number (decision record 6)",
        failing={"registration_agency": "420101", "registration_number": "4201012013000001"},
    ),
    check_rule(
        "contract.number_begins_with_agency",
        "合同登记编号前六位是登记机构代码。",
        "The registration number begins with the registration agency.",
        compare(Part(Value("registration_number"), 0, 6), "==", Value("registration_agency")),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Certificates of Shenzhen, 2019; other layouts exist (decision record 6)",
        failing={"registration_number": "4403022013000001"},
    ),
    check_rule(
        "contract.number_has_the_year",
        "合同登记编号第 7 至 10 位是登记年份。",
        "Places 7 to 10 of the registration number are the year of registration.",
        compare(
            Part(Value("registration_number"), 6, 10),
            "==",
            YearDigits(Value("registration_date")),
        ),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Certificates of Shenzhen, 2019; other layouts exist (decision record 6)",
        failing={"registration_number": "4403012012000001"},
    ),
    check_rule(
        "contract.number_has_a_serial",
        "合同登记编号的末六位不全是零。",
        "The last six digits of the registration number are not all zero.",
        Not(Matches(Value("registration_number"), "[0-9]{10}000000")),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="Serial numbers begin at 1; zeros are typed where the number is not known",
        failing={"registration_number": "4403012013000000"},
    ),
    check_rule(
        "contract.number_is_not_one_digit",
        "合同登记编号不是同一个数字的重复。",
        "The registration number is not one digit repeated.",
        Not(Matches(Value("registration_number"), "|".join(f"{n}{{16}}" for n in range(10)))),
        severity=HARD,
        authority=Authority.PRACTICE,
        source="Placeholders are typed where the number is not known",
        failing={"registration_number": "1" * 16},
    ),
    finest_kind(
        "contract.seller_kind_at_finest_level",
        "seller_kind",
        "卖方性质",
        "The seller's kind",
        {"seller_kind": "100"},
    ),
    finest_kind(
        "contract.buyer_kind_at_finest_level",
        "buyer_kind",
        "买方性质",
        "The buyer's kind",
        {"buyer_kind": "022"},
    ),
    finer_than_province(
        "contract.seller_region_finer_than_province",
        "seller_region",
        "卖方行政区划",
        "The seller's region",
        {"seller_region": "440000"},
    ),
    finer_than_province(
        "contract.buyer_region_finer_than_province",
        "buyer_region",
        "买方行政区划",
        "The buyer's region",
        {"buyer_region": "420000"},
    ),
    check_rule(
        "contract.government_does_not_sell",
        "卖方不是机关法人。",
        "The seller is not a government body.",
        Not(under("seller_kind", "party_kind", "010")),
        severity=SOFT,
        authority=Authority.GUESS,
        source=f"{REPORT}: government bodies sell almost nothing; the sides may be exchanged",
        failing={"seller_kind": "0121"},
    ),
    check_rule(
        "contract.numbered_only_when_decided",
        "有登记编号的合同处于登记、变更、注销或撤销状态。",
        "A contract with a registration number is registered, changed, cancelled or revoked.",
        is_code("status", "registered", "change_review", "cancelled", "revoked"),
        needs=("registration_number", "status"),
        reads=("registration_number", "status"),
        severity=SOFT,
        authority=Authority.PRACTICE,
        source="The number is made when the agency decides to register",
        failing={"status": "submitted"},
    ),
)
