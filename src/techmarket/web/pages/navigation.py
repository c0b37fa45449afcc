"""Where one can go: links of the navigation by role, and those that everybody has at the foot.

A link is shown to whoever may do what its page is for. Not here: whether a page answers, which its
view decides again (`accounts.acting`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

from techmarket.web.pages.wording import Both, both

if TYPE_CHECKING:
    from techmarket.web.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """A page that navigation leads to.

    Attributes:
        view: name of the view.
        label: what the link says.
        acts: the link is for whoever may do one of these; empty: for everybody.
    """

    view: str
    label: Both
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page that is shown.

    Attributes:
        address: where it leads.
        label: what it says.
        here: the page that is shown is that one, or below it.
    """

    address: str
    label: Both
    here: bool


MAIN = (
    Place("applying", both("我的合同", "My contracts"), ("contract.draft",)),
    Place(
        "review",
        both("合同办理", "Contracts"),
        ("contract.accept", "contract.second_review", "contract.revoke"),
    ),
    Place(
        "certificates",
        both("证明文件", "Certificates"),
        ("certificate.download", "certificate.check"),
    ),
    Place("notices", both("通知", "Notices"), ("notice.acknowledge", "objection.answer")),
    Place("parties_to_confirm", both("登记主体", "Account holders"), ("party.confirm",)),
    Place("same_parties", both("重复主体", "Parties twice"), ("party.merge",)),
    Place("totals", both("统计", "Totals"), ("count.read",)),
    Place("snapshots", both("快照", "Snapshots"), ("count.freeze",)),
    Place("people", both("机构与人员", "Offices and people"), ("organisation.people",)),
    Place("party_people", both("单位与人员", "Units and people"), ("party.people",)),
    Place("tokens", both("接口令牌", "API tokens"), ("token.manage",)),
)
"""The navigation, in its order."""

PUBLIC = (
    Place("public_check", both("查验登记证明", "Check a certificate")),
    Place("public_revoked", both("已撤销的证明", "Revoked certificates")),
    Place("public_api", both("数据接口", "API")),
    Place("public_help", both("使用帮助", "Help")),
)
"""Links at the foot of every page."""


def links(request: HttpRequest, actor: Actor | None) -> list[Link]:
    """The navigation of whoever reads; empty for visitors."""
    if actor is None:
        return []
    return _shown(request, tuple(one for one in MAIN if any(map(actor.may, one.acts))))


def public_links(request: HttpRequest) -> list[Link]:
    """The links at the foot."""
    return _shown(request, PUBLIC)


def _shown(request: HttpRequest, places: tuple[Place, ...]) -> list[Link]:
    """Links of the places; of those whose addresses hold one another only the longest is here."""
    found = [(reverse(one.view), one.label) for one in places]
    begins = [address for address, _ in found if request.path.startswith(address)]
    here = max(begins, key=len, default="")
    return [Link(address, label, address == here) for address, label in found]
