"""The list of own contracts, and what begins a new one. Not here: the form (`views_of_form`)."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for, contracts_of
from techmarket.web.applying.actions import drafts
from techmarket.web.applying.own_contracts import (
    TAB,
    TABS,
    chosen,
    counted,
    line_of,
    notes_of_returned,
)
from techmarket.web.applying.questions import DECLARED, RENMINBI
from techmarket.web.contracts.actions import applying
from techmarket.web.contracts.models import Contract
from techmarket.web.contracts.moves import MOVES
from techmarket.web.pages.posted import posted
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import both, language

BEGUN = "contracts_begun"
"""Where the session keeps which page began which draft, so that a form sent twice begins one."""

MOST_BEGUN = 20


@require_safe
@acting
def own_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Own contracts by where they stand."""
    actor.must("contract.draft")
    every: QuerySet[Contract] = contracts_of(actor)
    tab = TAB.get(request.GET.get("tab", ""), TABS[0])
    search = request.GET.get("q", "")
    page = chosen(every, tab, search).get_page(request.GET.get("page"))
    own = actor.party.party_id if actor.party else ""
    return render(
        request,
        "applying/list.html",
        {
            "tabs": counted(every, tab),
            "tab": tab,
            "search": search,
            "key": uuid4().hex,
            "page": page,
            "lines": [
                (line_of(one, own), code_label("contract_status", one.state)) for one in page
            ],
            "returned": [
                (one, [(_field_label(note.field), note) for note in notes])
                for one, notes in notes_of_returned(every)
            ]
            if tab.id in ("all", "returned") and not search
            else [],
        },
    )


@require_POST
@acting
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin a draft; the same form sent again leads to the same draft."""
    key = request.POST.get("key", "")[:40]
    begun = dict(request.session.get(BEGUN, {}))
    if key and key in begun:
        return redirect("applying_step", begun[key], "parties")
    typed = {"currency": RENMINBI, "seller_id": actor.party.party_id if actor.party else ""}
    contract = applying.begin(actor, typed)
    if key:
        kept = [*begun.items(), (key, str(contract.uid))][-MOST_BEGUN:]
        request.session[BEGUN] = dict(kept)
    return redirect("applying_step", contract.uid, "parties")


@require_POST
@acting
def copy(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Begin a draft from an earlier contract."""
    made = drafts.copy(actor, uid)
    messages.success(
        request,
        str(
            both(
                "已复制为新草稿；签订日期和有效期请重新填写，附件请重新上传。",
                "Copied to a new draft; fill in its days and attach its files.",
            )
        ),
    )
    return redirect("applying_step", made.uid, "contract")


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def delete(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Ask, then delete a draft; it can be brought back."""
    contract = contract_for(actor, uid)
    if request.method != "POST":
        return render(
            request, "applying/delete.html", {"contract": contract, "days": drafts.KEPT_DAYS}
        )
    revision = posted(request).get("revision", "")
    position = drafts.delete(actor, uid, int(revision) if revision.isdecimal() else 0)
    title = contract.draft.get("project_name") or str(contract)
    return render(
        request,
        "applying/deleted.html",
        {"title": title, "position": position, "days": drafts.KEPT_DAYS},
    )


@require_POST
@acting
def restore(request: HttpRequest, actor: Actor, position: int) -> HttpResponse:
    """Bring a deleted draft back."""
    contract = drafts.restore(actor, position)
    messages.success(request, str(both("草稿已恢复。", "The draft is back.")))
    return redirect("applying_contract", contract.uid)


@require_POST
@acting
def withdraw(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Take a submission back."""
    contract = contract_for(actor, uid)
    revision = posted(request).get("revision", "")
    if contract.state not in ("draft", "returned"):  # sent twice, the second finds it done
        applying.withdraw(actor, uid, int(revision) if revision.isdecimal() else 0)
        messages.success(request, str(MOVES["contract.withdraw"].done))
    return redirect("applying_contract", uid)


def _field_label(name: str) -> str:
    return DECLARED[name].label(language()) if name in DECLARED else ""
