"""Rules that follow from the party itself: which identifier it has, where it is."""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.record.party_rules import PARTY_RULES, check_party, identifier_type_of

DAY = date(2013, 9, 9)
LAST_DAY = date(2015, 9, 30)
FIRST_DAY = date(2015, 10, 1)
Party = dict[str, object]


def test_lawful_parties(company: Party, person: Party, enterprise_abroad: Party) -> None:
    """An enterprise, a natural person and an enterprise abroad."""
    assert [check_party(p, DAY) for p in (company, person, enterprise_abroad)] == [[], [], []]


@pytest.mark.parametrize(
    ("kind", "region", "on", "expected"),
    [
        ("150", "440300", LAST_DAY, "org_code"),
        ("150", "440300", FIRST_DAY, "uscc"),
        ("0221", "110000", LAST_DAY, "org_code"),
        ("0221", "110000", FIRST_DAY, "uscc"),
        ("600", "110105", LAST_DAY, "citizen_number"),
        ("600", "110105", FIRST_DAY, "citizen_number"),
        ("600", "810000", LAST_DAY, None),
        ("500", "990000", FIRST_DAY, None),
        ("500", "710000", FIRST_DAY, None),
    ],
)
def test_the_identifier_by_kind_place_and_date(
    kind: str, region: str, on: date, expected: str | None
) -> None:
    """The credit code came on 2015-10-01; persons have their number; outside there is none."""
    assert identifier_type_of(kind, region, on) == expected


BY_KIND_ZH = (
    "境内单位 2015 年 10 月 1 日前用组织机构代码、之后用统一社会信用代码，"
    "境内自然人用居民身份号码，境外（含港澳台）当事人不填："
)
BY_KIND_EN = (
    "A party in the mainland has an organisation code before 2015-10-01 and a unified social "
    "credit code from then on, a natural person a citizen number, a party outside it none: "
)


@pytest.mark.parametrize(
    ("change", "rule", "zh", "en"),
    [
        (
            {"country": "116"},
            "country_agrees_with_region",
            "行政区划与国别（地区）一致：行政区划为 440300，国别为 116。",
            "Region and country agree: region 440300, country 116.",
        ),
        (
            {"kind": "500"},
            "kind_agrees_with_region",
            "境外企业不在境内：单位性质为 500，行政区划为 440300。",
            "An enterprise abroad is not in the mainland: kind 500, region 440300.",
        ),
        (
            {"identifier_type": "uscc", "identifier": "91440300708461136T"},
            "identifier_type_by_kind_and_date",
            BY_KIND_ZH
            + "2013-09-09 单位性质 150、行政区划 440300 的代码类型应为“org_code”，而不是“uscc”。",
            BY_KIND_EN + "on 2013-09-09 kind 150 in region 440300 has type org_code, not uscc.",
        ),
        (
            {"identifier_type": None, "identifier": None},
            "identifier_type_by_kind_and_date",
            BY_KIND_ZH
            + "2013-09-09 单位性质 150、行政区划 440300 的代码类型应为“org_code”，而不是“空”。",
            BY_KIND_EN + "on 2013-09-09 kind 150 in region 440300 has type org_code, not none.",
        ),
        (
            {"identifier": None},
            "identifier_with_its_type",
            "代码与代码类型同时填写，或同时不填：代码类型为 org_code，没有代码。",
            "Identifier and type are given together or not at all: type org_code, no identifier.",
        ),
        (
            {"identifier": "708461135"},
            "identifier_by_its_standard",
            "代码符合其标准，校验码正确：组织机构代码“708461135”的校验码不符，有字符填错。",
            "The identifier follows its standard and its check character fits: the check character "
            "of the organisation code “708461135” does not fit; some character is wrong.",
        ),
        (
            {"kind": "0211"},
            "enterprises_only",
            "只有企业填写企业规模、国家高新区内企业和上市公司："
            "单位性质为 0211，却填写了 scale、in_high_tech_zone。",
            "Size, high-tech zone and listing are for enterprises only: kind 0211, but scale, "
            "in_high_tech_zone given.",
        ),
    ],
)
def test_one_rule_broken(company: Party, change: Party, rule: str, zh: str, en: str) -> None:
    """One thing changed in a lawful party breaks one rule, told with the figures."""
    (problem,) = check_party(company | change, DAY)
    assert problem.rule == rule
    assert (problem.sentence("zh"), problem.sentence("en")) == (zh, en)


def test_every_rule_has_been_broken_above() -> None:
    """The list of cases and the list of rules are the same."""
    mark = next(m for m in test_one_rule_broken.pytestmark if m.name == "parametrize")  # type: ignore[attr-defined]
    assert {case[1] for case in mark.args[1]} == {rule.name for rule in PARTY_RULES}


def test_an_identifier_without_its_type(enterprise_abroad: Party) -> None:
    """A number nobody says the standard of cannot be checked."""
    (problem,) = check_party(enterprise_abroad | {"identifier": "12-3456789"}, DAY)
    assert problem.sentence("zh") == "代码与代码类型同时填写，或同时不填：有代码，没有代码类型。"
    assert problem.sentence("en") == (
        "Identifier and type are given together or not at all: an identifier, no type."
    )


def test_an_enterprise_abroad_has_no_identifier_of_the_mainland(enterprise_abroad: Party) -> None:
    """Its type must be empty."""
    given = {"identifier": "708461136", "identifier_type": "org_code"}
    (problem,) = check_party(enterprise_abroad | given, DAY)
    assert problem.sentence("en") == (
        BY_KIND_EN + "on 2013-09-09 kind 500 in region 990000 has type none, not org_code."
    )


def test_a_company_from_october_2015(company: Party) -> None:
    """The credit code holds the organisation code the company had before."""
    credit = {"identifier": "91440300708461136T", "identifier_type": "uscc"}
    assert check_party(company | credit, FIRST_DAY) == []
    assert company["identifier"] in str(credit["identifier"])


def test_no_for_a_party_that_is_no_enterprise(person: Party) -> None:
    """“Not listed” is true of a natural person; only a yes would be wrong."""
    assert check_party(person | {"is_listed": False, "in_high_tech_zone": False}, DAY) == []
