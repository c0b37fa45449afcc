"""Addresses of accounts. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.accounts import sessions

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("role/", sessions.choose_role, name="choose_role"),
]
