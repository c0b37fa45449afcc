"""What a form sent, as texts. Not here: what they mean."""

from __future__ import annotations

from django.http import HttpRequest

LONGEST = 4001
"""Longer texts are cut where every check still says that they are too long."""


def posted(request: HttpRequest) -> dict[str, str]:
    """Name of a field to its text; of a name sent twice the last."""
    return {name: str(text)[:LONGEST] for name, text in request.POST.items()}
