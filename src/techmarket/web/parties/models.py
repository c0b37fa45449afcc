"""Parties in the register: columns as declared in `record.party`, and their units.

A party is here once, whether it files contracts itself or is only named in them. Not here: the
people who act for it (`accounts`), and likeness of names (`linkage`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from techmarket.linkage.names import name_forms
from techmarket.record.party import PARTY
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.recorded import Recorded, internal
from techmarket.web.parties.columns import add_columns

if TYPE_CHECKING:  # Django's own classes know nothing of types when they run
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField


class NameFormField(TextColumn):
    """The name without what does not matter (`linkage.names`), kept up to date by every save."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The form of the name as it is saved."""
        form = name_forms([str(model_instance.name)])[0].core  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, form)
        return form


class Party(Recorded):
    """A seller, buyer or intermediary; its declared columns are added below.

    Attributes:
        party_id: its number in the register, as contracts and files name it.
        files: it has an account and files contracts itself.
        agency: to which it applies as a rule; `None` while it files nothing.
        confirmed: an agency has seen its papers.
        name_form: by which it is found, however its name is written.
        merged_into: the party that it was found to be; its row stays, to be traced back.
    """

    party_id = internal(models.CharField(max_length=32, unique=True))
    if TYPE_CHECKING:  # of the declared columns, those that are used by name
        name: str
        kind: str
        country: str
        region: str
        industry: str | None
        identifier: str | None
        identifier_type: str | None
        address: str | None

    files = internal(models.BooleanField(default=False))
    agency = internal(
        models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    )
    confirmed = internal(models.BooleanField(default=False))
    name_form = internal(
        NameFormField(max_length=500, blank=True, default="", editable=False, db_index=True)
    )

    merged_into = internal(
        models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    )

    class Meta:
        indexes = (
            models.Index(fields=("name",), name="party_by_name"),
            models.Index(fields=("identifier",), name="party_by_identifier"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("identifier",),
                condition=Q(files=True, identifier__isnull=False),
                name="party_one_account_per_identifier",
            ),
            models.CheckConstraint(
                condition=Q(files=False) | Q(agency__isnull=False),
                name="party_that_files_has_agency",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | (Q(files=False) & ~Q(merged_into=models.F("pk"))),
                name="party_merged_files_nothing",
            ),
        )

    def __str__(self) -> str:
        """The name."""
        return str(getattr(self, "name", ""))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; whoever saves the name alone saves its form as well."""
        only = kwargs.get("update_fields")
        if only is not None and "name" in only:
            kwargs["update_fields"] = {*only, "name_form"}
        super().save(*args, **kwargs)


add_columns(Party, tuple(one for one in PARTY if one.name != "party_id"), optional=False)


class PartyUnit(Recorded):
    """A part of a party that files for it: a college of a university, a branch of a company.

    Attributes:
        name: as the party calls it.
        active: new contracts may be filed for it.
    """

    party = internal(models.ForeignKey(Party, models.CASCADE, related_name="units"))
    name = internal(models.CharField(max_length=120))
    active = internal(models.BooleanField(default=True))

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("party", "name"), name="party_unit_name_unique"),
        )

    def __str__(self) -> str:
        """The name."""
        return self.name
