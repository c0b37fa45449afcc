"""Making lists of registered contracts (登记清单), which are no basis for tax relief.

Not here: what a list says (`content`).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from techmarket.codes import threshold
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contracts_of
from techmarket.web.certificates.actions.writing import tell, written
from techmarket.web.certificates.content import LIST_DIVISION, ContractList, mixes_sizes
from techmarket.web.certificates.facts import facts, issue_of, person
from techmarket.web.certificates.models import Certificate, ListedContract
from techmarket.web.contracts.models import STANDING, Contract
from techmarket.web.pages.amounts import ten_thousand_yuan
from techmarket.web.pages.refused import MayNot, NotYours, Refused
from techmarket.web.pages.wording import Both, both

MOST = 500
"""Contracts on one list."""

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of list numbers: Crockford's base 32, in which no two letters look alike."""

LENGTH = 11


@transaction.atomic
def make_list(actor: Actor, uids: Sequence[UUID | str], *, bilingual: bool = False) -> Certificate:
    """Issue a list of contracts of one applicant at one agency, ordered by registration number.

    Raises:
        NotYours: one of them is not there for this person.
        MayNot: the role gets no documents.
        Refused: none or too many, not all registered, of more than one applicant or agency, or
            large and small ones together.
    """
    actor.must("certificate.download")
    if not (actor.party or actor.may("certificate.issue")):
        raise MayNot()
    contracts = _chosen(actor, uids)
    if any(one.state not in STANDING for one in contracts):
        raise _refused(
            both(
                "清单只能列入登记有效的合同，请去掉已注销、撤销或未登记的。",
                "Only contracts that stand registered can be listed; leave out the others.",
            )
        )
    if len({(one.applicant_id, one.agency_id) for one in contracts}) > 1:
        raise _refused(
            both(
                "一份清单只能列入同一登记主体在同一登记机构的合同，请分别开具。",
                "A list has contracts of one applicant at one agency; make one for each.",
            )
        )
    today = timezone.localdate()
    if mixes_sizes([vars(one.standing)["value"] for one in contracts], today):
        limit = ten_thousand_yuan(threshold(LIST_DIVISION, today))
        raise _refused(
            both(
                f"成交金额 {limit} 万元以上与以下的合同不能列入同一份清单，请分别开具。",
                f"Contracts of {limit}万元 and above stand on a list of their own; make two lists.",
            )
        )
    return _written(actor, contracts, bilingual)


def _written(actor: Actor, contracts: list[Contract], bilingual: bool) -> Certificate:
    first = contracts[0]
    content = ContractList(
        issue=issue_of(first.agency, "", 1, timezone.localdate()),
        number="L" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
        applicant=person(first.applicant),
        contracts=tuple(facts(one, one.standing) for one in contracts),
    )
    made = written(actor, content, bilingual=bilingual, party=first.applicant, agency=first.agency)
    ListedContract.objects.bulk_create(
        ListedContract(
            certificate=made,
            place=place,
            contract=one,
            version=one.standing,
            created_by=actor.user,
            changed_by=actor.user,
        )
        for place, one in enumerate(contracts, 1)
    )
    tell(actor, "certificate.list", made)
    return made


def _chosen(actor: Actor, uids: Sequence[UUID | str]) -> list[Contract]:
    try:
        keys = {one if isinstance(one, UUID) else UUID(str(one)) for one in uids}
    except ValueError:
        raise NotYours() from None
    if not keys:
        raise _refused(both("请至少选择一项合同。", "Choose at least one contract."))
    if len(keys) > MOST:
        raise _refused(
            both(
                f"一份清单最多 {MOST} 项合同，现有 {len(keys)} 项。",
                f"A list has at most {MOST} contracts; these are {len(keys)}.",
            )
        )
    found = list(
        contracts_of(actor)
        .filter(uid__in=keys)
        .select_related("applicant", "agency", "standing__seller", "standing__buyer")
        .select_for_update(of=("self",))
        .order_by("registration_number")
    )
    if len(found) != len(keys):
        raise NotYours()
    return found


def _refused(text: Both) -> Refused:
    return Refused(text, fields={"contracts": [text]}, code="list")
