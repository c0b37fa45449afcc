"""Addresses in common: home, language, help, what forms ask. Not here: those of other apps."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.pages import form_views, home, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("language/", views.set_language, name="set_language"),
    path("codes/<slug:record>/<slug:name>/", form_views.code_choices, name="code_choices"),
    path("amount/", form_views.show_amount, name="amount_echo"),
    path("help/", views.show_help, name="public_help"),
]
