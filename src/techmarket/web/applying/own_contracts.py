"""The list of own contracts: by where they stand, with counts, search and pages.

Not here: whose they are (`accounts.scope`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from techmarket.web.contracts.models import Contract, Note
from techmarket.web.pages.amounts import UnclearAmount, ten_thousand_yuan, typed_amount
from techmarket.web.pages.wording import Both, both

PAGE = 30
LONGEST_SEARCH = 120


@dataclass(frozen=True, slots=True)
class Tab:
    """Contracts that stand in like states.

    Attributes:
        id: in addresses.
        label: its name.
        states: codes of `contract_status`; none: all.
    """

    id: str
    label: Both
    states: tuple[str, ...] = ()


TABS = (
    Tab("all", both("全部", "All")),
    Tab("returned", both("待补正", "To correct"), ("returned",)),
    Tab("draft", both("草稿", "Drafts"), ("draft",)),
    Tab(
        "under_way",
        both("办理中", "Under way"),
        ("submitted", "accepted", "second_review", "second_review_returned"),
    ),
    Tab("registered", both("已登记", "Registered"), ("registered", "change_review")),
    Tab("ended", both("已结束", "Ended"), ("refused", "cancelled", "revoked")),
)
TAB = {one.id: one for one in TABS}


@dataclass(frozen=True, slots=True)
class CountedTab:
    """A tab with how many contracts are in it."""

    tab: Tab
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A contract in the list.

    Attributes:
        contract: it.
        title: the name of the project, as typed last.
        others: names of the other parties.
        value: in 万元, "" where it cannot be read.
    """

    contract: Contract
    title: str
    others: str
    value: str


def counted(every: QuerySet[Contract], here: Tab) -> list[CountedTab]:
    """The tabs; those for which there is no contract are left out, but for "all"."""
    number = dict(every.order_by().values_list("state").annotate(Count("id")))
    told = [
        CountedTab(
            one,
            sum(n for state, n in number.items() if not one.states or state in one.states),
            one is here,
        )
        for one in TABS
    ]
    return [one for one in told if one.count or not one.tab.states or one.here]


def chosen(every: QuerySet[Contract], tab: Tab, search: str) -> Paginator[Contract]:
    """The contracts of a tab that a search finds, newest first.

    Args:
        search: a registration number or its beginning, a part of the project's name or of a
            party's.
    """
    rows = every.filter(state__in=tab.states) if tab.states else every
    text = search.strip()[:LONGEST_SEARCH]
    if text:
        rows = rows.filter(
            Q(registration_number__startswith=text)
            | Q(draft__project_name__icontains=text)
            | Q(version__buyer__name__icontains=text)
            | Q(version__seller__name__icontains=text)
        )
    rows = rows.select_related("agency", "unit", "version__buyer", "version__seller")
    return Paginator(rows.order_by("-id"), PAGE)


def line_of(contract: Contract, own: str) -> Line:
    """A contract for the list.

    Args:
        own: number of the party whose list it is.
    """
    version = contract.version
    sides = [version.seller, version.buyer] if version else []
    return Line(
        contract,
        str(contract.draft.get("project_name") or "").strip(),
        "、".join(str(one) for one in sides if one is not None and one.party_id != own),
        _in_ten_thousands(contract),
    )


def notes_of_returned(every: QuerySet[Contract]) -> list[tuple[Contract, list[Note]]]:
    """What agencies ask to be corrected, contract by contract, the latest first."""
    rows = every.filter(state="returned").order_by("-changed_at").prefetch_related("notes")[:PAGE]
    return [(one, [note for note in one.notes.all() if not note.resolved]) for one in rows]


def _in_ten_thousands(contract: Contract) -> str:
    if contract.version is not None and contract.version.value is not None:
        return ten_thousand_yuan(contract.version.value)
    try:
        return ten_thousand_yuan(typed_amount(str(contract.draft.get("value") or "")))
    except UnclearAmount:
        return ""
