"""The proof that the history is whole: every link from the first event to the head.

Not here: adding events (`record`).
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.web.history.chain import NO_EVENT, seal
from techmarket.web.history.models import ChainHead, Event
from techmarket.web.history.record import content_of
from techmarket.web.pages.wording import Both, both


@dataclass(frozen=True, slots=True)
class Proof:
    """What walking the chain found.

    Attributes:
        events: how many links hold, from the first on.
        broken: what is wrong with the first link that does not hold; `None`: all hold.
        position: of that link; 0 if all hold.
        head: hash of the last event that holds; kept elsewhere it proves the whole chain later.
    """

    events: int
    broken: Both | None
    position: int
    head: str


def verify(known_head: str = "") -> Proof:
    """Walk the whole chain, in steady memory.

    Args:
        known_head: a hash noted earlier, which must occur in the chain; "": none is known.
    """
    previous, count, seen = NO_EVENT, 0, not known_head
    for event in Event.objects.order_by("position").iterator(2000):
        expected = count + 1
        if event.position != expected:
            return _broken(
                count,
                previous,
                expected,
                both(f"缺少第 {expected} 个事件", f"event {expected} is missing"),
            )
        if event.previous_hash != previous:
            return _broken(
                count,
                previous,
                expected,
                both("与前一事件的衔接不符", "it does not follow from the event before"),
            )
        if seal(content_of(event), previous) != event.hash:
            return _broken(
                count, previous, expected, both("内容被改动过", "its content was altered")
            )
        previous, count = event.hash, expected
        seen = seen or previous == known_head
    head = ChainHead.objects.filter(id=1).first()
    end = (head.position, head.hash) if head else (0, NO_EVENT)
    if end != (count, previous):
        return _broken(
            count,
            previous,
            count + 1,
            both(
                f"记录的末尾是第 {end[0]} 个事件，实有 {count} 个",
                f"the recorded end is event {end[0]}, and there are {count}",
            ),
        )
    if not seen:
        return _broken(
            count,
            previous,
            count,
            both("没有出现所记的校验值", "the hash noted earlier does not occur"),
        )
    return Proof(count, None, 0, previous)


def _broken(events: int, head: str, position: int, why: Both) -> Proof:
    return Proof(events, why, position, head)
