"""Views for people who are logged in and act for somebody. Not here: what the views do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from techmarket.web.accounts.middleware import actor_of
from techmarket.web.pages.error_pages import refused_page
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both

View = Callable[..., HttpResponseBase]


def acting(view: View) -> View:
    """Give the view the actor of the request; visitors are sent to log in and then back.

    What an action refuses, and the view does not show itself, becomes a page of its own.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if actor is None:
            if request.user.is_authenticated:
                return _without_role(request)
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, actor, *args, **kwargs)
        except Refused as refused:
            return refused_page(request, refused)

    return answer


def _without_role(request: HttpRequest) -> HttpResponse:
    return refused_page(
        request,
        Refused(
            both(
                "您目前没有角色。请联系本单位或本机构的管理员。",
                "You hold no role at present. Ask the administrator of your party or office.",
            ),
            status=403,
        ),
    )
