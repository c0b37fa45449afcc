"""Work queues: which contracts wait for whom, in which order, page by page.

A page is asked for by the key of the last row before it, so that the thousandth page costs what
the first does. Not here: how a page looks (`views`), and what is looked for (`search`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from techmarket.codes import code_list
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import agencies_of, contracts_of
from techmarket.web.contracts.models import Contract
from techmarket.web.pages.wording import Both, both
from techmarket.web.review.contract_clock import DECIDING, latest_due_soon
from techmarket.web.review.search import found, is_number
from techmarket.web.working_days.counting_rules import counting_rules

ROWS = 50
MOST_COUNTED = 999
"""A tab counts so far and says "999+" beyond."""

IN_WORK = ("submitted", *DECIDING, "returned", "change_review")
NEVER = date.max
Place = tuple[date, int]
"""Due day, `NEVER` for none, and primary key of a contract in a queue."""

KEY = re.compile("([0-9]{1,7})-([0-9]{1,18})")
"""Ordinal of the due day and primary key of the last row of a page."""


SHOWN = (
    "uid",
    "revision",
    "state",
    "submitted_at",
    "accepted_on",
    "clock_from",
    "due_on",
    "registration_number",
    "version__project_name",
    "version__contract_type",
    "version__value",
    "version__seller__party_id",
    "version__seller__name",
    "version__buyer__party_id",
    "version__buyer__name",
    "agency__name_zh",
    "agency__name_en",
    "clerk__name",
)
"""Of a contract what its row shows, and nothing else is read."""


class Order(Enum):
    """In which order a queue stands."""

    DUE = "due"
    """Due first; what has no due day last, begun first."""
    OLDEST = "oldest"
    """Begun first."""
    NEWEST = "newest"
    """Begun last."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One tab.

    Attributes:
        id: in addresses.
        label: on the tab.
        order: see there.
        empty: what stands where there is nothing.
        states: those of its contracts; empty: any.
    """

    id: str
    label: Both
    order: Order
    empty: Both
    states: tuple[str, ...] = ()


QUEUES: Mapping[str, Queue] = {
    one.id: one
    for one in (
        Queue(
            "accept",
            both("待受理", "To accept"),
            Order.DUE,
            both("没有待受理的申请。", "Nothing waits to be accepted."),
            ("submitted",),
        ),
        Queue(
            "mine",
            both("我办理的", "Mine"),
            Order.DUE,
            both(
                "您手上没有合同。可从“审核中”领办。",
                "You have none in hand; take one from “Under review”.",
            ),
            IN_WORK,
        ),
        Queue(
            "deciding",
            both("审核中", "Under review"),
            Order.DUE,
            both("没有审核中的合同。", "Nothing is under review."),
            ("accepted", "second_review_returned"),
        ),
        Queue(
            "soon",
            both("即将到期", "Due soon"),
            Order.DUE,
            both("近日没有到期的合同。", "Nothing is due in the next days."),
            DECIDING,
        ),
        Queue(
            "overdue",
            both("已逾期", "Overdue"),
            Order.DUE,
            both("没有逾期的合同。", "Nothing is overdue."),
            DECIDING,
        ),
        Queue(
            "second",
            both("待复核", "Second review"),
            Order.DUE,
            both("没有待复核的合同。", "Nothing waits for a second review."),
            ("second_review",),
        ),
        Queue(
            "change_second",
            both("变更待复核", "Second review of changes"),
            Order.OLDEST,
            both("没有待复核的变更。", "No change waits for a second review."),
        ),
        Queue(
            "change",
            both("变更和注销", "Changes"),
            Order.OLDEST,
            both("没有待办理的变更或注销申请。", "No change or cancellation is asked for."),
        ),
        Queue(
            "returned",
            both("待补正", "Returned"),
            Order.DUE,
            both("没有退回补正中的合同。", "Nothing is with an applicant for correction."),
            ("returned",),
        ),
        Queue(
            "all",
            both("全部", "All"),
            Order.NEWEST,
            both("没有合同。", "There are no contracts."),
        ),
    )
}
"""By id, in the order of the tabs."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a queue; "" where nothing is chosen.

    Attributes:
        q: what is looked for, see `search`.
        state: code of `contract_status`.
        contract_type: code of `contract_type`, with all below it.
        agency: code of an agency.
        clerk: "none": nobody has taken it.
    """

    q: str = ""
    state: str = ""
    contract_type: str = ""
    agency: str = ""
    clerk: str = ""

    def given(self) -> dict[str, str]:
        """Those that are chosen, by name."""
        names = ("q", "state", "contract_type", "agency", "clerk")
        return {name: text for name in names if (text := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a queue.

    Attributes:
        rows: contracts with version, parties, agency and clerk, as far as `SHOWN`.
        following: the key by which the next page is asked for; "" on the last.
    """

    rows: list[Contract]
    following: str


def page_of(actor: Actor, queue: Queue, filters: Filters, after: str = "") -> Page:
    """A page of what an actor sees of a queue.

    Args:
        after: the key of the last row before the page; what is no key gives the first page.

    Raises:
        Refused: too little was typed to look for.
    """
    members = _members(contracts_of(actor), actor, queue)
    office = actor.organisation
    agencies = agencies_of(office) if filters.q and office is not None else ()
    narrowed = found(_narrowed(members, filters), filters.q, agencies)
    if is_number(filters.q):
        # PostgreSQL would walk through all contracts in order until it has met enough of them.
        narrowed = narrowed.annotate(place=F("pk") + 0)
    few = bool(filters.q) or queue.id == "mine"
    keys = _places(narrowed, queue, _read_key(after), ROWS + 1, few=few)
    wanted = [number for _, number in keys[:ROWS]]
    rows = {
        one.pk: one
        for one in Contract.objects.filter(pk__in=wanted)
        .select_related("version__seller", "version__buyer", "agency", "clerk")
        .only(*SHOWN)
    }
    following = f"{keys[ROWS - 1][0].toordinal()}-{keys[ROWS - 1][1]}" if len(keys) > ROWS else ""
    return Page([rows[number] for number in wanted if number in rows], following)


def next_in(actor: Actor, queue: Queue, passed: Contract) -> Contract | None:
    """The contract to open when one of a queue is done with; `None` where no other waits."""
    waiting = _members(contracts_of(actor), actor, queue).exclude(pk=passed.pk)
    if queue.id == "all":
        waiting = waiting.filter(pk__lt=passed.pk)
    first = _places(waiting, queue, None, 1, few=queue.id == "mine")
    return Contract.objects.only("pk", "uid").get(pk=first[0][1]) if first else None


def counts(actor: Actor) -> dict[str, int]:
    """How many wait in each queue but "all", each counted to one more than `MOST_COUNTED`."""
    seen = contracts_of(actor)
    asked = {
        queue.id: _of_states(_members(seen, actor, queue), queue.states)
        .values("pk")[: MOST_COUNTED + 1]
        .query.sql_with_params()
        for queue in QUEUES.values()
        if queue.id != "all"
    }
    # One statement: the way to the database and back costs more than most of the counts.
    one_each = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) counted)" for sql, _ in asked.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {one_each}", [one for _, told in asked.values() for one in told])
        row = cursor.fetchone()
    return dict(zip(asked, row, strict=True))


def _members(seen: QuerySet[Contract], actor: Actor, queue: Queue) -> QuerySet[Contract]:
    """Those of the contracts that an actor sees that stand in a queue, but for its states."""
    today = timezone.localdate()
    match queue.id:
        case "mine":
            return seen.filter(clerk=actor.user)
        case "soon":
            until = latest_due_soon(today, counting_rules().soon_days)
            return seen.filter(due_on__gte=today, due_on__lte=until)
        case "overdue":
            return seen.filter(due_on__lt=today)
        case "change_second":
            return seen.filter(changes__passed_on=True)
        case "change":
            return seen.filter(changes__state="asked")
    return seen


def _of_states(contracts: QuerySet[Contract], states: tuple[str, ...]) -> QuerySet[Contract]:
    return contracts.filter(state__in=states) if states else contracts.exclude(state="draft")


def _narrowed(contracts: QuerySet[Contract], filters: Filters) -> QuerySet[Contract]:
    if filters.state in code_list("contract_status"):
        contracts = contracts.filter(state=filters.state)
    types = code_list("contract_type")
    if filters.contract_type in types:
        below = [one.code for one in types.leaves(filters.contract_type)]
        contracts = contracts.filter(version__contract_type__in=[filters.contract_type, *below])
    if filters.agency:
        contracts = contracts.filter(agency__code=filters.agency)
    if filters.clerk == "none":
        contracts = contracts.filter(clerk__isnull=True)
    return contracts


def _places(
    members: QuerySet[Contract],
    queue: Queue,
    after: Place | None,
    number: int,
    *,
    few: bool = False,
) -> list[Place]:
    """The due days and primary keys of so many contracts after a place, in the queue's order.

    Args:
        members: those that stand in the queue, but for its states.
        queue: the queue.
        after: the place of the last one before; `None` for the first page.
        number: how many.
        few: they are found by something narrower than agency and state, and sorted then.
    """
    if queue.order is Order.DUE and few:
        return _few_by_due_day(members.filter(state__in=queue.states), after, number)
    if queue.order is Order.DUE:
        return _by_due_day(members, queue.states, after, number)
    rows = _of_states(members, queue.states)
    if queue.order is Order.NEWEST:
        rows = rows.filter(pk__lt=after[1]) if after else rows
        rows = rows.order_by("-place" if "place" in rows.query.annotations else "-pk")
    else:
        rows = (rows.filter(pk__gt=after[1]) if after else rows).order_by("pk")
    return [(NEVER, pk) for pk in rows.values_list("pk", flat=True)[:number]]


def _by_due_day(
    members: QuerySet[Contract], states: tuple[str, ...], after: Place | None, number: int
) -> list[Place]:
    """As `_places`, state by state: each is then a stretch of the index on agency, state, day."""
    day, last = after or (date.min, 0)
    found: list[Place] = []
    if day < NEVER:
        later = members.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=last), due_on__gte=day)
        for state in states:
            dated = later.filter(state=state).order_by("due_on", "pk")
            rows = dated.values_list("due_on", "pk")[:number]
            found += [(due_on, pk) for due_on, pk in rows if due_on is not None]
    undated: list[Place] = []
    if len(found) < number:
        rest = members.filter(due_on__isnull=True, pk__gt=last if day == NEVER else 0)
        for state in states:
            without = rest.filter(state=state).order_by("due_on", "pk")
            undated += [(NEVER, pk) for pk in without.values_list("pk", flat=True)[:number]]
    return (sorted(found) + sorted(undated))[:number]


def _few_by_due_day(members: QuerySet[Contract], after: Place | None, number: int) -> list[Place]:
    """As `_by_due_day`, in one statement that sorts them all."""
    day, last = after or (date.min, 0)
    if day == NEVER:
        later = members.filter(due_on__isnull=True, pk__gt=last)
    else:
        dated = Q(due_on__gt=day) | Q(due_on=day, pk__gt=last)
        later = members.filter(dated | Q(due_on__isnull=True))
    rows = later.order_by(F("due_on").asc(nulls_last=True), "pk").values_list("due_on", "pk")
    return [(due_on or NEVER, pk) for due_on, pk in rows[:number]]


def _read_key(text: str) -> Place | None:
    """A key from an address; `None` for what is none."""
    read = KEY.fullmatch(text)
    if read is None:
        return None
    day, number = int(read[1]), int(read[2])
    known = date.min.toordinal() <= day <= NEVER.toordinal()
    return (date.fromordinal(day), number) if known else None
