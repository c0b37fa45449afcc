"""Lawful records: a contract of 2013 and parties of several kinds."""

from __future__ import annotations

from datetime import date

import pytest

SEPTEMBER = date(2013, 9, 9)


@pytest.fixture
def contract() -> dict[str, object]:
    """A development contract registered in Shenzhen, all that is required and some more."""
    return {
        "registration_number": "4403012013000001",
        "project_name": "高速信号采集模块开发",
        "contract_type": "11",
        "signing_date": date(2013, 8, 1),
        "start_date": date(2013, 8, 1),
        "end_date": date(2014, 12, 31),
        "acceptance_date": date(2013, 9, 2),
        "registration_date": SEPTEMBER,
        "payment_method": "2",
        "is_related_party": False,
        "value": 120_000_000,
        "technical_value": 100_000_000,
        "currency": "CNY",
        "ip_type": "9",
        "technical_field": "0101",
        "objective": "10",
        "plan_source": "9",
        "industry_served": "39",
        "seller_id": "S1",
        "seller_kind": "150",
        "seller_region": "440300",
        "seller_country": "142",
        "buyer_id": "B1",
        "buyer_kind": "0221",
        "buyer_region": "110000",
        "buyer_country": "142",
        "registration_region": "440300",
        "registration_agency": "440301",
        "status": "registered",
    }


@pytest.fixture
def company() -> dict[str, object]:
    """An enterprise in Shenzhen as of 2013, with its organisation code."""
    return {
        "party_id": "S1",
        "name": "深圳某某科技有限公司",
        "identifier": "708461136",
        "identifier_type": "org_code",
        "kind": "150",
        "country": "142",
        "region": "440300",
        "industry": "39",
        "scale": "small",
        "in_high_tech_zone": True,
        "is_listed": False,
        "telephone": "0755-86000000",
        "postcode": "518000",
    }


@pytest.fixture
def person() -> dict[str, object]:
    """A natural person in Beijing; the number is the example of GB 11643."""
    return {
        "party_id": "P1",
        "name": "张三",
        "identifier": "11010519491231002X",
        "identifier_type": "citizen_number",
        "kind": "600",
        "country": "142",
        "region": "110105",
    }


@pytest.fixture
def enterprise_abroad() -> dict[str, object]:
    """An enterprise in the United States, which has no identifier of the mainland."""
    return {
        "party_id": "F1",
        "name": "Example Instruments Inc.",
        "kind": "500",
        "country": "502",
        "region": "990000",
    }
