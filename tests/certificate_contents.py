"""What documents of the tests say, without a register: a contract, each kind of document, a key.

Not here: what is tested with them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from techmarket.web.certificates.content import (
    ContractFacts,
    ContractList,
    IncomeSlip,
    Issue,
    Person,
    Recognition,
    TaxCertificate,
)
from techmarket.web.certificates.keys import SigningKey, signing_key

DAY = date(2026, 3, 20)
ADDRESS = "https://register.example.org"
ISSUE = Issue(
    edition=1,
    issued_on=DAY,
    agency="440301",
    agency_zh="深圳市技术合同登记处",
    agency_en="Shenzhen registration agency",
    registrar="王小明",
)
CONTRACT = ContractFacts(
    number="4403012026000123",
    version=1,
    project_name="信号采集模块的委托开发",
    contract_type="11",
    payment_method="2",
    seller=Person("深圳华源电子有限公司", "91440300MA5FX12345"),
    buyer=Person("武汉第一医院信号所", "12420100441234567X"),
    signing_date=date(2026, 3, 2),
    start_date=date(2026, 3, 2),
    end_date=date(2027, 12, 31),
    registration_date=DAY,
    changed_on=None,
    value=123_456_789,
    technical_value=98_765_400,
)
RECOGNITION = Recognition(ISSUE, CONTRACT)
TAX = TaxCertificate(ISSUE, CONTRACT, "财税〔2016〕36号", "财税〔2016〕36号", "")
SLIP = IncomeSlip(
    issue=ISSUE,
    contract=CONTRACT,
    position=2,
    applicant=CONTRACT.seller,
    application_date=DAY,
    realised_value=50_000_000,
    realised_technical_value=40_000_000,
    deductions=(("labour_cost", 1_000_000), ("equipment_cost", 10_000_000)),
    technical_income=39_000_000,
    income_before=1_000_000,
    opinion="同意核定。",
)
LIST = ContractList(ISSUE, "LQ7K29F3XA1B", CONTRACT.seller, (CONTRACT, CONTRACT))
DOCUMENTS = {"R": RECOGNITION, "T": TAX, "I": SLIP, "L": LIST}


def key_in(folder: Path, on: date = date(2026, 1, 1)) -> SigningKey:
    """A key that signs from a day on."""
    return signing_key(folder, on)
