"""Addresses in common: home and language. Not here: those of the other apps."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.pages import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("language/", views.set_language, name="set_language"),
]
