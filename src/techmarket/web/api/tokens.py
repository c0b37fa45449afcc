"""Making, revoking and recognising tokens; a token acts for one party, in its maker's role.

Not here: the header in which a call shows it (`site`).
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.api.models import Token
from techmarket.web.history.record import add_event
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import both

PREFIX = "tm_"
DAYS = 365
MOST_TOKENS = 20


@transaction.atomic
def make_token(actor: Actor, name: str) -> tuple[Token, str]:
    """A token of a year for the actor's party; its text is shown this once and not kept.

    Raises:
        MayNot: the role makes no tokens.
        Refused: it has no name, or there are too many.
    """
    actor.must("token.manage")
    name = name.strip()[:80]
    if not name:
        missing = both(
            "请写明用途，如“科研管理系统”。", "Say what it is for, as “research office”."
        )
        raise Refused(missing, fields={"name": [missing]}, code="name_missing")
    if len(tokens_of(actor)) >= MOST_TOKENS:
        raise Refused(
            both(
                f"有效令牌已有 {MOST_TOKENS} 个，请先停用不再使用的。",
                f"There are {MOST_TOKENS} good tokens; revoke those that are not used.",
            ),
            code="too_many",
        )
    text = PREFIX + secrets.token_urlsafe(32)
    made = Token.objects.create(
        name=name,
        membership=actor.membership,
        beginning=text[:8],
        sha256=_hash(text),
        expires_on=timezone.localdate() + timedelta(days=DAYS),
        created_by=actor.user,
        changed_by=actor.user,
    )
    add_event(actor, "token.make", "token", made.pk, after={"name": name})
    return made, text


@transaction.atomic
def revoke_token(actor: Actor, number: int) -> None:
    """Make a token of the actor's party worthless, at once.

    Raises:
        MayNot: the role manages no tokens.
        NotYours: there is no such good token of the party.
    """
    actor.must("token.manage")
    done = Token.objects.filter(
        pk=number, membership__party=actor.party, revoked_at__isnull=True
    ).update(revoked_at=timezone.now(), changed_by=actor.user)
    if not done:
        raise NotYours()
    add_event(actor, "token.revoke", "token", number)


def tokens_of(actor: Actor) -> list[Token]:
    """The good tokens of the actor's party, newest first."""
    return list(
        Token.objects.filter(
            membership__party=actor.party,
            revoked_at__isnull=True,
            expires_on__gte=timezone.localdate(),
        ).select_related("created_by")
    )


def actor_of_token(text: str) -> tuple[Token, Actor] | None:
    """Who acts with a token; `None`: it is not known, revoked, expired, or its maker has left."""
    today = timezone.localdate()
    token = (
        Token.objects.filter(sha256=_hash(text), revoked_at__isnull=True, expires_on__gte=today)
        .select_related(
            "membership__user", "membership__party", "membership__party__agency", "membership__unit"
        )
        .first()
    )
    if token is None:
        return None
    member = token.membership
    gone = member.valid_from > today or (member.valid_to is not None and member.valid_to < today)
    if gone or not member.user.is_active or member.party is None:
        return None
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    return token, Actor(member.user, member)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
