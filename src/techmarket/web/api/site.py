"""The API as a whole: who calls, which calls there are, how errors are answered.

Not here: the calls (`contract_calls`, `catalogue_calls`, `file_calls`).
"""

from __future__ import annotations

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from techmarket.web.api import answering, catalogue_calls, contract_calls, file_calls
from techmarket.web.api.models import Token
from techmarket.web.api.tokens import actor_of_token
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both


class BearerToken(HttpBearer):
    """`Authorization: Bearer tm_…`; the actor of the request is the token's."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token, if it is good."""
        found = actor_of_token(token)
        if found is None:
            return None
        request.actor = found[1]  # type: ignore[attr-defined]
        return found[0]


api = NinjaAPI(
    title="techmarket",
    version="1",
    description="Technology contracts: apply, follow, and fetch documents. "
    "A call that changes something may carry an Idempotency-Key and is then done once.",
    auth=BearerToken(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", contract_calls.router)
api.add_router("", catalogue_calls.router)
api.add_router("", file_calls.router)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> object:
    return answering.answer_refused(request, error)


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> object:
    return answering.answer_unreadable(request, error)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> object:
    return answering.answer_http(request, error)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> object:
    text = both(
        "令牌无效、已过期或已停用。请在“接口令牌”页生成新的。",
        "The token is not known, expired or revoked; make another on the page of tokens.",
    )
    return answering.answer_refused(request, Refused(text, code="not_authenticated", status=401))
