"""Closed periods, and snapshots that were asked for on the site.

Not here: how contracts are counted (`totals`), and how a register is frozen (`freezing`).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.recorded import Recorded, internal, personal


class Closing(Recorded):
    """A period whose figures stay: acts dated in it count from the first open day after it.

    Attributes:
        organisation: for its place, that is for it and all offices below it.
        first, last: first and last day of the period: a month, a quarter or a year.
        contracts: contracts (项) registered in the period and standing at the end of `last`.
        value, technical_value: their sums, 分; a technical value that is not known counts 0.
        by_type: contract type to [contracts, value, technical value].
        history_position, history_hash: the end of the history when it was closed.
        reopened_at, reopened_by, reopened_why: when, by whom and why it was opened again; it holds
            no more, and stands here as it was.
    """

    organisation = internal(
        models.ForeignKey(Organisation, models.PROTECT, related_name="closings")
    )
    first = internal(models.DateField())
    last = internal(models.DateField())
    contracts = internal(models.BigIntegerField())
    value = internal(models.BigIntegerField())
    technical_value = internal(models.BigIntegerField())
    by_type = internal(models.JSONField())
    history_position = internal(models.BigIntegerField())
    history_hash = internal(models.CharField(max_length=64))
    reopened_at = internal(models.DateTimeField(null=True, blank=True))
    reopened_by = personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
        )
    )
    reopened_why = internal(models.CharField(max_length=2000, blank=True, default=""))

    class Meta:
        ordering = ("-last", "first")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "first", "last"),
                condition=Q(reopened_at__isnull=True),
                name="closing_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reopened_why="")
                | (Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopened_why="")),
                name="closing_reopened_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="closing_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(contracts__gte=0, value__gte=0, technical_value__gte=0),
                name="closing_figures_not_negative",
            ),
        )

    def __str__(self) -> str:
        """The place and the period."""
        return f"{self.organisation_id} {self.first}/{self.last}"


class Freezing(Recorded):
    """A snapshot that a statistician asked for, and what came of it.

    Attributes:
        organisation: the contracts registered by it and all offices below it.
        cutoff: the cut-off date.
        state: see `State`.
        contracts: contracts of the year of the cut-off; `None` until it is done.
        hash: of the snapshot, hexadecimal.
        folder: its name below the folder of snapshots.
        failure: what stopped it, a sentence.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "未完成"

    organisation = internal(
        models.ForeignKey(Organisation, models.PROTECT, related_name="freezings")
    )
    cutoff = internal(models.DateField())
    state = internal(models.CharField(max_length=8, choices=State.choices, default=State.WAITING))
    contracts = internal(models.BigIntegerField(null=True, blank=True))
    hash = internal(models.CharField(max_length=64, blank=True, default=""))
    folder = internal(models.CharField(max_length=80, blank=True, default=""))
    failure = internal(models.CharField(max_length=1000, blank=True, default=""))

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running", "done", "failed")),
                name="freezing_state_known",
            ),
            models.CheckConstraint(
                condition=(Q(state="done") & ~Q(hash="") & Q(contracts__isnull=False))
                | (~Q(state="done") & Q(hash="", contracts__isnull=True)),
                name="freezing_has_hash_once_done",
            ),
        )

    def __str__(self) -> str:
        """The place and the cut-off."""
        return f"{self.organisation_id} {self.cutoff}"
