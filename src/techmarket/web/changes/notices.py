"""Which offices are told of a change, and the notices that an actor sees.

Not here: acknowledging and objecting (`actions.telling`).
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.models import Change, Notice
from techmarket.web.contracts.models import Contract
from techmarket.web.counting.closing import above
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.pages.refused import NotYours

KIND_OF = {
    Change.Kind.AMENDMENT: Notice.Kind.AMENDED,
    Change.Kind.ASSIGNMENT: Notice.Kind.ASSIGNED,
    Change.Kind.CANCELLATION: Notice.Kind.CANCELLED,
    Change.Kind.REVOCATION: Notice.Kind.REVOKED,
}


def offices_told(contract: Contract) -> list[Organisation]:
    """The tax and finance offices in whose place the agency of a contract lies, as of today."""
    today = timezone.localdate()
    beside = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        kind__in=(Kind.TAX, Kind.FINANCE),
        parent__in=above(contract.agency),
        valid_from__lte=today,
    )
    return list(beside.order_by("code"))


def tell(actor: Actor, contract: Contract, change: Change, sender: Organisation) -> list[Notice]:
    """Notices of a change that was done, one for each office that is told."""
    made: list[Notice] = Notice.objects.bulk_create(
        Notice(
            contract=contract,
            kind=KIND_OF[Change.Kind(change.kind)],
            recipient=office,
            sender=sender,
            change=change,
            text=change.answer,
            created_by=actor.user,
            changed_by=actor.user,
        )
        for office in offices_told(contract)
    )
    return made


def notices_of(actor: Actor | None) -> QuerySet[Notice]:
    """The notices that an actor's office has received, the newest first."""
    reads = ("notice.acknowledge", "objection.answer")
    if actor is None or actor.organisation is None or not any(actor.may(act) for act in reads):
        return Notice.objects.none()
    return Notice.objects.filter(recipient=actor.organisation)


def notice_for(actor: Actor | None, key: int) -> Notice:
    """One notice that an actor's office has received.

    Raises:
        NotYours: there is none for them.
    """
    found = (
        notices_of(actor)
        .filter(pk=key)
        .select_related("contract__agency", "contract__standing", "change", "sender", "recipient")
        .first()
    )
    if found is None:
        raise NotYours()
    return found
