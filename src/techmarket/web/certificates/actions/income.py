"""Verification of technical income (技术性收入核定): applied for, verified, declined, corrected.

For each payment the seller states how much of it was realised, how much of that is technical, and
the costs to deduct; the agency verifies it and issues the slip. Over all payments of a contract
no more is verified than was recognised. Deductions are taken off the whole payment; technical
income is at most what is left, and at most the technical value of the payment. Not here: what the
slip says (`content`).
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.certificates.actions.issuing import (
    income_before,
    replace_ended,
    say_why,
    write_slip,
)
from techmarket.web.certificates.actions.writing import locked, tell
from techmarket.web.certificates.models import COSTS, VERIFICATION_FIELDS, IncomeVerification
from techmarket.web.certificates.scope import verification_for
from techmarket.web.contracts.models import STANDING, Contract, Version
from techmarket.web.contracts.typed import read_typed
from techmarket.web.history.record import add_event
from techmarket.web.pages.amounts import yuan
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

State = IncomeVerification.State
FIELDS = {one.name: one for one in VERIFICATION_FIELDS}
STATED = ("realised_value", "realised_technical_value", *COSTS, "technical_income", "finance_head")
"""Declared fields that the applicant states."""

AMOUNTS = STATED[:-1]
LIMITS = {
    "realised_value": "value",
    "realised_technical_value": "technical_value",
    "technical_income": "technical_value",
}
"""Amount of a payment to the field of the contract that its sum may not exceed."""


@transaction.atomic
def apply(actor: Actor, uid: UUID | str, typed: Mapping[str, str]) -> IncomeVerification:
    """Ask for the verification of a payment.

    Args:
        uid: of the contract.
        typed: of `STATED`, field to text.

    Raises:
        NotYours, MayNot: see `contracts.actions.moving`.
        Refused: by field, what is wrong.
    """
    contract = contract_for(actor, uid)
    actor.must("income.apply")
    contract = locked(contract)
    values = _sound(contract, typed, STATED, position=0)
    last = contract.income_verifications.aggregate(last=Max("position"))["last"] or 0
    made = IncomeVerification.objects.create(
        contract=contract,
        position=last + 1,
        applicant=contract.applicant,
        application_date=timezone.localdate(),
        created_by=actor.user,
        changed_by=actor.user,
        **values,
    )
    _tell(actor, "income.apply", made, values)
    return made


@transaction.atomic
def verify(actor: Actor, uid: UUID | str, typed: Mapping[str, str]) -> IncomeVerification:
    """Verify a payment, as applied for or as typed, and issue its slip.

    Args:
        uid: of the verification.
        typed: field to text, of `STATED` and "opinion"; fields not given stay as applied for.

    Raises:
        NotYours, MayNot: see `contracts.actions.moving`.
        Refused: somebody decided it already, or by field what is wrong.
    """
    applied = verification_for(actor, uid)
    actor.must("income.verify")
    contract = locked(applied.contract)
    applied = _still(applied, State.APPLIED)
    values = _sound(
        contract, as_typed(applied) | dict(typed), (*STATED, "opinion"), applied.position
    )
    verified = _decide(actor, applied, contract, values)
    slip = write_slip(actor, verified, income_before(contract, verified.position))
    _tell(actor, "income.verify", verified, values)
    tell(actor, "certificate.issue", slip)
    return verified


@transaction.atomic
def decline(actor: Actor, uid: UUID | str, reason: str) -> IncomeVerification:
    """Decline an application; the reason is shown to the applicant.

    Raises:
        NotYours, MayNot: see `contracts.actions.moving`.
        Refused: somebody decided it already, or no reason is given.
    """
    applied = verification_for(actor, uid)
    actor.must("income.verify")
    say_why(reason)
    locked(applied.contract)
    applied = _still(applied, State.APPLIED)
    applied.state, applied.answer = State.DECLINED, reason.strip()[:1000]
    applied.changed_by = actor.user
    applied.save()
    _tell(actor, "income.decline", applied, {}, reason)
    return applied


@transaction.atomic
def correct(
    actor: Actor, uid: UUID | str, typed: Mapping[str, str], reason: str
) -> IncomeVerification:
    """Correct a verified payment: a new edition counts, and its slip replaces the old one.

    Raises:
        NotYours, MayNot: see `contracts.actions.moving`.
        Refused: it is not the edition that counts, no reason is given, or by field what is wrong.
    """
    before = verification_for(actor, uid)
    actor.must("income.verify")
    say_why(reason)
    contract = locked(before.contract)
    before = _still(before, State.VERIFIED)
    values = _sound(contract, as_typed(before) | dict(typed), (*STATED, "opinion"), before.position)
    before.state, before.answer, before.changed_by = (
        State.CORRECTED,
        reason.strip()[:1000],
        actor.user,
    )
    before.save()
    corrected = _decide(
        actor,
        IncomeVerification(
            contract=contract,
            position=before.position,
            edition=before.edition + 1,
            applicant=before.applicant,
            application_date=vars(before)["application_date"],
            created_by=actor.user,
        ),
        contract,
        values,
    )
    old = before.slips.filter(state="valid").first()
    if old is not None:
        replace_ended(actor, old, reason)
    slip = write_slip(
        actor,
        corrected,
        income_before(contract, corrected.position),
        replaces=old,
        bilingual=old.bilingual if old else False,
    )
    _tell(actor, "income.correct", corrected, values, reason)
    tell(actor, "certificate.reissue", slip, reason)
    return corrected


def open_amounts(contract: Contract, position: int = 0) -> dict[str, int | None]:
    """What may still be verified, in 分, by field of `LIMITS`; `None` where it is not determined.

    Args:
        contract: with its standing version.
        position: the payment that is being decided, which does not count.
    """
    standing: Version | None = contract.standing
    if standing is None:
        return dict.fromkeys(LIMITS)
    others = contract.income_verifications.filter(state=State.VERIFIED).exclude(position=position)
    left: dict[str, int | None] = {}
    for name, limit in LIMITS.items():
        most = vars(standing)[limit]
        taken = sum(others.values_list(name, flat=True))
        left[name] = None if most is None else most - taken
    return left


def _sound(
    contract: Contract, typed: Mapping[str, str], names: tuple[str, ...], position: int
) -> dict[str, object]:
    """The values of a form, if they may be verified; technical income is reckoned if not given."""
    if contract.state not in STANDING:
        raise Refused(
            both("合同不在登记有效状态，不能核定收入。", "The contract does not stand registered."),
            code="wrong_state",
            status=409,
        )
    left = open_amounts(contract, position)
    if left["technical_income"] is None:
        raise Refused(
            both(
                "合同的技术交易额尚未核定，请先办理变更登记。",
                "The technical value of the contract is not determined; amend it first.",
            ),
            code="technical_value_missing",
        )
    fields, on = [FIELDS[name] for name in names], timezone.localdate()
    reading = read_typed(typed, fields, on)
    wrong = {name: list(texts) for name, texts in reading.unread.items()}
    values = dict(reading.values)
    for name in ("realised_value", "realised_technical_value"):
        if values[name] is None and name not in wrong:
            wrong[name] = [both("请填写。", "Fill this in.")]
    for field in fields:
        value = values[field.name]
        found = () if value is None else (one.check(value, on) for one in field.constraints)
        for problem in found:
            if problem is not None and field.name not in wrong:
                wrong[field.name] = [both(problem.sentence_zh, problem.sentence_en)]
    if not wrong:
        amounts = {name: int(str(values[name] or 0)) for name in AMOUNTS}
        most = min(
            amounts["realised_technical_value"],
            amounts["realised_value"] - sum(amounts[name] for name in COSTS),
        )
        if values["technical_income"] is None:
            values["technical_income"] = amounts["technical_income"] = max(most, 0)
        wrong = _too_much(amounts, most, left)
    if wrong:
        raise Refused(
            both("有内容需要改正，尚未保存。", "Something is to be corrected; nothing was saved."),
            fields=wrong,
            code="not_sound",
        )
    return values


def _too_much(
    amounts: Mapping[str, int], most: int, left: Mapping[str, int | None]
) -> dict[str, list[Both]]:
    """By field: what exceeds the payment, or with the other payments the contract."""
    wrong: dict[str, list[Both]] = {}
    if amounts["realised_value"] == 0:
        wrong["realised_value"] = [both("金额应大于零。", "The amount is above zero.")]
    if amounts["realised_technical_value"] > amounts["realised_value"]:
        wrong["realised_technical_value"] = [
            both(
                "本次实现技术交易额不大于本次实现合同交易额。",
                "The technical value realised is within the value realised.",
            )
        ]
    if amounts["technical_income"] > max(most, 0):
        wrong["technical_income"] = [
            both(
                f"扣除成本后，本次技术性收入最多为 {yuan(max(most, 0))} 元。",
                f"After deductions the technical income is at most {yuan(max(most, 0))} yuan.",
            )
        ]
    for name, limit in left.items():
        if limit is not None and amounts[name] > limit and name not in wrong:
            wrong[name] = [
                both(
                    f"累计超过合同认定的金额：本次最多为 {yuan(max(limit, 0))} 元。",
                    "With the payments before, this is more than was recognised: at most "
                    f"{yuan(max(limit, 0))} yuan are left.",
                )
            ]
    return wrong


def as_typed(verification: IncomeVerification) -> dict[str, str]:
    """The stated fields of a verification as texts of a form."""
    told = vars(verification)
    return {
        name: yuan(told[name]) if name in AMOUNTS else told[name]
        for name in STATED
        if told[name] is not None
    }


def _still(verification: IncomeVerification, state: str) -> IncomeVerification:
    """The verification as it is now, if it is still in a state."""
    now = (
        IncomeVerification.objects.select_for_update(of=("self",))
        .select_related("contract__agency", "applicant")
        .get(pk=verification.pk)
    )
    if now.state != state:
        raise Refused(
            both(
                "这次核定已由他人办理，请查看最新情况。",
                "Somebody has decided this verification already; look at it again.",
            ),
            code="stale",
            status=409,
        )
    return now


def _decide(
    actor: Actor, row: IncomeVerification, contract: Contract, values: Mapping[str, object]
) -> IncomeVerification:
    row.contract, row.version, row.state = contract, contract.standing, State.VERIFIED
    told = {"examiner": actor.user.name, "verification_date": timezone.localdate()}
    for name, value in {**values, **told}.items():
        setattr(row, name, value)
    row.changed_by = actor.user
    row.save()
    return row


def _tell(
    actor: Actor,
    act: str,
    row: IncomeVerification,
    values: Mapping[str, object],
    reason: str = "",
) -> None:
    add_event(
        actor,
        act,
        "income",
        row.pk,
        after={
            "contract": row.contract_id,
            "position": row.position,
            "edition": row.edition,
            "state": row.state,
            **values,
        },
        reason=reason.strip(),
    )
