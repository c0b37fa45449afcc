"""The first administrator of a new site: of the national centre, with a password drawn for them.

Not here: everybody else, whom administrators add (`people`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from techmarket.errors import TechmarketError
from techmarket.web.accounts.actions.passwords import random_password
from techmarket.web.accounts.actions.people import give_role, login_name_wrong
from techmarket.web.accounts.models import Membership, User
from techmarket.web.history.record import add_event
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.organisations.tree import found

CENTRE, NAME_ZH, NAME_EN = "000000", "全国技术市场管理机构", "National technology market centre"
SINCE = date(1985, 1, 1)
"""The technology market was opened in 1985; every office stands below the centre."""


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """An administrator with their first password, which is kept nowhere.

    Attributes:
        username, password: with which they log in.
    """

    username: str
    password: str


def has_administrator() -> bool:
    """Whether somebody administers the centre."""
    return Membership.objects.filter(
        role="administrator", organisation__kind=Kind.CENTRE, valid_to__isnull=True
    ).exists()


@transaction.atomic
def make_administrator(username: str, name: str) -> FirstAdministrator:
    """An administrator of the centre, which is founded if it is not there.

    Raises:
        TechmarketError: the login name is taken or is none.
    """
    username = username.strip().lower()
    wrong = login_name_wrong(username)
    if wrong:
        raise TechmarketError(
            "no administrator was made",
            where=username,
            why="somebody has this login name, or it has signs other than a-z 0-9 . _ @ -",
            todo="give another login name",
        )
    centre = Organisation.objects.filter(kind=Kind.CENTRE).first() or found(
        None,
        since=SINCE,
        code=CENTRE,
        kind=Kind.CENTRE,
        name_zh=NAME_ZH,
        name_en=NAME_EN,
        region=CENTRE,
    )
    password = random_password()
    user = User.objects.create_user(username, password, name=name, must_change_password=True)
    give_role(user, "administrator", by=None, organisation=centre)
    add_event(None, "account.make_administrator", "user", user.pk, after={"organisation": CENTRE})
    return FirstAdministrator(username, password)
