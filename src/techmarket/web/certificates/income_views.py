"""Pages of the verification of income: what waits, applying, deciding, correcting.

Not here: what an action does (`actions.income`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.certificates.actions import income
from techmarket.web.certificates.actions.income import FIELDS, STATED, as_typed, open_amounts
from techmarket.web.certificates.models import IncomeVerification
from techmarket.web.certificates.scope import verification_for, verifications_of
from techmarket.web.certificates.shown import amount, income_lines, lines
from techmarket.web.certificates.words import INCOME_STATES
from techmarket.web.contracts.models import STANDING, Contract
from techmarket.web.pages.form_fields import FormField, form_field
from techmarket.web.pages.refused import MayNot, Refused
from techmarket.web.pages.wording import both

ON_A_PAGE = 100
LEFT = {
    "realised_value": both("尚可实现的合同交易额", "Value still to be realised"),
    "realised_technical_value": both(
        "尚可实现的技术交易额", "Technical value still to be realised"
    ),
    "technical_income": both("尚可核定的技术性收入", "Technical income still open"),
}


@require_GET
@acting
def show_waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Verifications that somebody sees, those that wait first, the oldest first."""
    if not (actor.may("income.verify") or actor.may("income.apply")):
        raise MayNot()
    state = request.GET.get("state", "applied")
    found = verifications_of(actor)
    if state in INCOME_STATES:
        found = found.filter(state=state)
    rows = found.order_by("id" if state == "applied" else "-id")[:ON_A_PAGE]
    return render(
        request,
        "certificates/income_all.html",
        {
            "lines": income_lines(rows),
            "state": state,
            "states": list(INCOME_STATES.items()),
            "most": ON_A_PAGE,
        },
    )


@require_http_methods(["GET", "POST"])
@acting
def show_application(request: HttpRequest, actor: Actor, uid: str) -> HttpResponse:
    """The form to ask for the verification of a payment."""
    contract = contract_for(actor, uid)
    actor.must("income.apply")
    typed = {name: request.POST.get(name, "") for name in STATED}
    refused: Refused | None = None
    if request.method == "POST":
        try:
            income.apply(actor, uid, typed)
        except Refused as caught:
            refused = caught
        else:
            done = both("已申报，等待登记机构核定。", "Applied for; the agency will verify it.")
            messages.success(request, str(done))
            return redirect("certificates_of_contract", uid=contract.uid)
    return render(
        request,
        "certificates/income_apply.html",
        {
            "contract": contract,
            "fields": _fields(typed, STATED, refused),
            "left": _left(contract, 0),
            "refused": refused,
        },
        status=refused.status if refused else 200,
    )


@require_http_methods(["GET", "POST"])
@acting
def show_verification(request: HttpRequest, actor: Actor, uid: str) -> HttpResponse:
    """One verification, and what an agency can do with it."""
    one = verification_for(actor, uid)
    names = (*STATED, "opinion")
    typed = as_typed(one) | {name: request.POST[name] for name in names if name in request.POST}
    refused: Refused | None = None
    if request.method == "POST":
        try:
            done = _done(request, actor, one, typed)
        except Refused as caught:
            refused, one = caught, verification_for(actor, uid)
        else:
            messages.success(request, done)
            return redirect("certificates_of_contract", uid=one.contract.uid)
    decides = actor.may("income.verify") and one.contract.state in STANDING
    return render(
        request,
        "certificates/income_show.html",
        {
            "one": income_lines([one])[0],
            "contract": one.contract,
            "facts": [
                (FIELDS[name].label_zh, FIELDS[name].label_en, text)
                for name, text in as_typed(one).items()
            ],
            "fields": _fields(typed, names, refused),
            "left": _left(one.contract, one.position),
            "may_verify": decides and one.state == "applied",
            "may_correct": decides and one.state == "verified",
            "slips": lines(one.slips.select_related("replaced_by").order_by("-id")),
            "downloads": actor.may("certificate.download"),
            "reason": request.POST.get("reason", ""),
            "refused": refused,
        },
        status=refused.status if refused else 200,
    )


def _done(
    request: HttpRequest, actor: Actor, one: IncomeVerification, typed: Mapping[str, str]
) -> str:
    """Do what the button says; what to tell afterwards."""
    reason = request.POST.get("reason", "")
    acts: dict[str, tuple[Callable[[], object], object]] = {
        "verify": (
            lambda: income.verify(actor, one.uid, typed),
            both("已核定，核定表已签发。", "Verified; the slip is issued."),
        ),
        "decline": (
            lambda: income.decline(actor, one.uid, reason),
            both("已决定不予核定。", "Declined."),
        ),
        "correct": (
            lambda: income.correct(actor, one.uid, typed, reason),
            both("已更正，新的核定表已签发。", "Corrected; a new slip is issued."),
        ),
    }
    chosen = acts.get(request.POST.get("act", ""))
    if chosen is None:
        raise Refused(both("没有这项操作。", "There is no such act."), code="unknown_act")
    chosen[0]()
    return str(chosen[1])


def _fields(
    typed: Mapping[str, str], names: tuple[str, ...], refused: Refused | None
) -> list[FormField]:
    wrong = refused.fields if refused else {}
    return [
        form_field(
            FIELDS[name],
            typed.get(name, ""),
            errors=wrong.get(name, ()),
            required=name in ("realised_value", "realised_technical_value"),
        )
        for name in names
    ]


def _left(contract: Contract, position: int) -> list[object]:
    left = open_amounts(contract, position)
    return [amount(label, left[name]) for name, label in LEFT.items()]
