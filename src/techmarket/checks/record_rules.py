"""The rules about several fields that `record` declares, with the condition of each.

Names, sentences, fields and needs are taken from there. Its tests are Python functions that tell
what is wrong, which no column can be asked; so the condition stands here as an expression, and
the two are held against each other by tests. Not here: all further rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from techmarket.checks.check_rule import (
    NO_CHANGES,
    Authority,
    Changes,
    CheckRule,
    Repair,
    Severity,
    check_rule,
)
from techmarket.checks.condition import (
    ALWAYS,
    Condition,
    FitsStandard,
    Given,
    IsTrue,
    Not,
    On,
    compare,
    either,
    every,
    is_code,
    under,
)
from techmarket.checks.example_records import FROM_ABROAD
from techmarket.record.contract_rules import (
    ENDED,
    OBJECTIVE_FROM,
    PATENT,
    PATENT_TYPES,
    RENMINBI,
)
from techmarket.record.fields import Field, Record
from techmarket.record.party import CITIZEN, ORG_CODE, USCC
from techmarket.record.party_rules import ENTERPRISE, NATURAL_PERSON, USCC_FROM
from techmarket.record.rules import Rule
from techmarket.record.whereabouts import (
    ABROAD,
    CHINA,
    COUNTRY_OF_REGION,
    ENTERPRISE_ABROAD,
    OUTSIDE_MAINLAND,
    country_of,
)

SOURCE = "Rules about several fields that are declared with the record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a declared rule lacks: its condition as an expression, and examples."""

    holds: Condition
    when: Condition = ALWAYS
    base: str = ""
    failing: Changes
    passing: Changes = field(default_factory=lambda: NO_CHANGES)
    companions: tuple[str, ...] = ()
    repair: Repair | None = None


def outside(name: str) -> Condition:
    """The region is Hong Kong, Macau, Taiwan or abroad."""
    return is_code(name, *OUTSIDE_MAINLAND)


def _country(region: str, country: str, failing: Changes, companions: tuple[str, ...] = ()) -> Said:
    at_home = (CHINA, *COUNTRY_OF_REGION.values())
    apart = [
        every(is_code(region, code), is_code(country, its))
        for code, its in COUNTRY_OF_REGION.items()
    ]

    def repair(record: Record, on: date | None) -> Changes | None:
        right = country_of(str(record[region]))
        return None if right is None else {country: right}

    return Said(
        holds=either(
            every(is_code(region, ABROAD), Not(is_code(country, *at_home))),
            every(Not(outside(region)), is_code(country, CHINA)),
            *apart,
        ),
        failing=failing,
        companions=companions,
        repair=repair,
    )


def _enterprise_abroad(kind: str, region: str, passing: Changes, failing: Changes) -> Said:
    return Said(
        when=is_code(kind, ENTERPRISE_ABROAD),
        holds=outside(region),
        failing=failing,
        passing=passing,
    )


AT_HOME_FOREIGN = {"buyer_kind": "500", "buyer_region": "990000", "buyer_country": "502"}

CONTRACT_CONDITIONS: Mapping[str, Said] = MappingProxyType(
    {
        "technical_value_within_value": Said(
            holds=compare("technical_value", "<=", "value"),
            failing={"technical_value": 123_450_001},
        ),
        "starts_before_it_ends": Said(
            holds=compare("start_date", "<=", "end_date"),
            failing={"start_date": date(2013, 12, 2), "end_date": date(2013, 12, 1)},
        ),
        "signed_before_accepted": Said(
            holds=compare("signing_date", "<=", "acceptance_date"),
            failing={"signing_date": date(2013, 9, 3), "start_date": date(2013, 9, 3)},
        ),
        "accepted_before_registered": Said(
            holds=compare("acceptance_date", "<=", "registration_date"),
            failing={"acceptance_date": date(2013, 9, 10)},
        ),
        "signed_before_registered": Said(
            holds=compare("signing_date", "<=", "registration_date"),
            failing={
                "signing_date": date(2013, 9, 10),
                "start_date": date(2013, 9, 10),
                "acceptance_date": None,
            },
            companions=("acceptance_date_stated",),
        ),
        "registered_before_ended": Said(
            holds=compare("registration_date", "<=", "ended_date"),
            failing={"status": "revoked", "ended_date": date(2013, 9, 8)},
            passing={"status": "revoked", "ended_date": date(2013, 9, 9)},
        ),
        "patent_contract_involves_patent": Said(
            when=is_code("contract_type", *PATENT_TYPES),
            holds=under("ip_type", "ip_type", PATENT),
            base="transfer",
            failing={"ip_type": "1"},
        ),
        "one_side_in_the_mainland": Said(
            holds=Not(every(outside("seller_region"), outside("buyer_region"))),
            failing={**FROM_ABROAD, **AT_HOME_FOREIGN},
            companions=("second_review_abroad",),
        ),
        "registered_in_the_mainland": Said(
            holds=Not(outside("registration_region")),
            failing={"registration_region": "810000"},
        ),
        "seller_country_agrees_with_region": _country(
            "seller_region", "seller_country", {"seller_country": "502"}
        ),
        "buyer_country_agrees_with_region": _country(
            "buyer_region", "buyer_country", {"buyer_country": "110"}
        ),
        "seller_kind_agrees_with_region": _enterprise_abroad(
            "seller_kind", "seller_region", FROM_ABROAD, {"seller_kind": "500"}
        ),
        "buyer_kind_agrees_with_region": _enterprise_abroad(
            "buyer_kind", "buyer_region", AT_HOME_FOREIGN, {"buyer_kind": "500"}
        ),
        "foreign_currency_has_a_rate": Said(
            holds=either(
                every(is_code("currency", RENMINBI), Not(Given("exchange_rate"))),
                every(Not(is_code("currency", RENMINBI)), Given("exchange_rate")),
            ),
            failing={"exchange_rate": "6.1932"},
            passing={"currency": "USD", "exchange_rate": "6.1932"},
        ),
        "ended_contract_has_a_date": Said(
            holds=either(
                every(is_code("status", *ENDED), Given("ended_date")),
                every(Not(is_code("status", *ENDED)), Not(Given("ended_date"))),
            ),
            failing={"status": "cancelled"},
            passing={"status": "cancelled", "ended_date": date(2014, 2, 10)},
        ),
        "objective_from_2013": Said(
            when=compare("registration_date", ">=", OBJECTIVE_FROM),
            holds=Given("objective"),
            failing={"objective": None},
        ),
    }
)

PARTY_CONDITIONS: Mapping[str, Said] = MappingProxyType(
    {
        "country_agrees_with_region": _country("region", "country", {"country": "110"}),
        "kind_agrees_with_region": Said(
            when=is_code("kind", ENTERPRISE_ABROAD),
            holds=outside("region"),
            base="enterprise_abroad",
            failing={
                "region": "440300",
                "country": "142",
                "identifier_type": ORG_CODE,
                "identifier": "708461136",
                "name": "深圳市测园信号技术有限公司",
            },
            companions=("scale_stated",),
        ),
        "identifier_type_by_kind_and_date": Said(
            holds=either(
                every(outside("region"), Not(Given("identifier_type"))),
                every(
                    Not(outside("region")),
                    is_code("kind", NATURAL_PERSON),
                    is_code("identifier_type", CITIZEN),
                ),
                every(
                    Not(outside("region")),
                    Not(is_code("kind", NATURAL_PERSON)),
                    either(
                        every(compare(On(), "<", USCC_FROM), is_code("identifier_type", ORG_CODE)),
                        every(compare(On(), ">=", USCC_FROM), is_code("identifier_type", USCC)),
                    ),
                ),
            ),
            base="company_2026",
            failing={"identifier_type": ORG_CODE, "identifier": "708461136"},
        ),
        "identifier_with_its_type": Said(
            holds=either(
                every(Given("identifier"), Given("identifier_type")),
                Not(either(Given("identifier"), Given("identifier_type"))),
            ),
            failing={"identifier": None},
        ),
        "identifier_by_its_standard": Said(
            holds=either(
                *(
                    every(is_code("identifier_type", one), FitsStandard("identifier", one))
                    for one in (USCC, ORG_CODE, CITIZEN)
                )
            ),
            failing={"identifier": "708461137"},
        ),
        "enterprises_only": Said(
            when=Not(under("kind", "party_kind", ENTERPRISE)),
            holds=Not(either(Given("scale"), IsTrue("in_high_tech_zone"), IsTrue("is_listed"))),
            base="person",
            failing={"scale": "small"},
        ),
    }
)


def record_rules(
    kind: str,
    fields: tuple[Field, ...],
    rules: tuple[Rule, ...],
    conditions: Mapping[str, Said],
) -> Iterator[CheckRule]:
    """The declared rules of a kind of record, in their order.

    Raises:
        KeyError: a declared rule has no condition.
    """
    labels = {one.name: one for one in fields}
    sentences = Counter(rule.words_zh for rule in rules)
    for rule in rules:
        said = conditions[rule.name]
        # Seller and buyer are spoken of in the same words; then the field says whose.
        of = labels[rule.fields[0]] if sentences[rule.words_zh] > 1 else None
        yield check_rule(
            f"{kind}.{rule.name}",
            f"{of.label_zh}：{rule.words_zh}" if of else rule.words_zh,
            f"{of.label_en}: {rule.words_en}" if of else rule.words_en,
            said.holds,
            severity=Severity.HARD,
            authority=Authority.RECORD,
            source=SOURCE,
            when=said.when,
            needs=rule.needs,
            reads=rule.fields,
            base=said.base,
            failing=said.failing,
            passing=said.passing,
            companions=said.companions,
            repair=said.repair,
        )
