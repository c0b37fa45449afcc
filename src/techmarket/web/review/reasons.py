"""Why a contract of the site gets a second review: its record, put to the rules.

Not here: the rules and who reviews (`second_review`).
"""

from __future__ import annotations

from django.utils import timezone

from techmarket.web.contracts.facts import record_of
from techmarket.web.contracts.models import Contract
from techmarket.web.review.second_review import Reason, review_needed


def reasons_of(contract: Contract) -> list[Reason]:
    """The reasons by today's rules, from the newest version; none for a draft."""
    if contract.version is None:
        return []
    return review_needed(record_of(contract, contract.version), timezone.localdate())
