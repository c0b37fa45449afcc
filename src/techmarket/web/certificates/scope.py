"""Which documents and verifications an actor sees: those of the contracts that they see.

A list is seen by the party whose contracts it names, by whoever made it, and where its agency is.
Not here: what may be done with them (`actions`).
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import agencies_of, contracts_of
from techmarket.web.certificates.models import Certificate, IncomeVerification
from techmarket.web.pages.refused import NotYours

SEES = ("certificate.download", "certificate.check")
"""Acts of which one is needed to see documents at all."""


def certificates_of(actor: Actor | None) -> QuerySet[Certificate]:
    """The documents that an actor sees."""
    every = Certificate.objects.select_related(
        "contract", "agency", "party", "version", "replaced_by"
    )
    if actor is None or not any(map(actor.may, SEES)):
        return every.none()
    if actor.declared.sees == "statistics":
        return every.none()
    own = Q(contract__in=contracts_of(actor).values("pk"))
    if actor.declared.sees == "party":
        return every.filter(own | Q(kind="L", party=actor.party))
    if actor.declared.sees == "unit" or actor.organisation is None:
        return every.filter(own | Q(kind="L", party=actor.party, created_by=actor.user))
    return every.filter(agency_id__in=agencies_of(actor.organisation))


def certificate_for(actor: Actor | None, uid: UUID | str) -> Certificate:
    """One document that an actor sees.

    Raises:
        NotYours: there is none of that uid for them.
    """
    found = certificates_of(actor).filter(uid=_key(uid)).first()
    if found is None:
        raise NotYours()
    return found


def verifications_of(actor: Actor | None) -> QuerySet[IncomeVerification]:
    """The verifications of income that an actor sees."""
    return IncomeVerification.objects.filter(
        contract__in=contracts_of(actor).values("pk")
    ).select_related("contract__agency", "contract__standing", "applicant", "version")


def verification_for(actor: Actor | None, uid: UUID | str) -> IncomeVerification:
    """One verification that an actor sees.

    Raises:
        NotYours: there is none of that uid for them.
    """
    found = verifications_of(actor).filter(uid=_key(uid)).first()
    if found is None:
        raise NotYours()
    return found


def _key(uid: UUID | str) -> UUID:
    try:
        return uid if isinstance(uid, UUID) else UUID(str(uid))
    except ValueError:
        raise NotYours() from None
