"""The first page: what waits for whoever reads, by role. Not here: the lists it leads to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from techmarket.web.accounts.middleware import actor_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where everybody begins."""
    if actor_of(request) is None:
        return render(request, "pages/welcome.html")
    return render(request, "pages/home.html")
