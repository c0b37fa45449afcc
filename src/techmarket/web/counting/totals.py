"""Live totals of the register: contracts, value and technical value, by type, month, year, office.

Counted from the same rows as an export and by the same rule: a contract counts in the period of its
registration date, with the version that counts at the end of a day, unless its registration had
ended by then. Not here: export (`export`), closing (`actions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from techmarket.web.accounts.actor import Actor
from techmarket.web.contracts.models import Version
from techmarket.web.organisations.models import Organisation

COUNTED = ("registered", "amended", "assigned")
"""Kinds of versions that count from a day on."""


@dataclass(frozen=True, slots=True)
class Total:
    """Contracts (项), and the sums of their value and technical value in 分."""

    contracts: int = 0
    value: int = 0
    technical_value: int = 0

    def __add__(self, other: Total) -> Total:
        """Both together."""
        return Total(
            self.contracts + other.contracts,
            self.value + other.value,
            self.technical_value + other.technical_value,
        )


def place_of(actor: Actor) -> Organisation | None:
    """The office whose place an actor counts: its own; a statistics office's is that above it."""
    office = actor.organisation
    if office is not None and office.kind in ("tax", "finance", "statistics"):
        parent: Organisation | None = office.parent
        return parent
    return office


def counting_versions(
    place: Organisation, first: date, last: date, as_of: date
) -> QuerySet[Version]:
    """The version of each contract that counts, one for each contract.

    Args:
        place: an office; contracts registered by it and all below it.
        first, last: the contracts registered from and to these days.
        as_of: as the register stood at the end of this day.
    """
    newer = Version.objects.filter(
        contract=OuterRef("contract"), number__gt=OuterRef("number"), valid_from__lte=as_of
    )
    return Version.objects.filter(
        Q(contract__ended_on__isnull=True) | Q(contract__ended_on__gt=as_of),
        ~Exists(newer),
        valid_from__lte=as_of,
        contract__agency__path__startswith=place.path,
        contract__registration_date__range=(first, min(last, as_of)),
    )


def total(place: Organisation, first: date, last: date, as_of: date) -> Total:
    """All contracts of a place and period together; arguments as of `counting_versions`."""
    return _totals(place, first, last, as_of, ())[()]


def totals_by(
    by: str, place: Organisation, first: date, last: date, as_of: date
) -> dict[str, Total]:
    """The totals by a property of the contracts, sorted by it; without those of no contract.

    Args:
        by: "contract_type", "year", "month" ("2026-07") or "agency" (its code).
        place, first, last, as_of: of `counting_versions`.
    """
    columns = {
        "contract_type": ("contract_type",),
        "year": ("year",),
        "month": ("year", "month"),
        "agency": ("contract__agency__code",),
    }[by]
    found = _totals(place, first, last, as_of, columns)
    return {_name(key): sums for key, sums in sorted(found.items()) if key}


def totals_below(
    place: Organisation, first: date, last: date, as_of: date
) -> list[tuple[Organisation, Total]]:
    """The totals of the offices directly below one, in the order of their codes.

    An office below which nothing was registered has zeros; one that registers nothing by nature
    (tax, finance, statistics) is left out.
    """
    agencies = totals_by("agency", place, first, last, as_of)
    paths = dict(Organisation.objects.filter(code__in=list(agencies)).values_list("code", "path"))
    below = place.children.exclude(kind__in=("tax", "finance", "statistics")).order_by("code")
    return [
        (
            office,
            sum(
                (sums for code, sums in agencies.items() if paths[code].startswith(office.path)),
                Total(),
            ),
        )
        for office in below
    ]


def _totals(
    place: Organisation, first: date, last: date, as_of: date, columns: Sequence[str]
) -> dict[tuple[object, ...], Total]:
    rows = counting_versions(place, first, last, as_of).order_by()
    if "year" in columns:
        rows = rows.annotate(
            year=ExtractYear("contract__registration_date"),
            month=ExtractMonth("contract__registration_date"),
        )
    sums = {
        "n": Count("id"),
        "v": Coalesce(Sum("value"), 0),
        "t": Coalesce(Sum(Coalesce(F("technical_value"), 0)), 0),
    }
    if not columns:
        told = rows.aggregate(**sums)
        return {(): Total(told["n"], int(told["v"]), int(told["t"]))}
    grouped = rows.values_list(*columns).annotate(**sums)
    width = len(columns)
    return {
        tuple(row[:width]): Total(row[width], int(row[width + 1]), int(row[width + 2]))
        for row in grouped
    }


def _name(key: tuple[object, ...]) -> str:
    """A key as text; a month after its year, with two digits."""
    return "-".join(f"{one:02}" if isinstance(one, int) else str(one) for one in key)
