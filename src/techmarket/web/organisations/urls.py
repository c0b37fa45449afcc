"""Addresses of offices. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.organisations import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("offices/", views.offices, name="people"),
    path("offices/<slug:code>/", views.office, name="office"),
    path("offices/<slug:code>/found/", views.found, name="office_found"),
]
