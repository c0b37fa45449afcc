"""A party opens an account: its record as declared, its first person, and the agency's word on it.

Until the agency has seen its papers and confirmed it, a party writes drafts and submits nothing.
Not here: parties that are only named in contracts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from techmarket.record.identifiers import check_citizen_number, check_org_code, check_uscc
from techmarket.record.party import CITIZEN, ORG_CODE, PARTY, USCC
from techmarket.web.accounts.actions.passwords import weaknesses
from techmarket.web.accounts.actions.people import (
    create_person,
    give_role,
    login_name_wrong,
    name_wrong,
)
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import User
from techmarket.web.accounts.scope import agencies_of
from techmarket.web.accounts.sign_up_limit import take_place
from techmarket.web.contracts.models import Contract
from techmarket.web.contracts.typed import Typed, Values, failing, read_typed
from techmarket.web.history.record import add_event
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import Both, both
from techmarket.web.parties.models import Party
from techmarket.web.parties.numbers import drawn_party_id

ASKED = tuple(one for one in PARTY if one.name != "party_id")
"""Declared fields of a party that it states itself."""

STANDARDS = {USCC: check_uscc, ORG_CODE: check_org_code, CITIZEN: check_citizen_number}
"""What checks an identifier, by its type."""

Wrong = dict[str, list[Both]]


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Who opens the account, as typed.

    Attributes:
        username, name, password, again: login name, name, and the password twice.
    """

    username: str
    name: str
    password: str
    again: str


@dataclass(frozen=True, slots=True)
class PartyRead:
    """A typed record of a party.

    Attributes:
        values: field to value.
        wrong: field to what stops it.
        odd: field to what is odd and may be right.
    """

    values: Values
    wrong: Wrong
    odd: Wrong


def read_party(typed: Typed) -> PartyRead:
    """What a typed record of a party says, and what is wrong with it."""
    today = timezone.localdate()
    reading = read_typed(typed, ASKED, today)
    wrong: Wrong = dict(reading.unread) | _identifier_wrong(reading.values)
    odd: Wrong = {}
    asked = {one.name for one in ASKED}
    for one in failing("party", reading.values | {"party_id": "P0"}, today):
        for name in [name for name in one.fields if name in asked][:1]:
            if name not in reading.unread and not (name == "identifier" and name in wrong):
                (wrong if one.hard else odd).setdefault(name, []).append(one.text)
    return PartyRead(reading.values, wrong, odd)


def check_party(typed: Typed, agency: Organisation | None) -> PartyRead:
    """The same with what an account needs besides: an agency, an identifier nobody has."""
    read = read_party(typed)
    if agency is None:
        read.wrong["agency"] = [both("请选择登记机构。", "Choose an agency.")]
    identifier = read.values.get("identifier")
    if identifier and Party.objects.filter(files=True, identifier=identifier).exists():
        read.wrong.setdefault("identifier", []).append(_taken())
    return read


@transaction.atomic
def sign_up(
    typed: Typed,
    agency: Organisation | None,
    person: FirstPerson,
    *,
    language: str = "zh-hans",
    address: str = "",
) -> tuple[Party, User]:
    """Open an account; it waits for the agency's confirmation.

    Args:
        address: the network address that it is opened from, see `client_address`.

    Raises:
        Refused: by field, what is wrong, or too many were opened from there; nothing is kept.
    """
    read = check_party(typed, agency)
    wrong = {**read.wrong, **_person_wrong(person)}
    if wrong or agency is None:
        raise Refused(
            both("账户没有建立，请看下面的说明。", "No account was opened; see below."),
            fields=wrong,
        )
    take_place(address)
    try:
        with transaction.atomic():
            party = Party.objects.create(
                party_id=drawn_party_id(), files=True, agency=agency, **read.values
            )
    except IntegrityError:  # Two at the same moment: the database decided.
        raise Refused(_taken(), fields={"identifier": [_taken()]}) from None
    user = create_person(
        person.username.strip().lower(),
        person.password,
        name=person.name.strip(),
        language=language,
    )
    give_role(user, "owner", by=None, party=party)
    Party.objects.filter(pk=party.pk).update(created_by=user, changed_by=user)
    add_event(
        None,
        "party.sign_up",
        "party",
        party.pk,
        after={"party_id": party.party_id, "agency": agency.code, "user": user.pk},
    )
    return party, user


def waiting_for(actor: Actor) -> list[Party]:
    """Parties whose accounts wait for the confirmation of the actor's agency, oldest first."""
    return list(account_holders(actor).filter(confirmed=False).order_by("created_at"))


def account_holders(actor: Actor) -> QuerySet[Party]:
    """Parties with an account at the actor's agency, confirmed or not.

    Raises:
        MayNot: the actor confirms nobody.
    """
    actor.must("party.confirm")
    agencies = agencies_of(actor.organisation) if actor.organisation else []
    return Party.objects.filter(files=True, agency_id__in=agencies).select_related("agency")


@transaction.atomic
def confirm(actor: Actor, party_id: str) -> Party:
    """The agency has seen the papers: the party may submit contracts.

    Raises:
        MayNot: the actor confirms nobody.
        NotYours: no such party waits for the actor's agency.
    """
    party = _waiting(actor, party_id)
    party.confirmed = True
    party.changed_by = actor.user
    party.save(update_fields=["confirmed", "changed_by", "changed_at"])
    add_event(
        actor,
        "party.confirm",
        "party",
        party.pk,
        before={"confirmed": False},
        after={"confirmed": True},
    )
    return party


@transaction.atomic
def decline(actor: Actor, party_id: str, reason: str) -> Party:
    """The agency does not confirm the account: its people cannot log in any more.

    The identifier is free for an account again; what was written stays.

    Raises:
        MayNot, NotYours: see `confirm`.
        Refused: no reason is given, or the party has filed contracts before it changed its name.
    """
    party = _waiting(actor, party_id)
    if Contract.objects.filter(applicant=party).exclude(state="draft").exists():
        raise Refused(
            both(
                "该单位已提交过合同，账户不能撤销。请通知其改正登记信息后再确认。",
                "This party has filed contracts, so its account stays. Have it correct its record, "
                "then confirm it.",
            ),
            code="has_contracts",
        )
    if not reason.strip():
        text = both("请写明理由。", "Please say why.")
        raise Refused(text, fields={"reason": [text]}, code="reason_missing")
    party.files = False
    party.changed_by = actor.user
    party.save(update_fields=["files", "changed_by", "changed_at"])
    User.objects.filter(memberships__party=party).update(is_active=False)
    add_event(
        actor,
        "party.decline",
        "party",
        party.pk,
        before={"files": True},
        after={"files": False},
        reason=reason.strip()[:2000],
    )
    return party


@transaction.atomic
def change_party(actor: Actor, typed: Mapping[str, str]) -> Party:
    """A party changes its own record; name or identifier changed, the agency confirms it anew.

    Raises:
        MayNot: the actor may not.
        Refused: by field, what is wrong; nothing has changed.
    """
    actor.must("party.change")
    if actor.party is None:
        raise NotYours()
    party = Party.objects.select_for_update().get(pk=actor.party.pk)
    read = read_party(typed)
    identifier = read.values.get("identifier")
    others = Party.objects.filter(files=True, identifier=identifier).exclude(pk=party.pk)
    if identifier and others.exists():
        read.wrong.setdefault("identifier", []).append(_taken())
    if read.wrong:
        raise Refused(
            both("没有修改，请看下面的说明。", "Nothing was changed; see below."), fields=read.wrong
        )
    before = {name: getattr(party, name) for name in read.values}
    changed = {name: value for name, value in read.values.items() if before[name] != value}
    if not changed:
        return party
    for name, value in changed.items():
        setattr(party, name, value)
    if {"name", "identifier"} & set(changed):
        party.confirmed = False
    party.changed_by = actor.user
    party.save()
    add_event(
        actor,
        "party.change",
        "party",
        party.pk,
        before={name: before[name] for name in changed},
        after=changed,
    )
    return party


def _identifier_wrong(values: Values) -> Wrong:
    """What is wrong with an identifier by its own standard; a type not chosen follows from it."""
    identifier = values.get("identifier")
    if not isinstance(identifier, str):
        return {}
    values["identifier"] = identifier = unicodedata.normalize("NFKC", identifier).upper()
    if values.get("identifier_type") is None:
        values["identifier_type"] = _likely_type(identifier)
    kind = str(values.get("identifier_type") or "")
    found = STANDARDS[kind](identifier) if kind in STANDARDS else None
    return {"identifier": [Both(found.sentence_zh, found.sentence_en)]} if found else {}


def _likely_type(identifier: str) -> str | None:
    """The standard that an identifier meets; of one that meets none, that of its length."""
    for kind, check in STANDARDS.items():
        if check(identifier) is None:
            return kind
    if len(identifier) == 18:
        # 9 begins the codes that market supervision gives; no region begins so.
        of_a_person = identifier[:17].isdigit() and not identifier.startswith("9")
        return CITIZEN if of_a_person else USCC
    return ORG_CODE if len(identifier) == 9 else None


def _waiting(actor: Actor, party_id: str) -> Party:
    waiting = account_holders(actor).filter(party_id=party_id, confirmed=False)
    party = waiting.select_for_update(of=("self",)).first()
    if party is None:
        raise NotYours()
    return party


def _person_wrong(person: FirstPerson) -> Wrong:
    username = person.username.strip().lower()
    wrong = {
        "username": login_name_wrong(username),
        "person_name": name_wrong(person.name),
        "password": weaknesses(person.password, User(username=username, name=person.name)),
    }
    if person.password != person.again:
        wrong["again"] = [both("两次输入的密码不一致。", "The passwords differ.")]
    return {name: texts for name, texts in wrong.items() if texts}


def _taken() -> Both:
    return both(
        "这个代码已有账户。请向本单位的账户管理员索取用户，或联系当地登记机构。",
        "This identifier has an account already. Ask its account holder for a user, or the agency "
        "of your place.",
    )
