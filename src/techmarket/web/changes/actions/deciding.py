"""What an agency answers to a request for a change: done with its values recognised, or declined.

Findings on single fields and deductions are saved before, as for an application
(`contracts.actions.deciding.decide`). Not here: ends of a registration (`ending`).
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.changes.actions.asking import open_change, settle
from techmarket.web.changes.actions.dates import counted_day, dated_day
from techmarket.web.changes.documents import follow_change, require_income_within
from techmarket.web.changes.models import Change
from techmarket.web.changes.notices import tell
from techmarket.web.contracts.actions.applying import add_version
from techmarket.web.contracts.actions.moving import allowed, change
from techmarket.web.contracts.actions.second_opinion import must_be_agreed, not_waiting
from techmarket.web.contracts.facts import record_of, values_of
from techmarket.web.contracts.models import Contract, Deduction, Version
from techmarket.web.contracts.typed import failing
from techmarket.web.pages.amounts import yuan
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both
from techmarket.web.parties.merged import with_present_parties
from techmarket.web.parties.models import Party

VERSION_KIND = {
    Change.Kind.AMENDMENT: Version.Kind.AMENDED,
    Change.Kind.ASSIGNMENT: Version.Kind.ASSIGNED,
}


@transaction.atomic
def grant(
    actor: Actor, uid: UUID | str, revision: int, answer: str = "", dated: str = ""
) -> Contract:
    """Register the change: a new version stands, and counts from its day on.

    Args:
        answer: a word to the applicant, and to tax and finance offices.
        dated: from which day it holds, as typed; the day that the applicant gave if empty.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: nothing is asked for, the values break a hard rule on the day of the change, what
            is deducted does not fit them, or a second review is missing or not finished.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.decide_change", contract, answer)
    asked = open_change(contract, *VERSION_KIND)
    not_waiting(contract)
    day = dated_day(contract, dated) if dated.strip() else asked.dated
    found: Version | None = contract.version
    if found is None or found.kind != Version.Kind.CHANGE_ASKED:
        raise AssertionError("a change under review has a version that asks for it")
    _sound(contract, found)
    _deducted(found)
    must_be_agreed(contract)
    require_income_within(contract, found)
    counts_from = counted_day(contract, day)
    kind = VERSION_KIND[Change.Kind(asked.kind)]
    values = with_present_parties(values_of(found))
    version = add_version(contract, kind, values, actor, valid_from=counts_from)
    Deduction.objects.bulk_create(
        Deduction(version=version, what=one.what, amount=one.amount, created_by=actor.user)
        for one in found.deductions.all()
    )
    settle(
        actor, asked, Change.State.DONE,
        dated=day, counts_from=counts_from, after=version, answer=answer.strip(),
    )  # fmt: skip
    change(
        actor,
        "contract.decide_change",
        contract,
        revision,
        reason=answer,
        after={
            "change": asked.pk,
            "kind": asked.kind,
            "granted": True,
            "dated": day.isoformat(),
            "counts_from": counts_from.isoformat(),
        },
        version=version,
        standing=version,
        applicant=_applicant(contract, version),
    )
    tell(actor, contract, asked, contract.agency)
    follow_change(actor, contract, asked)
    return contract


@transaction.atomic
def decline(actor: Actor, uid: UUID | str, revision: int, answer: str) -> Contract:
    """Decline a change, with the reason; the contract stands as before.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: nothing is asked for, it is with the second reviewer, or no reason is given.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.decide_change", contract, answer)
    asked = open_change(contract, *VERSION_KIND)
    not_waiting(contract)
    if not answer.strip():
        text = both("请写明不予变更的理由。", "Say why the change is declined.")
        raise Refused(text, fields={"answer": [text]}, code="reason_missing")
    settle(actor, asked, Change.State.DECLINED, answer=answer.strip())
    change(
        actor,
        "contract.decide_change",
        contract,
        revision,
        reason=answer,
        after={"change": asked.pk, "kind": asked.kind, "granted": False},
        version=contract.standing,
    )
    return contract


def _sound(contract: Contract, version: Version) -> None:
    """Go on only if the values that are asked for break no hard rule that the old ones kept.

    Rules that came after the registration do not stop a change of something else.
    """
    on = contract.registration_date
    if on is None or contract.standing is None:
        raise AssertionError("a registered contract has a day and a version that stands")
    standing: Version = contract.standing
    told = {"status": "registered"}
    kept = {one.id for one in failing("contract", record_of(contract, standing) | told, on)}
    broken = [
        one
        for one in failing("contract", record_of(contract, version) | told, on)
        if one.hard and one.id not in kept
    ]
    if broken:
        raise Refused(
            both(
                "按规则不能这样变更：" + "；".join(one.text.zh for one in broken),
                "By the rules it cannot be changed so: " + "; ".join(one.text.en for one in broken),
            ),
            fields={one.fields[0] if one.fields else "": [one.text] for one in broken},
            code="not_sound",
        )


def _deducted(version: Version) -> None:
    """Go on only if the technical value is the value less what is deducted, where anything is.

    Raises:
        Refused: the applicant changed amounts, and the agency has not recognised them.
    """
    taken = sum(version.deductions.values_list("amount", flat=True))
    if taken and version.technical_value != (version.value or 0) - taken:
        text = both(
            f"现有扣除合计 {yuan(taken)} 元，申请变更的技术性交易额不等于成交额减去扣除；"
            "请先在办理页面重新核定。",
            f"{yuan(taken)} yuan are deducted, and the technical value that is asked for is not "
            "the value less that; recognise the amounts on the page of review first.",
        )
        raise Refused(text, fields={"technical_value": [text]}, code="deductions")


def _applicant(contract: Contract, version: Version) -> Party:
    """Who files for the contract from now on: the new seller where the old one was assigned.

    A new seller without an account leaves it with whoever filed it.
    """
    before: Party = contract.applicant
    sides = (version.seller_id, version.buyer_id)
    if before.party_id in sides:
        return before
    filing = Party.objects.filter(party_id__in=sides, files=True)
    return filing.filter(party_id=version.seller_id).first() or filing.first() or before
