"""The page of a contract's changes, and everything that is done on it.

Not here: the form of a new change (`views_of_form`), notices (`views_of_notices`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from techmarket.codes import code_list
from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.certificates.scope import SEES
from techmarket.web.changes.actions import asking, deciding, ending, telling
from techmarket.web.changes.compared import columns_of, lines_of
from techmarket.web.changes.models import Change
from techmarket.web.changes.wording import BADGES, CHANGES, STATES
from techmarket.web.contracts.models import Contract
from techmarket.web.contracts.moves import MOVES
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import Both, both, language

Typed = Mapping[str, str]
Act = Callable[[Actor, UUID, int, Typed], object]

ACTS: dict[str, tuple[Act, Both]] = {
    "ask_cancellation": (
        lambda actor, uid, seen, typed: asking.ask_cancellation(
            actor, uid, seen, typed.get("reason", ""), typed.get("dated", "")
        ),
        MOVES["contract.ask_cancellation"].done,
    ),
    "withdraw": (
        lambda actor, uid, seen, typed: asking.withdraw(actor, uid, seen),
        MOVES["contract.withdraw_change"].done,
    ),
    "grant": (
        lambda actor, uid, seen, typed: deciding.grant(
            actor, uid, seen, typed.get("answer", ""), typed.get("dated", "")
        ),
        both("变更已登记。", "The change is registered."),
    ),
    "decline": (
        lambda actor, uid, seen, typed: deciding.decline(actor, uid, seen, typed.get("answer", "")),
        both("已决定不予变更。", "The change is declined."),
    ),
    "cancel": (
        lambda actor, uid, seen, typed: ending.cancel(
            actor, uid, seen, typed.get("answer", ""), typed.get("dated", "")
        ),
        MOVES["contract.cancel"].done,
    ),
    "decline_cancellation": (
        lambda actor, uid, seen, typed: ending.decline_cancellation(
            actor, uid, seen, typed.get("answer", "")
        ),
        MOVES["contract.decline_cancellation"].done,
    ),
    "revoke": (
        lambda actor, uid, seen, typed: ending.revoke(
            actor,
            uid,
            seen,
            typed.get("ground", ""),
            typed.get("reason", ""),
            typed.get("dated", ""),
        ),
        MOVES["contract.revoke"].done,
    ),
    "object": (
        lambda actor, uid, seen, typed: telling.raise_objection(actor, uid, typed.get("text", "")),
        both("请求已发给登记机构。", "The agency is asked to look again."),
    ),
}
"""What is done on the page, by the last part of its address, and what is said afterwards."""

REASON_FIELD = {"grant": "answer", "decline": "answer", "cancel": "answer",
                "decline_cancellation": "answer"}  # fmt: skip
"""Acts whose reason is typed in another field than "reason"."""


@require_safe
@acting
def show(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """What was changed, what is asked for, and what the reader may do."""
    return _page(request, actor, contract_for(actor, uid))


@require_POST
@acting
def do(request: HttpRequest, actor: Actor, uid: UUID, act: str) -> HttpResponse:
    """Do what a button says; what is refused is said on the page, with all that was typed."""
    if act not in ACTS:
        raise Http404
    contract = contract_for(actor, uid)
    typed = posted(request)
    seen = typed.get("revision", "")
    action, done = ACTS[act]
    try:
        action(actor, uid, int(seen) if seen.isascii() and seen.isdigit() else 0, typed)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _page(request, actor, contract_for(actor, uid), typed, refused, act)
    messages.success(request, str(done))
    return redirect("changes_of", contract.uid)


def _page(
    request: HttpRequest,
    actor: Actor,
    contract: Contract,
    typed: Typed | None = None,
    refused: Refused | None = None,
    act: str = "",
) -> HttpResponse:
    columns = columns_of(contract)
    lines = lines_of(columns)
    asked = contract.changes.filter(state=Change.State.ASKED).first()
    wrong = dict(refused.fields) if refused else {}
    if act in REASON_FIELD and "reason" in wrong:
        wrong[REASON_FIELD[act]] = wrong.pop("reason")
    title = getattr(contract.version, "project_name", None) or contract.registration_number
    return render(
        request,
        "changes/contract.html",
        {
            "contract": contract,
            "title": title or str(contract),
            "state": code_label("contract_status", contract.state),
            "columns": columns,
            "differing": [one for one in lines if one.differs],
            "same": [one for one in lines if not one.differs],
            "asked": asked,
            "asked_kind": CHANGES[asked.kind] if asked else "",
            "changes": _told(contract),
            "can": _can(actor, contract, asked),
            "elsewhere": _elsewhere(actor, contract),
            "may_review": actor.may("contract.decide_change"),
            "may_history": actor.may("history.read"),
            "grounds": _grounds() if actor.may("contract.revoke") else [],
            "typed": typed or {},
            "act": act,
            "refused": refused,
            "wrong": wrong,
        },
        status=refused.status if refused else 200,
    )


def _elsewhere(actor: Actor, contract: Contract) -> list[tuple[str, Both]]:
    """Other pages of the contract that the reader may open."""
    pages = (
        (("contract.draft",), "applying_contract", both("合同", "The contract")),
        (("contract.accept",), "review_contract", both("办理", "Review")),
        (SEES, "certificates_of_contract", both("证明文件", "Certificates")),
    )
    return [
        (reverse(view, args=(contract.uid,)), label)
        for acts, view, label in pages
        if any(map(actor.may, acts))
    ]


def _can(actor: Actor, contract: Contract, asked: Change | None) -> set[str]:
    """What the reader may do with the contract as it stands."""
    possible = {
        "ask_change": contract.state == "registered" and asked is None,
        "ask_cancellation": contract.state == "registered" and asked is None,
        "withdraw_change": asked is not None,
        "decide_change": contract.state == "change_review"
        and asked is not None
        and not asked.passed_on,
        "cancel": asked is not None and asked.kind == Change.Kind.CANCELLATION,
        "revoke": contract.state in MOVES["contract.revoke"].sources,
        "object": contract.registration_number is not None,
    }
    return {one for one, now in possible.items() if now and actor.may(f"contract.{one}")}


def _told(contract: Contract) -> list[dict[str, object]]:
    """The changes of a contract, newest first, in words."""
    return [
        {
            "change": one,
            "kind": CHANGES[one.kind],
            "state": STATES[one.state],
            "badge": BADGES[one.state],
            "ground": code_label("revocation_ground", one.ground) if one.ground else "",
        }
        for one in contract.changes.select_related("decided_by").order_by("-id")
    ]


def _grounds() -> list[tuple[str, str]]:
    """Grounds of revocation in force today."""
    return [
        (one.code, one.label_zh if language() == "zh" else one.label_en)
        for one in code_list("revocation_ground").codes(timezone.localdate())
    ]
