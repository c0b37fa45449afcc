"""Addresses of the history. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.history import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("history/contract/<uuid:uid>/", views.of_contract, name="contract_history"),
]
