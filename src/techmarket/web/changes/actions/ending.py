"""Ends of a registration: cancelled at the applicant's request, or revoked by authority.

Not here: asking for a cancellation (`asking`).
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from techmarket.codes import code_list
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.changes.actions.asking import open_change, settle
from techmarket.web.changes.actions.dates import counted_day, dated_day
from techmarket.web.changes.documents import follow_change
from techmarket.web.changes.models import Change
from techmarket.web.changes.notices import tell
from techmarket.web.contracts.actions.moving import allowed, change
from techmarket.web.contracts.models import Contract
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both


@transaction.atomic
def cancel(actor: Actor, uid: UUID | str, revision: int, answer: str, dated: str = "") -> Contract:
    """Cancel a registration that the applicant has asked to be cancelled.

    Args:
        answer: why it is done, in the words of the agency.
        dated: from which day it holds, as typed; the day that the applicant gave if empty.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: nobody has asked for it.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.cancel", contract, answer)
    asked = open_change(contract, Change.Kind.CANCELLATION)
    day = dated_day(contract, dated) if dated.strip() else asked.dated
    ended_on = counted_day(contract, day)
    settle(actor, asked, Change.State.DONE, dated=day, counts_from=ended_on, answer=answer.strip())
    _end(actor, "contract.cancel", contract, revision, asked, answer)
    return contract


@transaction.atomic
def decline_cancellation(actor: Actor, uid: UUID | str, revision: int, answer: str) -> Contract:
    """Decline a cancellation, with the reason.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: nobody has asked for it, or no reason is given.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.decline_cancellation", contract, answer)
    asked = open_change(contract, Change.Kind.CANCELLATION)
    settle(actor, asked, Change.State.DECLINED, answer=answer.strip())
    change(
        actor,
        "contract.decline_cancellation",
        contract,
        revision,
        reason=answer,
        after={"change": asked.pk},
    )
    return contract


@transaction.atomic
def revoke(
    actor: Actor, uid: UUID | str, revision: int, ground: str, reason: str, dated: str = ""
) -> Contract:
    """Revoke a registration by authority; what was asked for and is open falls with it.

    Args:
        ground: code of `revocation_ground`, in force today.
        reason: the facts, and the decision or judgment on which it rests.
        dated: from which day it holds, as typed; today if empty.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: there is no such ground.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.revoke", contract, reason)
    grounds = code_list("revocation_ground")
    if ground not in grounds or not grounds[ground].valid_on(timezone.localdate()):
        text = both("请选择一项法定理由。", "Choose one of the legal grounds.")
        raise Refused(text, fields={"ground": [text]}, code="unknown_ground")
    day = dated_day(contract, dated)
    ended_on = contract.ended_on or counted_day(contract, day)
    for asked in contract.changes.filter(state=Change.State.ASKED):
        settle(actor, asked, Change.State.DECLINED, answer=reason.strip())
    made = Change.objects.create(
        contract=contract,
        kind=Change.Kind.REVOCATION,
        state=Change.State.DONE,
        reason=reason.strip(),
        dated=day,
        counts_from=ended_on,
        before=contract.standing,
        ground=ground,
        decided_at=timezone.now(),
        decided_by=actor.user,
        created_by=actor.user,
        changed_by=actor.user,
    )
    _end(actor, "contract.revoke", contract, revision, made, reason)
    return contract


def _end(
    actor: Actor, act: str, contract: Contract, revision: int, made: Change, reason: str
) -> None:
    """End the registration on the day from which its end counts, and tell those who rely on it."""
    told: dict[str, object] = {"change": made.pk, "dated": made.dated.isoformat()}
    if made.ground:
        told["ground"] = made.ground
    change(
        actor,
        act,
        contract,
        revision,
        reason=reason,
        after=told,
        version=contract.standing,
        ended_on=made.counts_from,
        due_on=None,
    )
    tell(actor, contract, made, actor.organisation or contract.agency)
    follow_change(actor, contract, made)
