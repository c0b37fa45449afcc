"""Pages of documents: all that somebody sees, those of one contract, the file, making a list.

Not here: what an action does (`actions`), verification of income (`income_views`), the public
pages (`public_views`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from techmarket.codes import threshold
from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for, contracts_of
from techmarket.web.certificates.actions.income import open_amounts
from techmarket.web.certificates.actions.issuing import issue, reissue, revoke
from techmarket.web.certificates.actions.listing import MOST, make_list
from techmarket.web.certificates.content import LIST_DIVISION
from techmarket.web.certificates.kept_files import kept
from techmarket.web.certificates.models import Certificate
from techmarket.web.certificates.scope import (
    SEES,
    certificate_for,
    certificates_of,
    verifications_of,
)
from techmarket.web.certificates.shown import amount, income_lines, lines
from techmarket.web.certificates.tax_relief import why_no_tax_certificate
from techmarket.web.certificates.words import KINDS, STATES
from techmarket.web.contracts.models import STANDING, Contract
from techmarket.web.pages.amounts import ten_thousand_yuan, yuan
from techmarket.web.pages.refused import MayNot, Refused
from techmarket.web.pages.wording import Both, both

ON_A_PAGE = 50


@require_GET
@acting
def show_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All documents that somebody sees, the newest first, narrowed by what is asked for."""
    if not any(map(actor.may, SEES)):
        raise MayNot()
    asked = {name: request.GET.get(name, "").strip() for name in ("kind", "state", "q")}
    found = certificates_of(actor).order_by("-id")
    if asked["kind"] in KINDS:
        found = found.filter(kind=asked["kind"])
    if asked["state"] in STATES:
        found = found.filter(state=asked["state"])
    if asked["q"]:
        number = asked["q"].split("-")[0].upper()
        found = found.filter(Q(number__startswith=number) | Q(party__name__icontains=asked["q"]))
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found[: ON_A_PAGE + 1])
    further = request.GET.copy()
    further["before"] = str(rows[ON_A_PAGE - 1].pk) if len(rows) > ON_A_PAGE else ""
    return render(
        request,
        "certificates/all.html",
        {
            "lines": lines(rows[:ON_A_PAGE]),
            "asked": asked,
            "kinds": list(KINDS.items()),
            "states": list(STATES.items()),
            "further": further.urlencode() if further["before"] else "",
            "narrowed": any(asked.values()) or bool(before),
            "may_list": _may_list(actor),
            "sees_income": actor.may("income.verify") or actor.may("income.apply"),
            "downloads": actor.may("certificate.download"),
        },
    )


@require_GET
@acting
def show_contract(request: HttpRequest, actor: Actor, uid: str) -> HttpResponse:
    """The documents of a contract, its verifications of income, and what can be done."""
    if not any(map(actor.may, SEES)):
        raise MayNot()
    return _contract_page(request, actor, contract_for(actor, uid))


@require_POST
@acting
def do_issue(request: HttpRequest, actor: Actor, uid: str) -> HttpResponse:
    """Issue a certificate."""

    def act() -> Certificate:
        return issue(
            actor,
            uid,
            request.POST.get("kind", ""),
            bilingual=request.POST.get("bilingual") == "yes",
            related_to=request.POST.get("related_to", "")[:16],
        )

    return _acted(request, actor, contract_for(actor, uid), act, both("已签发", "Issued"))


@require_POST
@acting
def do_reissue(request: HttpRequest, actor: Actor, uid: str) -> HttpResponse:
    """Reissue a document."""
    certificate = certificate_for(actor, uid)

    def act() -> Certificate:
        return reissue(
            actor,
            uid,
            request.POST.get("reason", ""),
            bilingual=request.POST.get("bilingual") == "yes",
        )

    return _acted(request, actor, certificate.contract, act, both("已补发", "Reissued"))


@require_POST
@acting
def do_revoke(request: HttpRequest, actor: Actor, uid: str) -> HttpResponse:
    """Revoke a document."""
    certificate = certificate_for(actor, uid)

    def act() -> Certificate:
        return revoke(actor, uid, request.POST.get("reason", ""))

    return _acted(request, actor, certificate.contract, act, both("已撤销", "Revoked"))


@require_GET
@acting
def send_file(request: HttpRequest, actor: Actor, uid: str) -> HttpResponse:
    """The file of a document, byte for byte as issued."""
    certificate = certificate_for(actor, uid)
    actor.must("certificate.download")
    answer = HttpResponse(kept(certificate.sha256), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{certificate.document}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
@acting
def show_list_form(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose contracts for a list, and make it."""
    if not _may_list(actor):
        raise MayNot()
    refused: Refused | None = None
    chosen = request.POST.getlist("contract")
    if request.method == "POST":
        try:
            made = make_list(actor, chosen, bilingual=request.POST.get("bilingual") == "yes")
        except Refused as caught:
            refused = caught
        else:
            messages.success(request, f"{both('已开具清单', 'List issued:')} {made.document}")
            return redirect("certificates")
    return _list_form(request, actor, chosen, refused)


def _list_form(
    request: HttpRequest, actor: Actor, chosen: list[str], refused: Refused | None
) -> HttpResponse:
    today = timezone.localdate()
    limit = threshold(LIST_DIVISION, today)
    size, looked_for = request.GET.get("size", ""), request.GET.get("q", "").strip()
    found = contracts_of(actor).filter(state__in=STANDING).select_related("standing", "applicant")
    if size == "large":
        found = found.filter(standing__value__gte=limit)
    elif size == "small":
        found = found.filter(standing__value__lt=limit)
    if looked_for:
        found = found.filter(
            Q(registration_number__startswith=looked_for)
            | Q(standing__project_name__icontains=looked_for)
            | Q(applicant__name__icontains=looked_for)
        )
    rows = list(found.order_by("-registration_date", "-id")[:MOST])
    return render(
        request,
        "certificates/list_form.html",
        {
            "rows": [
                {
                    "contract": one,
                    "value": yuan(vars(one.standing)["value"]),
                    "large": vars(one.standing)["value"] >= limit,
                    "chosen": str(one.uid) in chosen,
                }
                for one in rows
            ],
            "limit": ten_thousand_yuan(limit),
            "size": size,
            "q": looked_for,
            "most": MOST,
            "refused": refused,
            "official": actor.party is None,
        },
        status=refused.status if refused else 200,
    )


def _acted(
    request: HttpRequest,
    actor: Actor,
    contract: Contract | None,
    act: Callable[[], Certificate],
    done: Both,
) -> HttpResponse:
    """Do an act; the page of the contract comes back, with what was typed if it was refused."""
    try:
        made = act()
    except Refused as refused:
        if contract is None:
            raise
        return _contract_page(request, actor, contract, refused)
    messages.success(request, f"{done} {made.document}")
    if contract is None:
        return redirect("certificates")
    return redirect("certificates_of_contract", uid=contract.uid)


def _contract_page(
    request: HttpRequest, actor: Actor, contract: Contract, refused: Refused | None = None
) -> HttpResponse:
    documents = lines(certificates_of(actor).filter(contract=contract).order_by("-id"))
    stands = contract.state in STANDING
    holding = {one.certificate.kind for one in documents if one.valid}
    may_issue = actor.may("certificate.issue") and stands
    told: dict[str, Any] = vars(contract.standing) if contract.standing else {}
    left = open_amounts(contract)
    return render(
        request,
        "certificates/contract.html",
        {
            "contract": contract,
            "project_name": told.get("project_name", ""),
            "stands": stands,
            "documents": documents,
            "income": income_lines(verifications_of(actor).filter(contract=contract)),
            "amounts": [
                amount(both("合同成交金额", "Contract value"), told.get("value")),
                amount(both("核定技术交易额", "Technical value"), told.get("technical_value")),
                amount(both("尚可核定的收入", "Income still open"), left["technical_income"]),
            ],
            "issuable": [(kind, KINDS[kind]) for kind in "RT" if kind not in holding]
            if may_issue
            else [],
            "no_tax": why_no_tax_certificate(
                told["contract_type"], told["technical_value"], "", timezone.localdate()
            )
            if may_issue and "T" not in holding
            else None,
            "may_issue": may_issue,
            "may_revoke": actor.may("certificate.revoke"),
            "may_apply": actor.may("income.apply") and stands,
            "downloads": actor.may("certificate.download"),
            "refused": refused,
            "reason": request.POST.get("reason", ""),
            "related_to": request.POST.get("related_to", ""),
        },
        status=refused.status if refused else 200,
    )


def _may_list(actor: Actor) -> bool:
    return actor.may("certificate.download") and (
        actor.party is not None or actor.may("certificate.issue")
    )
