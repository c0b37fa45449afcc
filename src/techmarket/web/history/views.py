"""The page of a contract's history. Not here: events in words (`words`)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.history.models import Event
from techmarket.web.history.words import told

ON_A_PAGE = 50


@require_safe
@acting
def of_contract(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Every act on a contract: who, when, what before and after, why; newest first."""
    contract = contract_for(actor, uid)
    actor.must("history.read")
    events = Event.objects.filter(subject="contract", subject_id=str(contract.pk))
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        events = events.filter(position__lt=int(before))
    found = list(events.select_related("user").order_by("-position")[: ON_A_PAGE + 1])
    return render(
        request,
        "history/contract.html",
        {
            "contract": contract,
            "title": getattr(contract.version, "project_name", None) or str(contract),
            "events": [told(one) for one in found[:ON_A_PAGE]],
            "further": found[ON_A_PAGE - 1].position if len(found) > ON_A_PAGE else None,
        },
    )
