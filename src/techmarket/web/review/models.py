"""What the search of contracts goes by: derived from contracts, and made anew at any time.

Not here: the words of a search (`search`), and when a row is made (`search_entries`).
"""

from __future__ import annotations

from django.db import models

from techmarket.web.contracts.models import Contract
from techmarket.web.pages.recorded import Recorded, internal, personal


class SearchEntry(Recorded):
    """The names in the newest version of a contract, as pairs of characters.

    The database has a full-text index on `grams`, which the migrations make for PostgreSQL and
    for SQLite.

    Attributes:
        contract: whose names.
        grams: see `grams`; personal, as a party may be a person.
    """

    contract = internal(models.OneToOneField(Contract, models.CASCADE, related_name="search_entry"))
    grams = personal(models.TextField(blank=True, default=""))

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        """The contract."""
        return str(self.contract_id)
