"""Addresses of totals, closings and snapshots. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.counting import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("totals/", views.show, name="totals"),
    path("totals/close/", views.close, name="count_close"),
    path("totals/closed/<int:key>/", views.show_closing, name="closing"),
    path("totals/closed/<int:key>/reopen/", views.reopen, name="count_reopen"),
    path("snapshots/", views.snapshots, name="snapshots"),
    path("snapshots/freeze/", views.freeze, name="count_freeze"),
]
