"""Addresses of records of one party. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.parties import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("parties/same/", views.show_same, name="same_parties"),
    path("parties/same/<slug:first>/<slug:second>/", views.one_pair, name="same_pair"),
]
