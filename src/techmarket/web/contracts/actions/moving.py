"""How every action moves a contract: allowed, from a state that permits it, once, and recorded.

Of two people who decide at once exactly one succeeds: the row is changed only if it still has the
revision that was seen. Not here: what each action asks for besides.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.contracts.models import Contract
from techmarket.web.contracts.moves import MOVES
from techmarket.web.history.record import add_event
from techmarket.web.pages.refused import Refused, SomebodyElse
from techmarket.web.pages.wording import both

LONGEST_REASON = 2000


def allowed(actor: Actor, act: str, contract: Contract, reason: str = "") -> None:
    """Go on only if the actor may, the state permits it, and a reason is given where asked for.

    The caller found the contract among those the actor sees (`accounts.scope`).

    Raises:
        MayNot: the role may not.
        Refused: the state does not permit it, or the reason is missing or too long.
    """
    actor.must(act)
    move = MOVES[act]
    if contract.state not in move.sources:
        raise Refused(
            both(
                f"合同目前的状态不能“{move.label.zh}”，请查看最新情况。",
                f"In its present state the contract does not take “{move.label.en}”; look at it "
                "again.",
            ),
            code="wrong_state",
            status=409,
        )
    if move.reason and not reason.strip():
        raise Refused(
            both("请写明理由。", "Please say why."),
            fields={"reason": [both("请写明理由。", "Please say why.")]},
            code="reason_missing",
        )
    if len(reason) > LONGEST_REASON:
        text = both(
            f"理由不超过 {LONGEST_REASON} 个字符，现有 {len(reason)} 个。",
            f"A reason has at most {LONGEST_REASON} characters; this has {len(reason)}.",
        )
        raise Refused(text, fields={"reason": [text]}, code="reason_too_long")


def change(
    actor: Actor,
    act: str,
    contract: Contract,
    revision: int,
    *,
    reason: str = "",
    after: dict[str, object] | None = None,
    **columns: Any,
) -> None:
    """Change the row of a contract if it still has a revision, and add the event.

    The last step of an action, inside its transaction; the contract is up to date afterwards.

    Args:
        act: the act; its target becomes the state unless `columns` has one.
        revision: that of the page from which somebody acted.
        after: what the event says besides the columns.
        columns: columns to set.

    Raises:
        SomebodyElse: it has another revision by now.
    """
    target = columns.pop("state", MOVES[act].target or contract.state)
    set_to = {**columns, "state": target}
    before = {name: getattr(contract, name) for name in set_to}
    told = _told(set_to)
    _only_what_differs(before, told)
    changed = Contract.objects.filter(pk=contract.pk, revision=revision).update(
        **set_to, revision=revision + 1, changed_by=actor.user, changed_at=timezone.now()
    )
    if not changed:
        raise SomebodyElse()
    for name, value in set_to.items():
        setattr(contract, name, value)
    contract.revision = revision + 1
    add_event(
        actor,
        act,
        "contract",
        contract.pk,
        before=_told(before),
        after=told | (after or {}),
        reason=reason.strip(),
    )


def _told(columns: dict[str, Any]) -> dict[str, object]:
    """Columns for an event: rows by their keys, and all else as it is."""
    return {name: getattr(value, "pk", value) for name, value in columns.items()}


def _only_what_differs(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Leave of a draft only the fields that changed: a form is saved many times while it grows."""
    for name in ("draft", "explanations"):
        if name in after:
            old, new = before[name], after[name]
            differ = [one for one in {**old, **new} if old.get(one) != new.get(one)]
            before[name] = {one: old[one] for one in differ if one in old}
            after[name] = {one: new[one] for one in differ if one in new}
