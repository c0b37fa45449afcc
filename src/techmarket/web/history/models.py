"""The history: one row per act, each sealed with the hash of the one before.

Rows are only ever added; the database itself refuses to change or remove one. Not here: making
events (`record`), and the proof that the chain is whole (`verify`).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from techmarket.web.pages.recorded import internal, personal


class Event(models.Model):
    """One act: who, when, what, before and after, why.

    Attributes:
        position: 1, 2, 3 … without gap.
        at: in UTC, to the microsecond.
        user: who acted; `None`: the system, or somebody who is not logged in.
        role: in which role, "registrar".
        place: code of the organisation, or number of the party, for which they acted.
        act: what was done, "contract.register".
        subject: of what, "contract".
        subject_id: its primary key.
        before, after: what changed, column to value.
        reason: why, in the person's words.
        previous_hash, hash: SHA-256 in hexadecimal; see `history.chain`.
    """

    position = internal(models.BigIntegerField(primary_key=True))
    at = internal(models.DateTimeField())
    user = personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="events"
        )
    )
    role = internal(models.CharField(max_length=30, blank=True))
    place = internal(models.CharField(max_length=40, blank=True))
    act = internal(models.CharField(max_length=60))
    subject = internal(models.CharField(max_length=40))
    subject_id = internal(models.CharField(max_length=40))
    before = personal(models.JSONField())
    after = personal(models.JSONField())
    reason = personal(models.TextField(blank=True))
    previous_hash = internal(models.CharField(max_length=64))
    hash = internal(models.CharField(max_length=64))

    class Meta:
        ordering = ("position",)
        indexes = (
            models.Index(fields=("subject", "subject_id", "position"), name="event_of_subject"),
        )

    def __str__(self) -> str:
        """Position and act."""
        return f"{self.position} {self.act}"


class ChainHead(models.Model):
    """The end of the chain, one row: locked while an event is added, compared when it is proved.

    Attributes:
        position, hash: of the last event; 0 and 64 zeros before the first.
    """

    id = internal(models.PositiveSmallIntegerField(primary_key=True, default=1))
    position = internal(models.BigIntegerField(default=0))
    hash = internal(models.CharField(max_length=64, default="0" * 64))

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="chain_head_is_one_row"),
        )

    def __str__(self) -> str:
        """Position of the last event."""
        return str(self.position)
