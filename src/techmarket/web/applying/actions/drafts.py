"""Whole drafts: copied from an earlier contract, deleted, brought back.

A draft that was never submitted is nobody's record but the applicant's: it goes from the register,
and its content stays in the history, from where it comes back for thirty days. Not here: what is
typed into a draft (`contracts.actions.applying`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.applying.questions import DECLARED, not_asked
from techmarket.web.contracts.actions import applying
from techmarket.web.contracts.actions.moving import allowed
from techmarket.web.contracts.models import Attachment, Contract
from techmarket.web.contracts.typed import read_typed
from techmarket.web.history.models import Event
from techmarket.web.history.record import add_event
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import NotYours, Refused, SomebodyElse
from techmarket.web.pages.wording import both

OF_ONE_CONTRACT = ("signing_date", "start_date", "end_date")
"""Fields that no two contracts share: they are left empty in a copy."""

KEPT_DAYS = 30
DELETED = "contract.delete"
RESTORED = "contract.restore"
FILE_COLUMNS = ("position", "title", "media_type", "size", "sha256")


@transaction.atomic
def copy(actor: Actor, uid: UUID | str) -> Contract:
    """A new draft with what an earlier contract says, but for its days, files and explanations.

    Raises:
        NotYours, MayNot, Refused: see `contracts.actions.applying.begin`.
    """
    earlier = contract_for(actor, uid)
    typed = {name: text for name, text in earlier.draft.items() if name not in OF_ONE_CONTRACT}
    agency = earlier.agency if earlier.agency.takes_applications else None
    return applying.begin(actor, typed, agency)


@transaction.atomic
def delete(actor: Actor, uid: UUID | str, revision: int) -> int:
    """Delete a draft that was never submitted.

    Returns:
        The position of the event from which it can be brought back, see `restore`.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: it was submitted before.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.draft", contract)
    if contract.state != "draft" or contract.version_id is not None:
        raise Refused(
            both(
                "提交过的申请不能删除，登记机构可能已经查看；可以留作草稿。",
                "An application that was submitted once is not deleted, because the agency may "
                "have looked at it; it can stay as a draft.",
            ),
            code="was_submitted",
            status=409,
        )
    if contract.revision != revision:
        raise SomebodyElse()
    key, before = contract.pk, _content(contract)
    contract.attachments.all().delete()
    contract.delete()
    return add_event(actor, DELETED, "contract", key, before=before).position


@transaction.atomic
def restore(actor: Actor, position: int) -> Contract:
    """Bring a deleted draft back; a second time it is the one that was brought back.

    Raises:
        MayNot: the actor writes no drafts.
        NotYours: no draft of the actor's was deleted there within `KEPT_DAYS`.
    """
    actor.must("contract.draft")
    event = Event.objects.filter(
        position=position,
        act=DELETED,
        place=actor.place,
        at__gte=timezone.now() - timedelta(days=KEPT_DAYS),
    ).first()
    if event is None or actor.party is None:
        raise NotYours()
    content: dict[str, Any] = event.before
    if actor.declared.sees == "unit" and content["unit"] != (actor.unit.pk if actor.unit else None):
        raise NotYours()
    back = Event.objects.filter(act=RESTORED, after__deleted=position).first()
    if back is not None:
        return contract_for(actor, back.after["uid"])
    made = Contract.objects.create(
        applicant=actor.party,
        unit_id=content["unit"],
        agency=Organisation.objects.get(code=content["agency"]),
        draft=content["draft"],
        explanations=content["explanations"],
        created_by=actor.user,
        changed_by=actor.user,
    )
    Attachment.objects.bulk_create(
        Attachment(contract=made, created_by=actor.user, changed_by=actor.user, **one)
        for one in content["files"]
    )
    told = {"deleted": position, "uid": str(made.uid)}
    add_event(actor, RESTORED, "contract", made.pk, after=told)
    return made


def save_step(
    actor: Actor,
    uid: UUID | str,
    revision: int,
    typed: dict[str, str],
    explanations: dict[str, str] | None = None,
    *,
    agency: str = "",
) -> Contract:
    """Keep a page of the form; answers to questions that do not apply any more are emptied.

    Args:
        agency: code of the agency to apply to; "" leaves it.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `contracts.actions.moving`.
    """
    with transaction.atomic():
        if agency:
            revision = choose_agency(actor, uid, revision, agency).revision
        contract = applying.save(actor, uid, revision, typed, explanations)
        empty = without_answers_not_asked(contract)
        return applying.save(actor, uid, contract.revision, empty) if empty else contract


def without_answers_not_asked(contract: Contract) -> dict[str, str]:
    """Fields to empty, because their questions do not apply to the draft."""
    values = read_typed(contract.draft, DECLARED.values(), timezone.localdate()).values
    return {name: "" for name in not_asked(values) if contract.draft.get(name)}


@transaction.atomic
def choose_agency(actor: Actor, uid: UUID | str, revision: int, code: str) -> Contract:
    """Apply to another agency than before.

    Raises:
        NotYours, MayNot, SomebodyElse: see `contracts.actions.moving`.
        Refused: the agency takes no applications, or the contract was submitted to another one.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.draft", contract)
    if contract.agency.code == code:
        return contract
    agency = Organisation.objects.filter(code=code, takes_applications=True).first()
    if agency is None or contract.version_id is not None:
        text = both(
            "不能改到这个登记机构；提交过的申请仍由原登记机构办理。",
            "It cannot go to this agency; what was submitted once stays with its agency.",
        )
        raise Refused(text, fields={"agency": [text]}, code="no_agency")
    before = contract.agency.code
    done = Contract.objects.filter(pk=contract.pk, revision=revision).update(
        agency=agency, revision=revision + 1, changed_by=actor.user, changed_at=timezone.now()
    )
    if not done:
        raise SomebodyElse()
    contract.agency, contract.revision = agency, revision + 1
    add_event(
        actor,
        "contract.draft",
        "contract",
        contract.pk,
        before={"agency": before},
        after={"agency": code},
    )
    return contract


def _content(contract: Contract) -> dict[str, object]:
    """All that is needed to bring a draft back."""
    return {
        "unit": contract.unit_id,
        "agency": contract.agency.code,
        "draft": contract.draft,
        "explanations": contract.explanations,
        "files": list(contract.attachments.filter(withdrawn=False).values(*FILE_COLUMNS)),
    }
