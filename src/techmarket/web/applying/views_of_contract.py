"""Pages of one own contract: where it stands, the print, and entering another party.

Not here: the form (`views_of_form`), certificates and changes (their own pages).
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_safe

from techmarket.record.fields import Field
from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.applying.actions import drafts, entering
from techmarket.web.applying.asked import judge
from techmarket.web.applying.parties_found import shown
from techmarket.web.applying.questions import DECLARED, STEP_OF
from techmarket.web.applying.written_out import SIDE_LABELS, answers, answers_of_values
from techmarket.web.contracts.facts import values_of
from techmarket.web.contracts.models import Contract
from techmarket.web.contracts.moves import MOVES, moves_from
from techmarket.web.history.models import Event
from techmarket.web.pages.form_fields import FormField, form_field
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import Both, both, language

SHOWN_ACTS = frozenset(MOVES) - {"contract.draft", "contract.take", "contract.decide"}
"""Acts that the applicant is told of; what an agency does meanwhile is its own matter."""

ELSEWHERE = (
    ("certificates_of_contract", both("证明文件", "Certificates")),
    ("changes_of", both("变更与注销", "Changes")),
)
"""Pages of other parts of the site about a contract, where they are there."""


@require_safe
@acting
def show(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Where a contract stands."""
    contract = contract_for(actor, uid)
    actor.must("contract.draft")
    can = {one.act.removeprefix("contract.") for one in moves_from(contract.state)}
    notes = list(contract.notes.filter(resolved=False))
    return render(
        request,
        "applying/contract.html",
        {
            "contract": contract,
            "title": _title(contract),
            "state": code_label("contract_status", contract.state),
            "ground": code_label("refusal_ground", contract.refusal_ground)
            if contract.refusal_ground
            else "",
            "pages": _pages(contract),
            "attachments": contract.attachments.filter(withdrawn=False),
            "acts": _acts(contract),
            "can_edit": "draft" in can and actor.may("contract.draft"),
            "can_withdraw": "withdraw" in can and actor.may("contract.withdraw"),
            "can_delete": contract.state == "draft" and contract.version_id is None,
            "elsewhere": _elsewhere(contract),
            "notes": [
                (
                    DECLARED[note.field].label(language()) if note.field in DECLARED else "",
                    STEP_OF.get(note.field, "parties"),
                    note,
                )
                for note in notes
            ],
        },
    )


@require_safe
@acting
def show_print(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """The application on paper, for signatures and files."""
    contract = contract_for(actor, uid)
    actor.must("contract.draft")
    return render(
        request,
        "applying/print.html",
        {
            "contract": contract,
            "title": _title(contract),
            "state": code_label("contract_status", contract.state),
            "pages": _pages(contract),
            "attachments": contract.attachments.filter(withdrawn=False),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def other_party(request: HttpRequest, actor: Actor, uid: UUID, side: str) -> HttpResponse:
    """Enter a party that the register does not know, and put it into the draft."""
    contract = contract_for(actor, uid)
    actor.must("contract.draft")
    if side not in SIDE_LABELS:
        raise Http404
    sent = posted(request) or {"name": request.GET.get("name", "")[:120]}
    refused: Refused | None = None
    entered = entering.Entered(None)
    if request.method == "POST":
        try:
            entered = _entered(actor, sent)
            if entered.party is not None:
                drafts.save_step(
                    actor, uid, contract.revision, {f"{side}_id": entered.party.party_id}
                )
                return redirect(f"{reverse('applying_step', args=[uid, 'parties'])}#{side}")
        except NotYours:
            raise
        except Refused as found:
            refused = found
    wrong = refused.fields if refused else {}
    return render(
        request,
        "applying/new_party.html",
        {
            "contract": contract,
            "side": side,
            "label": SIDE_LABELS[side],
            "fields": [
                _field(one, sent.get(one.name, ""), wrong.get(one.name, []))
                for one in entering.ASKED
            ],
            "alike": [shown(one) for one in entered.alike],
            "refused": refused,
        },
        status=refused.status if refused else 200,
    )


def _field(one: Field, text: str, errors: list[Both]) -> FormField:
    """What is asked about another party; everybody in the mainland has an identifier."""
    if one.name != "identifier":
        required = one.required and one.name != "country"
        return form_field(one, text, errors=errors, required=required)
    words = both(
        "统一社会信用代码；自然人填身份证件号码。境外（含港澳台）当事人没有的不填。",
        "The unified social credit code; of a natural person that of the identity card. Left empty "
        "for a party outside the mainland.",
    )
    return replace(form_field(one, text, errors=errors, required=True), words=str(words))


def _entered(actor: Actor, sent: dict[str, str]) -> entering.Entered:
    """The party that is chosen among those alike, or the one that was typed."""
    chosen = sent.get("is", "")
    if chosen and chosen != "another":
        again = entering.enter_party(actor, sent)
        meant = next((one for one in again.alike if one.party_id == chosen), None)
        return entering.Entered(meant or again.party, again.alike)
    return entering.enter_party(actor, sent, is_another=chosen == "another")


def _title(contract: Contract) -> str:
    return str(contract.draft.get("project_name") or "").strip() or str(
        both("未命名的合同", "Contract without a name")
    )


def _pages(contract: Contract) -> list[tuple[object, object]]:
    """What the newest version says; what is typed, while it can be changed."""
    if contract.state in MOVES["contract.draft"].sources or contract.version is None:
        return [(step, rows) for step, rows in answers(contract, judge(contract, whole=False))]
    return [(step, rows) for step, rows in answers_of_values(values_of(contract.version))]


def _acts(contract: Contract) -> list[tuple[Event, object]]:
    events = Event.objects.filter(
        subject="contract", subject_id=str(contract.pk), act__in=SHOWN_ACTS
    ).order_by("position")
    return [(one, MOVES[one.act].label) for one in events]


def _elsewhere(contract: Contract) -> list[tuple[str, Both]]:
    found: list[tuple[str, Both]] = []
    if not contract.registration_number:
        return found
    for name, label in ELSEWHERE:
        try:
            found.append((reverse(name, args=[contract.uid]), label))
        except NoReverseMatch:
            continue
    return found
