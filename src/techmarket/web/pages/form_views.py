"""What a form asks while somebody types: codes that fit, and what an amount is.

Nothing here is about a contract or a person, so that anybody may ask. Not here: checks of a form.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from techmarket.record.fields import FieldType
from techmarket.web.pages.code_choices import found
from techmarket.web.pages.form_fields import RECORDS, amount_echo
from techmarket.web.pages.wording import language

LONGEST_AMOUNT = 80


@require_safe
def code_choices(request: HttpRequest, record: str, name: str) -> JsonResponse:
    """The codes of a declared field that `?q=` finds: `[{"code", "text", "path"}, …]`."""
    declared = next((one for one in RECORDS.get(record, ()) if one.name == name), None)
    if declared is None or declared.type is not FieldType.CODE:
        raise Http404
    hits = found(declared, request.GET.get("q", ""), timezone.localdate(), language())
    answer = JsonResponse(
        {"choices": [{"code": one.code, "text": one.text, "path": one.path} for one in hits]}
    )
    answer["Cache-Control"] = "private, max-age=3600"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    return answer


@require_safe
def show_amount(request: HttpRequest) -> HttpResponse:
    """What `?amount=` is in 万元 and in capitals, or what is wrong with it, as plain text."""
    text = amount_echo(request.GET.get("amount", "")[:LONGEST_AMOUNT])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
