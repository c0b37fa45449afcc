"""What every page knows. Not here: what one page shows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from techmarket.web.pages.wording import language


def site(request: HttpRequest) -> dict[str, object]:
    """Language, public address, and the person who reads, for all templates."""
    return {
        "lang": language(),
        "html_lang": "zh-CN" if language() == "zh" else "en",
        "site_address": settings.ADDRESS,
        "actor": getattr(request, "actor", None),
    }
