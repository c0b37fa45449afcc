"""Repeated failures to log in: how long to wait, and the page that says so.

Counted by django-axes for each login name and address together (`settings`). Not here: the
throttling of one-time passwords, which their devices do themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from techmarket.web.pages.error_pages import refused_page
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both


def same_name(request: HttpRequest, credentials: Mapping[str, object] | None = None) -> str:
    """The login name that failures are counted for: the same in capitals or not."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(typed).strip().lower()[:80]


def locked_out(
    request: HttpRequest,
    answer: HttpResponse | None = None,
    credentials: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The answer to somebody who failed too often: 429, and when to try again."""
    wait = timedelta(hours=settings.AXES_COOLOFF_TIME)
    minutes = int(wait.total_seconds() // 60)
    until = timezone.localtime(timezone.now() + wait)
    page = refused_page(
        request,
        Refused(
            both(
                f"登录失败次数过多，已暂停 {minutes} 分钟。请在 {until:%H:%M} 之后再试；"
                "在此之前的尝试会重新计时。忘记密码请联系本单位或本机构管理员。",
                f"Too many failed attempts; wait {minutes} minutes. Try again after {until:%H:%M}; "
                "an attempt before then starts the time anew. Who has forgotten the password asks "
                "the administrator of the party or office.",
            ),
            code="throttled",
            status=429,
        ),
    )
    page["Retry-After"] = str(int(wait.total_seconds()))
    return page
