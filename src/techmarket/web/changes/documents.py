"""What a change does to the documents that were issued for a contract.

Not here: issuing and revoking them (`certificates`).
"""

from __future__ import annotations

from techmarket.web.accounts.actor import Actor
from techmarket.web.changes.models import Change
from techmarket.web.contracts.models import Contract


def follow_change(actor: Actor, contract: Contract, made: Change) -> None:
    """Certificates of an ended registration are revoked; those of a changed one are replaced."""
