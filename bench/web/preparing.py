"""Inside Django: people who are logged in, a token, and what they look for.

Not here: the load itself (`people`, `acting`).
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership, User
from techmarket.web.api.tokens import make_token
from techmarket.web.contracts.models import Contract
from techmarket.web.review.queues import QUEUES

BACKEND = "django.contrib.auth.backends.ModelBackend"


def session_of(user: User) -> str:
    """The key of a session in which somebody is logged in and has proved who they are."""
    device = StaticDevice.objects.create(user=user, name="bench", confirmed=True)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[DEVICE_ID_SESSION_KEY] = device.persistent_id
    store.create()
    return str(store.session_key)


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
