"""Attachments of a contract beside the application: what can be shown in the page, and where.

Not here: the files, and who may have them (`applying`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from techmarket.web.contracts.models import Attachment, Contract

PICTURES = ("image/png", "image/jpeg")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Viewed:
    """An attachment in the viewer.

    Attributes:
        attachment: it.
        address: where its bytes are.
        shown: "document", "picture" or "" (it can only be downloaded).
        size: in words, "1.2 MB".
    """

    attachment: Attachment
    address: str
    shown: str
    size: str


def viewed(contract: Contract) -> list[Viewed]:
    """The attachments that were not withdrawn, in their order."""
    return [
        Viewed(one, reverse("attachment", args=[one.uid]), _shown(one.media_type), _size(one.size))
        for one in contract.attachments.filter(withdrawn=False)
    ]


def _shown(media_type: str) -> str:
    if media_type == "application/pdf":
        return "document"
    return "picture" if media_type in PICTURES else ""


def _size(size: int) -> str:
    if size < MEGABYTE:
        return f"{max(size // 1000, 1)} kB"
    return f"{size // MEGABYTE}.{size % MEGABYTE // 100_000} MB"
