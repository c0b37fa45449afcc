"""What each kind of document says: facts, frozen, before any word or layout.

Amounts are integers in 分; codes are those of `codes`, resolved on the day the document states.
What a document may not say is refused when it is made. Not here: words and rows (`face`), layout
(`typeset`), where the facts come from (`issuing`).
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from techmarket.codes import threshold
from techmarket.web.certificates.payload import DocumentKind, DocumentStatement

LIST_DIVISION = "jiangsu_second_review_value"
"""Contracts at or above this limit and those below stand in lists of their own. The practice of
Jiangsu is the only one on record, so it is that of every place."""


@dataclass(frozen=True, slots=True)
class Person:
    """A party as a document names it.

    Attributes:
        name: whole.
        identifier: credit code or the like; "" where there is none, and for natural persons.
    """

    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What documents say of a contract.

    Attributes:
        number: registration number.
        version: of the contract, as in the register.
        project_name: as in the contract.
        contract_type, payment_method: codes; the latter "" if it is not known.
        seller, buyer: the parties.
        signing_date, start_date, end_date: `end_date` is `None` if the contract sets none.
        registration_date: when it was registered; `changed_on`: since when it says what it says
            here, `None` if it was never changed.
        value, technical_value: 分; the latter is `None` while it cannot be determined.
    """

    number: str
    version: int
    project_name: str
    contract_type: str
    payment_method: str
    seller: Person
    buyer: Person
    signing_date: date
    start_date: date
    end_date: date | None
    registration_date: date
    changed_on: date | None
    value: int
    technical_value: int | None


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issued a document, and when.

    Attributes:
        edition: 1, 2, 3 …; a later one replaces those before.
        issued_on: day of issue.
        agency: code; agency_zh, agency_en: its names.
        registrar: the person in charge.
    """

    edition: int
    issued_on: date
    agency: str
    agency_zh: str
    agency_en: str
    registrar: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """认定登记证明: that a contract was recognised and registered."""

    issue: Issue
    contract: ContractFacts


@dataclass(frozen=True, slots=True)
class TaxCertificate:
    """The certificate for the tax office, only where the law grants relief (`tax_relief`).

    Attributes:
        basis_zh, basis_en: the rule that grants it.
        related_to: for consulting and service, the registration number of the development or
            transfer to which they belong; else "".
    """

    issue: Issue
    contract: ContractFacts
    basis_zh: str
    basis_en: str
    related_to: str


@dataclass(frozen=True, slots=True)
class IncomeSlip:
    """技术性收入核定表: how much of a payment is technical income.

    Attributes:
        position: which verification of the contract, from 1.
        applicant: who asked for it, as a rule the seller.
        application_date: when.
        realised_value, realised_technical_value: 分 of this payment.
        deductions: name of the declared field (`record.children`) to 分; only those above zero.
        technical_income: 分 of this payment.
        income_before: 分 verified earlier for this contract, without this one.
        opinion: of the examiner.
    """

    issue: Issue
    contract: ContractFacts
    position: int
    applicant: Person
    application_date: date
    realised_value: int
    realised_technical_value: int
    deductions: tuple[tuple[str, int], ...]
    technical_income: int
    income_before: int
    opinion: str


@dataclass(frozen=True, slots=True)
class ContractList:
    """登记清单: contracts of one applicant, no basis for tax relief.

    Attributes:
        number: of the list.
        applicant: whose contracts.
        contracts: at least one, in their order.
    """

    issue: Issue
    number: str
    applicant: Person
    contracts: tuple[ContractFacts, ...]


Content = Recognition | TaxCertificate | IncomeSlip | ContractList


def mixes_sizes(values: list[int], on: date) -> bool:
    """Whether amounts (分) stand on both sides of the limit that divides lists."""
    limit = threshold(LIST_DIVISION, on)
    return len({value >= limit for value in values}) > 1


def digest(content: Content) -> str:
    """22 characters of base64url: the first 16 bytes of SHA-256 over all that a document says."""
    written = json.dumps(
        [type(content).__name__, asdict(content)],
        ensure_ascii=True,
        sort_keys=True,
        separators=(",", ":"),
        default=date.isoformat,
    )
    short = hashlib.sha256(written.encode("ascii")).digest()[:16]
    return base64.urlsafe_b64encode(short).rstrip(b"=").decode("ascii")


def statement_of(content: Content) -> DocumentStatement:
    """What is signed of a document; the key is set when it is signed."""
    if isinstance(content, ContractList):
        return _of_list(content)
    contract, issue = content.contract, content.issue
    kind, part, income = DocumentKind.RECOGNITION, 0, None
    if isinstance(content, TaxCertificate):
        kind = DocumentKind.TAX
    elif isinstance(content, IncomeSlip):
        kind, part, income = DocumentKind.INCOME, content.position, content.technical_income
    return DocumentStatement(
        form=1,
        kind=kind.value,
        number=contract.number,
        part=part,
        edition=issue.edition,
        version=contract.version,
        contract_type=contract.contract_type,
        seller=contract.seller.name,
        buyer=contract.buyer.name,
        value=contract.value,
        technical_value=contract.technical_value,
        income=income,
        contracts=1,
        signing_date=contract.signing_date.isoformat(),
        registration_date=contract.registration_date.isoformat(),
        issued_on=issue.issued_on.isoformat(),
        agency=issue.agency,
        agency_name=issue.agency_zh,
        digest=digest(content),
        key="",
    )


def _of_list(content: ContractList) -> DocumentStatement:
    """Sums over the list; no technical value if that of one contract is not determined."""
    technical = [one.technical_value for one in content.contracts]
    return DocumentStatement(
        form=1,
        kind=DocumentKind.LIST.value,
        number=content.number,
        part=0,
        edition=content.issue.edition,
        version=0,
        contract_type="",
        seller=content.applicant.name,
        buyer="",
        value=sum(one.value for one in content.contracts),
        technical_value=sum_or_none(technical),
        income=None,
        contracts=len(content.contracts),
        signing_date="",
        registration_date="",
        issued_on=content.issue.issued_on.isoformat(),
        agency=content.issue.agency,
        agency_name=content.issue.agency_zh,
        digest=digest(content),
        key="",
    )


def sum_or_none(amounts: list[int | None]) -> int | None:
    """The sum in 分; `None` if one of them is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
