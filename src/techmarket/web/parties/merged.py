"""Parties that stand, and those that were found to be another one and merged into it.

A merged party keeps its row and its number, so that everything that ever named it can be read; who
looks for it finds the one that stays. Not here: merging (`actions.merging`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from techmarket.web.parties.models import Party

SIDES = ("seller_id", "buyer_id", "intermediary_id")


def standing() -> QuerySet[Party]:
    """The parties that were not merged into another."""
    return Party.objects.filter(merged_into__isnull=True)


def meant(number: str, identifier: str) -> QuerySet[Party]:
    """The standing parties of a number, also one that was merged into them, or of an identifier.

    Args:
        number: "": of any.
        identifier: "": of any; with neither there are none.
    """
    of_number = Q(party_id=number) | Q(merged__party_id=number)
    asked = Q(pk__in=())
    asked |= of_number if number else asked
    asked |= Q(identifier=identifier) if identifier else asked
    return standing().filter(asked).distinct()


def by_number(numbers: Iterable[str]) -> dict[str, Party]:
    """The parties that numbers mean today, by number and by the number that they have today.

    A number that there is not is left out.
    """
    rows = Party.objects.filter(party_id__in=list(numbers)).select_related("merged_into")
    meant = {one.party_id: one.merged_into or one for one in rows}
    return {one.party_id: one for one in meant.values()} | meant


def with_numbers(values: Mapping[str, object], parties: Mapping[str, Party]) -> dict[str, object]:
    """Declared values of a contract with the numbers that its parties have today.

    Args:
        parties: see `by_number`; a number that is not there stays.
    """
    named = {one: parties.get(str(values.get(one) or "")) for one in SIDES}
    return dict(values) | {one: party.party_id for one, party in named.items() if party}


def with_present_parties(values: Mapping[str, object]) -> dict[str, object]:
    """As `with_numbers`, of parties that are not read yet."""
    return with_numbers(values, by_number(str(values[one]) for one in SIDES if values.get(one)))
