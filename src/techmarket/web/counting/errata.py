"""What has changed since a period was closed: acts on its contracts that its figures do not show.

Not here: the figures, which stay (`models.Closing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from techmarket.web.changes.models import Change
from techmarket.web.counting.models import Closing


@dataclass(frozen=True, slots=True)
class Erratum:
    """One act since, on a contract registered in the closed period.

    Attributes:
        change: the act, with its contract.
        contracts: by how many the period would be different: 0 or -1.
        value, technical_value: by how much, 分.
    """

    change: Change
    contracts: int
    value: int
    technical_value: int


def errata(closing: Closing) -> Iterator[Erratum]:
    """The acts that count from after a closed period on, oldest first."""
    since = (
        Change.objects.filter(
            state=Change.State.DONE,
            counts_from__gt=closing.last,
            contract__registration_date__range=(closing.first, closing.last),
            contract__agency__path__startswith=closing.organisation.path,
        )
        .select_related("contract__agency", "before", "after", "decided_by")
        .order_by("decided_at", "pk")
    )
    gone: set[int] = set()
    for one in since.iterator(2000):
        before = (one.before.value or 0, one.before.technical_value or 0)
        if one.after is not None:
            now = (one.after.value or 0, one.after.technical_value or 0)
            yield Erratum(one, 0, now[0] - before[0], now[1] - before[1])
        elif one.contract_id not in gone:
            # One that was cancelled and then revoked leaves once.
            gone.add(one.contract_id)
            yield Erratum(one, -1, -before[0], -before[1])
