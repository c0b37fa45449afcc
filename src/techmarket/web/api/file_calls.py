"""Calls about what belongs to a contract: attachments, certificates, verifications of income.

Not here: contracts themselves (`contract_calls`).
"""

from __future__ import annotations

from typing import Annotated, BinaryIO, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from techmarket.web.accounts.scope import contract_for
from techmarket.web.api.answering import Json, once
from techmarket.web.api.contract_calls import ERRORS, actor_of_call, day
from techmarket.web.api.shapes import (
    AttachmentsTold,
    AttachmentTold,
    CertificatesTold,
    IncomesTold,
    IncomeTold,
    PartySent,
)
from techmarket.web.applying.actions import attaching
from techmarket.web.certificates.actions import income
from techmarket.web.certificates.kept_files import kept
from techmarket.web.certificates.models import Certificate, IncomeVerification
from techmarket.web.certificates.scope import certificate_for, certificates_of
from techmarket.web.contracts.models import Attachment

router = Router(tags=["documents"])


@router.get(
    "/contracts/{uid}/attachments", response={200: AttachmentsTold, **ERRORS}, summary="Attachments"
)
def list_attachments(request: HttpRequest, uid: str) -> Json:
    """The files handed in with a contract, but for those taken back."""
    contract = contract_for(actor_of_call(request), uid)
    return {"attachments": [_attachment(a) for a in contract.attachments.filter(withdrawn=False)]}


@router.post(
    "/contracts/{uid}/attachments",
    response={201: AttachmentTold, **ERRORS},
    summary="Attach a file",
)
def add_attachment(
    request: HttpRequest,
    uid: str,
    file: Annotated[UploadedFile, File()],
    title: Annotated[str, Form(max_length=200)] = "",
) -> JsonResponse:
    """A file of at most 20 MB: PDF, picture, Word or OFD. The same file again is the one there."""
    actor = actor_of_call(request)
    stream = cast(BinaryIO, file.file)
    named = title.strip() or (file.name or "")
    # The same bytes are the same attachment, so a key is not needed for a repetition.
    made = attaching.add(actor, uid, named, stream, file.size or 0)
    return JsonResponse(_attachment(made), status=201)


@router.get(
    "/contracts/{uid}/certificates",
    response={200: CertificatesTold, **ERRORS},
    summary="Certificates of a contract",
)
def list_certificates(request: HttpRequest, uid: str) -> Json:
    """Every issued edition, also replaced and revoked ones."""
    actor = actor_of_call(request)
    contract = contract_for(actor, uid)
    issued = certificates_of(actor).filter(contract=contract).order_by("id")
    return {"certificates": [_certificate(one) for one in issued]}


@router.get("/certificates/{uid}/file", response={**ERRORS}, summary="A certificate as PDF")
def fetch_certificate(request: HttpRequest, uid: str) -> HttpResponse:
    """The file, byte for byte as issued."""
    actor = actor_of_call(request)
    certificate = certificate_for(actor, uid)
    actor.must("certificate.download")
    answer = HttpResponse(kept(certificate.sha256), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{certificate.document}.pdf"'
    return answer


@router.get(
    "/contracts/{uid}/incomes", response={200: IncomesTold, **ERRORS}, summary="Verified income"
)
def list_incomes(request: HttpRequest, uid: str) -> Json:
    """What was asked for and verified of the payments of a contract."""
    contract = contract_for(actor_of_call(request), uid)
    return {"incomes": [_income(one) for one in contract.income_verifications.order_by("position")]}


@router.post(
    "/contracts/{uid}/incomes",
    response={201: IncomeTold, **ERRORS},
    summary="Ask for verification of income",
)
def apply_income(request: HttpRequest, uid: str, sent: PartySent) -> JsonResponse:
    """Ask for the verification of a payment; amounts in yuan."""
    actor = actor_of_call(request)
    return once(request, 201, lambda: _income(income.apply(actor, uid, sent.fields)))


def _attachment(one: Attachment) -> Json:
    return {
        "uid": str(one.uid),
        "position": one.position,
        "title": one.title,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
    }


def _certificate(one: Certificate) -> Json:
    return {
        "uid": str(one.uid),
        "kind": one.kind,
        "number": one.number,
        "edition": one.edition,
        "state": one.state,
        "issued_on": day(one.created_at.date()),
        "ended_on": day(one.ended_on),
        "sha256": one.sha256,
        "payload": one.payload,
    }


def _income(one: IncomeVerification) -> Json:
    return {
        "uid": str(one.uid),
        "position": one.position,
        "state": one.state,
        "fields": income.as_typed(one),
        "answer": one.answer,
    }
