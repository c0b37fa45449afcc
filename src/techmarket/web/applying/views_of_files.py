"""Attaching files, and reading them: only by those who see the contract, and never as a page.

Not here: which files are taken (`actions.attaching`).
"""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.applying import file_store
from techmarket.web.applying.actions import attaching
from techmarket.web.applying.file_kinds import ENDINGS, JPEG, PDF, PNG, file_refused
from techmarket.web.applying.questions import STEP, STEPS
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import both

SHOWN_IN_PLACE = frozenset({PDF, PNG, JPEG})
"""Kinds that a browser shows by itself; all else is only downloaded."""

NOTHING_BUT_ITSELF = {
    "default-src": [NONE],
    "img-src": [SELF],
    "style-src": ["'unsafe-inline'"],
    "object-src": [SELF],
    "frame-ancestors": [SELF],
    "sandbox": True,
}
"""What a shown file may do: be shown, in a frame of this site; the style is the viewer's own."""


@require_POST
@acting
def attach(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Attach one file or several."""
    contract = contract_for(actor, uid)
    sent = request.FILES.getlist("file")
    title = request.POST.get("title", "")
    refused: Refused | None = None
    for one in sent:
        name = title if title.strip() and len(sent) == 1 else (one.name or "")
        try:
            attaching.add(actor, uid, name, cast(BinaryIO, one.file), one.size or 0)
        except NotYours:
            raise
        except Refused as found:
            refused = found
            break
        messages.success(request, str(both(f"已上传“{name}”。", f"“{name}” is attached.")))
    if not sent:
        refused = file_refused(both("请先选择文件。", "Choose a file first."), "no_file")
    if refused is None:
        return redirect("applying_step", uid, "files")
    return render(
        request,
        "applying/step.html",
        {
            "contract": contract,
            "step": STEP["files"],
            "steps": STEPS,
            "before": STEP["technology"],
            "after": STEP["check"],
            "attachments": contract.attachments.filter(withdrawn=False),
            "refused": refused,
            "title": title,
        },
        status=refused.status,
    )


@require_POST
@acting
def withdraw(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Take an attachment back."""
    attachment = attaching.withdraw(actor, uid)
    messages.success(request, str(both("附件已移除。", "The attachment is taken back.")))
    return redirect("applying_step", attachment.contract.uid, "files")


@require_safe
@xframe_options_sameorigin
@csp(NOTHING_BUT_ITSELF)
@acting
def attachment(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponseBase:
    """The bytes of an attachment: as a download, or with `?inline=1` in a frame of this site."""
    found = attaching.attachment_for(actor, uid)
    try:
        stream = file_store.opened(found.sha256)
    except FileNotFoundError:
        raise Refused(
            both(
                "附件文件不在存储中，请联系登记机构管理员恢复备份。",
                "The file is not in the store; ask the administrator to restore it.",
            ),
            status=404,
        ) from None
    in_place = "inline" in request.GET and found.media_type in SHOWN_IN_PLACE
    title = found.title.removesuffix(ENDINGS.get(found.media_type, "")) or "attachment"
    answer = FileResponse(
        stream,
        as_attachment=not in_place,
        filename=f"{title}{ENDINGS.get(found.media_type, '')}",
        content_type=found.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
