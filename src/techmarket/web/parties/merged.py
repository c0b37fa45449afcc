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
    """Numbers to the parties that they mean today; a number that there is not is left out."""
    rows = Party.objects.filter(party_id__in=list(numbers)).select_related("merged_into")
    return {one.party_id: one.merged_into or one for one in rows}


def with_present_parties(values: Mapping[str, object]) -> dict[str, object]:
    """Declared values of a contract with the numbers that its parties have today."""
    now = by_number(str(values[one]) for one in SIDES if values.get(one))
    told = {one: now[str(values[one])].party_id for one in SIDES if str(values.get(one)) in now}
    return dict(values) | told
