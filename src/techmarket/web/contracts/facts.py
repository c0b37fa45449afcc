"""A contract of the site as a declared record: what forms check, files hold and the line counts.

Not here: how typed text becomes values (`typed`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from techmarket.record.contract import CONTRACT
from techmarket.web.contracts.models import PARTIES, VERSION_FIELDS, Contract, Version
from techmarket.web.parties.models import Party

APPLIED = tuple(one for one in CONTRACT if one.name in PARTIES or one in VERSION_FIELDS)
"""Declared fields that an applicant states, in the order of the form."""

OF_A_SIDE = ("kind", "region", "country")
"""What a contract says of seller and buyer besides their number; taken from the party's record."""


def values_of(version: Version) -> dict[str, object]:
    """The declared fields of a version; those that follow from the agency's acts are absent."""
    return {one.name: getattr(version, one.name) for one in APPLIED}


def sides_of(values: Mapping[str, object], parties: Mapping[str, Party]) -> dict[str, object]:
    """What a record says of its sides: kind, region and country as the parties have them today.

    Args:
        values: with `seller_id` and `buyer_id`.
        parties: by number.
    """
    told: dict[str, object] = {}
    for side in ("seller", "buyer"):
        party = parties.get(str(values.get(f"{side}_id") or ""))
        for name in OF_A_SIDE:
            told[f"{side}_{name}"] = getattr(party, name) if party else None
    return told


def record_of(contract: Contract, version: Version, on: date | None = None) -> dict[str, object]:
    """The whole declared record of a contract with one of its versions.

    Args:
        contract: with its agency.
        version: one of its versions.
        on: as of the end of this day; `None`: as it stands now. A contract that was ended later
            was registered on that day.
    """
    ended = contract.ended_on if on is None or (contract.ended_on or on) <= on else None
    status = contract.state
    if contract.ended_on is not None and ended is None:
        status = "registered"
    return values_of(version) | {
        "registration_number": contract.registration_number,
        "acceptance_date": contract.accepted_on,
        "registration_date": contract.registration_date,
        "registration_region": contract.agency.region,
        "registration_agency": contract.agency.code,
        "registrar": contract.registrar,
        "status": status,
        "ended_date": ended,
    }
