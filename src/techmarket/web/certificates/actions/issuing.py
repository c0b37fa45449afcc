"""Issuing certificates of recognition and for the tax office; reissuing and revoking documents.

Not here: slips of income (`income`), lists (`listing`).
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.certificates.actions.writing import locked, next_edition, tell, written
from techmarket.web.certificates.content import Recognition, TaxCertificate
from techmarket.web.certificates.facts import facts, issue_of, slip
from techmarket.web.certificates.models import Certificate, IncomeVerification
from techmarket.web.certificates.scope import certificate_for
from techmarket.web.certificates.tax_relief import relief_on, why_no_tax_certificate
from techmarket.web.contracts.actions.moving import LONGEST_REASON
from techmarket.web.contracts.models import STANDING, Contract, Version
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import Both, both

Kind = Certificate.Kind
State = Certificate.State
ISSUED_BY_HAND = (Kind.RECOGNITION, Kind.TAX)


@transaction.atomic
def issue(
    actor: Actor, uid: UUID | str, kind: str, *, bilingual: bool = False, related_to: str = ""
) -> Certificate:
    """Issue a certificate of a registered contract.

    Args:
        uid: of the contract.
        kind: "R" (认定登记证明) or "T" (for the tax office).
        bilingual: with English.
        related_to: for a tax certificate of consulting or service: registration number of the
            development, transfer or licence between the same parties that it belongs to.

    Raises:
        NotYours, MayNot: see `contracts.actions.moving`.
        Refused: it is not registered, such a certificate holds already, or the law grants no
            relief.
    """
    contract = contract_for(actor, uid)
    actor.must("certificate.issue")
    if kind not in ISSUED_BY_HAND:
        raise NotYours()
    contract = locked(contract)
    _must_stand(contract)
    if _valid(contract, kind) is not None:
        raise Refused(
            both(
                "已有一份有效的证明。需要更换时请使用“补发”。",
                "One that holds was issued already. To replace it, reissue it.",
            ),
            code="already_issued",
            status=409,
        )
    made = _issued(actor, contract, kind, bilingual=bilingual, related_to=related_to.strip())
    tell(actor, "certificate.issue", made)
    return made


@transaction.atomic
def reissue(
    actor: Actor, uid: UUID | str, reason: str, *, bilingual: bool | None = None
) -> Certificate:
    """Replace a document by a new edition, which says what the register says now.

    Args:
        uid: of the document, which holds.
        reason: why.
        bilingual: with English; as before if `None`.

    Raises:
        NotYours, MayNot: see `contracts.actions.moving`.
        Refused: it does not hold any more, it is a list, or no reason is given.
    """
    before = certificate_for(actor, uid)
    actor.must("certificate.issue")
    if before.contract is None:
        raise Refused(
            both("清单不能补发，请重新开具。", "A list is not reissued; make a new one."),
            code="list_not_reissued",
        )
    say_why(reason)
    contract = locked(before.contract)
    before = _held(before)
    _must_stand(contract)
    return _reissued(actor, contract, before, reason, bilingual)


@transaction.atomic
def revoke(actor: Actor, uid: UUID | str, reason: str) -> Certificate:
    """Revoke a document: it stands on the public list from today.

    Raises:
        NotYours, MayNot: see `contracts.actions.moving`.
        Refused: it does not hold any more, or no reason is given.
    """
    certificate = certificate_for(actor, uid)
    actor.must("certificate.revoke")
    say_why(reason)
    if certificate.contract is not None:
        locked(certificate.contract)
    certificate = _held(certificate)
    _end(actor, certificate, State.REVOKED, reason)
    tell(actor, "certificate.revoke", certificate, reason)
    return certificate


def follow_end(actor: Actor, contract: Contract, reason: str) -> None:
    """Revoke all documents of a contract whose registration ended, and the lists it stands on.

    Part of the act that ended it, inside its transaction.
    """
    for one in (*_holding(contract), *_lists_with(contract)):
        _end(actor, one, State.REVOKED, reason)
        tell(actor, "certificate.revoke", one, reason)


def follow_amendment(actor: Actor, contract: Contract, reason: str) -> None:
    """Replace the certificates of a contract that was changed, and revoke the lists it stands on.

    A tax certificate that the law would not grant any more is revoked. Slips of income stay: they
    state what was verified of a payment. Part of the act that changed it, inside its transaction.
    """
    contract = locked(contract)
    for one in _holding(contract).filter(kind__in=ISSUED_BY_HAND):
        if one.kind == Kind.TAX and _no_relief(contract, one.related_to) is not None:
            _end(actor, one, State.REVOKED, reason)
            tell(actor, "certificate.revoke", one, reason)
        else:
            _reissued(actor, contract, one, reason, None)
    for one in _lists_with(contract):
        _end(actor, one, State.REVOKED, reason)
        tell(actor, "certificate.revoke", one, reason)


def write_slip(
    actor: Actor,
    verification: IncomeVerification,
    income_before: int,
    *,
    replaces: Certificate | None = None,
    bilingual: bool = False,
) -> Certificate:
    """Issue the slip of a verified payment, inside the transaction of the act."""
    contract: Contract = verification.contract
    number = contract.registration_number or ""
    edition = next_edition(Kind.INCOME, number, verification.position)
    examiner = str(vars(verification)["examiner"] or "")
    issued = issue_of(contract.agency, examiner, edition, timezone.localdate())
    return written(
        actor,
        slip(verification, issued, income_before),
        bilingual=bilingual,
        contract=contract,
        version=verification.version,
        verification=verification,
        party=contract.applicant,
        agency=contract.agency,
        replaces=replaces,
    )


def replace_ended(actor: Actor, before: Certificate, reason: str) -> None:
    """Mark an edition as replaced; the new one is written next, in the same transaction."""
    _end(actor, before, State.REPLACED, reason)


def say_why(reason: str) -> None:
    """Go on only if a reason is given, and is not too long."""
    text = None
    if not reason.strip():
        text = both("请写明理由。", "Please say why.")
    elif len(reason) > LONGEST_REASON:
        text = both(
            f"理由不超过 {LONGEST_REASON} 个字符。",
            f"A reason has at most {LONGEST_REASON} characters.",
        )
    if text is not None:
        raise Refused(text, fields={"reason": [text]}, code="reason_missing")


def _reissued(
    actor: Actor, contract: Contract, before: Certificate, reason: str, bilingual: bool | None
) -> Certificate:
    both_languages = before.bilingual if bilingual is None else bilingual
    _end(actor, before, State.REPLACED, reason)
    if before.verification is not None:
        made = write_slip(
            actor,
            before.verification,
            income_before(contract, before.verification.position),
            replaces=before,
            bilingual=both_languages,
        )
    else:
        made = _issued(
            actor,
            contract,
            before.kind,
            bilingual=both_languages,
            related_to=before.related_to,
            replaces=before,
        )
    tell(actor, "certificate.reissue", made, reason)
    return made


def income_before(contract: Contract, position: int) -> int:
    """分 of technical income verified for the other payments of a contract."""
    others = contract.income_verifications.filter(state="verified").exclude(position=position)
    return sum(others.values_list("technical_income", flat=True))


def _issued(
    actor: Actor,
    contract: Contract,
    kind: str,
    *,
    bilingual: bool,
    related_to: str,
    replaces: Certificate | None = None,
) -> Certificate:
    version, today = _standing(contract), timezone.localdate()
    number = contract.registration_number or ""
    told = facts(contract, version)
    issued = issue_of(
        contract.agency, contract.registrar or "", next_edition(kind, number, 0), today
    )
    content: Recognition | TaxCertificate = Recognition(issued, told)
    if kind == Kind.TAX:
        wrong = _no_relief(contract, related_to)
        if wrong is not None:
            raise Refused(wrong, fields={"related_to": [wrong]}, code="no_tax_relief")
        relief = relief_on(today)
        assert relief is not None
        content = TaxCertificate(issued, told, relief.basis_zh, relief.basis_en, related_to)
    return written(
        actor,
        content,
        bilingual=bilingual,
        contract=contract,
        version=version,
        party=contract.applicant,
        agency=contract.agency,
        related_to=related_to,
        replaces=replaces,
    )


def _no_relief(contract: Contract, related_to: str) -> Both | None:
    told = vars(_standing(contract))
    related_type = ""
    if related_to:
        related = (
            Contract.objects.filter(
                registration_number=related_to,
                state__in=STANDING,
                standing__seller_id=told["seller_id"],
                standing__buyer_id=told["buyer_id"],
            )
            .exclude(pk=contract.pk)
            .select_related("standing")
            .first()
        )
        if related is None:
            return both(
                "没有这个编号的已登记合同，或其买卖双方与本合同不同。",
                "No registered contract between the same parties has this number.",
            )
        related_type = str(vars(related.standing)["contract_type"])
    return why_no_tax_certificate(
        told["contract_type"], told["technical_value"], related_type, timezone.localdate()
    )


def _standing(contract: Contract) -> Version:
    version: Version | None = contract.standing
    if version is None:
        raise NotYours()
    return version


def _must_stand(contract: Contract) -> None:
    if contract.state not in STANDING:
        raise Refused(
            both(
                "合同不在登记有效状态，不能出具文书。",
                "The contract does not stand registered; no document is issued for it.",
            ),
            code="wrong_state",
            status=409,
        )


def _held(certificate: Certificate) -> Certificate:
    """The document as it is now, if it holds."""
    now = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("contract", "verification__contract", "agency", "party")
        .get(pk=certificate.pk)
    )
    if now.state != State.VALID:
        raise Refused(
            both(
                "这份文书已不再有效，请查看最新情况。",
                "This document does not hold any more; look at it again.",
            ),
            code="not_valid",
            status=409,
        )
    return now


def _valid(contract: Contract, kind: str) -> Certificate | None:
    return _holding(contract).filter(kind=kind).first()


def _holding(contract: Contract) -> QuerySet[Certificate]:
    return Certificate.objects.filter(contract=contract, state=State.VALID)


def _lists_with(contract: Contract) -> QuerySet[Certificate]:
    return Certificate.objects.filter(
        kind=Kind.LIST, state=State.VALID, listed_contracts__contract=contract
    )


def _end(actor: Actor, certificate: Certificate, state: str, reason: str) -> None:
    certificate.state = state
    certificate.ended_on = timezone.localdate()
    certificate.reason = reason.strip()[:LONGEST_REASON]
    certificate.changed_by = actor.user
    certificate.save(update_fields=("state", "ended_on", "reason", "changed_by", "changed_at"))
