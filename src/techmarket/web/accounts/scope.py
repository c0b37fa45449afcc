"""What an actor sees: every query of contracts and parties begins here.

Nobody sees what is not theirs, whatever address they type; what is not seen is answered as if it
were not there. Not here: what may be done with it (`roles`).
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from techmarket.web.accounts.actor import Actor
from techmarket.web.contracts.models import ENDED, STANDING, Contract
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import NotYours
from techmarket.web.parties.models import Party


def agencies_of(organisation: Organisation) -> list[int]:
    """Primary keys of an office and all below it; of a tax or finance office, of its place."""
    top = organisation.path
    if organisation.kind in ("tax", "finance", "statistics") and organisation.parent is not None:
        top = organisation.parent.path
    return list(Organisation.objects.filter(path__startswith=top).values_list("pk", flat=True))


def contracts_of(actor: Actor | None) -> QuerySet[Contract]:
    """The contracts that an actor sees."""
    every = Contract.objects.all()
    if actor is None:
        return every.none()
    match actor.declared.sees:
        case "party":
            return every.filter(applicant=actor.party)
        case "unit":
            mine = every.filter(applicant=actor.party)
            return mine.filter(unit=actor.unit) if actor.unit else mine.filter(unit__isnull=True)
        case "place" if actor.organisation is not None:
            here = every.filter(agency_id__in=agencies_of(actor.organisation))
            return here.exclude(state="draft")
        case "registered" if actor.organisation is not None:
            here = every.filter(agency_id__in=agencies_of(actor.organisation))
            return here.filter(state__in=(*STANDING, *ENDED))
    return every.none()


def contract_for(actor: Actor | None, uid: UUID | str) -> Contract:
    """One contract that an actor sees, with what a page of it needs.

    Inside a transaction, as every action is, its row is locked until that ends: of two people who
    act at once the second waits, and then sees what the first has done.

    Raises:
        NotYours: there is none of that uid for them.
    """
    try:
        key = uid if isinstance(uid, UUID) else UUID(str(uid))
    except ValueError:
        raise NotYours() from None
    rows = contracts_of(actor).filter(uid=key)
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related(
        "applicant", "unit", "agency", "version", "standing", "clerk"
    ).first()
    if found is None:
        raise NotYours()
    return found


def parties_of(actor: Actor | None) -> QuerySet[Party]:
    """The parties whose whole record an actor sees.

    A party: itself and those it entered; an agency: those that file with it or below it, and
    those named in contracts it sees.
    """
    every = Party.objects.all()
    if actor is None:
        return every.none()
    if actor.party is not None:
        entered = Q(created_by__memberships__party=actor.party, files=False)
        return every.filter(Q(pk=actor.party.pk) | entered).distinct()
    if actor.organisation is not None and actor.declared.sees == "place":
        agencies = agencies_of(actor.organisation)
        named = Contract.objects.filter(agency_id__in=agencies).exclude(state="draft")
        return every.filter(
            Q(agency_id__in=agencies)
            | Q(party_id__in=named.values("version__seller_id"))
            | Q(party_id__in=named.values("version__buyer_id"))
        )
    return every.none()
