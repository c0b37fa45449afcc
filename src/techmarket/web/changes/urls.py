"""Addresses of changes and notices. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.changes import views, views_of_form, views_of_notices

urlpatterns: list[URLPattern | URLResolver] = [
    path("changes/<uuid:uid>/", views.show, name="changes_of"),
    path("changes/<uuid:uid>/ask/<slug:kind>/", views_of_form.ask, name="change_ask"),
    path("changes/<uuid:uid>/<slug:act>/", views.do, name="change_act"),
    path("notices/", views_of_notices.show_all, name="notices"),
    path("notices/confirm/", views_of_notices.confirm_several, name="notices_confirm_several"),
    path("notices/<int:key>/confirm/", views_of_notices.confirm, name="notice_confirm"),
    path("notices/<int:key>/answer/", views_of_notices.answer, name="notice_answer"),
]
