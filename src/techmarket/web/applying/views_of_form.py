"""The form of an application, page by page: kept while somebody types, checked, submitted.

What was typed is never lost: it stays as it is while it is unsound, and stands in the page again
when somebody else was faster. Not here: what is asked (`questions`), attachments.
"""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.applying.actions import drafts
from techmarket.web.applying.asked import CURRENCIES, EXPLAIN, Judged, asked_of, judge
from techmarket.web.applying.parties_found import find, shown
from techmarket.web.applying.questions import NAMED_BY_PARTY, STEP, STEPS, Step, neighbours
from techmarket.web.applying.written_out import SIDE_LABELS, answers
from techmarket.web.contracts.actions import applying
from techmarket.web.contracts.models import Contract
from techmarket.web.contracts.moves import MOVES
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.parties.models import Party

EDITABLE = MOVES["contract.draft"].sources
FIND = "find:"
"""Before a side: the name of the box in which a party is looked for."""


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def step(request: HttpRequest, actor: Actor, uid: UUID, step_id: str) -> HttpResponse:
    """A page of the form."""
    here = STEP.get(step_id)
    if here is None:
        raise Http404
    contract = contract_for(actor, uid)
    actor.must("contract.draft")
    if request.method == "POST":
        return _keep(request, actor, contract, here)
    if contract.state not in EDITABLE:
        return redirect("applying_contract", uid)
    if here.id == "check":
        return _last_look(request, actor, contract)
    return _page(request, actor, contract, here, whole="all" in request.GET)


@require_POST
@acting
def submit(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Hand the application in; sent twice, the second finds it done."""
    contract = contract_for(actor, uid)
    sent = posted(request)
    explained = _explanations(sent)
    if contract.state == "submitted":
        return redirect("applying_contract", uid)
    try:
        contract = drafts.save_step(actor, uid, _revision(sent), {}, explained)
        applying.submit(actor, uid, contract.revision, explained)
    except NotYours:
        raise
    except Refused as refused:
        contract = contract_for(actor, uid)
        if contract.state not in EDITABLE:
            raise
        contract.explanations = contract.explanations | explained
        return _last_look(request, actor, contract, refused)
    messages.success(request, str(MOVES["contract.submit"].done))
    return redirect("applying_contract", uid)


@require_safe
@acting
def find_party(request: HttpRequest, actor: Actor, uid: UUID, side: str) -> HttpResponse:
    """Parties found while somebody types."""
    contract = contract_for(actor, uid)
    actor.must("contract.draft")
    if side not in SIDE_LABELS:
        raise Http404
    text = request.GET.get(f"{FIND}{side}", "")
    return render(request, "applying/found.html", _found(actor, contract, side, text))


def _keep(request: HttpRequest, actor: Actor, contract: Contract, here: Step) -> HttpResponse:
    """Keep a page, and go where the button leads."""
    sent = posted(request)
    typed = _typed(sent, here, contract)
    explained = _explanations(sent)
    by_itself = bool(request.headers.get("HX-Request"))
    try:
        kept = drafts.save_step(
            actor, contract.uid, _revision(sent), typed, explained, agency=sent.get("agency", "")
        )
    except NotYours:
        raise
    except Refused as refused:
        others = contract_for(actor, contract.uid)
        was = dict(others.draft)
        others.draft = others.draft | typed
        others.explanations = others.explanations | explained
        if by_itself:
            return render(
                request, "applying/not_kept.html", {"refused": refused}, status=refused.status
            )
        return _page(request, actor, others, here, refused=refused, others=was)
    if by_itself:
        return _judged_while_typing(request, kept, here)
    return _go(sent, kept, here)


def _go(sent: dict[str, str], contract: Contract, here: Step) -> HttpResponse:
    """To the page that a button names; on to the next without one."""
    go = sent.get("go", "next")
    side = go.removeprefix(FIND)
    address = reverse("applying_step", args=[contract.uid, here.id])
    if go.startswith(FIND) and side in SIDE_LABELS:
        return redirect(f"{address}?{urlencode({go: sent.get(go, '')})}#{side}")
    if go.startswith("new:") and go.removeprefix("new:") in SIDE_LABELS:
        side = go.removeprefix("new:")
        address = reverse("applying_new_party", args=[contract.uid, side])
        return redirect(f"{address}?{urlencode({'name': sent.get(f'{FIND}{side}', '')})}")
    if go == "save":
        return redirect(f"{address}?all")
    before, after = neighbours(here)
    target = before if go == "back" else after
    return redirect("applying_step", contract.uid, (target or here).id)


def _page(
    request: HttpRequest,
    actor: Actor,
    contract: Contract,
    here: Step,
    *,
    whole: bool = False,
    refused: Refused | None = None,
    others: dict[str, str] | None = None,
) -> HttpResponse:
    judged = judge(contract, whole=whole)
    before, after = neighbours(here)
    asked = asked_of(here, contract, judged, others)
    names = {one.shown.name for one in asked}
    told: dict[str, object] = {
        "contract": contract,
        "step": here,
        "steps": STEPS,
        "before": before,
        "after": after,
        "asked": asked,
        "doubts": [one for one in judged.doubts if one.place in names],
        "currencies": CURRENCIES,
        "refused": refused,
        "notes": [note for note in contract.notes.filter(resolved=False) if note.field in names],
        "whole_notes": [note for note in contract.notes.filter(resolved=False) if not note.field],
    }
    if here.id == "parties":
        told |= _parties(request, actor, contract, judged)
    if here.id == "files":
        told["attachments"] = contract.attachments.filter(withdrawn=False)
    return render(request, "applying/step.html", told, status=refused.status if refused else 200)


def _parties(
    request: HttpRequest, actor: Actor, contract: Contract, judged: Judged
) -> dict[str, object]:
    """Who is chosen on each side, what was looked for, and to which agency it goes."""
    numbers = {side: contract.draft.get(name, "") for name, side in NAMED_BY_PARTY.items()}
    rows = {one.party_id: one for one in Party.objects.filter(party_id__in=numbers.values())}
    is_buyer = _is_buyer(contract)
    sides = {
        side: _found(actor, contract, side, request.GET.get(f"{FIND}{side}", ""))
        | {
            "chosen": shown(rows[number]) if number in rows else None,
            "errors": judged.wrong.get(f"{side}_id", ()),
            "warnings": judged.odd.get(f"{side}_id", ()),
        }
        for side, number in numbers.items()
    }
    return {
        "own": shown(contract.applicant),
        "own_side": sides["buyer" if is_buyer else "seller"],
        "is_buyer": is_buyer,
        "sides": sides,
        "agencies": Organisation.objects.filter(takes_applications=True).order_by("code"),
        "may_move": contract.version_id is None,
    }


def _found(actor: Actor, contract: Contract, side: str, text: str) -> dict[str, object]:
    return {
        "contract": contract,
        "side": side,
        "label": SIDE_LABELS[side],
        "text": text,
        "found": find(actor, text, but_not=contract.applicant.party_id),
    }


def _is_buyer(contract: Contract) -> bool:
    own = str(contract.applicant.party_id)
    return bool(contract.draft.get("buyer_id") == own and contract.draft.get("seller_id") != own)


def _last_look(
    request: HttpRequest, actor: Actor, contract: Contract, refused: Refused | None = None
) -> HttpResponse:
    judged = judge(contract, whole=True)
    return render(
        request,
        "applying/check.html",
        {
            "contract": contract,
            "step": STEP["check"],
            "steps": STEPS,
            "before": STEP["files"],
            "pages": answers(contract, judged),
            "judged": judged,
            "elsewhere": judged.wrong.get("", []),
            "doubts": judged.doubts,
            "attachments": contract.attachments.filter(withdrawn=False),
            "may_submit": actor.may("contract.submit"),
            "refused": refused,
        },
        status=refused.status if refused else 200,
    )


def _judged_while_typing(request: HttpRequest, contract: Contract, here: Step) -> HttpResponse:
    """What is said beside the fields after each pause, without touching what is typed."""
    judged = judge(contract, whole=False)
    asked = asked_of(here, contract, judged)
    names = {one.shown.name for one in asked}
    answer = render(
        request,
        "applying/kept.html",
        {
            "contract": contract,
            "asked": asked,
            "doubts": [one for one in judged.doubts if one.place in names],
        },
    )
    told = {
        one.shown.id: {
            "applies": one.applies,
            "look": "wrong" if one.shown.errors else "doubtful" if one.shown.warnings else "",
        }
        for one in asked
    }
    answer["HX-Trigger-After-Settle"] = json.dumps({"judged": told})
    return answer


def _typed(sent: dict[str, str], here: Step, contract: Contract) -> dict[str, str]:
    """The answers of a page; of parties the applicant's own side is never sent, but known."""
    typed = {one.name: sent[one.name] for one in here.questions if one.name in sent}
    if here.id != "parties" or "own_side" not in sent:
        return typed
    own = contract.applicant.party_id
    mine, other = (
        ("buyer_id", "seller_id")
        if sent["own_side"] == "buyer"
        else (
            "seller_id",
            "buyer_id",
        )
    )
    typed[mine] = own
    if typed.get(other, contract.draft.get(other)) == own:
        typed[other] = ""
    return typed


def _explanations(sent: dict[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(EXPLAIN): text for name, text in sent.items() if name.startswith(EXPLAIN)
    }


def _revision(sent: dict[str, str]) -> int:
    """That of the page; one that is none is that of no page."""
    text = sent.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
