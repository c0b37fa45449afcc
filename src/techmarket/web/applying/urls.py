"""Addresses of applicants' pages. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.applying import (
    views_of_contract,
    views_of_files,
    views_of_form,
    views_of_list,
    views_of_workbooks,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("contracts/", views_of_list.own_list, name="applying"),
    path("contracts/new/", views_of_list.begin, name="applying_begin"),
    path("contracts/restore/<int:position>/", views_of_list.restore, name="applying_restore"),
    path("contracts/<uuid:uid>/", views_of_contract.show, name="applying_contract"),
    path("contracts/<uuid:uid>/edit/<slug:step_id>/", views_of_form.step, name="applying_step"),
    path("contracts/<uuid:uid>/submit/", views_of_form.submit, name="applying_submit"),
    path("contracts/<uuid:uid>/withdraw/", views_of_list.withdraw, name="applying_withdraw"),
    path("contracts/<uuid:uid>/copy/", views_of_list.copy, name="applying_copy"),
    path("contracts/<uuid:uid>/delete/", views_of_list.delete, name="applying_delete"),
    path("contracts/<uuid:uid>/print/", views_of_contract.show_print, name="applying_print"),
    path("contracts/<uuid:uid>/files/", views_of_files.attach, name="applying_attach"),
    path(
        "contracts/<uuid:uid>/find/<slug:side>/",
        views_of_form.find_party,
        name="applying_find_party",
    ),
    path(
        "contracts/<uuid:uid>/new-party/<slug:side>/",
        views_of_contract.other_party,
        name="applying_new_party",
    ),
    path("attachments/<uuid:uid>/", views_of_files.attachment, name="attachment"),
    path("attachments/<uuid:uid>/withdraw/", views_of_files.withdraw, name="attachment_withdraw"),
    path("workbooks/", views_of_workbooks.show_all, name="applying_workbooks"),
    path("workbooks/template/", views_of_workbooks.template, name="applying_template"),
    path("workbooks/<uuid:uid>/", views_of_workbooks.show, name="applying_workbook"),
    path("workbooks/<uuid:uid>/submit/", views_of_workbooks.submit, name="workbook_submit"),
    path("workbooks/<uuid:uid>/marked/", views_of_workbooks.marked, name="workbook_marked"),
    path("workbooks/<uuid:uid>/discard/", views_of_workbooks.discard, name="workbook_discard"),
]
