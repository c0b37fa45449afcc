"""Why a contract of the site gets a second review: its record, put to the rules.

Not here: the rules and who reviews (`second_review`).
"""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from techmarket.web.contracts.facts import record_of
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.contracts.second_review import Reason, review_needed

AMOUNTS = ("value", "technical_value")


def reasons_of(contract: Contract) -> list[Reason]:
    """The reasons by today's rules, from the newest version; none for a draft.

    A change is measured like a registration of today. What bound the standing version already does
    not bind a change that leaves the amounts as they are.
    """
    if contract.version is None:
        return []
    reasons = _reasons(contract, contract.version)
    asked, standing = contract.version, contract.standing
    if contract.state != "change_review" or standing is None:
        return reasons
    if any(getattr(asked, name) != getattr(standing, name) for name in AMOUNTS):
        return reasons
    known = {one.rule for one in _reasons(contract, standing)}
    eased = [replace(one, must=one.must and one.rule not in known) for one in reasons]
    return sorted(eased, key=lambda one: not one.must)


def _reasons(contract: Contract, version: Version) -> list[Reason]:
    today = timezone.localdate()
    record = record_of(contract, version)
    if contract.registration_date is not None:
        record["registration_date"] = today
    return review_needed(record, today)
