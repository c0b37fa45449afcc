"""People of a party or an office: found, given a role, and their roles ended.

Nobody gives a role above or beside their own place, and no party gives one in another. Not here:
which roles there are (`accounts.roles`).
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from techmarket.web.accounts.actions.passwords import random_password, within
from techmarket.web.accounts.actor import Actor, memberships_on
from techmarket.web.accounts.models import Membership, User
from techmarket.web.accounts.roles import Role, roles
from techmarket.web.history.record import add_event
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.plain_text import plain_text
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import Both, both
from techmarket.web.parties.models import PartyUnit

LOGIN_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,79}")
LONGEST_NAME = 60
TAKEN = both("这个登录名已被使用，请换一个。", "This login name is taken; choose another.")


def login_name_wrong(username: str) -> list[Both]:
    """What is wrong with a login name; empty if somebody new can have it."""
    if not LOGIN_NAME.fullmatch(username):
        return [
            both(
                "登录名为 3 至 80 个小写字母、数字、点、横线或 @，以字母或数字开头。",
                "A login name has 3 to 80 small letters, digits, dots, hyphens or @ and begins "
                "with a letter or digit.",
            )
        ]
    if User.objects.filter(username=username).exists():
        return [TAKEN]
    return []


def create_person(username: str, password: str, **columns: Any) -> User:
    """A person with a login name that was free a moment ago.

    Raises:
        Refused: somebody else got it meanwhile.
    """
    try:
        with transaction.atomic():
            return User.objects.create_user(username, password, **columns)
    except IntegrityError:
        raise Refused(TAKEN, fields={"username": [TAKEN]}) from None


def name_wrong(name: str) -> list[Both]:
    """What is wrong with the name of a person."""
    wrong = plain_text(name, LONGEST_NAME)
    if wrong:
        return [wrong]
    return [] if name.strip() else [both("请填写姓名。", "Give the name.")]


def roles_given_by(actor: Actor, where: Organisation | None = None) -> list[Role]:
    """Roles that an actor may give: in the own party, or in an office at or below the own one."""
    if actor.party is not None:
        return [one for one in roles().values() if one.of == "party"]
    if where is None:
        return []
    return [one for one in roles().values() if where.kind in one.kinds]


def office_below(actor: Actor, code: str) -> Organisation:
    """An office at or below the actor's.

    Raises:
        NotYours: there is none of that code there.
    """
    own = actor.organisation
    found = Organisation.objects.filter(code=code, path__startswith=own.path) if own else None
    office = found.first() if found is not None else None
    if office is None:
        raise NotYours()
    return office


@transaction.atomic
def add_person(
    actor: Actor,
    *,
    username: str,
    name: str,
    role: str,
    office: Organisation | None = None,
    unit: PartyUnit | None = None,
) -> tuple[User, str]:
    """Somebody in a role; a person with that login name who is the actor's gets a further role.

    Args:
        username: login name.
        name: of the person.
        role: id of the role.
        office: of an official; the actor's or one below it.
        unit: of a party, if they act for it alone.

    Returns:
        The person, and the password that is shown once; "" for somebody who has one.

    Raises:
        MayNot: the actor adds nobody.
        NotYours: the office is not at or below the actor's, the unit of another party.
        Refused: something typed is wrong, by field.
    """
    actor.must("party.people" if actor.party is not None else "organisation.people")
    if actor.party is None and (office is None or not _below(actor, office)):
        raise NotYours()
    if unit is not None and (actor.party is None or unit.party_id != actor.party.pk):
        raise NotYours()
    username = username.strip().lower()
    known = _known(actor, username)
    wrong: dict[str, list[Both]] = {}
    if role not in {one.id for one in roles_given_by(actor, office)}:
        wrong["role"] = [both("请选择这里有的角色。", "Choose a role that exists there.")]
    if known is None:
        wrong["username"] = login_name_wrong(username)
        wrong["name"] = name_wrong(name)
    elif any(_same(one, role, office, unit, actor) for one in memberships_on(known)):
        wrong["role"] = [both("此人已有这个角色。", "This person has the role already.")]
    if any(wrong.values()):
        raise Refused(
            both("没有添加，请看下面的说明。", "Nobody was added; see below."),
            fields={field: texts for field, texts in wrong.items() if texts},
        )
    password = "" if known else random_password()
    user = known or create_person(
        username,
        password,
        name=name.strip(),
        must_change_password=True,
        created_by=actor.user,
        changed_by=actor.user,
    )
    made = give_role(user, role, by=actor, party=actor.party, unit=unit, organisation=office)
    add_event(actor, "account.give_role", "user", user.pk, after=_told(made))
    return user, password


def give_role(user: User, role: str, *, by: Actor | None, **place: Any) -> Membership:
    """Record that somebody has a role from today on; the caller adds the event."""
    who = by.user if by else None
    return Membership.objects.create(
        user=user,
        role=role,
        valid_from=timezone.localdate(),
        created_by=who,
        changed_by=who,
        **place,
    )


@transaction.atomic
def end_role(actor: Actor, membership_id: int) -> Membership:
    """End a role at once: it was last held yesterday, whatever sessions are open.

    One that began today counts as held yesterday only; the history has the day it was given.

    Raises:
        MayNot: the actor ends none.
        NotYours: it is no role within reach.
        Refused: it is the one in which the actor acts.
    """
    actor.must("party.people" if actor.party is not None else "organisation.people")
    held = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "organisation")
        .filter(pk=membership_id)
        .first()
    )
    if held is None or not within(actor, held):
        raise NotYours()
    if held.pk == actor.membership.pk:
        raise Refused(
            both(
                "不能结束自己正在使用的角色，请由另一位管理员办理。",
                "Nobody ends the role in which they act; another administrator does.",
            )
        )
    yesterday = timezone.localdate() - timedelta(days=1)
    before = _told(held)
    if held.valid_to is None or held.valid_to > yesterday:
        held.valid_to = yesterday
        held.valid_from = min(held.valid_from, yesterday)
        held.changed_by = actor.user
        held.save(update_fields=["valid_from", "valid_to", "changed_by", "changed_at"])
        add_event(actor, "account.end_role", "user", held.user_id, before=before, after=_told(held))
    return held


def _below(actor: Actor, office: Organisation) -> bool:
    own = actor.organisation
    return own is not None and office.path.startswith(own.path)


def _known(actor: Actor, username: str) -> User | None:
    """Somebody of that login name for whom the actor is responsible."""
    user = User.objects.filter(username=username).first()
    held = memberships_on(user) if user else []
    return user if held and all(within(actor, one) for one in held) else None


def _same(
    one: Membership, role: str, office: Organisation | None, unit: PartyUnit | None, actor: Actor
) -> bool:
    party = actor.party.pk if actor.party else None
    place = (office.pk if office else None, unit.pk if unit else None, party)
    return (one.role, (one.organisation_id, one.unit_id, one.party_id)) == (role, place)


def _told(one: Membership) -> dict[str, object]:
    return {
        "membership": one.pk,
        "role": one.role,
        "party": one.party_id,
        "unit": one.unit_id,
        "organisation": one.organisation_id,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }
