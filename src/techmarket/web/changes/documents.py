"""What a change does to the documents that were issued for a contract.

Not here: issuing and revoking them (`certificates`).
"""

from __future__ import annotations

from techmarket.web.accounts.actor import Actor
from techmarket.web.certificates.actions.issuing import follow_amendment, follow_end
from techmarket.web.changes.models import Change
from techmarket.web.contracts.models import ENDED, Contract


def follow_change(actor: Actor, contract: Contract, made: Change) -> None:
    """Certificates of an ended registration are revoked; those of a changed one are replaced."""
    reason = made.answer or made.reason
    if contract.state in ENDED:
        follow_end(actor, contract, reason)
    else:
        follow_amendment(actor, contract, reason)
