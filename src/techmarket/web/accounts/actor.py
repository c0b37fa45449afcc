"""Who acts: a person in one of their roles. Actions and queries take an actor and nothing less.

Not here: which request has which actor (`middleware`), and what the actor sees (`scope`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from techmarket.web.accounts.models import Membership, User
from techmarket.web.accounts.roles import Role, roles
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import MayNot
from techmarket.web.parties.models import Party, PartyUnit


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, acting for a party or an office.

    Attributes:
        user: the person.
        membership: for whom, and in which role.
    """

    user: User
    membership: Membership

    @property
    def role(self) -> str:
        """The id of the role."""
        return self.membership.role

    @property
    def declared(self) -> Role:
        """The role as declared."""
        return roles()[self.membership.role]

    @property
    def organisation(self) -> Organisation | None:
        """The office, of an official."""
        organisation: Organisation | None = self.membership.organisation
        return organisation

    @property
    def party(self) -> Party | None:
        """The party, of somebody who acts for one."""
        party: Party | None = self.membership.party
        return party

    @property
    def unit(self) -> PartyUnit | None:
        """The unit of the party, if they act for one unit only."""
        unit: PartyUnit | None = self.membership.unit
        return unit

    @property
    def place(self) -> str:
        """Code of the office, or number of the party."""
        if self.organisation is not None:
            return str(self.organisation.code)
        return str(self.party.party_id) if self.party else ""

    @property
    def place_name(self) -> str:
        """Name of the office in the reader's language, or of the party and its unit."""
        if self.organisation is not None:
            return str(self.organisation)
        return f"{self.party} · {self.unit}" if self.unit else str(self.party or "")

    def may(self, act: str) -> bool:
        """Whether the role may do an act."""
        return act in self.declared.may

    def must(self, act: str) -> None:
        """Go on only if the role may do an act.

        Raises:
            MayNot: it may not.
        """
        if not self.may(act):
            raise MayNot()


def memberships_on(user: User, on: date | None = None) -> list[Membership]:
    """The roles that somebody holds on a day (today), but for those of offices closed by then."""
    day = on or timezone.localdate()
    return list(
        Membership.objects.filter(user=user, valid_from__lte=day)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .filter(Q(organisation__valid_to__isnull=True) | Q(organisation__valid_to__gte=day))
        .select_related("party", "unit", "organisation")
    )


def actors_of(user: User) -> list[Actor]:
    """All roles in which somebody may act today."""
    return [Actor(user, one) for one in memberships_on(user)]
