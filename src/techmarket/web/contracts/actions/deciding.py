"""What an agency does with an application: accept, take, find, return, refuse, register.

Not here: second review (`second_opinion`), queues and pages (`review`), what happens after
registration (`changes`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from techmarket.codes import code_list
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.contracts.actions.applying import add_version
from techmarket.web.contracts.actions.moving import allowed, change
from techmarket.web.contracts.actions.second_opinion import must_be_agreed, not_waiting
from techmarket.web.contracts.facts import APPLIED, record_of, values_of
from techmarket.web.contracts.models import Contract, Deduction, Note, Version
from techmarket.web.contracts.numbers import next_number
from techmarket.web.contracts.typed import failing, read_typed
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

DECIDED = ("contract_type", "ip_type", "technical_field", "objective", "technical_value")
"""Fields that the agency decides, field by field; they replace what the applicant stated."""

FIELDS = {one.name: one for one in APPLIED}


@transaction.atomic
def accept(
    actor: Actor,
    uid: UUID | str,
    revision: int,
    due_on: date | None,
    clock_from: date | None = None,
) -> Contract:
    """Accept a submission as complete: the time limit runs, and the clerk has taken it.

    Args:
        due_on: last day of the time limit, from `working_days.clocks`.
        clock_from: the day from which it is counted; today if `None`.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.accept", contract)
    today = timezone.localdate()
    change(
        actor,
        "contract.accept",
        contract,
        revision,
        accepted_on=contract.accepted_on or today,
        clock_from=clock_from or today,
        due_on=due_on,
        clerk=contract.clerk or actor.user,
    )
    return contract


@transaction.atomic
def take(actor: Actor, uid: UUID | str, revision: int, *, release: bool = False) -> Contract:
    """Take a contract into one's own hands, or let it go."""
    contract = contract_for(actor, uid)
    allowed(actor, "contract.take", contract)
    change(actor, "contract.take", contract, revision, clerk=None if release else actor.user)
    return contract


@transaction.atomic
def give_back(
    actor: Actor, uid: UUID | str, revision: int, reason: str, notes: Mapping[str, str]
) -> Contract:
    """Return an application for correction, with notes on single fields.

    Args:
        notes: declared field to what is to be corrected; empty ones are left out.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.return", contract, reason)
    said = {name: text.strip()[:1000] for name, text in notes.items() if text.strip()}
    unknown = sorted(set(said) - set(FIELDS))
    if unknown:
        raise Refused(
            both(f"没有名为 {unknown[0]} 的栏目。", f"There is no field {unknown[0]}."),
            code="unknown_field",
        )
    Note.objects.bulk_create(
        Note(contract=contract, field=name, text=text, created_by=actor.user)
        for name, text in {"": reason.strip()[:1000], **said}.items()
    )
    change(
        actor,
        "contract.return",
        contract,
        revision,
        reason=reason,
        after={"notes": said},
        due_on=None,
    )
    return contract


@transaction.atomic
def decide(
    actor: Actor,
    uid: UUID | str,
    revision: int,
    typed: Mapping[str, str],
    deductions: Sequence[tuple[str, int]],
) -> Contract:
    """Keep the findings of the agency: the decided fields, and what is deducted from the value.

    With deductions the technical value is the value less their sum; nothing else may be stated.

    Args:
        typed: of `DECIDED`, field to text.
        deductions: of what cost, and how much in 分.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.decide", contract)
    not_waiting(contract)
    version = _submitted(contract)
    on = timezone.localdate()
    asked = [FIELDS[name] for name in DECIDED if name in typed]
    reading = read_typed(typed, asked, on)
    if reading.unread:
        raise Refused(
            both("有填写内容无法识别。", "Something cannot be read."),
            fields=reading.unread,
            code="unread",
        )
    values = values_of(version) | reading.values
    if deductions:
        values["technical_value"] = less_deductions(values.get("value"), deductions)
    wrong = {
        one.fields[0] if one.fields else "": [one.text]
        for one in failing("contract", record_of(contract, version) | values, on)
        if one.hard and set(one.fields) & set(DECIDED)
    }
    if wrong:
        raise Refused(
            both("审核意见与规则不符，尚未保存。", "The findings break a rule; nothing was saved."),
            fields=wrong,
            code="not_sound",
        )
    before = {name: getattr(version, name) for name in DECIDED}
    found = add_version(contract, version.kind, values, actor)
    Deduction.objects.bulk_create(
        Deduction(version=found, what=what[:200], amount=amount, created_by=actor.user)
        for what, amount in deductions
    )
    told = {name: values[name] for name in DECIDED if values[name] != before[name]}
    change(
        actor,
        "contract.decide",
        contract,
        revision,
        after={"found": told, "deductions": [list(one) for one in deductions]},
        version=found,
    )
    return contract


@transaction.atomic
def refuse(actor: Actor, uid: UUID | str, revision: int, ground: str, reason: str) -> Contract:
    """Refuse registration, on one of the published grounds.

    Args:
        ground: code of `refusal_ground`, in force today.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.refuse", contract, reason)
    today = timezone.localdate()
    grounds = code_list("refusal_ground")
    if ground not in grounds or not grounds[ground].valid_on(today):
        text = both("请选择现行规定中的一项理由。", "Choose one of the grounds in force.")
        raise Refused(text, fields={"ground": [text]}, code="unknown_ground")
    change(
        actor,
        "contract.refuse",
        contract,
        revision,
        reason=reason,
        refusal_ground=ground,
        decided_on=today,
        due_on=None,
    )
    return contract


@transaction.atomic
def register(actor: Actor, uid: UUID | str, revision: int) -> Contract:
    """Register a contract: its number is taken, and from today it counts.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `moving`; the contract breaks a hard rule; the
            second review is missing, or the findings were changed after it.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.register", contract)
    must_be_agreed(contract)
    version = _submitted(contract)
    today = timezone.localdate()
    values = values_of(version)
    record = record_of(contract, version) | {
        "registration_number": f"{contract.agency.code}{today.year:04}{1:06}",
        "registration_date": today,
        "status": "registered",
        "registrar": actor.user.name,
    }
    broken = [one for one in failing("contract", record, today) if one.hard]
    if broken:
        raise Refused(
            both(
                "按今天的规则不能登记：" + "；".join(one.text.zh for one in broken),
                "By the rules of today it cannot be registered: "
                + "; ".join(one.text.en for one in broken),
            ),
            fields={one.fields[0] if one.fields else "": [one.text] for one in broken},
            code="not_sound",
        )
    counted = add_version(contract, Version.Kind.REGISTERED, values, actor, valid_from=today)
    for one in version.deductions.all():
        Deduction.objects.create(
            version=counted, what=one.what, amount=one.amount, created_by=actor.user
        )
    # Nobody else may change the contract from here on, so that no number is taken in vain.
    number = next_number(contract.agency, today.year)
    change(
        actor,
        "contract.register",
        contract,
        revision,
        version=counted,
        standing=counted,
        registration_number=number.render(),
        serial_year=number.year,
        serial=number.serial,
        registration_date=today,
        registrar=actor.user.name,
        decided_on=today,
        due_on=None,
    )
    return contract


def _submitted(contract: Contract) -> Version:
    """The newest version; a contract that was submitted has one."""
    if contract.version is None:
        raise Refused(
            both("合同还没有提交。", "The contract was not submitted."),
            code="wrong_state",
            status=409,
        )
    version: Version = contract.version
    return version


def less_deductions(value: object, deductions: Sequence[tuple[str, int]]) -> int:
    """The value less what is deducted, 分.

    Raises:
        Refused: more is deducted than there is, or a deduction is empty.
    """
    total = value if isinstance(value, int) else 0
    taken = sum(amount for _, amount in deductions)
    wrong: Both | None = None
    if any(amount <= 0 or not what.strip() for what, amount in deductions):
        wrong = both("每项扣除须写明名称和大于零的金额。", "Name each deduction, above zero.")
    elif taken > total:
        wrong = both(
            "扣除合计超过合同成交金额，请核对。", "More is deducted than the contract is worth."
        )
    if wrong is not None:
        raise Refused(wrong, fields={"deductions": [wrong]}, code="deductions")
    return total - taken
