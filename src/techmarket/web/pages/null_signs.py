"""Requests with the sign U+0000 are answered 400: no text has it, and PostgreSQL keeps none.

Not here: other signs that nobody sees, which are refused field by field (`pages.plain_text`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from techmarket.web.api.answering import error_body
from techmarket.web.pages.error_pages import bad_request
from techmarket.web.pages.wording import both

NULL = "\x00"


class NullSignMiddleware:
    """Looks at addresses, and at forms; bodies that a view reads itself are its own matter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless the address has the sign."""
        asked = (one for values in request.GET.lists() for one in (values[0], *values[1]))
        if NULL in request.path or any(NULL in one for one in asked):
            return _refused(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: object
    ) -> HttpResponse | None:
        """Answer in place of the view if the form has the sign."""
        # Forms of such views are not read yet, and perhaps read by handlers of their own.
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return None
        sent = (one for values in request.POST.lists() for one in (values[0], *values[1]))
        return _refused(request) if any(NULL in str(one) for one in sent) else None


def _refused(request: HttpRequest) -> HttpResponse:
    if not request.path.startswith("/api/v"):
        return bad_request(request)
    text = both("请求中有空字符 U+0000，请删去。", "The request has the sign U+0000; leave it out.")
    return JsonResponse(error_body("unreadable", text), status=400)
