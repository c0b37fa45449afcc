"""What happened to each contract of the demonstration: its versions and its events, in order.

The rows say what the actions would have written. Not here: the drawing (`lives`), and putting the
rows into the database (`rows`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from techmarket.codes import code_list
from techmarket.record.registration_number import RegistrationNumber
from techmarket.web.accounts.actor import Actor
from techmarket.web.contracts.facts import sides_of
from techmarket.web.contracts.models import ENDED
from techmarket.web.demo.lives import NUMBERED, Life
from techmarket.web.demo.people import People
from techmarket.web.working_days.clocks import due

DEDUCTED = "设备、材料费"
REASONS = {
    "contract.return": "请补充技术内容的说明。",
    "contract.pass_on": "",
    "contract.second_review": "技术交易额的依据不足。",
    "contract.refuse": "经审查不符合登记条件。",
    "contract.ask_change": "双方签订了补充协议。",
    "contract.decide_change": "材料齐全，同意。",
    "contract.ask_cancellation": "合同已协商解除。",
    "contract.cancel": "材料齐全，予以注销。",
    "contract.revoke": "经核查属于重复登记，以处理决定书为准。",
}


@dataclass
class VersionRow:
    """A version to be made.

    Attributes:
        deduction: 分, 0 for none.
    """

    kind: str
    values: dict[str, Any]
    actor: Actor
    valid_from: date | None = None
    deduction: int = 0


@dataclass
class ChangeRow:
    """A change to be made; versions by their place among those of the contract."""

    kind: str
    done: bool
    asked: datetime
    decided: datetime | None
    before: int
    after: int | None
    actor: Actor
    decider: Actor
    ground: str = ""


@dataclass
class Happening:
    """An event to be made; `after` names versions by their place among those of the contract."""

    at: datetime
    actor: Actor
    act: str
    state: str
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass
class Steps:
    """All that happened to one contract.

    Attributes:
        columns: of the contract as it stands at the end.
        standing: place of the version that counts; `None` for none.
    """

    life: Life
    columns: dict[str, Any] = field(default_factory=dict)
    versions: list[VersionRow] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    change: ChangeRow | None = None
    note: str = ""
    standing: int | None = None


def steps_of(life: Life, people: People) -> Steps:
    """What happened to a contract."""
    steps = Steps(life)
    owner = people.owners[life.seller.party_id]
    registrar = people.registrars[life.agency.code]
    _tell(steps, life.begun, owner, "contract.begin", "draft")
    if life.submitted is not None:
        steps.versions.append(VersionRow("submitted", life.values, owner))
        _tell(steps, life.submitted, owner, "contract.submit", "submitted", version=0)
        steps.columns["submitted_at"] = life.submitted
    if life.accepted is not None:
        _accept(steps, life.accepted, registrar)
    if life.decided is not None:
        _decide(steps, life.decided, registrar, people.reviewers[life.agency.code])
    if life.asked is not None and life.changed is not None:
        administrator = people.administrators[life.agency.code]
        _change(steps, life.asked, life.changed, owner, registrar, administrator)
    return steps


def _tell(steps: Steps, at: datetime, actor: Actor, act: str, state: str, **after: object) -> None:
    steps.happenings.append(Happening(at, actor, act, state, after, REASONS.get(act, "")))
    steps.columns["state"] = state


def _accept(steps: Steps, at: datetime, registrar: Actor) -> None:
    day = timezone.localdate(at)
    limit = due(day, steps.life.values["technical_value"]).due
    _tell(steps, at, registrar, "contract.accept", "accepted", accepted_on=day, due_on=limit)
    steps.columns |= {
        "accepted_on": day,
        "clock_from": day,
        "due_on": limit,
        "clerk": registrar.user,
    }


def _decide(steps: Steps, at: datetime, registrar: Actor, reviewer: Actor) -> None:
    state = steps.life.state
    if state == "returned":
        _tell(steps, at, registrar, "contract.return", "returned")
        steps.note = REASONS["contract.return"]
        steps.columns["due_on"] = None
    elif state in ("second_review", "second_review_returned"):
        _tell(steps, at, registrar, "contract.pass_on", "second_review")
        if state == "second_review_returned":
            _tell(
                steps, at.replace(hour=17), reviewer, "contract.second_review", state, agrees=False
            )
    elif state == "refused":
        day = timezone.localdate(at)
        ground = code_list("refusal_ground").codes(day)[-1].code
        told = {"refusal_ground": ground, "decided_on": day}
        _tell(steps, at, registrar, "contract.refuse", "refused", **told)
        steps.columns |= {**told, "due_on": None}
    elif state in NUMBERED:
        _register(steps, at, registrar)


def _register(steps: Steps, at: datetime, registrar: Actor) -> None:
    life, day = steps.life, timezone.localdate(at)
    values, deduction = life.values, 0
    if life.recognised is not None:
        values = values | {"technical_value": life.recognised}
        deduction = values["value"] - life.recognised
        steps.versions.append(VersionRow("submitted", values, registrar, deduction=deduction))
        _tell(
            steps, at.replace(second=0, microsecond=0), registrar, "contract.decide", "accepted",
            found={"technical_value": life.recognised}, deductions=[[DEDUCTED, deduction]],
        )  # fmt: skip
    steps.versions.append(VersionRow("registered", values, registrar, day, deduction))
    steps.standing = len(steps.versions) - 1
    number = RegistrationNumber(life.agency.code[:4], life.agency.code[4:], day.year, life.serial)
    told = {
        "registration_number": number.render(),
        "serial_year": day.year,
        "serial": life.serial,
        "registration_date": day,
        "registrar": registrar.user.name,
        "decided_on": day,
    }
    _tell(
        steps, at.replace(second=59), registrar, "contract.register", "registered",
        version=steps.standing, **told,
    )  # fmt: skip
    steps.columns |= {**told, "due_on": None}


def _change(
    steps: Steps,
    asked: datetime,
    decided: datetime,
    owner: Actor,
    registrar: Actor,
    administrator: Actor,
) -> None:
    life, standing = steps.life, steps.standing
    if standing is None:
        raise AssertionError("only a registered contract is changed")
    kind, day = life.change or life.state, timezone.localdate(decided)
    made = ChangeRow("cancellation", False, asked, None, standing, None, owner, registrar)
    steps.change = made
    if life.state == "revoked":
        made.kind, made.ground, made.done = "revocation", "3", True
        made.actor = made.decider = administrator
        made.asked = made.decided = decided
        _tell(steps, decided, administrator, "contract.revoke", "revoked", ground="3")
    elif life.state == "cancelled" or kind == "cancellation_asked":
        _tell(steps, asked, owner, "contract.ask_cancellation", "registered")
        if life.state == "cancelled":
            made.done, made.decided = True, decided
            _tell(steps, decided, registrar, "contract.cancel", "cancelled")
    else:
        made.kind = "assignment" if kind == "assignment" else "amendment"
        values = _asked_values(life, steps.versions[standing].values)
        steps.versions.append(VersionRow("change_asked", values, owner))
        newest = len(steps.versions) - 1
        _tell(steps, asked, owner, "contract.ask_change", "change_review", version=newest)
        if life.state == "registered":
            result = "assigned" if made.kind == "assignment" else "amended"
            steps.versions.append(VersionRow(result, values, registrar, day))
            steps.standing = made.after = newest + 1
            made.done, made.decided = True, decided
            _tell(
                steps, decided, registrar, "contract.decide_change", "registered",
                version=newest + 1, granted=True, counts_from=day,
            )  # fmt: skip
    if life.state in ENDED:
        steps.columns["ended_on"] = day


def _asked_values(life: Life, values: dict[str, Any]) -> dict[str, Any]:
    """The values that a change asks for: another buyer, or a fifth more of everything."""
    if life.heir is not None:
        asked = values | {"buyer_id": life.heir.party_id}
        return asked | sides_of(asked, {one.party_id: one for one in (life.seller, life.heir)})
    return values | {
        "value": values["value"] // 5 * 6,
        "technical_value": values["technical_value"] // 5 * 6,
    }
