"""Tokens of institutions, and the answers to calls that may be sent again.

Of a token only the hash is kept. Not here: making and using them (`tokens`, `answering`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from techmarket.web.accounts.models import Membership
from techmarket.web.pages.recorded import Recorded, internal, personal


class Token(Recorded):
    """What a system of an institution shows instead of a password.

    Attributes:
        name: what it is for, in the owner's words.
        membership: for which party, in whose name and role the system acts.
        beginning: its first characters, by which people tell tokens apart.
        sha256: of the whole token, hexadecimal.
        expires_on: last day.
        revoked_at: `None` while it is good.
    """

    name = internal(models.CharField(max_length=80))
    membership = personal(models.ForeignKey(Membership, models.CASCADE, related_name="tokens"))
    beginning = internal(models.CharField(max_length=12))
    sha256 = internal(models.CharField(max_length=64, unique=True))
    expires_on = internal(models.DateField())
    revoked_at = internal(models.DateTimeField(null=True, blank=True))
    used_on = internal(models.DateField(null=True, blank=True))

    class Meta:
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="token_has_name"),)

    def __str__(self) -> str:
        """Name and beginning."""
        return f"{self.name} ({self.beginning}…)"


class Answer(Recorded):
    """What a call with an idempotency key was answered, so that its repetition is harmless.

    Attributes:
        key: chosen by the caller.
        request_sha256: of method, address and body: a key stands for one call.
        status: HTTP status; 0 while the first call is under way.
        body: the JSON that was answered.
    """

    token = internal(models.ForeignKey(Token, models.CASCADE, related_name="answers"))
    key = internal(models.CharField(max_length=80))
    request_sha256 = internal(models.CharField(max_length=64))
    status = internal(models.PositiveSmallIntegerField(default=0))
    body = personal(models.JSONField(default=dict))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="answer_one_per_key"),)

    def __str__(self) -> str:
        """The key."""
        return self.key
