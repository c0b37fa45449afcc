"""What every page knows. Not here: what one page shows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from techmarket.web.pages.navigation import links, public_links
from techmarket.web.pages.wording import language


def site(request: HttpRequest) -> dict[str, object]:
    """Language, public address, the person who reads and where they can go, for all templates."""
    actor = getattr(request, "actor", None)
    return {
        "lang": language(),
        "html_lang": "zh-CN" if language() == "zh" else "en",
        "site_address": settings.ADDRESS,
        "actor": actor,
        "navigation": links(request, actor),
        "public_links": public_links(request),
    }
