"""Offices tell each other about contracts: notices acknowledged, objections raised and answered.

Not here: notices of a change, which are made with it (`changes.notices`).
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.changes.models import Notice
from techmarket.web.changes.notices import notice_for
from techmarket.web.contracts.actions.moving import LONGEST_REASON
from techmarket.web.history.record import add_event
from techmarket.web.pages.refused import MayNot, Refused
from techmarket.web.pages.wording import both


@transaction.atomic
def acknowledge(actor: Actor, key: int) -> Notice:
    """Say that a notice was read; once is enough, and the first who says so is recorded.

    Raises:
        NotYours: it was not sent to the actor's office.
        MayNot: the role may not.
    """
    notice = notice_for(actor, key)
    if not (actor.may("notice.acknowledge") or actor.may("objection.answer")):
        raise MayNot()
    now = timezone.now()
    if not Notice.objects.filter(pk=notice.pk, acknowledged_at__isnull=True).update(
        acknowledged_at=now, acknowledged_by=actor.user, changed_by=actor.user, changed_at=now
    ):
        notice.refresh_from_db()
        return notice
    notice.acknowledged_at, notice.acknowledged_by = now, actor.user
    add_event(
        actor,
        "notice.acknowledge",
        "contract",
        notice.contract_id,
        after={"notice": notice.pk, "kind": notice.kind, "recipient": notice.recipient.code},
    )
    return notice


@transaction.atomic
def raise_objection(actor: Actor, uid: UUID | str, text: str) -> Notice:
    """Ask the agency to recognise a contract anew; one open objection of an office is enough.

    Raises:
        NotYours: the actor's office does not see the contract.
        MayNot: the role may not.
        Refused: nothing is said, or the office has an open objection to it.
    """
    contract = contract_for(actor, uid)
    actor.must("contract.object")
    said = _said(text)
    sender = actor.organisation
    if sender is None:
        raise MayNot()
    if Notice.objects.filter(
        contract=contract, kind=Notice.Kind.OBJECTION, sender=sender, answered_by__isnull=True
    ).exists():
        raise Refused(
            both(
                "贵单位对这件合同的请求正在办理，请等待答复。",
                "Your office has asked for this already; wait for the answer.",
            ),
            code="already_asked",
            status=409,
        )
    made = Notice.objects.create(
        contract=contract,
        kind=Notice.Kind.OBJECTION,
        recipient=contract.agency,
        sender=sender,
        text=said,
        created_by=actor.user,
        changed_by=actor.user,
    )
    add_event(
        actor,
        "contract.object",
        "contract",
        contract.pk,
        after={"notice": made.pk, "sender": sender.code},
        reason=said,
    )
    return made


@transaction.atomic
def answer_objection(actor: Actor, key: int, text: str) -> Notice:
    """Answer an objection: what the agency found on looking again.

    A change or revocation that follows from it goes its own way.

    Raises:
        NotYours: it was not sent to the actor's office.
        MayNot: the role may not.
        Refused: nothing is said, it is no objection, or it is answered already.
    """
    objection = notice_for(actor, key)
    actor.must("objection.answer")
    said = _said(text)
    if objection.kind != Notice.Kind.OBJECTION or Notice.objects.filter(answers=objection).exists():
        raise Refused(
            both("这项请求已经答复。", "This has been answered already."),
            code="answered",
            status=409,
        )
    acknowledge(actor, key)
    made = Notice.objects.create(
        contract=objection.contract,
        kind=Notice.Kind.ANSWER,
        recipient=objection.sender,
        sender=objection.recipient,
        answers=objection,
        text=said,
        created_by=actor.user,
        changed_by=actor.user,
    )
    add_event(
        actor,
        "objection.answer",
        "contract",
        objection.contract_id,
        after={"notice": made.pk, "answers": objection.pk},
        reason=said,
    )
    return made


def _said(text: str) -> str:
    """What was written, if it is something and not too much.

    Raises:
        Refused: it is not.
    """
    said = text.strip()
    if not said:
        wrong = both("请写明内容。", "Write what it is about.")
        raise Refused(wrong, fields={"text": [wrong]}, code="reason_missing")
    if len(said) > LONGEST_REASON:
        wrong = both(
            f"不超过 {LONGEST_REASON} 个字符，现有 {len(said)} 个。",
            f"At most {LONGEST_REASON} characters; this has {len(said)}.",
        )
        raise Refused(wrong, fields={"text": [wrong]}, code="reason_too_long")
    return said
