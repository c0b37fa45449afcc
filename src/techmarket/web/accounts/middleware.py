"""Gives each request its actor: the chosen role of whoever is logged in.

An official who has not proved who they are by a one-time password has none, and is sent to do
so. Not here: logging in (`accounts.views`).
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from techmarket.web.accounts.actor import Actor, actors_of
from techmarket.web.accounts.models import User

CHOSEN = "membership"
"""Where the session keeps the chosen role."""

OPEN_TO_UNPROVED = frozenset({"login", "logout", "one_time_password", "set_language", "password"})
"""Views that somebody reaches before the second proof, or before a new password is set."""


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
        name = _name_of(request)
        if request.user.must_change_password and name not in OPEN_TO_UNPROVED:
            return redirect(reverse("password"))
        if official and not proved:
            if name in OPEN_TO_UNPROVED or name.startswith("public"):
                return self.get_response(request)
            return redirect(f"{reverse('one_time_password')}?next={request.path}")
        chosen = request.session.get(CHOSEN)
        request.actors = actors  # type: ignore[attr-defined]
        request.actor = next(  # type: ignore[attr-defined]
            (one for one in actors if one.membership.pk == chosen), actors[0] if actors else None
        )
        return self.get_response(request)


def _name_of(request: HttpRequest) -> str:
    """The name of the view that will answer; "" if there is none."""
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:  # No such address: the page for that says so.
        return ""


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a request."""
    return getattr(request, "actor", None)
