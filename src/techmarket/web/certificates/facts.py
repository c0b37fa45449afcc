"""From the register's rows to what a document says.

Not here: words (`face`), issuing (`actions`).
"""

from __future__ import annotations

from datetime import date

from techmarket.web.certificates.content import ContractFacts, IncomeSlip, Issue, Person
from techmarket.web.certificates.models import COSTS, IncomeVerification
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.organisations.models import Organisation
from techmarket.web.parties.models import Party

NATURAL_PERSON = "600"
"""Code of `party_kind`: identity numbers of people stand on no document."""


def person(party: Party) -> Person:
    """A party as a document names it."""
    told = vars(party)
    number = "" if told["kind"] == NATURAL_PERSON else told["identifier"] or ""
    return Person(name=told["name"], identifier=number)


def facts(contract: Contract, version: Version) -> ContractFacts:
    """What documents say of a registered contract, by one of its versions that counted."""
    told = vars(version)
    changed = version.kind != Version.Kind.REGISTERED
    assert contract.registration_number is not None
    assert contract.registration_date is not None
    return ContractFacts(
        number=contract.registration_number,
        version=version.number,
        project_name=told["project_name"],
        contract_type=told["contract_type"],
        payment_method=told["payment_method"] or "",
        seller=person(version.seller),
        buyer=person(version.buyer),
        signing_date=told["signing_date"],
        start_date=told["start_date"],
        end_date=told["end_date"],
        registration_date=contract.registration_date,
        changed_on=version.valid_from if changed else None,
        value=told["value"],
        technical_value=told["technical_value"],
    )


def issue_of(agency: Organisation, registrar: str, edition: int, on: date) -> Issue:
    """Who issues a document, and when."""
    return Issue(
        edition=edition,
        issued_on=on,
        agency=agency.code,
        agency_zh=agency.name_zh,
        agency_en=agency.name_en,
        registrar=registrar,
    )


def slip(verification: IncomeVerification, issue: Issue, income_before: int) -> IncomeSlip:
    """What the slip of a verified payment says.

    Args:
        income_before: 分 verified for the contract's other payments.
    """
    told = vars(verification)
    assert verification.version is not None
    return IncomeSlip(
        issue=issue,
        contract=facts(verification.contract, verification.version),
        position=verification.position,
        applicant=person(verification.applicant),
        application_date=told["application_date"],
        realised_value=told["realised_value"],
        realised_technical_value=told["realised_technical_value"],
        deductions=tuple((name, told[name]) for name in COSTS if told[name]),
        technical_income=told["technical_income"],
        income_before=income_before,
        opinion=told["opinion"] or "",
    )
