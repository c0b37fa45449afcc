"""Entering a party that a contract names and the register does not know yet.

A party with the same identifier is that party; one whose name is the same in another form is shown
first. Not here: accounts (`accounts.actions.signing_up`), and how parties are found
(`parties_found`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from techmarket.record.party import PARTY
from techmarket.record.party_rules import identifier_type_of
from techmarket.web.accounts.actions.signing_up import read_party
from techmarket.web.accounts.actor import Actor
from techmarket.web.history.record import add_event
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both
from techmarket.web.parties.alike import parties_alike
from techmarket.web.parties.merged import meant
from techmarket.web.parties.models import Party
from techmarket.web.parties.numbers import drawn_party_id

ASKED = tuple(
    one for one in PARTY if one.name in ("name", "kind", "region", "country", "identifier")
)
"""What an applicant says of another party; the rest only the party itself knows."""

MAINLAND = "142"
"""Code of `country` for the mainland."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of it.

    Attributes:
        party: the party, new or found by its identifier; `None` until somebody has decided.
        alike: parties of the same name, to choose from.
    """

    party: Party | None
    alike: tuple[Party, ...] = ()


@transaction.atomic
def enter_party(actor: Actor, typed: Mapping[str, str], *, is_another: bool = False) -> Entered:
    """A party that a contract names.

    Args:
        typed: field to text, of `ASKED`.
        is_another: the person has seen the parties of the same name, and it is none of them.

    Raises:
        MayNot: the actor files no contracts.
        Refused: by field, what is wrong.
    """
    actor.must("contract.draft")
    told = {one.name: str(typed.get(one.name) or "") for one in ASKED}
    read = read_party(told | {"country": told["country"] or MAINLAND})
    kind, region = read.values.get("kind"), read.values.get("region")
    if kind and region:
        form = identifier_type_of(str(kind), str(region), timezone.localdate())
        with_type = {"identifier_type": form or ""} if told["identifier"] else {}
        read = read_party(told | {"country": told["country"] or MAINLAND} | with_type)
        if not told["identifier"] and form is not None:
            read.wrong["identifier"] = [
                both("境内当事人须填写代码。", "A party in the mainland has an identifier.")
            ]
    wrong = {name if name in told else "identifier": texts for name, texts in read.wrong.items()}
    if wrong:
        raise Refused(
            both("当事人没有登记，请看下面的说明。", "The party was not entered; see below."),
            fields=wrong,
            code="not_sound",
        )
    identifier = read.values.get("identifier")
    known = meant("", str(identifier or "")).order_by("-files", "id").first()
    if known is not None:
        return Entered(known)
    alike = tuple(parties_alike(str(read.values["name"])))
    if alike and not is_another:
        return Entered(None, alike)
    party = Party.objects.create(
        party_id=drawn_party_id(), created_by=actor.user, changed_by=actor.user, **read.values
    )
    add_event(actor, "party.enter", "party", party.pk, after={"party_id": party.party_id})
    return Entered(party)
