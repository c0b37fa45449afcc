"""Addresses of the site, app by app. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("techmarket.web.pages.urls")),
    path("", include("techmarket.web.certificates.urls")),
    path("", include("techmarket.web.accounts.urls")),
    path("", include("techmarket.web.organisations.urls")),
    path("", include("techmarket.web.parties.urls")),
    path("", include("techmarket.web.api.urls")),
    path("", include("techmarket.web.applying.urls")),
    path("review/", include("techmarket.web.review.urls")),
    path("", include("techmarket.web.changes.urls")),
    path("", include("techmarket.web.counting.urls")),
    path("", include("techmarket.web.history.urls")),
]
handler400 = "techmarket.web.pages.error_pages.bad_request"
handler403 = "techmarket.web.pages.error_pages.forbidden"
handler404 = "techmarket.web.pages.error_pages.not_found"
handler500 = "techmarket.web.pages.error_pages.failed"
