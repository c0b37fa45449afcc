"""Accounts that wait for the agency, and a party's own record.

Not here: what is checked and changed (`actions.signing_up`).
"""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actions.signing_up import (
    ASKED,
    account_holders,
    change_party,
    confirm,
    decline,
    read_party,
    waiting_for,
)
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership
from techmarket.web.accounts.people_pages import held
from techmarket.web.pages.form_fields import form_field, plain_field, readable, typed_text
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import MayNot, NotYours, Refused
from techmarket.web.pages.wording import both, language
from techmarket.web.parties.alike import parties_alike
from techmarket.web.parties.models import Party

ROWS = 50


@acting
@require_safe
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Accounts that wait for the actor's agency; with `?q=` all of that name or number."""
    query = request.GET.get("q", "").strip()[:120]
    asked = Q(name__icontains=query) | Q(party_id__startswith=query) | Q(identifier=query)
    found = account_holders(actor).filter(asked).order_by("name")[:ROWS] if query else None
    told = {"parties": waiting_for(actor), "found": found, "query": query}
    return render(request, "accounts/waiting.html", told)


@acting
@require_http_methods(["GET", "HEAD", "POST"])
def one_waiting(request: HttpRequest, actor: Actor, party_id: str) -> HttpResponse:
    """One of them, with what it stated and parties that may be the same; the decision."""
    party = account_holders(actor).filter(party_id=party_id).first()
    if party is None:
        raise NotYours()
    typed, wrong = posted(request), None
    if request.method == "POST":
        try:
            if typed.get("decision") == "confirm":
                confirm(actor, party_id)
                said = both(f"{party}的账户已确认。", f"The account of {party} is confirmed.")
            else:
                decline(actor, party_id, typed.get("reason", ""))
                said = both(f"{party}的账户未予确认。", f"The account of {party} is declined.")
        except (MayNot, NotYours):
            raise
        except Refused as refused:
            wrong = refused
        else:
            messages.success(request, str(said))
            return redirect("parties_to_confirm")
    told = {
        "party": party,
        "rows": rows_of(party),
        "people": held(actor, Membership.objects.filter(party=party, role="owner")),
        "alike": parties_alike(str(party), but_not=party),
        "wrong": wrong,
        "reason": plain_field(
            "reason",
            both("不予确认的理由", "Why it is declined"),
            both("记入历史记录，并请告知申请人。", "Kept in the history; tell the applicant."),
            typed.get("reason", ""),
            errors=wrong.fields.get("reason", ()) if wrong else (),
        ),
    }
    return render(request, "accounts/one_waiting.html", told, status=422 if wrong else 200)


@acting
@require_http_methods(["GET", "HEAD", "POST"])
def own_party(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The record of the actor's party: read by all of it, changed by whoever may."""
    party = actor.party
    if party is None:
        raise NotYours()
    if not actor.may("party.change"):
        return render(request, "accounts/own_party.html", {"party": party, "rows": rows_of(party)})
    present = {one.name: typed_text(one, getattr(party, one.name)) for one in ASKED}
    typed, wrong = present, None
    if request.method == "POST":
        typed = posted(request)
        try:
            change_party(actor, typed)
        except (MayNot, NotYours):
            raise
        except Refused as refused:
            wrong = refused
        else:
            messages.success(request, str(both("已保存。", "Kept.")))
            return redirect("own_party")
    said = wrong.fields if wrong else {}
    odd = read_party(typed).odd
    fields = [
        form_field(
            one,
            typed.get(one.name, ""),
            errors=said.get(one.name, ()),
            warnings=odd.get(one.name, ()),
            old=present[one.name] if wrong else None,
        )
        for one in ASKED
    ]
    told = {"party": party, "fields": fields, "wrong": wrong}
    return render(request, "accounts/own_party.html", told, status=422 if wrong else 200)


def rows_of(party: Party) -> list[tuple[str, str]]:
    """What a party stated: label and value, what is empty left out."""
    lang = language()
    told = [
        (one.label(lang), readable(one, typed_text(one, getattr(party, one.name)))) for one in ASKED
    ]
    return [(label, text) for label, text in told if text]
