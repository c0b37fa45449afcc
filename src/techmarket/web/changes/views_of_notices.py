"""The notices that an office has received: read, acknowledged, answered.

Not here: what sends them (`actions`).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.actions.telling import acknowledge, answer_objection
from techmarket.web.changes.models import Notice
from techmarket.web.changes.notices import notices_of
from techmarket.web.changes.wording import NOTICES
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import MayNot, Refused
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import both

ON_A_PAGE = 30


@require_safe
@acting
def show_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The notices of the reader's office, those not acknowledged first."""
    return _page(request, actor)


@require_POST
@acting
def confirm(request: HttpRequest, actor: Actor, key: int) -> HttpResponse:
    """Acknowledge a notice."""
    acknowledge(actor, key)
    messages.success(request, str(both("已确认收悉。", "Acknowledged.")))
    return redirect("notices")


@require_POST
@acting
def confirm_several(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Acknowledge the notices of a page at once."""
    asked = {int(one) for one in request.POST.getlist("notice")[:ON_A_PAGE] if _is_key(one)}
    keys = notices_of(actor).filter(pk__in=asked).exclude(kind=Notice.Kind.OBJECTION)
    number = len([acknowledge(actor, key) for key in sorted(keys.values_list("pk", flat=True))])
    messages.success(request, str(both(f"已确认 {number} 件。", f"{number} acknowledged.")))
    return redirect("notices")


@require_POST
@acting
def answer(request: HttpRequest, actor: Actor, key: int) -> HttpResponse:
    """Answer a request to recognise a contract anew."""
    typed = posted(request)
    try:
        answer_objection(actor, key, typed.get("text", ""))
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _page(request, actor, key, typed.get("text", ""), refused)
    messages.success(request, str(both("答复已发出。", "The answer is sent.")))
    return redirect("notices")


def _page(
    request: HttpRequest,
    actor: Actor,
    key: int = 0,
    text: str = "",
    refused: Refused | None = None,
) -> HttpResponse:
    if not (actor.may("notice.acknowledge") or actor.may("objection.answer")):
        raise MayNot()
    every = notices_of(actor)
    open_ones = every.filter(acknowledged_at__isnull=True).count()
    shown = "all" if request.GET.get("show") == "all" else "open"
    rows = every if shown == "all" else every.filter(acknowledged_at__isnull=True)
    if refused:
        rows = every.filter(pk=key)
    before = request.GET.get("before", "")
    if _is_key(before):
        rows = rows.filter(pk__lt=int(before))
    found = list(
        rows.select_related(
            "contract__standing", "contract__agency", "change", "sender", "answers",
            "acknowledged_by",
        )[: ON_A_PAGE + 1]
    )  # fmt: skip
    answered = set(
        Notice.objects.filter(answers__in=[one.pk for one in found]).values_list(
            "answers_id", flat=True
        )
    )
    return render(
        request,
        "changes/notices.html",
        {
            "rows": [
                {
                    "notice": one,
                    "kind": NOTICES[one.kind],
                    "project": getattr(one.contract.standing, "project_name", ""),
                    "ground": code_label("revocation_ground", one.change.ground)
                    if one.change and one.change.ground
                    else "",
                    "to_answer": one.kind == Notice.Kind.OBJECTION
                    and one.pk not in answered
                    and actor.may("objection.answer"),
                    "wrong": refused.text if refused and one.pk == key else "",
                    "text": text if one.pk == key else "",
                }
                for one in found[:ON_A_PAGE]
            ],
            "several": [
                one.pk
                for one in found[:ON_A_PAGE]
                if one.acknowledged_at is None and one.kind != Notice.Kind.OBJECTION
            ],
            "further": found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None,
            "shown": shown,
            "open_ones": open_ones,
        },
        status=refused.status if refused else 200,
    )


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
