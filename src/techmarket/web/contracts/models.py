"""A contract in the register: where it stands, its versions, what was said about them.

What the applicant types is kept as typed (`draft`); each submission, registration and change makes
a version with the declared columns of `record.contract`, which is never changed again. Not here:
who may move it where (`moves`, `actions`), documents (`certificates`).
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from techmarket.codes import code_list
from techmarket.record.contract import CONTRACT
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.recorded import Recorded, internal, personal, public
from techmarket.web.parties.columns import add_columns
from techmarket.web.parties.models import Party, PartyUnit

OF_THE_OFFICE = frozenset(
    {
        "registration_number",
        "acceptance_date",
        "registration_date",
        "registration_region",
        "registration_agency",
        "registrar",
        "status",
        "ended_date",
    }
)
"""Declared fields that follow from what the agency does; columns of `Contract`."""

PARTIES = frozenset({"seller_id", "buyer_id", "intermediary_id"})
"""Declared fields that name a party; foreign keys of `Version`, with the same column names."""

VERSION_FIELDS = tuple(
    one for one in CONTRACT if one.name not in OF_THE_OFFICE and one.name not in PARTIES
)

STATES = tuple(one.code for one in code_list("contract_status").codes())
ENDED = ("cancelled", "revoked")
STANDING = ("registered", "change_review")


class Contract(Recorded):
    """One contract, from draft to the end of its registration.

    Attributes:
        uid: in addresses; says nothing about how many there are.
        applicant: the party that files it: the seller, or the domestic buyer of an import.
        unit: the part of the applicant that files it.
        agency: to which it is, or will be, submitted.
        state: code of `contract_status`.
        revision: grows by one with every change; a page that knows an older one is stale.
        draft: declared field to the text typed, sound or not, also the notes of a change asked for.
        explanations: id of a soft rule to the applicant's word on it.
        version: the newest submitted version; `None` for a draft.
        standing: the version that counts since registration; `None` before.
        clerk: who has taken it; `None`: nobody.
        submitted_at, accepted_on, clock_from, due_on, decided_on: see `working_days.clocks`.
        serial_year, serial: parts of the registration number, see `numbers`.
        refusal_ground: code of `refusal_ground`, of a refused one.
    """

    uid = internal(models.UUIDField(default=uuid.uuid4, unique=True, editable=False))
    applicant = internal(
        models.ForeignKey(Party, models.PROTECT, related_name="filed", db_index=False)
    )
    unit = internal(models.ForeignKey(PartyUnit, models.PROTECT, null=True, blank=True))
    agency = public(
        models.ForeignKey(Organisation, models.PROTECT, related_name="contracts", db_index=False)
    )
    state = public(models.CharField(max_length=24, default="draft"))
    revision = internal(models.PositiveIntegerField(default=1))
    draft = personal(models.JSONField(default=dict, blank=True))
    explanations = internal(models.JSONField(default=dict, blank=True))
    version = internal(
        models.ForeignKey("Version", models.PROTECT, null=True, blank=True, related_name="+")
    )
    standing = internal(
        models.ForeignKey("Version", models.PROTECT, null=True, blank=True, related_name="+")
    )
    clerk = personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="taken",
            db_index=False,
        )
    )
    submitted_at = internal(models.DateTimeField(null=True, blank=True))
    accepted_on = internal(models.DateField(null=True, blank=True))
    clock_from = internal(models.DateField(null=True, blank=True))
    due_on = internal(models.DateField(null=True, blank=True))
    decided_on = internal(models.DateField(null=True, blank=True))
    registration_number = public(
        models.CharField(max_length=16, null=True, blank=True, unique=True)
    )
    serial_year = public(models.PositiveSmallIntegerField(null=True, blank=True))
    serial = public(models.PositiveIntegerField(null=True, blank=True))
    registration_date = public(models.DateField(null=True, blank=True))
    registrar = personal(models.CharField(max_length=40, null=True, blank=True))
    ended_on = public(models.DateField(null=True, blank=True))
    refusal_ground = internal(models.CharField(max_length=16, blank=True, default=""))

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=STATES), name="contract_state_known"),
            models.UniqueConstraint(
                fields=("agency", "serial_year", "serial"), name="contract_serial_unique"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(*STANDING, *ENDED),
                    registration_number__isnull=False,
                    serial__isnull=False,
                    serial_year__isnull=False,
                    registration_date__isnull=False,
                    standing__isnull=False,
                )
                | (~Q(state__in=(*STANDING, *ENDED)) & Q(registration_number__isnull=True)),
                name="contract_number_once_registered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_on__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_on__isnull=True)),
                name="contract_end_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(version__isnull=False),
                name="contract_version_once_submitted",
            ),
        )
        indexes = (
            # What begins with a foreign key is its index as well: it has none of its own then.
            models.Index(fields=("agency", "state", "due_on", "id"), name="contract_queue"),
            models.Index(
                fields=("clerk", "agency", "state", "due_on", "id"), name="contract_of_clerk"
            ),
            models.Index(fields=("applicant", "-id"), name="contract_of_applicant"),
            models.Index(fields=("agency", "-id"), name="contract_of_agency"),
            models.Index(fields=("registration_date", "agency"), name="contract_by_day"),
        )

    def __str__(self) -> str:
        """The registration number, or the beginning of the uid."""
        return self.registration_number or str(self.uid)[:8]


class Version(Recorded):
    """What a contract said at one time; its declared columns are added below.

    Attributes:
        number: 1, 2, 3 … within the contract.
        kind: why it was made.
        valid_from: from which day the register counts it; `None` for what was only submitted.
        seller, buyer, intermediary: parties; the columns are `seller_id` and so on.
    """

    class Kind(models.TextChoices):
        """Why a version was made."""

        SUBMITTED = "submitted", "提交"
        REGISTERED = "registered", "登记"
        CHANGE_ASKED = "change_asked", "申请变更"
        AMENDED = "amended", "变更登记"
        ASSIGNED = "assigned", "转让变更"

    if TYPE_CHECKING:  # of the declared columns, those that are used by name
        project_name: str | None
        contract_type: str | None
        value: int | None
        technical_value: int | None
        signing_date: date | None
        seller_id: str | None
        buyer_id: str | None

    contract = internal(models.ForeignKey(Contract, models.CASCADE, related_name="versions"))
    number = internal(models.PositiveIntegerField())
    kind = internal(models.CharField(max_length=12, choices=Kind.choices))
    valid_from = internal(models.DateField(null=True, blank=True))
    seller = internal(
        models.ForeignKey(
            Party,
            models.PROTECT,
            to_field="party_id",
            null=True,
            related_name="+",
            db_index=False,
        )
    )
    buyer = internal(
        models.ForeignKey(
            Party,
            models.PROTECT,
            to_field="party_id",
            null=True,
            related_name="+",
            db_index=False,
        )
    )
    intermediary = internal(
        models.ForeignKey(
            Party, models.PROTECT, to_field="party_id", null=True, blank=True, related_name="+"
        )
    )

    class Meta:
        ordering = ("contract_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("contract", "number"), name="version_number_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=("submitted", "change_asked"), valid_from__isnull=True)
                | Q(kind__in=("registered", "amended", "assigned"), valid_from__isnull=False),
                name="version_counts_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="version_value_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(technical_value__isnull=True)
                | Q(technical_value__gte=0, technical_value__lte=F("value")),
                name="version_technical_value_within_value",
            ),
        )
        indexes = (
            # By these a contract that is alike is looked for, see `review.lookalikes`.
            models.Index(fields=("seller", "buyer"), name="version_by_parties"),
            models.Index(fields=("seller", "value"), name="version_of_seller"),
            models.Index(fields=("buyer", "value"), name="version_of_buyer"),
            models.Index(fields=("project_name",), name="version_by_project"),
        )

    def __str__(self) -> str:
        """Contract and number."""
        return f"{self.contract_id}/{self.number}"


add_columns(Version, VERSION_FIELDS)


class Deduction(Recorded):
    """A non-technical cost that the agency takes off the value of a version.

    Attributes:
        what: of what it is the cost.
        amount: 分.
    """

    version = internal(models.ForeignKey(Version, models.CASCADE, related_name="deductions"))
    what = internal(models.CharField(max_length=200))
    amount = internal(models.BigIntegerField())

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="deduction_above_zero"),
        )

    def __str__(self) -> str:
        """What it is."""
        return self.what


class Note(Recorded):
    """What an agency says about a field when it returns an application.

    Attributes:
        field: the declared field; "" is about the whole application.
        resolved: the applicant has submitted again since.
    """

    contract = internal(models.ForeignKey(Contract, models.CASCADE, related_name="notes"))
    field = internal(models.CharField(max_length=40, blank=True, default=""))
    text = internal(models.CharField(max_length=1000))
    resolved = internal(models.BooleanField(default=False))

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),)

    def __str__(self) -> str:
        """The field."""
        return self.field


class Attachment(Recorded):
    """A file handed in with a contract; its bytes lie in the file store under its hash.

    Attributes:
        position: 1, 2, 3 … within the contract.
        title: what it is.
        media_type: by its first bytes, not by its name.
        size: bytes.
        sha256: of the content, hexadecimal.
        withdrawn: the applicant took it back; the file stays while a version was judged with it.
    """

    uid = internal(models.UUIDField(default=uuid.uuid4, unique=True, editable=False))
    contract = internal(models.ForeignKey(Contract, models.CASCADE, related_name="attachments"))
    position = internal(models.PositiveIntegerField())
    title = internal(models.CharField(max_length=200))
    media_type = internal(models.CharField(max_length=100))
    size = internal(models.BigIntegerField())
    sha256 = internal(models.CharField(max_length=64))
    withdrawn = internal(models.BooleanField(default=False))

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("contract", "position"), name="attachment_position_unique"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
        )

    def __str__(self) -> str:
        """The title."""
        return self.title


class SerialNumber(Recorded):
    """The last serial number that an agency gave in a year; locked while the next is given.

    Attributes:
        last: 0 before the first.
    """

    agency = internal(models.ForeignKey(Organisation, models.PROTECT, related_name="+"))
    year = internal(models.PositiveSmallIntegerField())
    last = internal(models.PositiveIntegerField(default=0))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agency", "year"), name="serial_of_agency_and_year"),
            models.CheckConstraint(condition=Q(last__lte=999_999), name="serial_fits_six_digits"),
        )

    def __str__(self) -> str:
        """Year and last number."""
        return f"{self.year}: {self.last}"
