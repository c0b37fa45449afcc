"""Workbooks that were uploaded: which row became which draft, and what could not be read of it.

The file lies in the file store under its hash, so that it can be given back with its problems
marked as they are at that time. Not here: reading it (`workbook_rows`).
"""

from __future__ import annotations

import uuid

from django.db import models

from techmarket.web.contracts.models import Contract
from techmarket.web.pages.recorded import Recorded, internal
from techmarket.web.parties.models import Party, PartyUnit


class Workbook(Recorded):
    """An uploaded workbook.

    Attributes:
        party, unit: for whom it was uploaded.
        title: the name of the file.
        sha256, size: of its content.
    """

    uid = internal(models.UUIDField(default=uuid.uuid4, unique=True, editable=False))
    party = internal(models.ForeignKey(Party, models.PROTECT, related_name="workbooks"))
    unit = internal(
        models.ForeignKey(
            PartyUnit, models.PROTECT, null=True, blank=True, related_name="workbooks"
        )
    )
    title = internal(models.CharField(max_length=200))
    sha256 = internal(models.CharField(max_length=64))
    size = internal(models.BigIntegerField())

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=models.Q(size__gt=0), name="workbook_not_empty"),
        )

    def __str__(self) -> str:
        """The name of the file."""
        return self.title


class WorkbookRow(Recorded):
    """A row of an uploaded workbook.

    Attributes:
        sheet: its sheet.
        number: of the row, from 1, as the spreadsheet shows it.
        contract: the draft made of it; `None` once that was deleted.
        told: what was wrong when it was read: `[field, sentence in Chinese, in English]`.
    """

    workbook = internal(models.ForeignKey(Workbook, models.CASCADE, related_name="rows"))
    sheet = internal(models.CharField(max_length=200, blank=True, default=""))
    number = internal(models.PositiveIntegerField())
    contract = internal(
        models.ForeignKey(Contract, models.SET_NULL, null=True, blank=True, related_name="+")
    )
    told = internal(models.JSONField(default=list, blank=True))

    class Meta:
        ordering = ("workbook_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("workbook", "sheet", "number"), name="workbook_row_unique"
            ),
        )

    def __str__(self) -> str:
        """Sheet and number."""
        return f"{self.sheet} {self.number}"
