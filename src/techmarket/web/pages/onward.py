"""Where somebody goes next, as a form or an address says it. Not here: who may see it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

FIRST_PAGE = "/"


def onward(request: HttpRequest) -> str:
    """The address that was handed in as `next`, if it is a path of this site; else the first page.

    Only what begins with one stroke is a path: names and other sites are not taken.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or FIRST_PAGE
    within = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if within else FIRST_PAGE
