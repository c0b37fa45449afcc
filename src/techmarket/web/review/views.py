"""Pages of the queues, and several contracts accepted at once.

Not here: which contracts stand in which queue (`queues`), the page of one (`views_of_contract`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from techmarket.codes import code_list
from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import agencies_of
from techmarket.web.contracts.models import Contract
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.pages.amounts import ten_thousand_yuan
from techmarket.web.pages.refused import MayNot, Refused
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import Both, both, language
from techmarket.web.review.actions import accept_many
from techmarket.web.review.contract_clock import clock_in_queue
from techmarket.web.review.findings import Choice
from techmarket.web.review.queues import MOST_COUNTED, QUEUES, Filters, Page, Queue, counts, page_of

MOST_AGENCIES = 200
"""An office above more agencies chooses by looking for a name and not from a list."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A queue among the tabs.

    Attributes:
        queue: it.
        count: how many wait, "999+" beyond; "" where it is not counted.
        here: it is the one that is shown.
        late: something in it is overdue.
    """

    queue: Queue
    count: str
    here: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A list by which a queue is narrowed.

    Attributes:
        name: of the parameter.
        label: in words.
        choices: what may be chosen.
    """

    name: str
    label: Both
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Line:
    """A contract in a queue.

    Attributes:
        contract: it.
        state: in words.
        type: in words.
        value: in 万元; "" where it is not stated.
        clock: "due in 3 working days"; `None` where none runs.
        urgency: "overdue", "soon" or "".
        address: of its page, which leads back into the queue.
        due: the due day, "" for none.
        provisional: the due day goes through days of which only weekends are known.
    """

    contract: Contract
    state: str
    type: str
    value: str
    clock: Both | None
    urgency: str
    address: str
    due: str
    provisional: bool


def must_review(actor: Actor) -> None:
    """Go on only if the actor works for an office on its contracts.

    Raises:
        MayNot: they do not.
    """
    if actor.declared.sees != "place":
        raise MayNot()


@require_safe
@acting
def work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where somebody's work begins: second reviews for a reviewer, else what is to be accepted."""
    must_review(actor)
    own = "accept" if actor.may("contract.accept") else "all"
    first = "second" if actor.may("contract.second_review") else own
    return redirect("review_queue", queue_id=first)


@require_safe
@acting
def show_queue(request: HttpRequest, actor: Actor, queue_id: str) -> HttpResponse:
    """A page of a queue, narrowed by what is asked for."""
    must_review(actor)
    queue = QUEUES.get(queue_id)
    if queue is None:
        return redirect("review")
    return _queue_page(request, actor, queue)


def _queue_page(request: HttpRequest, actor: Actor, queue: Queue) -> HttpResponse:
    asked = request.GET
    names = ("q", "state", "contract_type", "agency", "clerk")
    filters = Filters(
        **{name: asked.get(name, "").replace("\0", "").strip()[:200] for name in names}
    )
    wrong: Both | None = None
    try:
        page = page_of(actor, queue, filters, asked.get("after", ""))
    except Refused as refused:
        page, wrong = Page([], ""), refused.text
    counted = counts(actor)
    context = {
        "queue": queue,
        "tabs": [
            Tab(
                one,
                _count(counted.get(one.id)),
                one is queue,
                one.id == "overdue" and counted[one.id] > 0,
            )
            for one in QUEUES.values()
            if one.id != "mine" or actor.may("contract.take")
        ],
        "lines": _lines(page.rows, queue),
        "filters": filters,
        "narrowed": bool(filters.given()),
        "wrong": wrong,
        "first": "after" not in asked,
        "following": urlencode(filters.given() | {"after": page.following})
        if page.following
        else "",
        "selects": _selects(actor, queue, filters),
        "many_places": actor.organisation is not None and actor.organisation.kind != Kind.AGENCY,
        "may_accept": queue.id == "accept" and actor.may("contract.accept"),
    }
    return render(request, "review/queue.html", context)


@require_POST
@acting
def accept_several(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Accept those that are ticked; what cannot be accepted stays, with the reason."""
    must_review(actor)
    try:
        outcomes = accept_many(actor, _ticked(request))
    except Refused as refused:
        messages.error(request, str(refused.text))
        return redirect("review_queue", queue_id="accept")
    done = sum(one.refused is None for one in outcomes)
    if done:
        text = both(f"已受理 {done} 件。", f"{done} accepted.")
        messages.success(request, str(text))
    for one in outcomes:
        if one.refused is not None:
            messages.error(request, f"{one.uid[:8]}: {one.refused}")
    return redirect("review_queue", queue_id="accept" if done < len(outcomes) else "mine")


def _ticked(request: HttpRequest) -> list[tuple[str, int]]:
    """uid and revision of each ticked row; what is neither is left out."""
    ticked = []
    for one in request.POST.getlist("contract")[:1000]:
        uid, _, revision = one.partition(":")
        if revision.isascii() and revision.isdigit() and len(revision) < 10:
            ticked.append((uid, int(revision)))
    return ticked


def _lines(rows: list[Contract], queue: Queue) -> list[Line]:
    # One address is looked up and the others made from it: fifty look-ups are a tenth of the page.
    nil = UUID(int=0)
    address = f"{reverse('review_contract', args=[nil])}?queue={queue.id}"
    today = timezone.localdate()
    return [_line(one, address.replace(str(nil), str(one.uid)), today) for one in rows]


def _line(contract: Contract, address: str, today: date) -> Line:
    clock = clock_in_queue(contract)
    value = getattr(contract.version, "value", None)
    urgency = ""
    if clock is not None:
        urgency = (
            "overdue" if clock.is_overdue(today) else "soon" if clock.is_due_soon(today) else ""
        )
    return Line(
        contract,
        code_label("contract_status", contract.state),
        code_label("contract_type", getattr(contract.version, "contract_type", None) or ""),
        ten_thousand_yuan(value) if isinstance(value, int) else "",
        clock.words(today) if clock else None,
        urgency,
        address,
        contract.due_on.isoformat() if contract.due_on else "",
        clock is not None and clock.provisional,
    )


def _selects(actor: Actor, queue: Queue, filters: Filters) -> list[Select]:
    """The lists that narrow a queue, without those that could not."""
    nobody = both("无人领办", "Nobody yet")
    every = [
        Select(
            "state",
            both("状态", "State"),
            _choices("contract_status", filters.state) if queue.id == "all" else [],
        ),
        Select(
            "contract_type",
            both("合同类别", "Contract type"),
            _choices("contract_type", filters.contract_type),
        ),
        Select("agency", both("登记机构", "Agency"), _agencies(actor, filters.agency)),
        Select(
            "clerk",
            both("办理人", "Clerk"),
            [Choice("none", str(nobody), filters.clerk == "none")] if queue.id != "mine" else [],
        ),
    ]
    return [one for one in every if one.choices]


def _count(number: int | None) -> str:
    if number is None:
        return ""
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)


def _choices(name: str, chosen: str) -> list[Choice]:
    return [
        Choice(one.code, one.label_zh if language() == "zh" else one.label_en, one.code == chosen)
        for one in code_list(name).codes()
        if one.code != "draft"
    ]


def _agencies(actor: Actor, chosen: str) -> list[Choice]:
    """The agencies below an office; none to choose from where it is one itself, or has too many."""
    if actor.organisation is None or actor.organisation.kind == Kind.AGENCY:
        return []
    below = Organisation.objects.filter(pk__in=agencies_of(actor.organisation), kind=Kind.AGENCY)
    some = list(below.order_by("code")[: MOST_AGENCIES + 1])
    if len(some) > MOST_AGENCIES:
        some = [one for one in some if one.code == chosen]
    return [Choice(one.code, str(one), one.code == chosen) for one in some]
