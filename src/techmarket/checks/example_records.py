"""Lawful records from which the examples of the rules are made, each by changing little.

None of them fails any rule, soft ones included. Parties, projects and numbers are invented. Not
here: the changes (they stand in the rules).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from techmarket.record.fields import Record

_CONTRACT = {
    "registration_number": "4403012013000001",
    "project_name": "高速信号采集模块开发",
    "contract_type": "11",
    "signing_date": date(2013, 8, 5),
    "start_date": date(2013, 8, 5),
    "end_date": date(2014, 11, 30),
    "acceptance_date": date(2013, 9, 2),
    "registration_date": date(2013, 9, 9),
    "payment_method": "2",
    "is_related_party": False,
    "value": 123_450_000,
    "technical_value": 100_000_000,
    "currency": "CNY",
    "ip_type": "1",
    "technical_field": "0101",
    "objective": "10",
    "plan_source": "9",
    "industry_served": "39",
    "seller_id": "P000031200100",
    "seller_kind": "150",
    "seller_region": "440300",
    "seller_country": "142",
    "buyer_id": "P000040000133",
    "buyer_kind": "0221",
    "buyer_region": "420100",
    "buyer_country": "142",
    "registration_region": "440300",
    "registration_agency": "440301",
    "registrar": "李敏",
    "status": "registered",
    "is_tax_exempt": False,
}

_TRANSFER = _CONTRACT | {
    "project_name": "连铸结晶器铜板镀层专利权转让",
    "contract_type": "23",
    "ip_type": "21",
    "ip_certificate": "ZL201010123456",
    "technical_field": "0599",
    "expected_investment": 200_000_000,
    "expected_output": 900_000_000,
}

_IN_2026 = _CONTRACT | {
    "registration_number": "4403012026000001",
    "signing_date": date(2026, 4, 7),
    "start_date": date(2026, 4, 7),
    "end_date": date(2027, 11, 30),
    "acceptance_date": date(2026, 5, 11),
    "registration_date": date(2026, 5, 18),
}

_IMPORT = {
    "seller_kind": "500",
    "seller_region": "990000",
    "seller_country": "502",
    "buyer_kind": "150",
    "buyer_region": "440300",
}

_COMPANY = {
    "party_id": "P000031200100",
    "name": "深圳市测园信号技术有限公司",
    "identifier": "708461136",
    "identifier_type": "org_code",
    "kind": "150",
    "country": "142",
    "region": "440300",
    "industry": "39",
    "scale": "small",
    "in_high_tech_zone": True,
    "is_listed": False,
    "is_research_institution": False,
    "is_converted_institute": False,
    "is_transfer_institution": False,
    "address": "深圳市南山区科苑路15号",
    "legal_representative": "李敏",
    "contact": "王磊",
    "telephone": "0755-86537204",
    "postcode": "518057",
}

_ORGANISATION = {
    name: value
    for name, value in _COMPANY.items()
    if name not in ("scale", "in_high_tech_zone", "is_listed")
}

EXAMPLE_RECORDS: Mapping[str, Record] = MappingProxyType(
    {
        "contract": _CONTRACT,
        "transfer": _TRANSFER,
        "contract_2026": _IN_2026,
        "licence_2026": _IN_2026
        | {"contract_type": "5", "ip_type": "21", "ip_certificate": "ZL201910123456"},
        "party": _COMPANY,
        "company_2026": _COMPANY | {"identifier": "914403001922038216", "identifier_type": "uscc"},
        "university_2026": _ORGANISATION
        | {
            "name": "华中测园大学",
            "kind": "0221",
            "region": "420100",
            "identifier": "12420100MA5DLQQW02",
            "identifier_type": "uscc",
            "address": "武汉市洪山区珞喻路37号",
            "telephone": "027-87541204",
            "postcode": "430074",
        },
        "person": {
            "party_id": "P000060000012",
            "name": "王磊",
            "identifier": "11010519491231002X",
            "identifier_type": "citizen_number",
            "kind": "600",
            "country": "142",
            "region": "110105",
        },
        "enterprise_abroad": {
            "party_id": "P000050000044",
            "name": "Example Instruments Inc.",
            "kind": "500",
            "country": "502",
            "region": "990000",
        },
    }
)
"""Name to record. What begins with the name of a kind of record is of that kind."""

EXAMPLE_DATES: Mapping[str, date] = MappingProxyType(
    {
        "contract": date(2013, 9, 9),
        "transfer": date(2013, 9, 9),
        "contract_2026": date(2026, 5, 18),
        "licence_2026": date(2026, 5, 18),
        "party": date(2013, 9, 9),
        "company_2026": date(2026, 5, 18),
        "university_2026": date(2026, 5, 18),
        "person": date(2013, 9, 9),
        "enterprise_abroad": date(2013, 9, 9),
    }
)
"""Name to the date of the check."""

FROM_ABROAD: Mapping[str, object] = MappingProxyType(_IMPORT)
"""Changes that make a contract one whose seller is abroad and whose buyer is in Shenzhen."""

OPTIONAL_VALUES: Mapping[str, Record] = MappingProxyType(
    {
        "exchange_rate": {"exchange_rate": "6.1932", "currency": "USD"},
        "plan_number": {"plan_number": "2013AA011203"},
        "ip_certificate": {"ip_certificate": "ZL201010123456"},
        "intermediary_id": {"intermediary_id": "P000070000003"},
        "ended_date": {"ended_date": date(2014, 2, 10), "status": "cancelled"},
        "expected_investment": {"expected_investment": 200_000_000},
        "expected_output": {"expected_output": 900_000_000},
    }
)
"""For each field that the base records leave empty, a lawful value and what goes with it."""


def example(base: str, changes: Mapping[str, object]) -> dict[str, object]:
    """The base record with the changes; a field that is changed to `None` is left out."""
    record = {**EXAMPLE_RECORDS[base], **changes}
    return {name: value for name, value in record.items() if value is not None}
