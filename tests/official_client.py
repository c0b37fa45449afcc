"""A browser of somebody who is logged in and has proved who they are, and days that pass.

Not here: what is tested with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest.mock import patch

from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice

from techmarket.web.accounts.actor import Actor

SIGNED = {"signing_date": "2026-08-03", "start_date": "2026-08-03", "end_date": "2028-08-02"}
"""Dates of a contract that was signed before the days of the tests."""


def signed_in(actor: Actor, language: str = "zh-hans") -> Client:
    """The browser of an actor."""
    client = Client()
    client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
    device = StaticDevice.objects.create(user=actor.user, name="test", confirmed=True)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    client.cookies["django_language"] = language
    return client


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """At noon of a day."""
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    with patch("django.utils.timezone.now", return_value=noon):
        yield
