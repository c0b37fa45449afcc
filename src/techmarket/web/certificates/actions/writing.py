"""A document written: typeset, sealed, kept, and entered as a row.

Not here: who may have it issued, and when (`issuing`, `listing`, `income`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from techmarket.web.accounts.actor import Actor
from techmarket.web.certificates.content import Content, statement_of
from techmarket.web.certificates.kept_files import keep
from techmarket.web.certificates.keys import SigningKey, signing_key
from techmarket.web.certificates.models import Certificate
from techmarket.web.certificates.typeset import pdf_of
from techmarket.web.contracts.models import Contract
from techmarket.web.history.record import add_event

KEYS_FOLDER = "certificate_keys"


def keys_folder() -> Path:
    """Where the keys lie."""
    return Path(settings.DATA) / KEYS_FOLDER


def current_key(on: date) -> SigningKey:
    """The key that signs on a day; errors as `keys.signing_key`."""
    return signing_key(keys_folder(), on)


def locked(contract: Contract) -> Contract:
    """The contract as it stands now; nobody else issues or verifies until this is committed."""
    return (
        Contract.objects.select_for_update(of=("self",))
        .select_related("applicant", "agency", "standing__seller", "standing__buyer")
        .get(pk=contract.pk)
    )


def next_edition(kind: str, number: str, part: int) -> int:
    """The number of the edition to be issued; those that ended are counted."""
    every = Certificate.objects.filter(kind=kind, number=number, part=part)
    return (every.aggregate(last=Max("edition"))["last"] or 0) + 1


def written(actor: Actor, content: Content, *, bilingual: bool, **columns: object) -> Certificate:
    """Write a document; the act's event follows (`tell`).

    Args:
        content: what it says.
        bilingual: with English.
        columns: further columns of the row.
    """
    pdf, payload = pdf_of(
        content, current_key(content.issue.issued_on), settings.ADDRESS, bilingual=bilingual
    )
    statement = statement_of(content)
    return Certificate.objects.create(
        kind=statement.kind,
        number=statement.number,
        part=statement.part,
        edition=statement.edition,
        bilingual=bilingual,
        issued_on=content.issue.issued_on,
        sha256=keep(pdf),
        size=len(pdf),
        payload=payload,
        created_by=actor.user,
        changed_by=actor.user,
        **columns,
    )


def tell(actor: Actor, act: str, certificate: Certificate, reason: str = "") -> None:
    """Add the event of an act on a document."""
    add_event(
        actor,
        act,
        "certificate",
        certificate.pk,
        after={
            "document": certificate.document,
            "contract": certificate.contract_id,
            "state": certificate.state,
            "sha256": certificate.sha256,
        },
        reason=reason.strip(),
    )
