"""Language and help. Not here: the first page (`home`), and everything with a subject."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from techmarket.web.pages.onward import onward


@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    """How the register is used, for everybody."""
    return render(request, "pages/help.html")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Choose the language; the cookie keeps it for a year."""
    chosen = request.POST.get("language", "")
    answer = HttpResponseRedirect(onward(request))
    keep_language(request, answer, chosen)
    return answer


def keep_language(request: HttpRequest, answer: HttpResponse, chosen: str) -> None:
    """Have the browser keep a language; one that the site does not have is left alone."""
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
