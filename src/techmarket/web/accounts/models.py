"""People, and for whom they act in which role.

Not here: what a role may do (`accounts.roles`), one-time passwords (django-otp).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from techmarket.web.accounts.roles import roles
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.recorded import Recorded, internal, personal
from techmarket.web.parties.models import Party, PartyUnit


class People(BaseUserManager["User"]):
    """Makes people; a login name is the same in capitals or not."""

    def create_user(self, username: str, password: str | None, **columns: Any) -> User:
        """A new person; without a password they cannot log in until they are given one."""
        made = self.model(username=username.strip().lower(), **columns)
        made.set_password(password)
        made.save(using=self._db)
        return made

    def get_by_natural_key(self, username: str | None) -> User:
        """The person of a login name."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who logs in.

    Attributes:
        username: the login name, lower case.
        name: as others see it beside what they did.
        must_change_password: the password was given by somebody else.
    """

    id = internal(models.BigAutoField(primary_key=True))
    password = personal(models.CharField(max_length=128))
    last_login = personal(models.DateTimeField(null=True, blank=True))
    username = personal(models.CharField(max_length=80, unique=True))
    name = personal(models.CharField(max_length=60))
    email = personal(models.EmailField(blank=True, default=""))
    telephone = personal(models.CharField(max_length=40, blank=True, default=""))
    is_active = internal(models.BooleanField(default=True))
    must_change_password = internal(models.BooleanField(default=False))
    language = internal(models.CharField(max_length=8, default="zh-hans"))
    created_at = internal(models.DateTimeField(auto_now_add=True))
    created_by = personal(
        models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    )
    changed_at = internal(models.DateTimeField(auto_now=True))
    changed_by = personal(
        models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    )

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(username=""), name="user_has_login_name"),
        )

    def __str__(self) -> str:
        """The name."""
        return self.name


class Membership(Recorded):
    """That somebody acts for a party or an organisation, in a role, and when.

    Attributes:
        role: see `accounts.roles`.
        party, unit: for a party, and for one unit of it only.
        organisation: for an office.
        valid_from, valid_to: first and last day.
    """

    user = personal(models.ForeignKey(User, models.CASCADE, related_name="memberships"))
    role = internal(models.CharField(max_length=20))
    party = internal(
        models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="members")
    )
    unit = internal(
        models.ForeignKey(PartyUnit, models.PROTECT, null=True, blank=True, related_name="members")
    )
    organisation = internal(
        models.ForeignKey(
            Organisation, models.CASCADE, null=True, blank=True, related_name="members"
        )
    )
    valid_from = internal(models.DateField())
    valid_to = internal(models.DateField(null=True, blank=True))

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=list(roles())), name="membership_role_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        role__in=[one.id for one in roles().values() if one.of == "party"],
                        party__isnull=False,
                        organisation__isnull=True,
                    )
                    | Q(
                        role__in=[one.id for one in roles().values() if one.official],
                        party__isnull=True,
                        unit__isnull=True,
                        organisation__isnull=False,
                    )
                ),
                name="membership_of_party_or_organisation",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        """Who, as what."""
        return f"{self.user_id} {self.role}"


class SignUps(Recorded):
    """How many accounts were opened from one network address on a day; gone on the next.

    Attributes:
        day: the day.
        address: a keyed hash of the address.
        number: accounts opened.
    """

    day = internal(models.DateField())
    address = personal(models.CharField(max_length=64))
    number = internal(models.PositiveIntegerField(default=0))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("day", "address"), name="sign_ups_of_address_and_day"),
        )

    def __str__(self) -> str:
        """The day and the number."""
        return f"{self.day}: {self.number}"
