"""Pages for what went wrong, and `Refused` as a page. Not here: errors of forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

HEADINGS = {
    400: both("请求无法识别", "The request cannot be read"),
    403: both("不能打开", "Not allowed"),
    404: both("没有找到", "Not found"),
    409: both("情况已有变化", "Something has changed"),
    422: both("未能办理", "Not done"),
    429: both("请稍后再试", "Try again later"),
    500: both("系统出错", "Something failed"),
}
"""What stands above the text, by status."""


def refused_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """What an action answered, as a page of its own."""
    return _page(request, refused.status, refused.text)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(
        request, 400, both("请求无法识别，请返回重试。", "The request cannot be read; go back.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403, both("您的角色不能打开此页。", "Your role may not open this page."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(
        request,
        404,
        both("没有这个页面，或不在您的权限之内。", "There is no such page, or it is not yours."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(
        request,
        500,
        both(
            "系统出现错误，已提交的内容不受影响，请稍后再试。",
            "Something failed on our side; what was submitted is safe. Try again later.",
        ),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was open too long, or the form is not ours."""
    return _page(
        request,
        403,
        both(
            "页面已过期。请返回上一页，刷新后重新提交；填写的内容仍在那里。",
            "The page has expired. Go back, reload it and send it again; what you typed is there.",
        ),
    )


def _page(request: HttpRequest, status: int, text: Both) -> HttpResponse:
    told = {"status": status, "heading": HEADINGS.get(status, HEADINGS[422]), "text": text}
    return render(request, "pages/error.html", told, status=status)
