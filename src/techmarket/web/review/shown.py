"""A contract as the page of a reviewer shows it: fields, checks, notes, history, in words.

Not here: what a person types there (`findings`), and the look (templates).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from techmarket.record.fields import Field, FieldType
from techmarket.web.contracts.actions.deciding import DECIDED
from techmarket.web.contracts.facts import APPLIED, record_of
from techmarket.web.contracts.models import OF_THE_OFFICE, Contract, Note, Version
from techmarket.web.contracts.moves import MOVES
from techmarket.web.contracts.second_review import PREFIX
from techmarket.web.contracts.typed import Failing, failing
from techmarket.web.history.models import Event
from techmarket.web.pages.amounts import MOST, capitals, ten_thousand_yuan
from techmarket.web.pages.shown_values import amount, code_label, yes_or_no
from techmarket.web.pages.wording import Both, both, language

OTHER_ACTS = {
    "contract.begin": both("建立草稿", "Draft begun"),
    "contract.clock": both("办理期限变更", "Time limit changed"),
}
NAMED_BY_PARTY = ("seller_id", "buyer_id", "intermediary_id")


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the application.

    Attributes:
        name, label, words: of the declared field.
        text: what the newest version holds, "" where nothing.
        small: the amount in another form, below it.
        stated: what the applicant had stated, where the agency found otherwise.
        before: what the submission before held, where the applicant has changed it.
        notes: what was said when it was returned, newest last.
        typed_note: what is being typed for when it is returned.
    """

    name: str
    label: str
    words: str
    text: str
    small: str = ""
    stated: str = ""
    before: str = ""
    notes: list[Note] = field(default_factory=list)
    typed_note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that the contract breaks.

    Attributes:
        rule: with its text.
        labels: of the fields concerned.
        explanation: the applicant's word on it.
    """

    rule: Failing
    labels: list[str]
    explanation: str


@dataclass(frozen=True, slots=True)
class Act:
    """An event of the history in words.

    Attributes:
        at: when, in local time.
        label: what was done.
        who: the name, "" for the system.
        reason: why.
        event: the event.
    """

    at: date
    label: Both
    who: str
    reason: str
    event: Event


def rows_of(contract: Contract, notes: list[Note], typed: Mapping[str, str]) -> list[Row]:
    """The fields that hold something, are decided, or have a note; in the order of the form.

    Args:
        notes: what was said when it was returned.
        typed: field to the note that is being typed.
    """
    version = contract.version
    if version is None:
        return []
    stated, before = _submissions(contract)
    rows = []
    for one in APPLIED:
        own = [note for note in notes if note.field == one.name]
        text = text_of(one, version)
        if not (text or own or one.name in DECIDED or one.required):
            continue
        said = text_of(one, stated) if stated else text
        earlier = text_of(one, before) if before else said
        value = getattr(version, one.name)
        rows.append(
            Row(
                one.name,
                one.label(language()),
                one.words(language()),
                text,
                _other_forms(value) if one.type is FieldType.MONEY else "",
                said if said != text else "",
                (earlier or "—") if earlier != said else "",
                own,
                typed.get(one.name, ""),
            )
        )
    return rows


def text_of(one: Field, version: Version) -> str:
    """The value of a field as a person reads it, "" for none."""
    value = getattr(version, one.name)
    if value is None or value == "":
        return ""
    if one.name in NAMED_BY_PARTY:
        return f"{getattr(version, one.name.removesuffix('_id'))} · {value}"
    match one.type:
        case FieldType.CODE:
            return code_label(one.code_list, str(value))
        case FieldType.MONEY:
            return amount(value)
        case FieldType.BOOLEAN:
            return yes_or_no(value)
    return str(value)


def checks_of(contract: Contract) -> list[Check]:
    """The rules that would be broken if the contract were registered today, hard ones first.

    Those on second review are told apart (`reasons`); what the agency itself fills in is left out.
    """
    version, today = contract.version, timezone.localdate()
    if version is None:
        return []
    record = record_of(contract, version)
    if contract.registration_number is None:
        record |= {
            "registration_number": f"{contract.agency.code}{today.year:04}{1:06}",
            "registration_date": today,
            "registrar": "—",
        }
    record["status"] = "registered"
    labels = {one.name: one.label(language()) for one in APPLIED}
    return [
        Check(
            one,
            [labels[name] for name in one.fields if name in labels],
            str(contract.explanations.get(one.id, "")),
        )
        for one in failing("contract", record, today)
        if not one.id.startswith(PREFIX) and not set(one.fields) <= OF_THE_OFFICE
    ]


def acts_of(contract: Contract) -> list[Act]:
    """The history of a contract, newest first."""
    events = Event.objects.filter(subject="contract", subject_id=str(contract.pk))
    return [
        Act(
            timezone.localtime(one.at),
            MOVES[one.act].label
            if one.act in MOVES
            else OTHER_ACTS.get(one.act, Both(one.act, one.act)),
            one.user.name if one.user else "",
            one.reason,
            one,
        )
        for one in events.select_related("user").order_by("-position")
    ]


def _other_forms(value: object) -> str:
    if not isinstance(value, int) or not 0 <= value <= MOST:
        return ""
    other = both(f"{ten_thousand_yuan(value)} 万元", f"{ten_thousand_yuan(value)} × 10,000 yuan")
    return f"{other} · {capitals(value)}"


def _submissions(contract: Contract) -> tuple[Version | None, Version | None]:
    """The version of the last submission, and of the one before it."""
    told = Event.objects.filter(
        subject="contract", subject_id=str(contract.pk), act="contract.submit"
    ).order_by("-position")
    numbers = [after.get("version") for after in told.values_list("after", flat=True)[:2]]
    versions = {
        one.number: one
        for one in contract.versions.filter(number__in=[n for n in numbers if n]).select_related(
            "seller", "buyer", "intermediary"
        )
    }
    found = [versions.get(number) for number in numbers] + [None, None]
    return found[0], found[1]
