"""Addresses of accounts. Not here: what answers them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from techmarket.web.accounts import my_account, one_time, sessions, sign_up_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("role/", sessions.choose_role, name="choose_role"),
    path("sign-up/", sign_up_pages.sign_up_page, name="sign_up"),
    path("sign-up/alike/", sign_up_pages.show_alike, name="sign_up_alike"),
    path("account/", my_account.account, name="account"),
    path("account/password/", my_account.password, name="password"),
    path("account/one-time-password/", one_time.one_time_password, name="one_time_password"),
]
