"""What a change does to the documents that were issued for a contract.

Not here: issuing and revoking them (`certificates`).
"""

from __future__ import annotations

from techmarket.web.accounts.actor import Actor
from techmarket.web.certificates.actions.income import LIMITS, State
from techmarket.web.certificates.actions.issuing import follow_amendment, follow_end
from techmarket.web.certificates.actions.writing import locked
from techmarket.web.changes.models import Change
from techmarket.web.contracts.models import ENDED, Contract, Version
from techmarket.web.pages.amounts import yuan
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both


def require_income_within(contract: Contract, version: Version) -> None:
    """Go on only if the amounts of a new version cover the income that was verified already.

    Payments wait until the change is committed or undone, so that none is verified in between.

    Raises:
        Refused: an amount would be less than what was verified, or not determined any more.
    """
    verified = locked(contract).income_verifications.filter(state=State.VERIFIED)
    wrong: dict[str, list[Both]] = {}
    for name, limit in LIMITS.items():
        taken, most = sum(verified.values_list(name, flat=True)), getattr(version, limit)
        if taken and (most is None or most < taken):
            wrong[limit] = [
                both(
                    f"已核定的收款为 {yuan(taken)} 元，变更后的金额不能低于它；请先更正收入核定。",
                    f"Payments of {yuan(taken)} yuan are verified; the amount cannot be less. "
                    "Correct the verification of income first.",
                )
            ]
    if wrong:
        text = next(iter(wrong.values()))[0]
        raise Refused(text, fields=wrong, code="below_income")


def follow_change(actor: Actor, contract: Contract, made: Change) -> None:
    """Certificates of an ended registration are revoked; those of a changed one are replaced."""
    reason = made.answer or made.reason
    if contract.state in ENDED:
        follow_end(actor, contract, reason)
    else:
        follow_amendment(actor, contract, reason)
