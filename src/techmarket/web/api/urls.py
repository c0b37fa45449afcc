"""Addresses of the API, its description and the page of tokens. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from techmarket.web.api import views
from techmarket.web.api.answering import answer_unknown_address
from techmarket.web.api.site import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", views.describe, name="public_api"),
    path("api/tokens/", views.tokens, name="tokens"),
    path("api/v1/", api.urls),
    re_path("^api/v1/", answer_unknown_address, name="api_unknown"),
]
