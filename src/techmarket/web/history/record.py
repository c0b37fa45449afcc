"""Adding events to the history, inside the transaction of the act itself.

The end of the chain is locked until the act is committed or undone, so that positions have no
gap and no act is without its event. It is therefore the last thing an action does. Not here: the
proof (`verify`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from techmarket.web.history.chain import instant, seal
from techmarket.web.history.models import ChainHead, Event

if TYPE_CHECKING:
    from techmarket.web.accounts.actor import Actor

Columns = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EventTold:
    """An event that is to be added.

    Attributes:
        act: name of the act, "contract.register".
        subject, subject_id: of what: kind and primary key.
        before, after: what changed; dates and moments are written in ISO form.
        reason: why, in the person's words.
    """

    act: str
    subject: str
    subject_id: object
    before: Columns = field(default_factory=dict)
    after: Columns = field(default_factory=dict)
    reason: str = ""


def add_event(
    actor: Actor | None,
    act: str,
    subject: str,
    subject_id: object,
    *,
    before: Columns | None = None,
    after: Columns | None = None,
    reason: str = "",
) -> Event:
    """Add one event; the caller is inside a transaction.

    Args:
        actor: who acts; `None`: the system.
        act, subject, subject_id, before, after, reason: see `EventTold`.

    Raises:
        TransactionManagementError: there is no transaction.
    """
    told = EventTold(act, subject, subject_id, before or {}, after or {}, reason)
    return add_events(actor, [told])[0]


def add_events(actor: Actor | None, told: Iterable[EventTold]) -> list[Event]:
    """Add events in their order, as one act on many things has; see `add_event`."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an event belongs to the act's transaction")
    head = ChainHead.objects.select_for_update().filter(id=1).first()
    if head is None:
        ChainHead.objects.get_or_create(id=1)
        head = ChainHead.objects.select_for_update().get(id=1)
    position, last, added = head.position, head.hash, []
    for one in told:
        position += 1
        event = Event(
            position=position,
            at=timezone.now(),
            user_id=actor.user.pk if actor else None,
            role=actor.role if actor else "",
            place=actor.place if actor else "",
            act=one.act,
            subject=one.subject,
            subject_id=str(one.subject_id),
            before=plain(one.before),
            after=plain(one.after),
            reason=one.reason,
            previous_hash=last,
        )
        event.hash = last = seal(content_of(event), last)
        added.append(event)
    Event.objects.bulk_create(added, batch_size=500)
    ChainHead.objects.filter(id=1).update(position=position, hash=last)
    return added


def content_of(event: Event) -> dict[str, object]:
    """What the seal covers: every column but the hashes."""
    return {
        "position": event.position,
        "at": instant(event.at),
        "user": event.user_id,
        "role": event.role,
        "place": event.place,
        "act": event.act,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
    }


def plain(columns: Columns) -> dict[str, object]:
    """Columns as JSON holds them."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in columns.items()
    }
