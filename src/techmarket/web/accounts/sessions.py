"""Logging in and out, and the choice among one's roles.

Not here: the second proof (`one_time`), passwords (`passwords`), and how repeated failures are
slowed down (`throttling`).
"""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import user_has_device

from techmarket.web.accounts.middleware import CHOSEN, PROVEN_BY_DEVICE
from techmarket.web.accounts.models import User
from techmarket.web.pages.onward import onward
from techmarket.web.pages.views import keep_language
from techmarket.web.pages.wording import both


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The form, and logging in with it. What is wrong is not said more exactly than "wrong"."""
    wanted = onward(request)
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(wanted)
        return render(request, "accounts/login.html", {"next": wanted})
    username = request.POST.get("username", "").strip().lower()[:80]
    user = auth.authenticate(
        request, username=username, password=request.POST.get("password", "")[:200]
    )
    if isinstance(user, User):
        auth.login(request, user)
        request.session[PROVEN_BY_DEVICE] = user_has_device(user)
        answer = HttpResponseRedirect(wanted)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            keep_language(request, answer, user.language)
        return answer
    wrong = both(
        "登录名或密码不对。请检查大小写和输入法；忘记密码请联系本单位或本机构管理员。",
        "The login name or the password is wrong. Check capitals and the keyboard; who has "
        "forgotten it asks the administrator of the party or office.",
    )
    told = {"next": wanted, "username": username, "wrong": wrong}
    return render(request, "accounts/login.html", told, status=422)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    messages.success(request, str(both("已退出登录。", "You are logged out.")))
    return redirect("home")


@require_POST
def choose_role(request: HttpRequest) -> HttpResponse:
    """Act in another of one's roles from now on; one that is not theirs changes nothing."""
    wanted = request.POST.get("membership", "")
    for one in getattr(request, "actors", []):
        if str(one.membership.pk) == wanted:
            request.session[CHOSEN] = one.membership.pk
    return redirect("home")
