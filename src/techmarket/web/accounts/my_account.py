"""One's own account: roles and password. Not here: accounts of others (`actions.people`)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django_otp import user_has_device

from techmarket.web.accounts.actions.passwords import change_password
from techmarket.web.accounts.models import User
from techmarket.web.pages.form_fields import plain_field
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

FIELDS = (
    ("old", both("原密码", "Present password"), both("", ""), "current-password"),
    (
        "new",
        both("新密码", "New password"),
        both("至少 10 个字符，不全是数字。", "At least 10 characters, not digits only."),
        "new-password",
    ),
    ("again", both("再次输入新密码", "New password again"), both("", ""), "new-password"),
)


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who one is, in which roles."""
    return render(request, "accounts/account.html", {"has_device": user_has_device(request.user)})


@sensitive_post_parameters("old", "new", "again")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; somebody who was given one must."""
    user = request.user
    if not isinstance(user, User):
        return redirect("login")
    forced, wrong = user.must_change_password, None
    if request.method == "POST":
        typed = [request.POST.get(name, "") for name, *_ in FIELDS]
        try:
            change_password(user, *typed)
        except Refused as refused:
            wrong = refused
        else:
            update_session_auth_hash(request, user)
            messages.success(request, str(both("密码已修改。", "The password was changed.")))
            return redirect("home")
    said: dict[str, list[Both]] = wrong.fields if wrong else {}
    fields = [
        (
            plain_field(name, label, words, errors=said.get(name, ()), control="password"),
            autocomplete,
        )
        for name, label, words, autocomplete in FIELDS
    ]
    told = {"fields": fields, "forced": forced, "wrong": wrong}
    return render(request, "accounts/password.html", told, status=422 if wrong else 200)
