"""Totals of the reader's place, closing of periods with what changed since, snapshots.

Not here: what is counted (`totals`), what is done (`actions`).
"""

from __future__ import annotations

from datetime import date
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from techmarket.codes import code_list
from techmarket.imports.days import day_of
from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.wording import CHANGES
from techmarket.web.counting import actions, jobs
from techmarket.web.counting.closing import (
    Period,
    closings_over,
    ever_closed_over,
    period,
    period_named,
)
from techmarket.web.counting.errata import errata
from techmarket.web.counting.failures import in_words
from techmarket.web.counting.models import Closing, Freezing
from techmarket.web.counting.totals import Total, place_of, total, totals_below, totals_by
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import MayNot, NotYours, Refused
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import both

FIRST_YEAR = 2013
SNAPSHOTS_SHOWN = 30
ERRATA_SHOWN = 500


@require_safe
@acting
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Live totals of a year, in the reader's own place."""
    actor.must("count.read")
    return _totals(request, actor)


@require_POST
@acting
def close(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Close a period for the reader's place."""
    typed = posted(request)
    try:
        made = actions.close(actor, typed.get("period", ""), typed.get("reason", ""))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _totals(request, actor, refused)
    messages.success(request, str(both("已结账，数字不再变动。", "Closed; its figures stay.")))
    return redirect("closing", made.pk)


@require_POST
@acting
def reopen(request: HttpRequest, actor: Actor, key: int) -> HttpResponse:
    """Open a closed period again."""
    actor.must("count.close")
    typed = posted(request)
    try:
        actions.reopen(actor, key, typed.get("reason", ""))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _closing(request, actor, key, typed.get("reason", ""), refused)
    messages.success(request, str(both("已重新开放。", "The period is open again.")))
    return redirect("closing", key)


@require_safe
@acting
def show_closing(request: HttpRequest, actor: Actor, key: int) -> HttpResponse:
    """The figures of a closed period, and what has changed since."""
    actor.must("count.read")
    return _closing(request, actor, key)


def _closing(
    request: HttpRequest,
    actor: Actor,
    key: int,
    reason: str = "",
    refused: Refused | None = None,
) -> HttpResponse:
    place = _place(actor)
    found = ever_closed_over(place) | Closing.objects.filter(
        organisation__path__startswith=place.path
    )
    closing = (
        found.filter(pk=key).select_related("organisation", "created_by", "reopened_by").first()
    )
    if closing is None:
        raise NotYours()
    # An office below the one that closed sees what changed in its own place only.
    own = (one for one in errata(closing) if one.change.contract.agency.path.startswith(place.path))
    types = {code: Total(*sums) for code, sums in closing.by_type.items()}
    return render(
        request,
        "counting/closing.html",
        {
            "closing": closing,
            "span": Period(closing.first, closing.last),
            "sums": Total(closing.contracts, closing.value, closing.technical_value),
            "type_rows": _labelled(types),
            "errata": [
                {"erratum": one, "kind": CHANGES[one.change.kind]}
                for one in islice(own, ERRATA_SHOWN)
            ],
            "errata_shown": ERRATA_SHOWN,
            "may_reopen": actor.may("count.close")
            and closing.organisation == place
            and closing.reopened_at is None,
            "reason": reason,
            "refused": refused,
        },
        status=refused.status if refused else 200,
    )


@require_safe
@acting
def snapshots(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The snapshots that were asked for in the reader's place."""
    actor.must("count.freeze")
    return _snapshots(request, actor)


@require_POST
@acting
def freeze(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for a snapshot, and start making it."""
    actor.must("count.freeze")
    typed = posted(request)
    cutoff = day_of(typed.get("cutoff", "").strip())
    try:
        if cutoff is None:
            wrong = both(
                "不是日历上的日期，请写成 2026-01-31。",
                "Not a day of the calendar; write it as 2026-01-31.",
            )
            raise Refused(wrong, fields={"cutoff": [wrong]}, code="cutoff")
        made = actions.ask_freezing(actor, cutoff)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _snapshots(request, actor, typed.get("cutoff", ""), refused)
    jobs.start(made)
    messages.success(request, str(both("已开始冻结。", "Freezing has begun.")))
    return redirect("snapshots")


def _totals(request: HttpRequest, actor: Actor, refused: Refused | None = None) -> HttpResponse:
    place = _place(actor)
    today = timezone.localdate()
    asked = period_named(request.GET.get("period", "")) or period("year", today.year)
    if asked.first > today:
        asked = period("year", today.year)
    as_of = min(asked.last, today)
    span = (place, asked.first, asked.last, as_of)
    return render(
        request,
        "counting/totals.html",
        {
            "place": place,
            "span": asked,
            "as_of": as_of,
            "years": range(today.year, FIRST_YEAR - 1, -1),
            "year": asked.first.year,
            "spans": _spans(asked.first.year, today),
            "sums": total(*span),
            "type_rows": _labelled(totals_by("contract_type", *span)),
            "months": list(totals_by("month", *span).items()),
            "below": totals_below(*span),
            "closed": closings_over(place)
            .filter(first__lte=asked.first, last__gte=asked.last)
            .first(),
            "closings": ever_closed_over(place).select_related("organisation")[:24],
            "may_close": actor.may("count.close"),
            "may_freeze": actor.may("count.freeze"),
            "is_over": asked.last < today,
            "refused": refused,
        },
        status=refused.status if refused else 200,
    )


def _spans(year: int, today: date) -> list[Period]:
    """A year, its quarters and months, as far as they have begun."""
    every = [
        period("year", year),
        *(period("quarter", year, number) for number in range(1, 5)),
        *(period("month", year, number) for number in range(1, 13)),
    ]
    return [one for one in every if one.first <= today]


def _snapshots(
    request: HttpRequest, actor: Actor, cutoff: str = "", refused: Refused | None = None
) -> HttpResponse:
    place = _place(actor)
    found = list(
        Freezing.objects.filter(organisation=place).select_related("created_by")[:SNAPSHOTS_SHOWN]
    )
    return render(
        request,
        "counting/snapshot_list.html" if request.headers.get("HX-Request") else
        "counting/snapshots.html",
        {
            "place": place,
            "freezings": [(one, in_words(one.failure)) for one in found],
            "going": any(one.state in ("waiting", "running") for one in found),
            "cutoff": cutoff,
            "refused": refused,
        },
        status=refused.status if refused else 200,
    )  # fmt: skip


def _place(actor: Actor) -> Organisation:
    place = place_of(actor)
    if place is None:
        raise MayNot()
    return place


def _labelled(types: dict[str, Total]) -> list[tuple[str, Total]]:
    """Types in the order of their code list, with labels."""
    order = [one.code for one in code_list("contract_type").codes()]
    return [
        (code_label("contract_type", code), types[code]) for code in sorted(types, key=order.index)
    ]
