"""Rules about identifiers beyond their check characters.

Which identifier a party has, and its check characters, are declared with the record. Not here:
names and contacts (`party_entries`).
"""

from __future__ import annotations

from datetime import date

from techmarket.checks.check_rule import (
    Authority,
    Changes,
    CheckRule,
    Repair,
    Severity,
    check_rule,
)
from techmarket.checks.condition import (
    Finds,
    Matches,
    Not,
    Part,
    Value,
    compare,
    either,
    every,
    is_code,
    under,
)
from techmarket.record.fields import Record
from techmarket.record.party import CITIZEN, ORG_CODE, USCC

HARD, SOFT = Severity.HARD, Severity.SOFT
NUMBER = Value("identifier")
NATIONAL = "100000"

CATEGORIES = (
    (
        "government_body",
        "010",
        "11|13|19|A[0-9]",
        "机关法人",
        "a government body",
        "11",
        "0131",
        "12420100MA5DLQQW02",
        "11420100MA5DLQQW05",
        "武汉市水务局",
    ),
    (
        "public_institution",
        "020",
        "12|52|A[0-9]",
        "事业法人",
        "a public institution",
        "12 or 52",
        "0221",
        "11420100MA5DLQQW05",
        "12420100MA5DLQQW02",
        "华中测园大学",
    ),
    (
        "social_organisation",
        "030",
        "5[1-39]|13|81|89",
        "社团法人",
        "a social organisation",
        "51",
        "030",
        "12420100MA5DLQQW02",
        "51420100MA5DLQQW01",
        "武汉测绘学会",
    ),
)
"""Name, kind, first two places, words, the usual places, then kind, wrong, right code and name."""


def _changed(by: str, instead: str) -> Repair:
    """The identifier without or with other characters."""

    def repair(record: Record, on: date | None) -> Changes | None:
        text = str(record["identifier"])
        text = text.replace(by, instead) if by else text.upper()
        return {"identifier": text}

    return repair


def _category(
    name: str,
    kind: str,
    places: str,
    zh: str,
    en: str,
    usual: str,
    finest: str,
    wrong: str,
    right: str,
    called: str,
) -> CheckRule:
    """The registering department and category in the code go with the kind."""
    party = {"kind": finest, "name": called}
    return check_rule(
        f"party.code_of_{name}",
        f"{zh}的统一社会信用代码以 {usual.replace(' or ', '、')} 等开头。",
        f"The credit code of {en} begins with {usual} or the like.",
        Matches(Part(NUMBER, 0, 2), places),
        when=every(is_code("identifier_type", USCC), under("kind", "party_kind", kind)),
        severity=SOFT,
        authority=Authority.STANDARD,
        source="GB 32100-2015 and its amendment 1: department and category of registration",
        base="university_2026",
        failing={**party, "identifier": wrong},
        passing={**party, "identifier": right},
    )


PARTY_IDENTIFIERS: tuple[CheckRule, ...] = (
    check_rule(
        "party.identifier_not_one_character",
        "代码不是同一个字符的重复；全零能通过校验，但不是任何人的代码。",
        "The identifier is not one character repeated; all zeros fit the check and are nobody's.",
        Not(Matches(NUMBER, "0+|1+|2+|3+|4+|5+|6+|7+|8+|9+|A+|X+")),
        severity=HARD,
        authority=Authority.STANDARD,
        source="GB 11714-1997 and GB 32100-2015: zeros have the check character zero",
        failing={"identifier": "000000000"},
    ),
    check_rule(
        "party.identifier_without_hyphens",
        "代码不带连字符和空格。",
        "The identifier is written without hyphens and blanks.",
        Not(Finds(NUMBER, "[- ]")),
        severity=HARD,
        authority=Authority.STANDARD,
        source="GB 11714-1997: the hyphen is for the eye, not for machines",
        failing={"identifier": "70846113-6"},
        repair=_changed("-", ""),
    ),
    check_rule(
        "party.identifier_in_capitals",
        "代码中的字母大写。",
        "The letters of the identifier are capitals.",
        Not(Finds(NUMBER, "[a-z]")),
        severity=HARD,
        authority=Authority.STANDARD,
        source="GB 32100-2015, GB 11714-1997, GB 11643-1999",
        base="company_2026",
        failing={"identifier": "91440300ma5dlqqw0f"},
        repair=_changed("", ""),
    ),
    check_rule(
        "party.identifier_not_for_own_use",
        "组织机构代码不在自定义区间（PDY00001 至 PDY99999）。",
        "The organisation code is not in the range for own use (PDY00001 to PDY99999).",
        Not(Matches(NUMBER, "PDY[0-9]{5}[0-9X]")),
        when=is_code("identifier_type", ORG_CODE),
        severity=HARD,
        authority=Authority.STANDARD,
        source="GB 11714-1997: these codes are not for exchange",
        failing={"identifier": "PDY00001X"},
    ),
    *(_category(*one) for one in CATEGORIES),
    check_rule(
        "party.code_of_enterprise",
        "企业的统一社会信用代码以 91 开头，个体工商户以 92 开头。",
        "The credit code of an enterprise begins with 91, of a self-employed business with 92.",
        either(
            every(Not(is_code("kind", "400")), Matches(Part(NUMBER, 0, 2), "91|93|N[0-9]")),
            every(is_code("kind", "400"), Matches(Part(NUMBER, 0, 2), "92|91")),
        ),
        when=every(is_code("identifier_type", USCC), under("kind", "party_kind", "E")),
        severity=SOFT,
        authority=Authority.STANDARD,
        source="GB 32100-2015 and its amendment 1: department and category of registration",
        base="company_2026",
        failing={"identifier": "12440300MA5DLQQW0L"},
    ),
    check_rule(
        "party.code_of_region",
        "统一社会信用代码第 3、4 位与行政区划的省份一致，或为国家一级（100000）。",
        "Places 3 and 4 of the credit code are those of the party's province, or the code is "
        "national (100000).",
        either(
            compare(Part(NUMBER, 2, 4), "==", Part(Value("region"), 0, 2)),
            Matches(Part(NUMBER, 2, 8), NATIONAL),
        ),
        when=is_code("identifier_type", USCC),
        severity=SOFT,
        authority=Authority.STANDARD,
        source="GB 32100-2015: the region where it was registered; parties move",
        base="company_2026",
        failing={"region": "420100"},
    ),
    check_rule(
        "party.born_in_living_memory",
        "居民身份号码中的出生年份在 1900 年以后。",
        "The year of birth in a citizen number is 1900 or later.",
        Matches(Part(NUMBER, 6, 8), "19|20"),
        when=is_code("identifier_type", CITIZEN),
        severity=SOFT,
        authority=Authority.GUESS,
        source="GB 11643-1999: places 7 to 14 are the date of birth",
        base="person",
        failing={"identifier": "110105184912310020"},
    ),
    check_rule(
        "party.citizen_number_of_a_province",
        "居民身份号码的前两位是省级行政区划代码。",
        "The first two digits of a citizen number are those of a province.",
        Matches(
            Part(NUMBER, 0, 2),
            "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]",
        ),
        when=is_code("identifier_type", CITIZEN),
        severity=SOFT,
        authority=Authority.STANDARD,
        source="GB 11643-1999: places 1 to 6 are a code of GB/T 2260",
        base="person",
        failing={"identifier": "990105194912310023"},
    ),
)
