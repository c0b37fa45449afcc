"""The people of the demonstration: at the home places named by their role, elsewhere with the code.

All have one password and one key of one-time passwords, made anew each time and printed once. Not
here: offices and parties.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django_otp.plugins.otp_totp.models import TOTPDevice

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership, User
from techmarket.web.demo.offices import SINCE, Offices
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.parties.models import Party

TITLES = {
    "owner": "主体管理员",
    "filer": "填报员",
    "registrar": "登记员",
    "reviewer": "复核员",
    "administrator": "管理员",
    "tax": "税务人员",
    "finance": "财政人员",
    "statistician": "统计人员",
}


@dataclass(frozen=True, slots=True)
class People:
    """Who acts in the demonstration.

    Attributes:
        registrars: by code of their agency.
        reviewers: by code of the agency for which they review.
        administrators: by code of the agency whose registrations they revoke.
        owners: by number of their party.
    """

    registrars: dict[str, Actor]
    reviewers: dict[str, Actor]
    administrators: dict[str, Actor]
    owners: dict[str, Actor]


def make_people(
    offices: Offices, sellers: list[Party], password: str, key: bytes
) -> tuple[People, list[str]]:
    """Make all people; also the login names at the home places.

    Args:
        offices: of the demonstration.
        sellers: parties with accounts; the first stands at the home agency.
        password: of everybody.
        key: 20 bytes, of the one-time passwords of every official.
    """
    wanted: list[tuple[str, str, Organisation | Party]] = [
        *_officials(offices),
        *_of_parties(sellers),
    ]
    hashed = make_password(password)
    users = User.objects.bulk_create(
        User(
            username=login,
            name=f"{where.name_zh if isinstance(where, Organisation) else where}"[:50]
            + TITLES[role],
            password=hashed,
        )
        for login, role, where in wanted
    )
    members = Membership.objects.bulk_create(
        Membership(
            user=user,
            role=role,
            valid_from=SINCE,
            **{"organisation" if isinstance(where, Organisation) else "party": where},
        )
        for user, (_, role, where) in zip(users, wanted, strict=True)
    )
    TOTPDevice.objects.bulk_create(
        TOTPDevice(user=user, name="demo", confirmed=True, key=key.hex())
        for user, (_, _, where) in zip(users, wanted, strict=True)
        if isinstance(where, Organisation)
    )
    actors = {
        (role, _code(where)): Actor(user, one)
        for user, one, (_, role, where) in zip(users, members, wanted, strict=True)
    }
    people = People(
        {code: actor for (role, code), actor in actors.items() if role == "registrar"},
        {agency.code: actors["reviewer", agency.parent.code] for agency, _ in offices.agencies},
        {
            agency.code: actors["administrator", province.code]
            for agency, province in offices.agencies
        },
        {code: actor for (role, code), actor in actors.items() if role == "owner"},
    )
    return people, sorted(login for login, _, _ in wanted if "-" not in login)


def _code(where: Organisation | Party) -> str:
    """Code of an office, or number of a party."""
    code: str = where.code if isinstance(where, Organisation) else where.party_id
    return code


def _officials(offices: Offices) -> list[tuple[str, str, Organisation]]:
    """Login name, role and office of every official."""
    wanted: list[tuple[str, str, Organisation]] = [
        ("administrator-000000", "administrator", offices.centre),
        ("statistician-000000", "statistician", offices.centre),
    ]
    home_province = next(one for agency, one in offices.agencies if agency == offices.home)
    for province in offices.provinces:
        for office in (province, *province.children.exclude(kind=Kind.AGENCY).order_by("code")):
            roles = {"tax": ["tax"], "finance": ["finance"], "statistics": ["statistician"]}
            for role in roles.get(office.kind, ["reviewer", "administrator", "statistician"]):
                at_home = province == home_province and office.kind in ("tax", "finance")
                wanted.append((role if at_home else f"{role}-{office.code}", role, office))
    for agency, _ in offices.agencies:
        for role in ("registrar", "administrator", "statistician"):
            at_home = agency == offices.home
            wanted.append((role if at_home else f"{role}-{agency.code}", role, agency))
    home_city = f"reviewer-{offices.home.region}"
    return [
        ("reviewer" if login == home_city else login, role, where) for login, role, where in wanted
    ]


def _of_parties(sellers: list[Party]) -> list[tuple[str, str, Party]]:
    """Login name, role and party: of the first the account holder and a filer, else the holder."""
    first, *others = sellers
    return [
        ("owner", "owner", first),
        ("filer", "filer", first),
        *((f"owner-{one.party_id.lower()}", "owner", one) for one in others),
    ]
