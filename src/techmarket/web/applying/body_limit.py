"""A request that is too large is refused before any of it is read, on every page and call.

Servers read no more of a body than its announced length, so that the announcement decides. Not
here: how large one attachment may be (`actions.attaching`).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from techmarket.web.api.answering import error_body
from techmarket.web.pages.error_pages import refused_page
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both

MOST_BYTES = 22_000_000
"""A file of 20 MB, and the form around it."""

TOO_LARGE = both(
    "上传内容过大，未被接收：每个文件不超过 20 MB。请压缩或分成几个文件后再上传。",
    "What was sent is too large and was not read: a file has at most 20 MB. Make it smaller, or "
    "send it in parts.",
)


class BodyLimitMiddleware:
    """Answers 413 to what announces more than `MOST_BYTES`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or go on."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) <= MOST_BYTES:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse(error_body("too_large", TOO_LARGE), status=413)
        answer = refused_page(request, Refused(TOO_LARGE, code="too_large", status=413))
        # What was not read must not be taken for the next request of the connection.
        answer["Connection"] = "close"
        return answer
