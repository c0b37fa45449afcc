"""Passwords: changed by their owner, drawn for somebody new, and access given anew.

A password is shown once, to whoever had it drawn, and must be changed at the first log-in; the
history says that it was changed and never what it is. Not here: one-time passwords
(`accounts.one_time`).
"""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django_otp import devices_for_user

from techmarket.web.accounts.actor import Actor, memberships_on
from techmarket.web.accounts.models import Membership, User
from techmarket.web.history.record import add_event
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import Both, both

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""

GROUPS, GROUP = 4, 4
LONGEST = 200

SAID: dict[str, Both] = {
    "password_too_short": both(
        "密码太短：至少 10 个字符。", "The password is too short: at least 10 characters."
    ),
    "password_too_common": both(
        "密码太常见，容易被猜到。", "The password is too common and easily guessed."
    ),
    "password_entirely_numeric": both(
        "密码不能全是数字。", "A password is not made of digits only."
    ),
    "password_too_similar": both(
        "密码与登录名或姓名太相近。", "The password is too like the login name or the name."
    ),
}
"""What Django's validators find, by their codes."""


def random_password() -> str:
    """A password of about 79 bits that can be read out: `k7mp-2rtx-9wqd-hf3n`."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def weaknesses(password: str, user: User) -> list[Both]:
    """Why a password may not be used; empty if it may."""
    if len(password) > LONGEST:
        text = both(
            f"密码太长：最多 {LONGEST} 个字符。",
            f"The password is too long: at most {LONGEST} characters.",
        )
        return [text]
    try:
        validate_password(password, user)
    except ValidationError as found:
        return [SAID[str(one.code)] for one in found.error_list]
    return []


@transaction.atomic
def change_password(user: User, old: str, new: str, again: str) -> None:
    """Change one's own password.

    Raises:
        Refused: the old one is wrong, the new ones differ, or the new one is weak or the old one.
    """
    wrong: dict[str, list[Both]] = {}
    if not user.check_password(old):
        wrong["old"] = [both("原密码不对。", "The present password is wrong.")]
    weak = weaknesses(new, user)
    if weak:
        wrong["new"] = weak
    elif new == old:
        wrong["new"] = [both("新密码与原密码相同。", "The new password is the old one.")]
    if new != again:
        wrong["again"] = [both("两次输入的新密码不一致。", "The new passwords differ.")]
    if wrong:
        raise Refused(
            both("密码没有修改，请看下面的说明。", "The password was not changed; see below."),
            fields=wrong,
        )
    user.set_password(new)
    user.must_change_password = False
    user.changed_by = user
    user.save(update_fields=["password", "must_change_password", "changed_by", "changed_at"])
    add_event(None, "account.change_password", "user", user.pk, after={"by": "self"})


def files_with(actor: Actor, one: Membership) -> bool:
    """Whether a role is that of an account holder who files with the actor's agency."""
    agency: Organisation | None = one.party.agency if one.party is not None else None
    return (
        one.role == "owner"
        and actor.organisation is not None
        and agency is not None
        and agency.path.startswith(actor.organisation.path)
    )


def within(actor: Actor, one: Membership) -> bool:
    """Whether a role is held for the actor's party, or for an office at or below the actor's."""
    if actor.party is not None:
        return bool(one.party_id == actor.party.pk)
    office: Organisation | None = one.organisation
    return (
        actor.organisation is not None
        and office is not None
        and office.path.startswith(actor.organisation.path)
    )


def person_of(actor: Actor, user_id: int) -> User:
    """Somebody for whom an actor is responsible: every role they hold today is within reach.

    An account holder looks after the people of the party, an administrator after those of offices,
    and an agency, which has seen the papers, after its account holders.

    Raises:
        MayNot: the role looks after nobody.
        NotYours: somebody else looks after them, or there is nobody.
    """
    reach = files_with if actor.may("party.confirm") else within
    if reach is within:
        actor.must("party.people" if actor.party is not None else "organisation.people")
    user = User.objects.filter(pk=user_id).first()
    held = memberships_on(user) if user else []
    if user is None or not held or not all(reach(actor, one) for one in held):
        raise NotYours()
    return user


@transaction.atomic
def give_access_anew(actor: Actor, user_id: int) -> tuple[User, str]:
    """A new password for somebody who lost theirs; their one-time devices are forgotten.

    Returns:
        The person and the password, which is shown once.

    Raises:
        MayNot, NotYours: see `person_of`.
        Refused: it is the actor.
    """
    user = person_of(actor, user_id)
    if user.pk == actor.user.pk:
        raise Refused(
            both(
                "不能为自己重置。请在“我的账户”中修改密码。",
                "Not for oneself; change your password under “My account”.",
            )
        )
    password = random_password()
    user.set_password(password)
    user.must_change_password = True
    user.changed_by = actor.user
    user.save(update_fields=["password", "must_change_password", "changed_by", "changed_at"])
    for device in devices_for_user(user, confirmed=None):
        device.delete()
    add_event(actor, "account.give_access_anew", "user", user.pk)
    return user, password
