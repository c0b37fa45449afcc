"""Addresses of documents. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.certificates import income_views, public_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("certificates/", views.show_all, name="certificates"),
    path("certificates/list/", views.show_list_form, name="certificate_list"),
    path("certificates/contract/<uuid:uid>/", views.show_contract, name="certificates_of_contract"),
    path("certificates/contract/<uuid:uid>/issue/", views.do_issue, name="certificate_issue"),
    path("certificates/<uuid:uid>/file/", views.send_file, name="certificate_file"),
    path("certificates/<uuid:uid>/reissue/", views.do_reissue, name="certificate_reissue"),
    path("certificates/<uuid:uid>/revoke/", views.do_revoke, name="certificate_revoke"),
    path("certificates/income/", income_views.show_waiting, name="income"),
    path(
        "certificates/income/contract/<uuid:uid>/",
        income_views.show_application,
        name="income_apply",
    ),
    path(
        "certificates/income/<uuid:uid>/",
        income_views.show_verification,
        name="income_verification",
    ),
    path("check", public_views.check, name="public_check"),
    path("check/<str:number>", public_views.check, name="public_check_number"),
    path("revoked", public_views.show_ended, name="public_revoked"),
    path("revoked.json", public_views.send_ended, name="public_revoked_list"),
    path("keys", public_views.send_keys, name="public_keys"),
]
