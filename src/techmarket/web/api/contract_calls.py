"""Calls about contracts: begin, look, change, check, submit, take back.

Not here: attachments and documents (`file_calls`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from ninja import Query, Router

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for, contracts_of
from techmarket.web.api.answering import Json, once
from techmarket.web.api.shapes import (
    Checked,
    ContractChanged,
    ContractSent,
    ContractsTold,
    ContractTold,
    Error,
    Moved,
)
from techmarket.web.contracts.actions import applying
from techmarket.web.contracts.models import Contract
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

PAGE = 50
ERRORS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422), Error)

router = Router(tags=["contracts"])


def told(contract: Contract) -> Json:
    """A contract as its applicant sees it."""
    return {
        "uid": str(contract.uid),
        "revision": contract.revision,
        "state": contract.state,
        "agency": contract.agency.code,
        "fields": contract.draft,
        "explanations": contract.explanations,
        "notes": [
            {"field": one.field, "text": one.text}
            for one in contract.notes.all()
            if not one.resolved
        ],
        "submitted_at": contract.submitted_at.isoformat() if contract.submitted_at else None,
        "due_on": day(contract.due_on),
        "registration_number": contract.registration_number,
        "registration_date": day(contract.registration_date),
        "ended_on": day(contract.ended_on),
    }


@router.get("/contracts", response={200: ContractsTold, **ERRORS}, summary="Own contracts")
def list_contracts(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=24)] = "",
    before: Annotated[int | None, Query(ge=1, le=2**62)] = None,
) -> Json:
    """The newest contracts, fifty at a time; `before` goes on from the `next` of a page."""
    rows = contracts_of(actor_of_call(request)).order_by("-id").select_related("agency")
    if state:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(id__lt=before)
    page = list(rows.prefetch_related("notes")[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    return {"contracts": [told(one) for one in page[:PAGE]], "next": more}


@router.post("/contracts", response={201: ContractTold, **ERRORS}, summary="A new application")
def begin_contract(request: HttpRequest, sent: ContractSent) -> JsonResponse:
    """Keep an application as a draft, sound or not."""
    actor = actor_of_call(request)

    def begin() -> Json:
        agency = None
        if sent.agency:
            agency = Organisation.objects.filter(code=sent.agency, takes_applications=True).first()
            if agency is None:
                text = both("没有这个登记机构。", "There is no such agency.")
                raise Refused(text, fields={"agency": [text]}, code="no_agency")
        contract = applying.begin(actor, sent.fields, agency)
        if sent.explanations:
            contract = applying.save(actor, contract.uid, contract.revision, {}, sent.explanations)
        return told(contract)

    return once(request, 201, begin)


@router.get("/contracts/{uid}", response={200: ContractTold, **ERRORS}, summary="One contract")
def show_contract(request: HttpRequest, uid: str) -> Json:
    """Where a contract stands, and what the agency noted on it."""
    return told(contract_for(actor_of_call(request), uid))


@router.patch("/contracts/{uid}", response={200: ContractTold, **ERRORS}, summary="Change a draft")
def change_contract(request: HttpRequest, uid: str, sent: ContractChanged) -> JsonResponse:
    """Keep fields typed anew; a revision that is not the present one is refused (409)."""
    actor = actor_of_call(request)
    return once(
        request,
        200,
        lambda: told(applying.save(actor, uid, sent.revision, sent.fields, sent.explanations)),
    )


@router.get("/contracts/{uid}/check", response={200: Checked, **ERRORS}, summary="Check a draft")
def check_contract(request: HttpRequest, uid: str) -> Json:
    """What stands in the way of submission; nothing changes."""
    _, unread, broken = applying.check(contract_for(actor_of_call(request), uid))
    return {
        "unread": {name: [_both(one) for one in texts] for name, texts in unread.items()},
        "broken": [
            {"id": one.id, "hard": one.hard, "text": _both(one.text), "fields": list(one.fields)}
            for one in broken
        ],
    }


@router.post("/contracts/{uid}/submit", response={200: ContractTold, **ERRORS}, summary="Submit")
def submit_contract(request: HttpRequest, uid: str, sent: Moved) -> JsonResponse:
    """Hand a draft in; by field, what stops it (422)."""
    actor = actor_of_call(request)
    return once(request, 200, lambda: told(applying.submit(actor, uid, sent.revision)))


@router.post(
    "/contracts/{uid}/withdraw", response={200: ContractTold, **ERRORS}, summary="Take back"
)
def withdraw_contract(request: HttpRequest, uid: str, sent: Moved) -> JsonResponse:
    """Take a submission back before it is accepted."""
    actor = actor_of_call(request)
    return once(request, 200, lambda: told(applying.withdraw(actor, uid, sent.revision)))


def actor_of_call(request: HttpRequest) -> Actor:
    """Who acts, by the token of a call."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def day(one: date | None) -> str | None:
    """A day as ISO writes it."""
    return one.isoformat() if one else None


def _both(text: Both) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
