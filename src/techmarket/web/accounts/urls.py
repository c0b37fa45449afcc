"""Addresses of accounts. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.accounts import (
    confirm_pages,
    my_account,
    one_time,
    people_pages,
    sessions,
    sign_up_pages,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("role/", sessions.choose_role, name="choose_role"),
    path("sign-up/", sign_up_pages.sign_up_page, name="sign_up"),
    path("sign-up/alike/", sign_up_pages.show_alike, name="sign_up_alike"),
    path("party/", confirm_pages.own_party, name="own_party"),
    path("party/people/", people_pages.party_people, name="party_people"),
    path("party/people/add/", people_pages.add_to_party, name="party_add_person"),
    path("party/units/add/", people_pages.add_unit, name="party_add_unit"),
    path("party/units/<int:unit_id>/close/", people_pages.end_unit, name="party_close_unit"),
    path("roles/<int:membership_id>/end/", people_pages.end_membership, name="end_role"),
    path("people/<int:user_id>/access/", people_pages.access_anew, name="access_anew"),
    path("account-holders/", confirm_pages.waiting, name="parties_to_confirm"),
    path("account-holders/<slug:party_id>/", confirm_pages.one_waiting, name="party_to_confirm"),
    path("account/", my_account.account, name="account"),
    path("account/password/", my_account.password, name="password"),
    path("account/one-time-password/", one_time.one_time_password, name="one_time_password"),
]
