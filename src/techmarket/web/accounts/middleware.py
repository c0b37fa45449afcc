"""Gives each request its actor: the chosen role of whoever is logged in.

An official who has not proved who they are by a one-time password has none, and is sent to do
so. Not here: logging in (`accounts.views`).
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from techmarket.web.accounts.actor import Actor, actors_of
from techmarket.web.accounts.models import User

CHOSEN = "membership"
"""Where the session keeps the chosen role."""

PROVEN_BY_DEVICE = "one_time"
"""Where the session keeps that this person has set up one-time passwords."""

OPEN_TO_UNPROVED = frozenset({"login", "logout", "one_time_password", "set_language"})
"""Views that somebody reaches before the second proof."""

OPEN_BEFORE_PASSWORD = frozenset({"login", "logout", "password", "set_language"})
"""Views that somebody reaches before they change a password that was given to them."""


class ActorMiddleware:
    """Sets `request.actor` and `request.actors`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or send on to what is missing."""
        request.actor, request.actors = None, []  # type: ignore[attr-defined]
        if not isinstance(request.user, User):
            return self.get_response(request)
        actors = actors_of(request.user)
        proved = request.user.is_verified()  # type: ignore[attr-defined]
        official = any(one.declared.official for one in actors)
        if request.user.must_change_password:
            missing, open_views = "password", OPEN_BEFORE_PASSWORD
        elif (official or request.session.get(PROVEN_BY_DEVICE)) and not proved:
            missing, open_views = "one_time_password", OPEN_TO_UNPROVED
        else:
            _let_act(request, actors)
            return self.get_response(request)
        name = _name_of(request)
        if name in open_views or name.startswith("public"):
            return self.get_response(request)
        onward = urlencode({"next": request.path if request.method in ("GET", "HEAD") else "/"})
        return redirect(f"{reverse(missing)}?{onward}")


def _let_act(request: HttpRequest, actors: list[Actor]) -> None:
    """Give a request the chosen role, or the first where none is chosen."""
    chosen = request.session.get(CHOSEN)
    request.actors = actors  # type: ignore[attr-defined]
    request.actor = next(  # type: ignore[attr-defined]
        (one for one in actors if one.membership.pk == chosen), actors[0] if actors else None
    )


def _name_of(request: HttpRequest) -> str:
    """The name of the view that will answer; "" if there is none."""
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:  # No such address: the page for that says so.
        return ""


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a request."""
    return getattr(request, "actor", None)
