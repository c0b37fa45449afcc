"""Drawing what the contracts of the demonstration say, and how far each has come, by a seed.

Each satisfies the hard rules on its day; one that does not is drawn again. Not here: rows in the
database (`rows`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from techmarket.codes import code_list
from techmarket.simulate.subjects import RIGHT_TRANSFERRED
from techmarket.simulate.vocabulary import vocabulary
from techmarket.web.contracts.facts import APPLIED, sides_of
from techmarket.web.contracts.typed import failing
from techmarket.web.demo.offices import Offices
from techmarket.web.organisations.models import Organisation
from techmarket.web.parties.models import Party

HERE = ZoneInfo("Asia/Shanghai")
YEARS = 2
"""Contracts were registered from the beginning of the year so many years ago on."""

STATES = {
    "draft": 4,
    "submitted": 5,
    "accepted": 6,
    "returned": 4,
    "second_review": 3,
    "second_review_returned": 2,
    "refused": 3,
    "registered": 64,
    "change_review": 3,
    "cancelled": 3,
    "revoked": 3,
}
"""Of a hundred contracts (assumed)."""

MOST_TRIES = 100
"""More would say that no contract is lawful; that is a defect and not bad luck."""

NUMBERED = ("registered", "change_review", "cancelled", "revoked")
DECIDED = (*NUMBERED, "refused")
CHANGED = {"": 84, "amendment": 9, "assignment": 4, "cancellation_asked": 3}
"""Of a hundred that stand: what was changed or is asked for."""


@dataclass
class Life:
    """One contract, as drawn.

    Attributes:
        values: declared field to value, as the applicant states it.
        broken: id of each soft rule that it breaks.
        state: how far it has come.
        change: "", or what was changed or asked for after registration.
        submitted, accepted, decided, changed: moments; those that it has not reached are `None`.
        recognised: the technical value as recognised, 分; `None`: as stated.
        heir: to whom the buyer assigned it.
        serial: of its registration number; given when rows are made.
    """

    uid: UUID
    agency: Organisation
    seller: Party
    buyer: Party
    values: dict[str, Any]
    broken: list[str]
    state: str
    change: str
    begun: datetime
    submitted: datetime | None = None
    accepted: datetime | None = None
    decided: datetime | None = None
    asked: datetime | None = None
    changed: datetime | None = None
    recognised: int | None = None
    heir: Party | None = None
    serial: int = 0


def draw_lives(
    rng: Random,
    contracts: int,
    offices: Offices,
    sellers: list[Party],
    buyers: list[Party],
    today: date,
) -> list[Life]:
    """So many contracts, in the order in which they were begun."""
    every = [one for one, _ in offices.agencies]
    weights = [len(every) // 5 if one == offices.home else 1 for one in every]
    own: dict[str, list[Party]] = {}
    for one in sellers:
        own.setdefault(one.region, []).append(one)
    # Of each state some at the home agency, so that everybody there has something to do.
    fixed = [(state, offices.home) for state in STATES for _ in range(3)]
    lives = []
    for number in range(contracts):
        if number < len(fixed):
            state, agency = fixed[number]
        else:
            state = rng.choices(list(STATES), list(STATES.values()))[0]
            agency = rng.choices(every, weights)[0]
        seller = own[agency.region][0 if number < len(fixed) else rng.randrange(6)]
        life = _life(rng, agency, seller, rng.choice(buyers), state, today)
        if life.change == "assignment":
            life.heir = rng.choice([one for one in buyers if one != life.buyer])
        lives.append(life)
    return sorted(lives, key=lambda one: one.begun)


def _life(
    rng: Random, agency: Organisation, seller: Party, buyer: Party, state: str, today: date
) -> Life:
    change = ""
    if state == "registered":
        change = rng.choices(list(CHANGED), list(CHANGED.values()))[0]
    first = date(today.year - YEARS, 1, 20)
    span = (today - first).days
    back = rng.randrange(2, span) if state in DECIDED else rng.randrange(1, 25)
    decided = _workday(today - timedelta(days=back))
    drawn = (_drawn(rng, agency, seller, buyer, state, change, decided) for _ in range(MOST_TRIES))
    life = next(one for one in drawn if one is not None)
    _moments(rng, life, decided, today)
    return life


def _drawn(
    rng: Random,
    agency: Organisation,
    seller: Party,
    buyer: Party,
    state: str,
    change: str,
    day: date,
) -> Life | None:
    """A contract by what it says; `None` if it breaks a hard rule."""
    values = _values(rng, seller, buyer, day)
    office = {
        "registration_number": f"{agency.code}{day.year}000001",
        "registration_region": agency.region,
        "registration_agency": agency.code,
        "acceptance_date": day - timedelta(days=8),
        "registration_date": day,
        "registrar": "登记员",
        "status": "registered",
    }
    broken = failing("contract", values | office, day)
    if any(one.hard for one in broken):
        return None
    begun = datetime.combine(day - timedelta(days=20), time(9), HERE)
    soft = [one.id for one in broken]
    uid = UUID(int=rng.getrandbits(128), version=4)
    return Life(uid, agency, seller, buyer, values, soft, state, change, begun)


def _values(rng: Random, seller: Party, buyer: Party, day: date) -> dict[str, Any]:
    """The declared fields that an applicant states."""

    def leaf(name: str) -> str:
        return rng.choice(code_list(name).leaves(None, day)).code

    kind = rng.choices(["11", "41", "3", leaf("contract_type")], [35, 40, 10, 15])[0]
    right = rng.choice(RIGHT_TRANSFERRED.get(kind, ("9", "9", "1", "3", "21")))
    technical_field = leaf("technical_field")
    plan = rng.choices(["9", leaf("plan_source")], [85, 15])[0]
    words = vocabulary()
    subject = rng.choice(words["projects"][technical_field[:2]])
    value = int(rng.lognormvariate(12.6, 1.5)) // 100 * 100 * 100 + 100_000
    signed = day - timedelta(days=rng.randrange(22, 60))
    values: dict[str, Any] = dict.fromkeys(one.name for one in APPLIED)
    values |= {
        "project_name": f"{subject}{words['work'].get(kind, '技术许可')}"
        f"（{rng.randrange(1, 10_000)} 号）",
        "contract_type": kind,
        "signing_date": signed,
        "start_date": signed,
        "end_date": signed + timedelta(days=rng.randrange(300, 1100)),
        "payment_method": rng.choice("1222"),
        "is_related_party": rng.random() < 0.05,
        "value": value,
        "technical_value": value * rng.randrange(60, 101) // 100 if rng.random() < 0.6 else value,
        "currency": "CNY",
        "ip_type": right,
        "ip_certificate": f"ZL{day.year - 1}1{rng.randrange(10**7):07}.{rng.randrange(10)}"
        if right.startswith("2")
        else None,
        "technical_field": technical_field,
        "objective": leaf("objective"),
        "plan_source": plan,
        "plan_number": None if plan == "9" else f"{day.year}-{rng.randrange(10**6):06}",
        "industry_served": buyer.industry,
        "seller_id": seller.party_id,
        "buyer_id": buyer.party_id,
    }
    return values | sides_of(values, {one.party_id: one for one in (seller, buyer)})


def _moments(rng: Random, life: Life, decided: date, today: date) -> None:
    """When each step was taken; contracts that are still open came in the last weeks."""
    accepted = decided - timedelta(days=rng.randrange(2, 12))
    submitted = accepted - timedelta(days=rng.randrange(1, 4))
    life.begun = _moment(rng, submitted - timedelta(days=rng.randrange(1, 4)))
    if life.state != "draft":
        life.submitted = _moment(rng, submitted)
    if life.state not in ("draft", "submitted"):
        life.accepted = _moment(rng, accepted)
    if life.state in (*DECIDED, "returned", "second_review", "second_review_returned"):
        life.decided = _moment(rng, decided)
    if life.change or life.state in ("change_review", "cancelled", "revoked"):
        left = (today - decided).days
        asked = decided + timedelta(days=rng.randrange(1, max(left, 2)))
        life.asked = _moment(rng, min(asked, today - timedelta(days=1)))
        life.changed = max(life.asked, _moment(rng, min(asked + timedelta(days=3), today)))
        now = datetime.combine(today, time(0, 30), HERE)
        life.changed = min(life.changed, max(now, life.asked + timedelta(minutes=1)))
    if life.state in NUMBERED and rng.random() < 0.3:
        life.recognised = life.values["technical_value"] * rng.randrange(80, 100) // 100


def _moment(rng: Random, day: date) -> datetime:
    """A moment of the working day."""
    seconds = rng.randrange(9 * 3600, 17 * 3600)
    return datetime.combine(day, time(), HERE) + timedelta(
        seconds=seconds, microseconds=rng.randrange(10**6)
    )


def _workday(day: date) -> date:
    """The day, or the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - 4))
