"""The form in which an applicant says what is to be different: amendment or assignment.

Not here: checking it (`asked_values`), the page of a contract's changes (`views`).
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.applying.parties_found import PartyShown, find, shown
from techmarket.web.changes.actions.asking import NOT_TYPED_YET, ask_change, nothing_open
from techmarket.web.changes.asked_values import FIELDS_OF
from techmarket.web.changes.models import Change
from techmarket.web.changes.wording import CHANGES
from techmarket.web.contracts.actions.moving import allowed
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.contracts.moves import MOVES
from techmarket.web.pages.form_fields import FormField, form_field, typed_text
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

SIDES = {"seller": both("卖方", "Seller"), "buyer": both("买方", "Buyer")}


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def ask(request: HttpRequest, actor: Actor, uid: UUID, kind: str) -> HttpResponse:
    """The form, with what stands; what was typed stays in it until the request is made."""
    if kind not in FIELDS_OF:
        raise Http404
    contract = contract_for(actor, uid)
    if request.method != "POST" or request.POST.get("go") == "find":
        allowed(actor, "contract.ask_change", contract, NOT_TYPED_YET)
        nothing_open(contract)
        return _form(request, actor, contract, kind, posted(request))
    typed = posted(request)
    seen = typed.get("revision", "")
    values = {
        one.name: typed[one.name] for one in FIELDS_OF[Change.Kind(kind)] if one.name in typed
    }
    if kind == Change.Kind.ASSIGNMENT and typed.get("side") in SIDES and typed.get("party"):
        values = {f"{typed['side']}_id": typed["party"]}
    try:
        ask_change(
            actor,
            uid,
            int(seen) if seen.isascii() and seen.isdigit() else 0,
            kind,
            values,
            typed.get("reason", ""),
            typed.get("dated", ""),
        )
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _form(request, actor, contract_for(actor, uid), kind, typed, refused)
    messages.success(request, str(MOVES["contract.ask_change"].done))
    return redirect("changes_of", contract.uid)


def _form(
    request: HttpRequest,
    actor: Actor,
    contract: Contract,
    kind: str,
    typed: Mapping[str, str],
    refused: Refused | None = None,
) -> HttpResponse:
    wrong = dict(refused.fields) if refused else {}
    standing: Version | None = contract.standing
    assignment = kind == Change.Kind.ASSIGNMENT
    found = find(actor, typed.get("find", "")) if assignment else []
    return render(
        request,
        "changes/ask.html",
        {
            "contract": contract,
            "kind": kind,
            "heading": CHANGES[kind],
            "fields": [] if assignment or standing is None else _fields(standing, typed, wrong),
            "sides": _sides(standing, typed) if assignment and standing is not None else [],
            "found": _with_chosen(found, typed.get("party", "")),
            "typed": typed,
            "refused": refused,
            "wrong": wrong,
            "party_wrong": wrong.get("seller_id", []) + wrong.get("buyer_id", []),
        },
        status=refused.status if refused else 200,
    )


def _fields(
    standing: Version, typed: Mapping[str, str], wrong: Mapping[str, list[Both]]
) -> list[FormField]:
    """The fields of an amendment, with what stands or was typed."""
    fields = [one for one in FIELDS_OF[Change.Kind.AMENDMENT] if one.name != "intermediary_id"]
    before = {one.name: typed_text(one, getattr(standing, one.name)) for one in fields}
    return [
        form_field(
            one,
            typed.get(one.name, before.get(one.name, "")),
            errors=wrong.get(one.name, ()),
            old=before.get(one.name, ""),
        )
        for one in fields
    ]


def _sides(standing: Version, typed: Mapping[str, str]) -> list[dict[str, object]]:
    """The sides, with the party that stands on each."""
    return [
        {
            "name": name,
            "label": label,
            "party": shown(getattr(standing, name)),
            "chosen": typed.get("side") == name,
        }
        for name, label in SIDES.items()
    ]


def _with_chosen(found: list[PartyShown], chosen: str) -> list[tuple[PartyShown, bool]]:
    return [(one, one.party_id == chosen) for one in found]
