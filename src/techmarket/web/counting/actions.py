"""Closing a period, opening it again, asking for snapshots. Not here: what counts (`totals`)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.models import Change
from techmarket.web.contracts.actions.moving import LONGEST_REASON
from techmarket.web.counting.closing import Period, closings_over, period_named
from techmarket.web.counting.models import Closing, Freezing
from techmarket.web.counting.totals import place_of, total, totals_by
from techmarket.web.history.models import ChainHead
from techmarket.web.history.record import add_event
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import MayNot, NotYours, Refused
from techmarket.web.pages.wording import both


@transaction.atomic
def close(actor: Actor, name: str, reason: str = "") -> Closing:
    """Close a period for the place of the actor's office: its figures stay from now on.

    Args:
        name: "2025", "2025-Q2" or "2025-07".
        reason: a remark for the history.

    Raises:
        MayNot: the role may not.
        Refused: there is no such period, it is not over, or it is closed already.
    """
    actor.must("count.close")
    place = place_of(actor)
    if place is None:
        raise MayNot()
    span = _over(name)
    # Acts that are dated back wait here, or are seen by the count.
    Organisation.objects.select_for_update(no_key=True).get(pk=place.pk)
    if closings_over(place).filter(first__lte=span.first, last__gte=span.last).exists():
        raise Refused(
            both(
                f"{span.label.zh}已经结账，数字不再变动。",
                f"{span.label.en} is closed already; its figures stay.",
            ),
            code="closed",
            status=409,
        )
    sums = total(place, span.first, span.last, span.last)
    types = totals_by("contract_type", place, span.first, span.last, span.last)
    head = ChainHead.objects.get(id=1)
    made = Closing.objects.create(
        organisation=place,
        first=span.first,
        last=span.last,
        contracts=sums.contracts,
        value=sums.value,
        technical_value=sums.technical_value,
        by_type={
            code: [one.contracts, one.value, one.technical_value] for code, one in types.items()
        },
        history_position=head.position,
        history_hash=head.hash,
        created_by=actor.user,
        changed_by=actor.user,
    )
    add_event(
        actor,
        "count.close",
        "closing",
        made.pk,
        after={
            "place": place.code,
            "period": span.name,
            "contracts": sums.contracts,
            "value": sums.value,
            "technical_value": sums.technical_value,
        },
        reason=reason.strip()[:2000],
    )
    return made


@transaction.atomic
def reopen(actor: Actor, key: int, reason: str) -> Closing:
    """Open a closed period again: acts that are dated in it count in it from now on.

    Its figures stay in the record of the closing, and in every snapshot that was frozen.

    Args:
        key: primary key of the closing.
        reason: why, for the history and for everybody who sees the closing.

    Raises:
        MayNot: the role may not.
        NotYours: it was not closed by the actor's own office.
        Refused: it is open already, no reason is given, or something builds on it.
    """
    actor.must("count.close")
    place = place_of(actor)
    if place is None:
        raise MayNot()
    Organisation.objects.select_for_update(no_key=True).get(pk=place.pk)
    closing = Closing.objects.filter(organisation=place, pk=key).first()
    if closing is None:
        raise NotYours()
    _can_be_reopened(closing)
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        text = both(
            f"请写明重新开放的理由，不超过 {LONGEST_REASON} 个字符。",
            f"Say why it is opened again, in at most {LONGEST_REASON} characters.",
        )
        raise Refused(text, fields={"reason": [text]}, code="reason_missing")
    closing.reopened_at, closing.reopened_by = timezone.now(), actor.user
    closing.reopened_why, closing.changed_by = said, actor.user
    closing.save()
    name = Period(closing.first, closing.last).name
    told = {"place": place.code, "period": name}
    add_event(actor, "count.reopen", "closing", closing.pk, after=told, reason=said)
    return closing


def _can_be_reopened(closing: Closing) -> None:
    """Go on only if the closing stands, and nothing builds on it.

    Raises:
        Refused: a later or a longer period is closed in its place, or an act that is dated in it
            counts from after it already.
    """
    if closing.reopened_at is not None:
        raise Refused(
            both("这一期间已经重新开放。", "This period was opened again already."),
            code="open",
            status=409,
        )
    others = closings_over(closing.organisation).exclude(pk=closing.pk)
    later = others.filter(
        Q(last__gt=closing.last) | Q(last=closing.last, first__lt=closing.first)
    ).first()
    if later is not None:
        label = Period(later.first, later.last).label
        raise Refused(
            both(
                f"{label.zh}也已结账，须先重新开放它。",
                f"{label.en} is closed too; it has to be opened again first.",
            ),
            code="later_closed",
            status=409,
        )
    moved = Change.objects.filter(
        contract__agency__path__startswith=closing.organisation.path,
        state=Change.State.DONE,
        dated__range=(closing.first, closing.last),
        counts_from__gt=closing.last,
        decided_at__gte=closing.created_at,
    ).count()
    if moved:
        raise Refused(
            both(
                f"结账后已有 {moved} 项日期在本期内的变更、注销或撤销计入以后的期间，"
                "不能重新开放；请看“此后的变动”。",
                f"Since it was closed, {moved} changes dated in it count in a later period; it "
                "cannot be opened again. See “What has changed since”.",
            ),
            code="built_on",
            status=409,
        )


@transaction.atomic
def ask_freezing(actor: Actor, cutoff: date) -> Freezing:
    """Ask for a snapshot of the place of the actor's office.

    Raises:
        MayNot: the role may not.
        Refused: the day lies ahead, or no contract was registered in its year up to it.
    """
    actor.must("count.freeze")
    place = place_of(actor)
    if place is None:
        raise MayNot()
    if cutoff > timezone.localdate():
        raise _wrong("截止日期不能晚于今天。", "The cut-off date cannot lie ahead of today.")
    if not total(place, date(cutoff.year, 1, 1), cutoff, cutoff).contracts:
        raise _wrong(
            f"{cutoff.year} 年截至该日没有登记合同，无可冻结。",
            f"No contract of {cutoff.year} stands on that day; there is nothing to freeze.",
        )
    made = Freezing.objects.create(
        organisation=place, cutoff=cutoff, created_by=actor.user, changed_by=actor.user
    )
    add_event(
        actor,
        "count.freeze",
        "freezing",
        made.pk,
        after={"place": place.code, "cutoff": cutoff},
    )
    return made


def _over(name: str) -> Period:
    """The period of a name, if it is over.

    Raises:
        Refused: it is not, or there is none of that name.
    """
    span = period_named(name)
    if span is None:
        wrong = both("请选择年度、季度或月份。", "Choose a year, a quarter or a month.")
    elif span.last >= timezone.localdate():
        wrong = both(
            f"{span.label.zh}尚未结束，不能结账。",
            f"{span.label.en} is not over and cannot be closed.",
        )
    else:
        return span
    raise Refused(wrong, fields={"period": [wrong]}, code="period")


def _wrong(zh: str, en: str) -> Refused:
    return Refused(both(zh, en), fields={"cutoff": [both(zh, en)]}, code="cutoff")
