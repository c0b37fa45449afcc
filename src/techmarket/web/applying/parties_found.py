"""Finding the other party of a contract: what applicants see of parties that are not theirs.

By name, in any way of writing it, or by the whole identifier; natural persons only by their whole
identifier, or if the applicant entered them. Shown are name, region, kind and number, nothing else.
Not here: entering a new one (`actions.entering`).
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import parties_of
from techmarket.web.pages.shown_values import code_label
from techmarket.web.parties.alike import NATURAL_PERSON, parties_alike
from techmarket.web.parties.merged import meant
from techmarket.web.parties.models import Party

FEWEST = 2
"""Characters from which a search finds anything: nobody pages through all parties."""

SHOWN = 10


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party as another one sees it.

    Attributes:
        party_id: its number.
        name: its name.
        about: region and kind.
    """

    party_id: str
    name: str
    about: str


def find(actor: Actor, text: str, but_not: str = "") -> list[PartyShown]:
    """Parties that a text may mean, the likeliest first.

    Args:
        text: a name or part of it, an identifier or a number.
        but_not: number of a party that is not meant.
    """
    plain = text.strip()
    if len(plain) < FEWEST:
        return []
    found = list(meant(plain, plain.upper()).order_by("-files", "id")[:SHOWN])
    found += parties_alike(plain)
    own = parties_of(actor).filter(merged_into__isnull=True)
    found += own.filter(name__contains=plain, kind__startswith=NATURAL_PERSON)[:SHOWN]
    distinct = {one.party_id: one for one in found if one.party_id != but_not}
    return [shown(one) for one in list(distinct.values())[:SHOWN]]


def shown(party: Party) -> PartyShown:
    """What others see of a party."""
    parts = [
        code_label("region", party.region) if party.region != "990000" else "",
        code_label("country", party.country) if party.region == "990000" else "",
        code_label("party_kind", party.kind),
    ]
    return PartyShown(party.party_id, party.name, " · ".join(one for one in parts if one))
