"""Freezing the register of the site at a cut-off date: an export, and a snapshot of it.

Not here: the export (`export`), the snapshot itself (`techmarket.snapshot`), asking for one on the
site (`actions`).
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from techmarket.errors import TechmarketError
from techmarket.snapshot import freeze
from techmarket.snapshot.manifest import Manifest
from techmarket.web.contracts.models import Contract
from techmarket.web.counting.export import export_register
from techmarket.web.organisations.models import Organisation


def freeze_site(out: Path, cutoff: date, place: Organisation | None = None) -> Manifest:
    """Freeze the register as it stood at the end of a day into a snapshot.

    Args:
        out: the folder of the snapshot; if it is this very snapshot already, it stays.
        cutoff: contracts registered in its year up to it count.
        place: only contracts registered by this office and those below it; `None`: all.

    Raises:
        TechmarketError: the day lies ahead, no contract of its year stands on it, or see
            `techmarket.snapshot.freeze`.
    """
    if cutoff > timezone.localdate():
        raise TechmarketError(
            "the cut-off date lies ahead",
            where=cutoff.isoformat(),
            why="contracts will still be registered until then",
            todo="give a day that is over",
        )
    if not _has_contracts(cutoff, place):
        raise TechmarketError(
            "no contract was registered in the year of the cut-off",
            where=place.code if place else "",
            why=f"none stands on {cutoff.isoformat()}",
            todo="give a day of a year in which contracts were registered",
        )
    out = out.absolute()
    register = out.with_name(f"{out.name}.partial-{os.getpid()}-register")
    try:
        export_register(register, cutoff, place)
        return freeze(register, cutoff, out)
    finally:
        shutil.rmtree(register, ignore_errors=True)


def _has_contracts(cutoff: date, place: Organisation | None) -> bool:
    """Whether a contract of the year of a day stands at its end."""
    standing = Contract.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=cutoff),
        registration_date__range=(date(cutoff.year, 1, 1), cutoff),
    )
    if place is not None:
        standing = standing.filter(agency__path__startswith=place.path)
    return standing.exists()
