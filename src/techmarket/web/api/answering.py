"""One shape of errors, and answers that are the same when a call is sent again.

Not here: which calls there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from ninja.errors import HttpError, ValidationError

from techmarket.web.api.models import Answer, Token
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

KEY = "Idempotency-Key"
LONGEST_KEY = 80

Json = dict[str, Any]


def error_body(code: str, text: Both, fields: dict[str, list[Both]] | None = None) -> Json:
    """The one shape: a short name, a sentence in both languages, and what is wrong by field."""
    return {
        "error": {
            "code": code,
            "message_zh": text.zh,
            "message_en": text.en,
            "fields": {
                name: [{"zh": one.zh, "en": one.en} for one in texts]
                for name, texts in (fields or {}).items()
            },
        }
    }


def answer_refused(request: HttpRequest, refused: Refused) -> JsonResponse:
    """What an action refused."""
    return _json(error_body(refused.code, refused.text, refused.fields), refused.status)


def answer_unreadable(request: HttpRequest, error: ValidationError) -> JsonResponse:
    """A call that is not of the described form; what was sent is not repeated."""
    fields: dict[str, list[Both]] = {}
    for one in error.errors:
        name = ".".join(str(step) for step in one["loc"][1:] if step != "sent")
        fields.setdefault(name, []).append(Both(f"格式不符：{one['msg']}", str(one["msg"])))
    text = both("请求内容与接口说明不符。", "The call is not as described.")
    return _json(error_body("unreadable", text, fields), 422)


def answer_http(request: HttpRequest, error: HttpError) -> JsonResponse:
    """Whatever else was wrong with a call: its JSON, its method."""
    text = both("请求无法识别，请检查 JSON 格式。", "The call cannot be read; check its JSON.")
    return _json(error_body("bad_request", text), error.status_code)


def answer_unknown_address(request: HttpRequest) -> JsonResponse:
    """No such address below the API."""
    text = both("没有这个接口地址。", "There is no such address of the API.")
    return _json(error_body("not_found", text), 404)


def once(request: HttpRequest, status: int, do: Callable[[], Json]) -> JsonResponse:
    """Do something once for each idempotency key of a token; without a key, each time.

    The answer is kept in the transaction of the act itself: whatever was acknowledged was done, and
    a repetition finds it. What was refused changed nothing and may be tried again under its key.

    Args:
        status: the HTTP status when it is done.
        do: the act, which gives the JSON to answer.
    """
    key = request.headers.get(KEY, "")
    if not key:
        return _json(do(), status)
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Refused(
            both(
                f"{KEY} 为 1 至 {LONGEST_KEY} 个 ASCII 字符。",
                f"{KEY} has 1 to {LONGEST_KEY} printable ASCII characters.",
            ),
            code="bad_key",
        )
    token: Token = request.auth  # type: ignore[attr-defined]
    call = sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body)
    try:
        with transaction.atomic():
            # The second of two equal calls waits here until the first is done.
            kept = Answer.objects.create(
                token=token, key=key, request_sha256=call.hexdigest(), created_by=token.created_by
            )
            body = do()
            Answer.objects.filter(pk=kept.pk).update(status=status, body=_plain(body))
        return _json(body, status)
    except IntegrityError:
        known = Answer.objects.filter(token=token, key=key).first()
        if known is None or known.status == 0:
            raise
    if known.request_sha256 != call.hexdigest():
        raise Refused(
            both(
                f"这个 {KEY} 已用于另一次请求，请换一个。",
                f"This {KEY} was used for another call; take another.",
            ),
            code="key_used",
            status=409,
        )
    repeated = _json(known.body, known.status)
    repeated["Idempotent-Replay"] = "true"
    return repeated


def _plain(body: Json) -> Json:
    plain: Json = json.loads(json.dumps(body, ensure_ascii=False))
    return plain


def _json(body: Json, status: int) -> JsonResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
