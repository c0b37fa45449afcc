"""Closing a period, and asking for a snapshot. Not here: what is counted (`totals`)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.counting.closing import Period, above, period_named
from techmarket.web.counting.models import Closing, Freezing
from techmarket.web.counting.totals import place_of, total, totals_by
from techmarket.web.history.models import ChainHead
from techmarket.web.history.record import add_event
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import MayNot, Refused
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
    if Closing.objects.filter(
        organisation__in=above(place), first__lte=span.first, last__gte=span.last
    ).exists():
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
