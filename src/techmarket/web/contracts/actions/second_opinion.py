"""The second review of an application or a change asked for: passed on, agreed to, handed back.

An application waits in a state of its own; a registered contract stays registered while its change
waits, so that is told by the change (`changes.models.Change.passed_on`). Registering and granting
go through `must_be_agreed`. Not here: which contracts need it (`contracts.second_review_reasons`).
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.changes.models import Change
from techmarket.web.contracts.actions.moving import allowed, change
from techmarket.web.contracts.models import Contract
from techmarket.web.contracts.second_review import (
    LEVEL_WORDS,
    level_needed,
    level_of,
    must_be_reviewed,
)
from techmarket.web.contracts.second_review_reasons import reasons_of
from techmarket.web.history.models import Event
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both

RENEWED_BY = ("contract.submit", "contract.ask_change", "contract.decide")
"""Acts after which an opinion that was given before says nothing any more."""


@transaction.atomic
def pass_on(actor: Actor, uid: UUID | str, revision: int, reason: str = "") -> Contract:
    """Pass an application, or the change that is asked for, to second review.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `moving`; it waits there already.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.pass_on", contract, reason)
    state = "second_review"
    if contract.state == "change_review":
        not_waiting(contract)
        _mark_change(actor, contract, passed_on=True)
        state = contract.state
    clerk = contract.clerk or actor.user
    change(actor, "contract.pass_on", contract, revision, reason=reason, state=state, clerk=clerk)
    return contract


@transaction.atomic
def second_review(
    actor: Actor, uid: UUID | str, revision: int, *, agrees: bool, reason: str
) -> Contract:
    """Agree that it be registered, or hand it back to the agency with a reason.

    Whoever handled it, or passed it on, cannot review it: four eyes; and the reviewer sits as high
    in the tree as the contract asks for.

    Raises:
        NotYours, MayNot, SomebodyElse: see `moving`.
        Refused: it was not passed on, is the reviewer's own work, the reviewer sits too low, or no
            reason is given to hand it back.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.second_review", contract, reason)
    is_change = contract.state == "change_review"
    if is_change and not waits(contract):
        raise Refused(
            both(
                "这项变更没有送复核，请查看最新情况。",
                "This change was not passed to second review; look at the contract again.",
            ),
            code="wrong_state",
            status=409,
        )
    _not_own_work(actor, contract)
    _high_enough(actor, contract)
    if not agrees and not reason.strip():
        text = both("请写明复核退回的理由。", "Say why it is handed back.")
        raise Refused(text, fields={"reason": [text]}, code="reason_missing")
    state = "accepted" if agrees else "second_review_returned"
    if is_change:
        _mark_change(actor, contract, passed_on=False)
        state = contract.state
    change(
        actor,
        "contract.second_review",
        contract,
        revision,
        reason=reason,
        after={"agrees": agrees},
        state=state,
    )
    return contract


def waits(contract: Contract) -> bool:
    """Whether a change of the contract waits for a second reviewer."""
    return contract.changes.filter(state=Change.State.ASKED, passed_on=True).exists()


def not_waiting(contract: Contract) -> None:
    """Go on only if no change of the contract waits for a second reviewer.

    Raises:
        Refused: one does.
    """
    if waits(contract):
        raise Refused(
            both(
                "这项变更正在复核，请等待复核意见。",
                "This change is with the second reviewer; wait for the opinion.",
            ),
            code="in_second_review",
            status=409,
        )


def is_agreed(contract: Contract) -> bool:
    """Whether a second reviewer agreed to the contract as it stands.

    A finding, a new submission or a new request for a change after that needs a new opinion.
    """
    agreed = False
    acts = (*RENEWED_BY, "contract.second_review")
    told = Event.objects.filter(subject="contract", subject_id=str(contract.pk), act__in=acts)
    for act, after in told.order_by("position").values_list("act", "after"):
        agreed = act == "contract.second_review" and after.get("agrees") is True
    return agreed


def must_be_agreed(contract: Contract) -> None:
    """Go on only if the contract needs no second review, or a reviewer agreed to it as it stands.

    Raises:
        Refused: the second review is missing, or something was changed after it.
    """
    needed = [one for one in reasons_of(contract) if one.must]
    if not must_be_reviewed(needed) or is_agreed(contract):
        return
    why = both("；".join(one.text.zh for one in needed), ". ".join(one.text.en for one in needed))
    if contract.state == "change_review":
        text = both(
            f"变更前须经复核，请先送复核：{why.zh}。",
            "The change needs a second review before it is registered; pass it on first. "
            f"{why.en}.",
        )
    else:
        text = both(
            f"登记前须经复核，请先送复核：{why.zh}。",
            f"It needs a second review before it is registered; pass it on first. {why.en}.",
        )
    raise Refused(text, code="second_review_missing")


def _not_own_work(actor: Actor, contract: Contract) -> None:
    passed = Event.objects.filter(
        subject="contract", subject_id=str(contract.pk), act="contract.pass_on"
    )
    who = passed.order_by("-position").values_list("user_id", flat=True).first()
    if actor.user.pk in (contract.clerk_id, who):
        raise Refused(
            both("不能复核自己办理的合同。", "Nobody reviews what they handled themselves."),
            code="own_work",
            status=403,
        )


def _high_enough(actor: Actor, contract: Contract) -> None:
    needed = level_needed(reasons_of(contract))
    kind = actor.organisation.kind if actor.organisation else ""
    if level_of(kind) < needed:
        by = LEVEL_WORDS[needed]
        raise Refused(
            both(
                f"这件合同应由{by.zh}复核，请等待上级办理。",
                f"This contract is reviewed by {by.en}; leave it to them.",
            ),
            code="level_too_low",
            status=403,
        )


def _mark_change(actor: Actor, contract: Contract, *, passed_on: bool) -> None:
    """Write down whether the change that is asked for waits for a second reviewer."""
    asked = contract.changes.filter(state=Change.State.ASKED)
    asked.update(passed_on=passed_on, changed_by=actor.user)
