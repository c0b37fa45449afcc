"""A small register for the tests of the site: offices, people of every role, a sound application.

Not here: what is tested with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership, User
from techmarket.web.contracts.actions import applying, deciding
from techmarket.web.contracts.models import Contract
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.organisations.tree import found
from techmarket.web.parties.models import Party, PartyUnit

SINCE = date(2013, 1, 1)
NUMBERS = count(1)


@dataclass
class Offices:
    """The tree: centre; Guangdong with Shenzhen and one agency; Hubei with one agency."""

    centre: Organisation
    guangdong: Organisation
    shenzhen: Organisation
    agency: Organisation
    tax: Organisation
    finance: Organisation
    hubei: Organisation
    other_agency: Organisation


def offices() -> Offices:
    """The offices of the tests."""

    def office(parent: Organisation | None, code: str, kind: str, zh: str, **more: Any) -> Any:
        region = more.pop("region", code)
        return found(
            parent, since=SINCE, code=code, kind=kind, name_zh=zh, name_en=zh, region=region, **more
        )

    centre = office(None, "000000", Kind.CENTRE, "国家中心")
    guangdong = office(centre, "440000", Kind.PROVINCE, "广东省科学技术厅")
    shenzhen = office(guangdong, "440300", Kind.PLAN_CITY, "深圳市科技创新委员会")
    agency = office(
        shenzhen, "440301", Kind.AGENCY, "深圳市技术合同登记处", region="440300",
        takes_applications=True,
    )  # fmt: skip
    tax = office(guangdong, "T440000", Kind.TAX, "广东省税务局", region="440000")
    finance = office(guangdong, "F440000", Kind.FINANCE, "广东省财政厅", region="440000")
    hubei = office(centre, "420000", Kind.PROVINCE, "湖北省科学技术厅")
    other = office(
        hubei, "420101", Kind.AGENCY, "武汉市技术合同登记处", region="420100",
        takes_applications=True,
    )  # fmt: skip
    return Offices(centre, guangdong, shenzhen, agency, tax, finance, hubei, other)


def person(role: str, **where: Any) -> Actor:
    """Somebody new in a role, for an organisation, a party or a unit of a party."""
    number = next(NUMBERS)
    user = User.objects.create_user(f"person{number}", "a long pass phrase", name=f"人员{number}")
    return Actor(user, Membership.objects.create(user=user, role=role, valid_from=SINCE, **where))


def party(name: str, agency: Organisation | None = None, **columns: Any) -> Party:
    """A party; with an agency it has an account there."""
    told = {
        "party_id": f"P{next(NUMBERS):08}",
        "name": name,
        "kind": "150",
        "country": "142",
        "region": "440300",
        "industry": "I65",
        "files": agency is not None,
        "agency": agency,
        "confirmed": agency is not None,
    }
    return Party.objects.create(**(told | columns))


def unit(of: Party, name: str) -> PartyUnit:
    """A unit of a party."""
    return PartyUnit.objects.create(party=of, name=name)


def sound(seller: Party, buyer: Party, **changed: str) -> dict[str, str]:
    """What an applicant types for a contract that can be registered today."""
    today = timezone.localdate()
    return {
        "project_name": "信号采集模块的委托开发",
        "contract_type": "11",
        "signing_date": today.isoformat(),
        "start_date": today.isoformat(),
        "end_date": today.replace(year=today.year + 2, day=1).isoformat(),
        "payment_method": "1",
        "is_related_party": "否",
        "value": "123456.78",
        "technical_value": "100000.00",
        "currency": "CNY",
        "ip_type": "1",
        "technical_field": "01",
        "objective": "10",
        "plan_source": "计划外",
        "seller_id": seller.party_id,
        "buyer_id": buyer.party_id,
    } | changed


@dataclass
class Register:
    """Offices, a seller and a buyer with people, and officials.

    Attributes:
        owner: acts for the seller; `registrar` and `reviewer` for its agency and its city.
    """

    offices: Offices
    seller: Party
    buyer: Party
    owner: Actor
    registrar: Actor
    reviewer: Actor

    def submitted(self, **changed: str) -> Contract:
        """A sound application, submitted."""
        draft = applying.begin(self.owner, sound(self.seller, self.buyer, **changed))
        words = {one.id: "属实。" for one in applying.check(draft)[2] if not one.hard}
        return applying.submit(self.owner, draft.uid, draft.revision, words)

    def accepted(self, **changed: str) -> Contract:
        """A sound application, accepted."""
        one = self.submitted(**changed)
        return deciding.accept(self.registrar, one.uid, one.revision, None)

    def registered(self, **changed: str) -> Contract:
        """A registered contract."""
        one = self.accepted(**changed)
        return deciding.register(self.registrar, one.uid, one.revision)


def small_register() -> Register:
    """The register of most tests."""
    places = offices()
    seller = party("深圳华源电子有限公司", places.agency)
    buyer = party("武汉第一医院信号所", region="420100", kind="0231")
    return Register(
        places,
        seller,
        buyer,
        person("owner", party=seller),
        person("registrar", organisation=places.agency),
        person("reviewer", organisation=places.shenzhen),
    )
