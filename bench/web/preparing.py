"""Inside Django: people who are logged in, a token, and what they look for.

Not here: the load itself (`people`, `acting`).
"""

from __future__ import annotations

from typing import Any

from site_sessions import session_of
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership
from techmarket.web.api.tokens import make_token
from techmarket.web.contracts.models import Contract
from techmarket.web.review.queues import QUEUES


def prepare(people: int) -> dict[str, Any]:
    """Sessions of clerks, queues, words to search for, tokens of account holders."""
    clerks = Membership.objects.filter(role="registrar", valid_to__isnull=True)
    clerks = list(clerks.select_related("user", "organisation")[:people])
    owners = Membership.objects.filter(role="owner", valid_to__isnull=True)
    owners = list(owners.select_related("user", "party", "party__agency")[:8])
    names = Contract.objects.filter(registration_number__isnull=False).order_by("-id")[:200]
    words = [
        one.standing.project_name[:4] for one in names.select_related("standing") if one.standing
    ]
    numbers = [one.registration_number for one in names[:50]]
    return {
        "sessions": [session_of(one.user) for one in clerks],
        "queues": list(QUEUES),
        "words": sorted(set(words))[:50] + numbers,
        "tokens": [make_token(Actor(one.user, one), "bench")[1] for one in owners],
    }
