"""What an applicant does: begin a draft, save it, submit it, take it back.

Not here: attachments, bulk upload, and what the agency does (`deciding`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.contracts.actions.moving import allowed, change
from techmarket.web.contracts.facts import APPLIED, sides_of
from techmarket.web.contracts.models import OF_THE_OFFICE, PARTIES, Contract, Version
from techmarket.web.contracts.typed import Failing, failing, read_typed
from techmarket.web.history.record import EventTold, add_events
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both
from techmarket.web.parties.merged import by_number, with_numbers
from techmarket.web.parties.models import Party

NAMES = frozenset(one.name for one in APPLIED)
LONGEST_TEXT = 4000
AT_ONCE = 500
"""Rows of one statement, of what is made in bulk."""

LONGEST_EXPLANATION = 500
SECOND_REVIEW = "contract.second_review"
FROM_PARTIES = frozenset(
    f"{side}_{name}" for side in ("seller", "buyer") for name in ("kind", "region", "country")
)


@transaction.atomic
def begin(
    actor: Actor, typed: Mapping[str, str] | None = None, agency: Organisation | None = None
) -> Contract:
    """A new draft of the actor's party, to its usual agency unless another is named.

    Args:
        typed: what is filled in already, field to text; names that are not declared are left out.

    Raises:
        MayNot: the role files no contracts.
        Refused: the agency takes no applications.
    """
    return begin_many(actor, [typed or {}], agency)[0]


@transaction.atomic
def begin_many(
    actor: Actor, typed: Iterable[Mapping[str, str]], agency: Organisation | None = None
) -> list[Contract]:
    """New drafts, one for each of several typed forms; see `begin`."""
    actor.must("contract.draft")
    party = actor.party
    where = agency or (party.agency if party else None)
    if party is None or where is None or not where.takes_applications:
        raise Refused(
            both(
                "请先选择受理申请的登记机构。",
                "Choose an agency that takes applications first.",
            ),
            fields={"agency": [both("请选择登记机构。", "Choose an agency.")]},
            code="no_agency",
        )
    made = Contract.objects.bulk_create(
        (
            Contract(
                applicant=party,
                unit=actor.unit,
                agency=where,
                draft=_kept(one),
                created_by=actor.user,
                changed_by=actor.user,
            )
            for one in typed
        ),
        batch_size=AT_ONCE,
    )
    add_events(
        actor,
        (
            EventTold(
                "contract.begin",
                "contract",
                one.pk,
                after={"agency": where.code, "draft": one.draft},
            )
            for one in made
        ),
    )
    return made


@transaction.atomic
def save(
    actor: Actor,
    uid: UUID | str,
    revision: int,
    typed: Mapping[str, str],
    explanations: Mapping[str, str] | None = None,
) -> Contract:
    """Keep what was typed, sound or not; fields that are not given stay as they are.

    What is kept already changes nothing, so that a form sent twice is harmless.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `moving`.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.draft", contract)
    told = {
        rule: str(text).strip()[:LONGEST_EXPLANATION]
        for rule, text in (contract.explanations | dict(explanations or {})).items()
    }
    told = {rule: text for rule, text in told.items() if text}
    draft = contract.draft | _kept(typed)
    if (draft, told) == (contract.draft, contract.explanations):
        return contract
    change(
        actor,
        "contract.draft",
        contract,
        revision,
        draft=draft,
        explanations=told,
    )
    return contract


def check(
    contract: Contract, known: Mapping[str, Party] | None = None
) -> tuple[dict[str, object], dict[str, list[Both]], list[Failing]]:
    """A draft as if it were registered today: values, what cannot be read, the rules it breaks.

    Args:
        known: of parties that were read already, see `parties.merged.by_number`; others are read.
    """
    today = timezone.localdate()
    reading = read_typed(contract.draft, APPLIED, today)
    values, unread = dict(reading.values), dict(reading.unread)
    numbers = {str(values[one]) for one in PARTIES if values.get(one)}
    parties = known if known is not None and numbers <= known.keys() else by_number(numbers)
    values = with_numbers(values, parties)
    for name in PARTIES:
        if values.get(name) and str(values[name]) not in parties:
            unread[name] = [
                both(
                    "没有这个注册号的当事人，请重新选择。",
                    "There is no party of this number; choose it again.",
                )
            ]
            values[name] = None
    values |= sides_of(values, parties)
    for name in FROM_PARTIES:
        unread.pop(name, None)
    if contract.applicant.party_id not in (values.get("seller_id"), values.get("buyer_id")):
        unread.setdefault("seller_id", []).append(
            both(
                "申请人应为卖方；技术进口合同由境内买方申请。",
                "The applicant is the seller, or the domestic buyer of an import.",
            )
        )
    office: dict[str, object] = {
        "registration_region": contract.agency.region,
        "registration_agency": contract.agency.code,
        "registration_date": today,
        "status": "submitted",
    }
    broken = [
        one
        for one in failing("contract", values | office, today)
        if not _of_the_office(one) and not set(one.fields) & set(unread)
    ]
    return values, unread, broken


def _of_the_office(one: Failing) -> bool:
    """Whether a rule is about what only the agency does later: numbers, days, second reviews.

    Or that kind and place of a party are missing, which only says again that the party is.
    """
    follows = set(one.fields) <= FROM_PARTIES and one.id.endswith(".required")
    return set(one.fields) <= OF_THE_OFFICE or one.id.startswith(SECOND_REVIEW) or follows


@transaction.atomic
def submit(
    actor: Actor, uid: UUID | str, revision: int, explanations: Mapping[str, str] | None = None
) -> Contract:
    """Hand in a draft: all hard rules hold, and each soft one that does not is explained.

    Raises:
        NotYours, MayNot, SomebodyElse: see `moving`.
        Refused: by field, what stops it.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.submit", contract)
    if not contract.applicant.confirmed:
        raise Refused(
            both(
                "账户尚待登记机构核对证件并确认，确认后即可提交；草稿已保存。",
                "The agency has not yet seen the papers and confirmed the account; submit "
                "afterwards. The draft is kept.",
            ),
            code="not_confirmed",
        )
    words = contract.explanations | {
        rule: text.strip()[:LONGEST_EXPLANATION] for rule, text in (explanations or {}).items()
    }
    values, unread, broken = check(contract)
    wrong = {name: list(texts) for name, texts in unread.items()}
    for one in broken:
        if one.hard or not words.get(one.id):
            text = one.text
            if not one.hard:
                text = both(
                    f"{one.text.zh}如确实如此，请说明情况。",
                    f"{one.text.en} If it is so, say why.",
                )
            wrong.setdefault(one.fields[0] if one.fields else "", []).append(text)
    if wrong:
        count = sum(len(texts) for texts in wrong.values())
        raise Refused(
            both(
                f"还有 {count} 处需要填写、改正或说明，尚未提交。",
                f"{count} things are to be filled in, corrected or explained; nothing was "
                "submitted.",
            ),
            fields=wrong,
            code="not_sound",
        )
    version = add_version(contract, Version.Kind.SUBMITTED, values, actor)
    contract.notes.filter(resolved=False).update(resolved=True)
    change(
        actor,
        "contract.submit",
        contract,
        revision,
        after={"version": version.number},
        version=version,
        explanations={one.id: words[one.id] for one in broken},
        submitted_at=timezone.now(),
        clerk=contract.clerk if contract.state == "returned" else None,
    )
    return contract


@transaction.atomic
def withdraw(actor: Actor, uid: UUID | str, revision: int) -> Contract:
    """Take a submission back before the agency has accepted it.

    Raises:
        NotYours, MayNot, SomebodyElse, Refused: see `moving`.
    """
    contract = contract_for(actor, uid)
    allowed(actor, "contract.withdraw", contract)
    target = "returned" if contract.accepted_on else "draft"
    change(actor, "contract.withdraw", contract, revision, state=target, submitted_at=None)
    return contract


def add_version(
    contract: Contract, kind: str, values: Mapping[str, object], actor: Actor, **columns: object
) -> Version:
    """A further version of a contract, with the declared values."""
    last = contract.versions.aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        contract=contract,
        number=last + 1,
        kind=kind,
        created_by=actor.user,
        changed_by=actor.user,
        **{name: values.get(name) for name in NAMES},
        **columns,
    )


def _kept(typed: Mapping[str, str]) -> dict[str, str]:
    """What of a form is kept: declared fields, their text, at most so long; NUL is no text."""
    return {
        name: str(text).replace("\0", "")[:LONGEST_TEXT]
        for name, text in typed.items()
        if name in NAMES and name not in FROM_PARTIES
    }
