"""What an applicant asks for after registration: amendment, assignment, cancellation.

Not here: what the agency answers (`deciding`, `ending`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.changes.actions.dates import dated_day
from techmarket.web.changes.asked_values import asked_values
from techmarket.web.changes.models import Change
from techmarket.web.contracts.actions.applying import add_version
from techmarket.web.contracts.actions.moving import allowed, change
from techmarket.web.contracts.models import Contract, Deduction, Version
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

NOT_TYPED_YET = "…"
"""In the place of a reason, while role and state are looked at."""


@transaction.atomic
def ask_change(
    actor: Actor,
    uid: UUID | str,
    revision: int,
    kind: str,
    typed: Mapping[str, str],
    reason: str,
    dated: str = "",
) -> Contract:
    """Ask that a registration be changed; the new values wait as a version of their own.

    Args:
        kind: "amendment", or "assignment" of one side to another party.
        typed: declared field to text; fields that are not given stay as they stand.
        dated: from which day it holds by the papers, as typed; today if empty.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: something else is asked for already, or what stands in the way, by field.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.ask_change", contract, reason.strip() or NOT_TYPED_YET)
    nothing_open(contract)
    told: dict[str, list[Both]] = {}
    with _noted(told):
        allowed(actor, "contract.ask_change", contract, reason)
    with _noted(told):
        day = dated_day(contract, dated)
    with _noted(told):
        values = asked_values(contract, kind, typed)
    if told:
        raise _to_correct(told)
    standing: Version = contract.standing
    version = add_version(contract, Version.Kind.CHANGE_ASKED, values, actor)
    # What was deducted stands until the agency finds otherwise.
    Deduction.objects.bulk_create(
        Deduction(version=version, what=one.what, amount=one.amount, created_by=actor.user)
        for one in standing.deductions.all()
    )
    asked = Change.objects.create(
        contract=contract,
        kind=kind,
        reason=reason.strip(),
        dated=day,
        before=standing,
        created_by=actor.user,
        changed_by=actor.user,
    )
    change(
        actor,
        "contract.ask_change",
        contract,
        revision,
        reason=reason,
        after={"change": asked.pk, "kind": kind, "dated": day.isoformat()},
        version=version,
        submitted_at=timezone.now(),
        clerk=None,
    )
    return contract


@transaction.atomic
def ask_cancellation(
    actor: Actor, uid: UUID | str, revision: int, reason: str, dated: str = ""
) -> Contract:
    """Ask that a registration be cancelled; it stands until the agency has done so.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `ask_change`.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.ask_cancellation", contract, reason)
    nothing_open(contract)
    day = dated_day(contract, dated)
    asked = Change.objects.create(
        contract=contract,
        kind=Change.Kind.CANCELLATION,
        reason=reason.strip(),
        dated=day,
        before=contract.standing,
        created_by=actor.user,
        changed_by=actor.user,
    )
    change(
        actor,
        "contract.ask_cancellation",
        contract,
        revision,
        reason=reason,
        after={"change": asked.pk, "dated": day.isoformat()},
    )
    return contract


@transaction.atomic
def withdraw(actor: Actor, uid: UUID | str, revision: int) -> Contract:
    """Take back what was asked for, before the agency has decided it.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: nothing is asked for.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.withdraw_change", contract)
    asked = open_change(contract)
    settle(actor, asked, Change.State.WITHDRAWN)
    change(
        actor,
        "contract.withdraw_change",
        contract,
        revision,
        after={"change": asked.pk, "kind": asked.kind},
        version=contract.standing,
    )
    return contract


@contextmanager
def _noted(told: dict[str, list[Both]]) -> Iterator[None]:
    """Go on after what is wrong with a field, so that all of it is said at once."""
    try:
        yield
    except Refused as refused:
        if not refused.fields:
            raise
        for name, texts in refused.fields.items():
            told.setdefault(name, []).extend(texts)


def _to_correct(told: dict[str, list[Both]]) -> Refused:
    count = sum(len(texts) for texts in told.values())
    return Refused(
        both(
            f"还有 {count} 处需要填写或改正，申请尚未提交。",
            f"{count} things are to be filled in or corrected; nothing was asked for.",
        ),
        fields=told,
        code="not_sound",
    )


def open_change(contract: Contract, *kinds: str) -> Change:
    """What is asked for and not yet decided.

    Args:
        kinds: only these; any if none is given.

    Raises:
        Refused: nothing is.
    """
    asked = contract.changes.filter(state=Change.State.ASKED)
    found: Change | None = (asked.filter(kind__in=kinds) if kinds else asked).first()
    if found is None:
        raise Refused(
            both(
                "没有待办理的变更或注销申请，请查看最新情况。",
                "Nothing is asked for that could be decided; look at the contract again.",
            ),
            code="nothing_asked",
            status=409,
        )
    return found


def nothing_open(contract: Contract) -> None:
    """Go on only if nothing is asked for.

    Raises:
        Refused: a request waits for the agency.
    """
    if contract.changes.filter(state=Change.State.ASKED).exists():
        raise Refused(
            both(
                "已有一项申请等待登记机构办理；请等待结果，或先撤回那一项。",
                "A request is waiting for the agency already; wait for it, or take it back first.",
            ),
            code="already_asked",
            status=409,
        )


def settle(actor: Actor, asked: Change, state: str, **columns: object) -> None:
    """Write down what came of a request; who decided it and when."""
    told = {
        "state": state,
        "passed_on": False,
        "decided_at": timezone.now(),
        "decided_by": actor.user,
        "changed_by": actor.user,
        **columns,
    }
    for name, value in told.items():
        setattr(asked, name, value)
    asked.save()
