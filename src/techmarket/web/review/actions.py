"""What an agency does with an application that its time limit follows.

Each goes through the action of `contracts.actions`; here the due day is counted. Not here: what
each changes in a contract (`contracts.actions.deciding`, `second_opinion`), and pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.contracts.actions import deciding, second_opinion
from techmarket.web.contracts.models import Contract
from techmarket.web.history.record import add_event
from techmarket.web.pages.refused import Refused, SomebodyElse
from techmarket.web.pages.wording import Both, both
from techmarket.web.review.contract_clock import DECIDING, clock_history, legal_clock

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one contract among several.

    Attributes:
        uid: of the contract.
        refused: why it was not done; `None`: it was.
    """

    uid: str
    refused: Both | None


@transaction.atomic
def accept(actor: Actor, uid: UUID | str, revision: int) -> Contract:
    """Accept a submission as complete; its due day follows from the law and its history.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `contracts.actions.moving`.
    """
    contract = contract_for(actor, uid)
    accepted = contract.accepted_on or timezone.localdate()
    clock = legal_clock(contract, accepted, _technical_value(contract))
    return deciding.accept(actor, uid, revision, clock.due, clock.started)


def accept_many(actor: Actor, seen: Iterable[tuple[str, int]]) -> list[Outcome]:
    """Accept several submissions, each by itself: one that cannot be does not stop the others.

    Args:
        seen: uid and the revision that was seen.

    Raises:
        Refused: too many at once, or none.
    """
    asked = list(seen)
    if not asked or len(asked) > MOST_AT_ONCE:
        raise Refused(
            both(
                f"请勾选 1 至 {MOST_AT_ONCE} 件。",
                f"Choose between 1 and {MOST_AT_ONCE} contracts.",
            ),
            code="how_many",
        )
    outcomes = []
    for uid, revision in asked:
        try:
            accept(actor, uid, revision)
        except Refused as refused:
            outcomes.append(Outcome(uid, refused.text))
        else:
            outcomes.append(Outcome(uid, None))
    return outcomes


@transaction.atomic
def decide(
    actor: Actor,
    uid: UUID | str,
    revision: int,
    typed: Mapping[str, str],
    deductions: Sequence[tuple[str, int]],
) -> Contract:
    """Keep the findings; where the technical value calls in experts, the limit follows.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `contracts.actions.deciding.decide`.
    """
    contract = deciding.decide(actor, uid, revision, typed, deductions)
    _follow_law(actor, contract, disputed=None)
    return contract


@transaction.atomic
def pass_on(
    actor: Actor, uid: UUID | str, revision: int, reason: str = "", *, disputed: bool = False
) -> Contract:
    """Pass an application to second review; one that is disputed gets the limit of experts.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `contracts.actions.moving`; it is disputed
            and nobody says in what.
    """
    if disputed and not reason.strip():
        text = both("请写明争议所在。", "Say what is disputed.")
        raise Refused(text, fields={"reason": [text]}, code="reason_missing")
    contract = second_opinion.pass_on(actor, uid, revision, reason)
    _follow_law(actor, contract, disputed=disputed)
    return contract


def _follow_law(actor: Actor, contract: Contract, *, disputed: bool | None) -> None:
    """Count the due day anew, and say so in the history where it changed.

    Args:
        actor: who acts.
        contract: accepted, up to date.
        disputed: `None`: as it was.
    """
    if contract.state not in DECIDING or contract.accepted_on is None:
        return  # Of a change of a registered contract no limit is recorded.
    history = clock_history(contract)
    told = history.disputed if disputed is None else disputed or history.disputed
    value = _technical_value(contract)
    clock = legal_clock(
        contract, contract.accepted_on, value, type(history)(history.corrections, told)
    )
    if clock.due == contract.due_on and told == history.disputed:
        return
    revision = contract.revision
    before, contract.due_on, contract.revision = contract.due_on, clock.due, revision + 1
    changed = Contract.objects.filter(pk=contract.pk, revision=revision).update(
        due_on=clock.due, revision=revision + 1, changed_by=actor.user
    )
    if not changed:
        raise SomebodyElse()
    add_event(
        actor,
        "contract.clock",
        "contract",
        contract.pk,
        before={"due_on": before},
        after={"due_on": clock.due, "limit": f"{clock.limit} {clock.unit}", "disputed": told},
    )


def _technical_value(contract: Contract) -> int | None:
    value = getattr(contract.version, "technical_value", None)
    return value if isinstance(value, int) else None
