"""Pages about the API: what it offers, and the tokens of a party. Not here: the calls."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.api.site import api
from techmarket.web.api.tokens import make_token, revoke_token, tokens_of
from techmarket.web.pages.refused import MayNot, NotYours, Refused


def describe(request: HttpRequest) -> HttpResponse:
    """Every call with what it takes and gives, from the description itself."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    calls = [
        {
            "method": method.upper(),
            "address": address,
            "summary": call.get("summary", ""),
            "description": call.get("description", ""),
            "parameters": call.get("parameters", []),
            "sends": _shape(call.get("requestBody", {})),
            "answers": sorted(str(status) for status in call.get("responses", {})),
        }
        for address, methods in schema["paths"].items()
        for method, call in methods.items()
    ]
    return render(request, "api/describe.html", {"calls": calls})


@never_cache
@acting
def tokens(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tokens of a party: make one, which is shown once; revoke one."""
    if not actor.may("token.manage"):
        raise MayNot()
    shown, refused = "", None
    if request.method == "POST":
        try:
            if "revoke" in request.POST:
                number = request.POST["revoke"]
                if not (number.isascii() and number.isdigit() and len(number) < 19):
                    raise NotYours()
                revoke_token(actor, int(number))
                return redirect(reverse("tokens"))
            _, shown = make_token(actor, request.POST.get("name", ""))
        except Refused as error:
            refused = error
    return render(
        request,
        "api/tokens.html",
        {
            "tokens": tokens_of(actor),
            "shown": shown,
            "refused": refused,
            "name": request.POST.get("name", "") if refused else "",
        },
        status=refused.status if refused else 200,
    )


def _shape(body: dict[str, object]) -> str:
    """The name of the shape that a call sends."""
    content = body.get("content")
    if not isinstance(content, dict) or not content:
        return ""
    media, told = next(iter(content.items()))
    reference = str(told.get("schema", {}).get("$ref", ""))
    return reference.rpartition("/")[2] or str(media)
