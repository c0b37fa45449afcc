"""The page on which an agency decides about one contract, and its buttons.

Whatever is refused, the page comes back with all that was typed. Not here: what a button does
(`actions`), and what the page says (`shown`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.certificates.actions.at_registration import certify, is_missing
from techmarket.web.changes.wording import CHANGES
from techmarket.web.contracts.actions import deciding, second_opinion
from techmarket.web.contracts.actions.deciding import DECIDED, FIELDS
from techmarket.web.contracts.models import STANDING, Contract
from techmarket.web.contracts.moves import MOVES
from techmarket.web.contracts.second_review import must_be_reviewed
from techmarket.web.contracts.second_review_reasons import reasons_of
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import Both, both, language
from techmarket.web.review import actions
from techmarket.web.review.attachments import viewed
from techmarket.web.review.contract_clock import clock_in_queue, limit_in_words
from techmarket.web.review.findings import (
    Choice,
    Findings,
    choices_of,
    findings_from,
    findings_of,
    grounds,
    is_changed,
)
from techmarket.web.review.lookalikes import lookalikes_of
from techmarket.web.review.parties_shown import parties_of_version
from techmarket.web.review.queues import QUEUES, next_in
from techmarket.web.review.shown import acts_of, checks_of, rows_of
from techmarket.web.review.views import must_review

Do = Callable[[Actor, str, int, Findings, HttpRequest], Contract]

CHOSEN = ("contract_type", "ip_type", "technical_field", "objective")
"""Decided fields that are chosen from a list."""


@dataclass(frozen=True, slots=True)
class Control:
    """A field that the agency decides.

    Attributes:
        name, label: of the declared field.
        text: what is typed or chosen.
        choices: the list, of a field that is chosen.
        wrong: what is wrong with it.
    """

    name: str
    label: str
    text: str
    choices: list[Choice]
    wrong: list[Both]


@require_safe
@acting
def show(request: HttpRequest, actor: Actor, uid: str) -> HttpResponse:
    """The page of a contract."""
    must_review(actor)
    return _page(request, actor, contract_for(actor, uid))


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def do(request: HttpRequest, actor: Actor, uid: str, act: str) -> HttpResponse:
    """A button: the act, then the page anew; where it is refused, the page with what was typed.

    Whoever comes back to the address of a button, as by a change of language, gets the page.
    """
    must_review(actor)
    if request.method != "POST":
        return redirect(_address(uid, request))
    contract_for(actor, uid)
    if act not in ACTS:
        raise NotYours()
    typed = findings_from(request.POST)
    try:
        contract = ACTS[act](actor, uid, _revision(request), typed, request)
    except Refused as refused:
        return _page(request, actor, contract_for(actor, uid), typed, refused)
    messages.success(request, str(_done(act)))
    if act == "register":
        _say_certified(request, actor, contract)
    if act in ON_THE_WAY and _is_unsaved(typed, contract):
        return _page(request, actor, contract_for(actor, uid), typed)
    return redirect(_address(uid, request))


def _accept(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    return actions.accept(actor, uid, revision)


def _take(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    return deciding.take(actor, uid, revision)


def _release(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    return deciding.take(actor, uid, revision, release=True)


def _decide(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    return actions.decide(actor, uid, revision, typed.decided, typed.amounts())


def _return(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    return deciding.give_back(actor, uid, revision, typed.reason, typed.notes)


@transaction.atomic
def _pass_on(actor: Actor, uid: str, revision: int, typed: Findings, r: HttpRequest) -> Contract:
    revision = _with_findings(actor, uid, revision, typed)
    disputed = r.POST.get("disputed") == "yes"
    return actions.pass_on(actor, uid, revision, typed.reason, disputed=disputed)


def _agree(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    return second_opinion.second_review(actor, uid, revision, agrees=True, reason=typed.reason)


def _hand_back(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    return second_opinion.second_review(actor, uid, revision, agrees=False, reason=typed.reason)


def _refuse(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    return deciding.refuse(actor, uid, revision, typed.ground, typed.reason)


@transaction.atomic
def _register(actor: Actor, uid: str, revision: int, typed: Findings, _: HttpRequest) -> Contract:
    revision = _with_findings(actor, uid, revision, typed)
    return deciding.register(actor, uid, revision)


def _say_certified(request: HttpRequest, actor: Actor, contract: Contract) -> None:
    """Issue the certificate after the registration; the page itself says where it is missing."""
    made = certify(actor, contract)
    if made is not None:
        messages.success(
            request, f"{both('已签发登记证明', 'Certificate issued:')} {made.document}"
        )


ACTS: Mapping[str, Do] = {
    "accept": _accept,
    "take": _take,
    "release": _release,
    "decide": _decide,
    "return": _return,
    "pass_on": _pass_on,
    "agree": _agree,
    "hand_back": _hand_back,
    "refuse": _refuse,
    "register": _register,
}
"""Buttons by their place in the address."""

ON_THE_WAY = ("accept", "take", "release", "decide")
"""Buttons after which the work goes on: what was typed for another one is kept."""

NAMED_OTHERWISE = {
    "release": both("已放回，其他人可以领办。", "Put back; others can take it."),
    "agree": both("复核同意，已交回登记机构办理。", "Agreed; the agency can register it."),
    "hand_back": both("已退回登记机构。", "Handed back to the agency."),
}


def _is_unsaved(typed: Findings, contract: Contract) -> bool:
    """Whether something was typed that the act did not take."""
    try:
        changed = contract.version is not None and is_changed(typed, contract.version)
    except Refused:  # An amount among them cannot be read yet.
        changed = True
    return changed or bool(typed.notes or typed.reason.strip() or typed.ground)


def _with_findings(actor: Actor, uid: str, revision: int, typed: Findings) -> int:
    """Keep findings that were typed and not saved before something is done with them."""
    contract = contract_for(actor, uid)
    if contract.version is None or not is_changed(typed, contract.version):
        return revision
    return actions.decide(actor, uid, revision, typed.decided, typed.amounts()).revision


def _page(
    request: HttpRequest,
    actor: Actor,
    contract: Contract,
    typed: Findings | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    today, version = timezone.localdate(), contract.version
    if version is None:  # A draft, which no agency sees.
        raise NotYours()
    clock, reasons = clock_in_queue(contract), reasons_of(contract)
    agreed = bool(reasons) and second_opinion.is_agreed(contract)
    present = findings_of(version)
    found = typed or present
    asked = contract.changes.filter(state="asked").first()
    queue = QUEUES.get(request.GET.get("queue", ""))
    rows = rows_of(contract, list(contract.notes.all()), found.notes)
    can = _can(actor, contract)
    context: dict[str, Any] = {
        "contract": contract,
        "version": version,
        "title": getattr(version, "project_name", None) or str(contract),
        "state": code_label("contract_status", contract.state),
        "standing": contract.state in STANDING,
        "waits": asked is not None and asked.passed_on,
        "clock": clock,
        "clock_words": clock.words(today) if clock else None,
        "overdue": clock is not None and clock.is_overdue(today),
        "soon": clock is not None and clock.is_due_soon(today),
        "limit": limit_in_words(contract, getattr(version, "technical_value", None)),
        "asked": asked,
        "asked_label": CHANGES[asked.kind] if asked else None,
        "rows": rows,
        "general_notes": [one for one in contract.notes.all() if not one.field],
        "checks": checks_of(contract),
        "parties": parties_of_version(version),
        "reasons": reasons,
        "agreed": agreed,
        "must_wait": must_be_reviewed(reasons) and not agreed,
        "lookalikes": lookalikes_of(actor, contract),
        "acts": acts_of(contract) if actor.may("history.read") else [],
        "attachments": viewed(contract),
        "can": can,
        "typed": found,
        "controls": _controls(found, present, refused),
        "grounds": grounds(today, found.ground),
        "refused": refused,
        "wrong": dict(refused.fields) if refused else {},
        "problems": _problems(refused) if refused else [],
        "disputed": request.POST.get("disputed") == "yes",
        "queue": queue,
        "following": next_in(actor, queue, contract) if queue else None,
        "others_work": contract.clerk is not None and contract.clerk != actor.user,
        "mine": contract.clerk == actor.user,
        "certificates": _certificates(contract),
        "lacks_certificate": is_missing(actor, contract),
    }
    return render(
        request, "review/contract.html", context, status=refused.status if refused else 200
    )


def _can(actor: Actor, contract: Contract) -> dict[str, bool]:
    """Which buttons there are: what the role may, and the state permits."""
    can = {
        act.removeprefix("contract."): actor.may(act) and contract.state in move.sources
        for act, move in MOVES.items()
    }
    if contract.state == "change_review":
        waits = second_opinion.waits(contract)
        can |= {one: can[one] and not waits for one in ("decide", "pass_on")}
        can["second_review"] = can["second_review"] and waits
    return can


def _controls(typed: Findings, present: Findings, refused: Refused | None) -> list[Control]:
    """The fields that the agency decides, with what is typed in them."""
    on = timezone.localdate()
    wrong = refused.fields if refused else {}
    controls = []
    for name, stands in present.decided.items():
        text = typed.decided.get(name, stands)
        label = FIELDS[name].label(language())
        choices = choices_of(name, text, on) if name in CHOSEN else []
        controls.append(Control(name, label, text, choices, wrong.get(name, [])))
    return controls


def _certificates(contract: Contract) -> str:
    """The address of the certificates of a contract; "" while it has none."""
    if contract.registration_number is None:
        return ""
    return reverse("certificates_of_contract", args=[contract.uid])


def _problems(refused: Refused) -> list[tuple[str, Both]]:
    """What is wrong, with the place on the page where it can be put right; "" for none."""
    own = {*DECIDED, "reason", "ground", "deductions", ""}
    return [
        (name if name in own else f"row-{name}", text)
        for name, texts in refused.fields.items()
        for text in texts
    ]


def _done(act: str) -> Both:
    return NAMED_OTHERWISE.get(act) or MOVES[f"contract.{act}"].done


def _revision(request: HttpRequest) -> int:
    """The revision that the page knew; 0, which no contract has, where the form was tampered."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _address(uid: object, request: HttpRequest) -> str:
    queue = request.GET.get("queue", "")
    place = reverse("review_contract", args=[uid])
    return f"{place}?queue={queue}" if queue in QUEUES else place
