"""Papers of the home agency: texts attached to applications, certificates issued and revoked.

Made by the actions that people use, as a demonstration of tax offices and reviewers would be empty
without them. Not here: the contracts (`lives`, `rows`).
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import typst

from techmarket.fonts import FAMILY, typeface
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership
from techmarket.web.applying.actions.attaching import add
from techmarket.web.certificates.actions.issuing import issue, revoke
from techmarket.web.certificates.models import Certificate
from techmarket.web.contracts.models import STANDING, Contract
from techmarket.web.pages.refused import Refused

CERTIFICATES = 24
"""The newest registrations of the home agency that get one."""

TAX_CERTIFICATES = 6
"""At most, where the law grants relief."""

REASON = "示范：证明上的金额有误。"

STANDS_FOR = "本页为示范数据，代替双方签订的合同文本。 This page stands for the signed text."

SOURCE = """
#set page("a4", margin: 30mm)
#set document(title: sys.inputs.title)
#set text(font: sys.inputs.font, size: 12pt, lang: "zh", region: "cn")
#align(center, text(17pt, weight: "bold", sys.inputs.title))
#v(1em)
#sys.inputs.text
"""


@dataclass(frozen=True, slots=True)
class Papers:
    """What was made.

    Attributes:
        attachments: files attached to applications.
        certificates: documents issued, the revoked ones included.
    """

    attachments: int
    certificates: int


def make_papers() -> Papers:
    """Attach a text to whatever the home party can still change; certify what is registered."""
    registrar, owner = _who("registrar"), _who("owner")
    attached = 0
    open_ones = Contract.objects.filter(applicant=owner.party, state__in=("draft", "returned"))
    for one in open_ones.order_by("pk"):
        text = _text(one)
        add(owner, one.uid, "合同文本.pdf", BytesIO(text), len(text))
        attached += 1
    return Papers(attached, _certified(registrar, _who("administrator", registrar)))


def _certified(registrar: Actor, administrator: Actor) -> int:
    standing = Contract.objects.filter(agency=registrar.organisation, state__in=STANDING)
    newest = standing.order_by("-registration_date", "-pk")[:CERTIFICATES]
    made = [issue(registrar, one.uid, Certificate.Kind.RECOGNITION) for one in newest]
    taxed = 0
    for one in newest:
        if taxed < TAX_CERTIFICATES:
            try:
                made.append(issue(registrar, one.uid, Certificate.Kind.TAX))
                taxed += 1
            except Refused:  # The law grants no relief for it.
                continue
    if made:
        who = administrator if administrator.may("certificate.revoke") else registrar
        revoke(who, made[0].uid, REASON)
    return len(made)


def _who(role: str, beside: Actor | None = None) -> Actor:
    """The one whose login name at the home places is the role; else of the same office."""
    every = Membership.objects.filter(role=role).select_related("user", "party", "organisation")
    if beside is None:
        one = every.get(user__username=role)
    else:
        one = every.get(organisation=beside.organisation)
    return Actor(one.user, one)


def _text(contract: Contract) -> bytes:
    """A page in the place of the text that was signed."""
    name = str(contract.draft.get("project_name") or "技术合同")
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[typeface().folder],
    )
    told = {"title": name, "font": FAMILY, "text": STANDS_FOR}
    compiler = typst.Compiler(
        SOURCE.encode(), font_paths=fonts, ignore_system_fonts=True, sys_inputs=told
    )
    content = compiler.compile(format="pdf")
    assert isinstance(content, bytes)
    return content
