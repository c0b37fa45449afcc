"""Issued documents, edition by edition, and verifications of technical income.

An edition is never changed: a reissue replaces it, a revocation ends it, and its file stays byte
for byte (`kept_files`). Not here: what a document says (`content`).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from techmarket.record.children import INCOME_VERIFICATION
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.recorded import Recorded, internal, public
from techmarket.web.parties.columns import add_columns
from techmarket.web.parties.models import Party

OF_THE_ROW = frozenset({"registration_number", "position", "applicant_id"})
"""Declared fields of a verification that are keys or own columns of `IncomeVerification`."""

VERIFICATION_FIELDS = tuple(one for one in INCOME_VERIFICATION if one.name not in OF_THE_ROW)

COSTS = tuple(one.name for one in INCOME_VERIFICATION if one.name.endswith("_cost"))
"""Declared fields of costs that are deducted."""


class IncomeVerification(Recorded):
    """How much of one payment is technical income; its declared columns are added below.

    Attributes:
        position: which payment of the contract, from 1.
        edition: 1, and one more with each correction.
        applicant: who asked for it.
        state: see `State`.
        version: of the contract, by which it was verified; `None` before.
        answer: why it was declined or corrected.
    """

    class State(models.TextChoices):
        """What came of it."""

        APPLIED = "applied", "待核定"
        VERIFIED = "verified", "已核定"
        DECLINED = "declined", "不予核定"
        CORRECTED = "corrected", "已更正"

    uid = internal(models.UUIDField(default=uuid.uuid4, unique=True, editable=False))
    contract = internal(
        models.ForeignKey(Contract, models.PROTECT, related_name="income_verifications")
    )
    position = internal(models.PositiveIntegerField())
    edition = internal(models.PositiveIntegerField(default=1))
    applicant = internal(models.ForeignKey(Party, models.PROTECT, related_name="+"))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.APPLIED))
    version = internal(
        models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    )
    answer = internal(models.CharField(max_length=1000, blank=True, default=""))

    class Meta:
        ordering = ("contract_id", "position", "edition")
        constraints = (
            models.UniqueConstraint(
                fields=("contract", "position", "edition"), name="income_edition_unique"
            ),
            models.UniqueConstraint(
                fields=("contract", "position"),
                condition=Q(state="verified"),
                name="income_one_verified_edition",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("applied", "verified", "declined", "corrected")),
                name="income_state_known",
            ),
            models.CheckConstraint(
                condition=Q(realised_technical_value__lte=F("realised_value")),
                name="income_technical_within_realised",
            ),
            models.CheckConstraint(
                condition=Q(technical_income__gte=0)
                & Q(technical_income__lte=F("realised_technical_value")),
                name="income_within_technical",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("verified", "corrected"), version__isnull=False)
                | Q(state__in=("applied", "declined")),
                name="income_version_once_verified",
            ),
        )
        indexes = (models.Index(fields=("state", "id"), name="income_by_state"),)

    def __str__(self) -> str:
        """Contract and position."""
        return f"{self.contract_id}/{self.position}"


add_columns(IncomeVerification, VERIFICATION_FIELDS, optional=False)


class Certificate(Recorded):
    """One issued edition of a document.

    Attributes:
        kind: letter of `payload.DocumentKind`.
        number: registration number of the contract, or number of the list.
        part: position of the income verification; else 0.
        contract, version: `None` for a list; the version is the one that it states.
        verification: of a slip.
        party: whose contracts they are.
        related_to: of a tax certificate, the registration number that its contract belongs to.
        bilingual: English stands below the Chinese.
        sha256, size: of the file, in `kept_files`.
        payload: as in the QR code.
        state: see `State`.
        ended_on: since when it is replaced or revoked.
        reason: why.
        replaces: the edition that it replaces, which has it as `replaced_by`.
    """

    class Kind(models.TextChoices):
        """What it is; the letters of `payload.DocumentKind`."""

        RECOGNITION = "R", "认定登记证明"
        TAX = "T", "认定登记证明（税务）"
        INCOME = "I", "技术性收入核定表"
        LIST = "L", "登记清单"

    class State(models.TextChoices):
        """Whether it holds."""

        VALID = "valid", "有效"
        REPLACED = "replaced", "已替换"
        REVOKED = "revoked", "已撤销"

    uid = internal(models.UUIDField(default=uuid.uuid4, unique=True, editable=False))
    kind = public(models.CharField(max_length=1, choices=Kind.choices))
    number = public(models.CharField(max_length=16))
    part = public(models.PositiveIntegerField(default=0))
    edition = public(models.PositiveIntegerField())
    contract = internal(
        models.ForeignKey(
            Contract, models.PROTECT, null=True, blank=True, related_name="certificates"
        )
    )
    version = internal(
        models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    )
    verification = internal(
        models.ForeignKey(
            IncomeVerification, models.PROTECT, null=True, blank=True, related_name="slips"
        )
    )
    party = internal(models.ForeignKey(Party, models.PROTECT, related_name="certificates"))
    agency = public(models.ForeignKey(Organisation, models.PROTECT, related_name="+"))
    related_to = internal(models.CharField(max_length=16, blank=True, default=""))
    bilingual = internal(models.BooleanField(default=False))
    issued_on = public(models.DateField())
    sha256 = internal(models.CharField(max_length=64))
    size = internal(models.PositiveIntegerField())
    payload = internal(models.TextField())
    state = public(models.CharField(max_length=8, choices=State.choices, default=State.VALID))
    ended_on = public(models.DateField(null=True, blank=True))
    reason = internal(models.CharField(max_length=2000, blank=True, default=""))
    replaces = internal(
        models.OneToOneField(
            "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
        )
    )

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("number", "kind", "part", "edition"), name="certificate_edition_unique"
            ),
            models.UniqueConstraint(
                fields=("number", "kind", "part"),
                condition=Q(state="valid"),
                name="certificate_one_valid_edition",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("R", "T", "I", "L")), name="certificate_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state="valid", ended_on__isnull=True)
                | Q(state__in=("replaced", "revoked"), ended_on__isnull=False),
                name="certificate_end_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(kind="L", contract__isnull=True)
                | (~Q(kind="L") & Q(contract__isnull=False, version__isnull=False)),
                name="certificate_of_contract_or_list",
            ),
            models.CheckConstraint(
                condition=Q(kind="I", verification__isnull=False, part__gte=1)
                | (~Q(kind="I") & Q(verification__isnull=True, part=0)),
                name="certificate_of_verification",
            ),
        )
        indexes = (
            models.Index(fields=("state", "-ended_on"), name="certificate_ended"),
            models.Index(fields=("agency", "-id"), name="certificate_of_agency"),
            models.Index(fields=("party", "-id"), name="certificate_of_party"),
        )

    def __str__(self) -> str:
        """The number of the document."""
        return self.document

    @property
    def document(self) -> str:
        """As `payload.DocumentStatement.document`: "4403012026000123-R1"."""
        part = f"{self.part}-" if self.part else ""
        return f"{self.number}-{self.kind}{part}{self.edition}"

    @property
    def next_document(self) -> str:
        """The number of the document that replaces it; "" if none does."""
        following: Certificate | None = getattr(self, "replaced_by", None)
        return following.document if following else ""


class ListedContract(Recorded):
    """That a contract stands on a list, and in which place.

    Attributes:
        certificate: the list.
        place: from 1.
        version: what the list says of it.
    """

    certificate = internal(
        models.ForeignKey(Certificate, models.CASCADE, related_name="listed_contracts")
    )
    place = internal(models.PositiveIntegerField())
    contract = internal(models.ForeignKey(Contract, models.PROTECT, related_name="listings"))
    version = internal(models.ForeignKey(Version, models.PROTECT, related_name="+"))

    class Meta:
        ordering = ("certificate_id", "place")
        constraints = (
            models.UniqueConstraint(fields=("certificate", "place"), name="listed_place_unique"),
            models.UniqueConstraint(
                fields=("certificate", "contract"), name="listed_contract_once"
            ),
        )

    def __str__(self) -> str:
        """List and place."""
        return f"{self.certificate_id}/{self.place}"
