"""Keeps what search goes by in step with the contracts: a new version makes its row anew.

Not here: looking (`search`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models.signals import post_save

from techmarket.web.contracts.models import Contract, Version
from techmarket.web.review.grams import GAP, grams_of, word_of
from techmarket.web.review.models import SearchEntry

AT_ONCE = 1000


def follow() -> None:
    """From now on a version that is made can be found."""
    post_save.connect(_made, sender=Version, dispatch_uid="review.search_entries")


def fill() -> int:
    """Make the rows that are missing, of contracts that came in bulk; how many there were."""
    missing = (
        Contract.objects.filter(version__isnull=False, search_entry__isnull=True)
        .select_related("version__seller", "version__buyer", "version__intermediary")
        .defer("draft", "explanations")
        .order_by("pk")
    )
    number = 0
    for some in _batches(missing.iterator(chunk_size=AT_ONCE)):
        entries = [SearchEntry(contract=one, grams=_grams(one, one.version)) for one in some]
        number += len(SearchEntry.objects.bulk_create(entries, ignore_conflicts=True))
    return number


def make_anew(contracts: Iterable[int]) -> None:
    """Make the rows of contracts anew, whose parties have other names by now.

    Args:
        contracts: primary keys.
    """
    rows = Contract.objects.filter(pk__in=list(contracts), version__isnull=False)
    parties = rows.select_related("version__seller", "version__buyer", "version__intermediary")
    for one in parties.defer("draft", "explanations").iterator(chunk_size=AT_ONCE):
        SearchEntry.objects.filter(contract=one).update(grams=_grams(one, one.version))


def _made(sender: type[Version], instance: Version, created: bool, **_: Any) -> None:
    if not created:
        return
    grams = _grams(instance.contract, instance)
    own = SearchEntry.objects.filter(contract_id=instance.contract_id)
    known = own.values_list("grams", flat=True).first()
    if known is None:
        SearchEntry.objects.create(contract_id=instance.contract_id, grams=grams)
    elif known != grams:  # Most versions change no name.
        own.update(grams=grams)


def _grams(contract: Contract, version: Version | None) -> str:
    """A contract's agency, which never changes once there is a version, and the names in it."""
    if version is None:
        return ""
    parties = (version.seller, version.buyer, version.intermediary)
    names = [getattr(party, "name", None) for party in parties]
    grams = grams_of([getattr(version, "project_name", None), *names])
    return f"{word_of(contract.agency_id)} {GAP} {grams}"


def _batches(contracts: Iterable[Contract]) -> Iterator[list[Contract]]:
    every = iter(contracts)
    while some := list(islice(every, AT_ONCE)):
        yield some
