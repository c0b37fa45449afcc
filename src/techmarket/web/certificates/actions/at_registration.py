"""The certificate that an agency issues as soon as it has registered a contract.

It is made right after the registration, in a transaction of its own: typesetting takes five times
as long as registering, and the number of the agency and the end of the history would be locked
meanwhile. A registration therefore never fails for its certificate; where that could not be made,
the pages of the contract say so, and it is issued there by hand. Not here: issuing (`issuing`).
"""

from __future__ import annotations

import logging

from techmarket.web.accounts.actor import Actor
from techmarket.web.certificates.actions.issuing import issue
from techmarket.web.certificates.models import Certificate
from techmarket.web.contracts.models import STANDING, Contract
from techmarket.web.pages.refused import Refused

LOG = logging.getLogger(__name__)


def certify(actor: Actor, contract: Contract) -> Certificate | None:
    """Issue the certificate of recognition of a contract registered a moment ago.

    Call it outside the transaction of the registration.

    Returns:
        The certificate; `None` if the agency issues it by hand, or it could not be made.
    """
    if not contract.agency.certifies_at_once or not actor.may("certificate.issue"):
        return None
    try:
        return issue(actor, contract.uid, Certificate.Kind.RECOGNITION)
    except Refused:  # Somebody was quicker.
        return None
    except Exception:
        # Whatever failed, the contract stands registered, and the answer has to say that.
        LOG.exception("no certificate at registration")
        return None


def is_missing(actor: Actor, contract: Contract) -> bool:
    """Whether the certificate that belongs to a registration is not there, and the actor issues it.

    One that was revoked is not missing.
    """
    return (
        contract.state in STANDING
        and contract.agency.certifies_at_once
        and actor.may("certificate.issue")
        and not Certificate.objects.filter(
            contract=contract, kind=Certificate.Kind.RECOGNITION
        ).exists()
    )
