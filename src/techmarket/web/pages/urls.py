"""Addresses in common: home, language and help. Not here: those of the other apps."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.pages import home, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("language/", views.set_language, name="set_language"),
    path("help/", views.show_help, name="public_help"),
]
