"""Pages for everybody: checking a document, the list of those that ended, the public keys.

By number alone only public facts are told; the parties and amounts of a document are shown to
whoever holds it, since its payload, which they give, has them. Not here: the proof (`verifying`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from techmarket.codes import UnknownCodeError, code_list
from techmarket.web.certificates.actions.writing import current_key, keys_folder
from techmarket.web.certificates.ended_documents import EndedDocument, written_list
from techmarket.web.certificates.face import type_label
from techmarket.web.certificates.keys import PUBLIC, PublicKey, public_keys, written_keys
from techmarket.web.certificates.models import Certificate
from techmarket.web.certificates.payload import DocumentStatement
from techmarket.web.certificates.shown import Line, amount, lines
from techmarket.web.certificates.verifying import CheckedDocument, Outcome, check_document
from techmarket.web.certificates.words import KINDS
from techmarket.web.contracts.models import ENDED, STANDING, Contract
from techmarket.web.pages.wording import Both, both, language

LARGEST_FILE = 20_000_000
ON_A_PAGE = 100

SENTENCES: dict[str, tuple[str, Both]] = {
    "valid": (
        "done",
        both("属实，且目前有效。", "Genuine, and it holds."),
    ),
    "altered": (
        "error",
        both(
            "内容与签名不符，已被改动，请勿采信。",
            "The content is not what was signed; do not rely on it.",
        ),
    ),
    "file_altered": (
        "error",
        both(
            "这个文件不是签发的原件，或已被改动。只有下列各项属实，请勿采信文件的其他内容。",
            "This file is not the one that was issued, or was altered. Only the facts below are "
            "genuine; rely on nothing else in it.",
        ),
    ),
    "unknown_key": (
        "error",
        both(
            "不是本系统签发的，请勿采信。",
            "This register did not sign it; do not rely on it.",
        ),
    ),
    "key_not_in_force": (
        "error",
        both(
            "签名密钥在所写的签发日期不在使用期内，请勿采信。",
            "Its key was not in force on its day of issue; do not rely on it.",
        ),
    ),
    "no_payload": (
        "error",
        both(
            "没有找到登记系统的签名数据。请上传下载的原文件，或输入二维码的全部内容。",
            "There is no signed data of the register in it. Give the file as it was downloaded, "
            "or the whole text of the code.",
        ),
    ),
    "revoked": (
        "error",
        both("属实，但已撤销，请勿采信。", "Genuine, but revoked; do not rely on it."),
    ),
    "replaced": (
        "warning",
        both(
            "属实，但已由新的一版替换，请以新版为准。", "Genuine, but replaced by a newer edition."
        ),
    ),
    "not_there": (
        "error",
        both(
            "签名属实，但登记系统中没有这份文书，请与签发机构核对。",
            "The signature is genuine, but the register does not have this document; ask the "
            "agency that issued it.",
        ),
    ),
    "too_large": (
        "error",
        both("文件过大，不是登记系统签发的文书。", "The file is too large to be a document."),
    ),
    "no_such_number": (
        "error",
        both(
            "没有这个编号，请核对。登记编号为 16 位数字，文书编号如 4403012026000123-R1。",
            "There is no such number. A registration number has 16 digits, that of a document is "
            "like 4403012026000123-R1.",
        ),
    ),
}
"""What a check can answer: class of the notice, and the words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what a document states."""

    label: Both
    text: str
    small: str = ""


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, number: str = "") -> HttpResponse:
    """Check a document by its number, by the text of its code, or by its file."""
    given = request.GET.get("payload", "") or request.GET.get("number", "") or number
    told: dict[str, object] = {"given": "" if request.GET.get("payload") else given[:200]}
    file = request.FILES.get("file")
    if request.method == "POST" and file is not None:
        told |= _by_file(file)
    elif "TM1." in given:
        told |= _by_content(given.encode("utf-8", "replace"))
    elif given.strip():
        told |= _by_number(given)
    return render(request, "certificates/check.html", told)


@require_GET
def show_ended(request: HttpRequest) -> HttpResponse:
    """The documents that no longer hold, the last first."""
    found = Certificate.objects.exclude(state="valid").select_related("agency", "replaced_by")
    asked = _plain(request.GET.get("number", ""))
    if asked:
        found = found.filter(number=asked.split("-")[0])
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-id")[: ON_A_PAGE + 1])
    return render(
        request,
        "certificates/ended.html",
        {
            "lines": lines(rows[:ON_A_PAGE]),
            "before": rows[ON_A_PAGE - 1].pk if len(rows) > ON_A_PAGE else "",
            "asked": asked,
        },
    )


@require_GET
def send_ended(request: HttpRequest) -> HttpResponse:
    """The same as a signed list, for whoever proves documents offline."""
    found = Certificate.objects.exclude(state="valid").select_related("replaced_by")
    now = timezone.localtime()
    ended = (
        EndedDocument(
            one.document, one.state, (one.ended_on or now.date()).isoformat(), one.next_document
        )
        for one in found.iterator()
    )
    content = written_list(now, ended, current_key(now.date()))
    return HttpResponse(content, content_type="application/json")


@require_GET
def send_keys(request: HttpRequest) -> HttpResponse:
    """The public keys, by which anyone proves documents."""
    current_key(timezone.localdate())
    return HttpResponse(written_keys(_keys()), content_type="application/json")


def _keys() -> list[PublicKey]:
    file = keys_folder() / PUBLIC
    return public_keys(file) if file.exists() else []


def _by_file(file: UploadedFile[bytes]) -> dict[str, object]:
    if (file.size or 0) > LARGEST_FILE:
        return _answer("too_large")
    return _by_content(file.read())


def _by_content(content: bytes) -> dict[str, object]:
    """What is told of a payload or a file: its proof, its state here, and what it states."""
    checked = check_document(content, _keys())
    sound = checked.outcome in (Outcome.VALID, Outcome.FILE_ALTERED)
    if not sound or checked.statement is None:
        return _answer(checked.outcome.value)
    row = _row(checked.statement.document)
    return _answer(_state(checked, row)) | {
        "statement": checked.statement,
        "facts": list(_facts(checked.statement)),
        "lines": lines([row]) if row else [],
        "contract_state": _contract_state(checked.statement),
        "is_file": checked.is_file,
    }


def _state(checked: CheckedDocument, row: Certificate | None) -> str:
    if checked.outcome is Outcome.FILE_ALTERED:
        return "file_altered"
    return row.state if row else "not_there"


def _answer(key: str) -> dict[str, object]:
    kind, text = SENTENCES[key]
    return {"answer": key, "notice": kind, "sentence": text}


def _row(document: str) -> Certificate | None:
    """The document of a number like "4403012026000123-I2-1"."""
    number, _, rest = document.partition("-")
    part, _, edition = rest[1:].rpartition("-")
    if not (rest[:1] in KINDS and _small(edition) and (not part or _small(part))):
        return None
    found = Certificate.objects.filter(
        number=number, kind=rest[:1], part=int(part or 0), edition=int(edition)
    )
    return found.select_related("agency", "replaced_by", "contract").first()


def _small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9


def _plain(text: str) -> str:
    """A number as typed, with full-width forms and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()[:40]


def _by_number(text: str) -> dict[str, object]:
    """Public facts only: nothing of the parties, the project or the amounts."""
    asked = _plain(text)
    number = asked.split("-")[0]
    found: list[Certificate] = []
    if "-" in asked:
        row = _row(asked)
        found = [row] if row else []
    else:
        rows = Certificate.objects.filter(number=number).select_related("agency", "replaced_by")
        found = list(rows.order_by("-id")[:ON_A_PAGE])
    contract = (
        Contract.objects.filter(registration_number=number, state__in=(*STANDING, *ENDED))
        .select_related("agency", "standing")
        .first()
    )
    if not found and (contract is None or "-" in asked):
        return _answer("no_such_number")
    shown: list[Line] = lines(found)
    told: dict[str, object] = {"answer": "number", "lines": shown, "number": number}
    if contract is not None:
        kind = vars(contract.standing)["contract_type"]
        code = code_list("contract_status")[contract.state]
        told["contract"] = contract
        told["contract_type"] = type_label(kind)
        told["contract_state"] = both(code.label_zh, code.label_en)
    return told


def _contract_state(statement: DocumentStatement) -> Both | None:
    """How the contract stands today, which the document does not know."""
    contract = Contract.objects.filter(registration_number=statement.number).first()
    if contract is None:
        return None
    code = code_list("contract_status")[contract.state]
    return both(code.label_zh, code.label_en)


def _facts(statement: DocumentStatement) -> Iterator[Fact]:
    """What the document states, to be compared with the paper."""
    yield Fact(both("文书", "Document"), str(KINDS[statement.kind]))
    yield Fact(both("编号", "Number"), statement.number)
    if statement.contract_type:
        yield Fact(both("合同类别", "Contract type"), _type(statement.contract_type))
    seller = both("登记主体", "Applicant") if statement.kind == "L" else both("卖方", "Seller")
    yield Fact(seller, statement.seller)
    if statement.buyer:
        yield Fact(both("买方", "Buyer"), statement.buyer)
    amounts = (
        (both("合同成交金额", "Contract value"), statement.value),
        (both("核定技术交易额", "Technical value"), statement.technical_value),
        (both("本次技术性收入", "Technical income of this payment"), statement.income),
    )
    for label, fen in amounts:
        if fen is not None:
            shown = amount(label, fen)
            small = shown.capitals if language() == "zh" else ""
            yield Fact(label, f"￥{shown.yuan} 元（{shown.ten_thousand} 万元）", small)
    if statement.kind == "L":
        yield Fact(both("合同项数", "Contracts"), str(statement.contracts))
    days = (
        (both("签订日期", "Signed on"), statement.signing_date),
        (both("登记日期", "Registered on"), statement.registration_date),
        (both("签发日期", "Issued on"), statement.issued_on),
    )
    for label, day in days:
        if day:
            yield Fact(label, day)
    yield Fact(both("登记机构", "Agency"), statement.agency_name)


def _type(code: str) -> str:
    try:
        return str(type_label(code))
    except UnknownCodeError:
        return code
