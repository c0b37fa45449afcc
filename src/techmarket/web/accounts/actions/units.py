"""Units of a party: opened, and closed to new contracts. Not here: their people (`people`)."""

from __future__ import annotations

from django.db import transaction

from techmarket.web.accounts.actor import Actor
from techmarket.web.history.record import add_event
from techmarket.web.pages.plain_text import plain_text
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import both
from techmarket.web.parties.models import PartyUnit

LONGEST = 120


@transaction.atomic
def open_unit(actor: Actor, name: str) -> PartyUnit:
    """A new unit of the actor's party; one of that name that was closed is open again.

    Raises:
        MayNot: the actor may not.
        Refused: the name is missing, too long or taken.
    """
    actor.must("party.people")
    if actor.party is None:
        raise NotYours()
    name = name.strip()
    wrong = plain_text(name, LONGEST)
    if not name:
        wrong = both("请填写名称。", "Give the name.")
    if PartyUnit.objects.filter(party=actor.party, name=name, active=True).exists():
        wrong = both("已有这个单位。", "There is a unit of this name.")
    if wrong is not None:
        raise Refused(wrong, fields={"unit_name": [wrong]})
    unit, _ = PartyUnit.objects.get_or_create(
        party=actor.party, name=name, defaults={"created_by": actor.user}
    )
    unit.active = True
    unit.changed_by = actor.user
    unit.save()
    add_event(
        actor, "party.open_unit", "party", actor.party.pk, after={"unit": unit.pk, "name": name}
    )
    return unit


@transaction.atomic
def close_unit(actor: Actor, unit_id: int) -> PartyUnit:
    """Take no new contracts for a unit; those it has stay its own.

    Raises:
        MayNot: the actor may not.
        NotYours: it is no unit of the actor's party.
    """
    actor.must("party.people")
    unit = PartyUnit.objects.filter(pk=unit_id, party=actor.party).first()
    if unit is None or actor.party is None:
        raise NotYours()
    if unit.active:
        unit.active = False
        unit.changed_by = actor.user
        unit.save(update_fields=["active", "changed_by", "changed_at"])
        add_event(actor, "party.close_unit", "party", actor.party.pk, before={"unit": unit.pk})
    return unit
