"""Organisations in a dated tree: centre, provinces, cities, agencies, other offices.

A place in the tree is written as a path of codes, so that "all below" is one comparison of texts.
Not here: people and what they may do (`accounts`).
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from techmarket.web.pages.recorded import Recorded, internal, public
from techmarket.web.pages.wording import language


class Kind(models.TextChoices):
    """What an organisation is in the tree."""

    CENTRE = "centre", "国家中心"
    PROVINCE = "province", "省级管理部门"
    PLAN_CITY = "plan_city", "计划单列市管理部门"
    CITY = "city", "市级管理部门"
    AGENCY = "agency", "技术合同登记机构"
    TAX = "tax", "税务机关"
    FINANCE = "finance", "财政部门"
    STATISTICS = "statistics", "统计机构"


class Organisation(Recorded):
    """An office that registers, oversees or relies on the register.

    Attributes:
        code: six digits for an agency (region 4, own 2), the region's code for an administration
            and "000000" for the centre; others have a letter before the region's.
        path: codes from the centre down to it, "/000000/440000/440300/440301/", as it stands today.
        parent: the office above it today.
        region: GB/T 2260 code of its place.
        takes_applications: an agency to which sellers may apply.
        certifies_at_once: an agency that issues the certificate as soon as it has registered.
    """

    code = public(models.CharField(max_length=8, unique=True))
    kind = public(models.CharField(max_length=12, choices=Kind.choices))
    name_zh = public(models.CharField(max_length=120))
    name_en = public(models.CharField(max_length=160))
    parent = public(
        models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    )
    path = public(models.CharField(max_length=80, unique=True))
    region = public(models.CharField(max_length=6))
    takes_applications = public(models.BooleanField(default=False))
    certifies_at_once = internal(models.BooleanField(default=True))
    address = public(models.CharField(max_length=200, blank=True, default=""))
    telephone = public(models.CharField(max_length=40, blank=True, default=""))
    valid_from = public(models.DateField())
    valid_to = public(models.DateField(null=True, blank=True))

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Kind]), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organisation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.CENTRE, parent__isnull=True)
                | (~Q(kind=Kind.CENTRE) & Q(parent__isnull=False)),
                name="organisation_has_parent_unless_centre",
            ),
        )

    def __str__(self) -> str:
        """The name in the reader's language."""
        return self.name_zh if language() == "zh" else self.name_en

    def valid_on(self, on: date) -> bool:
        """Whether it exists on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Placement(Recorded):
    """Under which office an organisation stood, and when: the tree of any day.

    Attributes:
        valid_from, valid_to: first and last day; open at the end while it stands.
    """

    organisation = public(
        models.ForeignKey(Organisation, models.CASCADE, related_name="placements")
    )
    parent = public(models.ForeignKey(Organisation, models.PROTECT, related_name="+"))
    valid_from = public(models.DateField())
    valid_to = public(models.DateField(null=True, blank=True))

    class Meta:
        ordering = ("organisation_id", "valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",),
                condition=Q(valid_to__isnull=True),
                name="placement_one_open",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="placement_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        """Who stands under whom."""
        return f"{self.organisation.code} < {self.parent.code}"
