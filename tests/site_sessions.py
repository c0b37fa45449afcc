"""Somebody who is logged in already, for a browser or a load: the session that it would have.

Not here: the server (`site_server`), and logging in, which has tests of its own.
"""

from __future__ import annotations

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice

from techmarket.web.accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def session_of(user: User, verified: bool = True) -> str:
    """The key of a new session of somebody.

    Args:
        verified: they have given their second proof.
    """
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if verified:
        device = StaticDevice.objects.create(user=user, name="test", confirmed=True)
        store[DEVICE_ID_SESSION_KEY] = device.persistent_id
    store.create()
    return str(store.session_key)
