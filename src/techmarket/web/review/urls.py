"""Addresses of the agencies' work. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.review import views, views_of_contract

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.work, name="review"),
    path("queue/<slug:queue_id>/", views.show_queue, name="review_queue"),
    path("accept-several/", views.accept_several, name="review_accept_several"),
    path("contract/<uuid:uid>/", views_of_contract.show, name="review_contract"),
    path("contract/<uuid:uid>/<slug:act>/", views_of_contract.do, name="review_act"),
]
