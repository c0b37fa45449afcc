"""The first page: what waits for whoever reads, by role. Not here: the lists it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from techmarket.web.accounts.actions.signing_up import waiting_for
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.middleware import actor_of
from techmarket.web.accounts.scope import contracts_of
from techmarket.web.applying.own_contracts import TABS, counted
from techmarket.web.pages.wording import Both, both
from techmarket.web.review.queues import MOST_COUNTED, QUEUES, counts

OF_A_REVIEWER = ("second",)
OF_A_WATCHER = ("accept", "deciding", "soon", "overdue", "second")


@dataclass(frozen=True, slots=True)
class Card:
    """A number with where it leads.

    Attributes:
        label: of what.
        count: how many; "999+" beyond what is counted.
        address: its list.
        late: it should not be there.
    """

    label: Both
    count: str
    address: str
    late: bool = False


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where everybody begins."""
    actor = actor_of(request)
    if actor is None:
        return render(request, "pages/welcome.html")
    told = {"cards": cards(actor), "may_begin": actor.may("contract.draft")}
    return render(request, "pages/home.html", told)


def cards(actor: Actor) -> list[Card]:
    """What waits: an applicant's contracts by state, an office's queues."""
    if actor.may("contract.draft"):
        return _own_contracts(actor)
    if actor.declared.sees != "place":
        return []
    found = _queues(actor)
    if actor.may("party.confirm"):
        waiting = len(waiting_for(actor))
        label = both("待确认的登记主体", "Accounts to confirm")
        found.append(Card(label, str(waiting), reverse("parties_to_confirm")))
    return found


def _own_contracts(actor: Actor) -> list[Card]:
    """Contracts by the tabs of their list, but for the tab of all."""
    return [
        Card(
            one.tab.label,
            str(one.count),
            f"{reverse('applying')}?tab={one.tab.id}",
            one.tab.id == "returned",
        )
        for one in counted(contracts_of(actor), TABS[0])
        if one.tab.states
    ]


def _queues(actor: Actor) -> list[Card]:
    """The queues of a role, in their order; a watcher's are those in which things can be late."""
    if actor.may("contract.accept"):
        shown = tuple(one for one in QUEUES if one not in ("second", "all"))
    else:
        shown = OF_A_REVIEWER if actor.may("contract.second_review") else OF_A_WATCHER
    waiting = counts(actor)
    return [
        Card(
            QUEUES[one].label,
            f"{MOST_COUNTED}+" if waiting[one] > MOST_COUNTED else str(waiting[one]),
            reverse("review_queue", args=[one]),
            one == "overdue" and waiting[one] > 0,
        )
        for one in shown
    ]
