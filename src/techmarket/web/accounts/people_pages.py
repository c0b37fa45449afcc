"""People of a party and of offices: who holds which role, adding somebody, ending a role.

Not here: what is allowed and changed (`actions.people`, `actions.units`), offices themselves
(`organisations.views`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actions.passwords import give_access_anew
from techmarket.web.accounts.actions.people import (
    add_person,
    end_role,
    office_below,
    roles_given_by,
)
from techmarket.web.accounts.actions.units import close_unit, open_unit
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership, User
from techmarket.web.accounts.roles import Role, roles
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.form_fields import FormField, plain_field
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import MayNot, NotYours, Refused
from techmarket.web.pages.wording import Both, both
from techmarket.web.parties.models import PartyUnit


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds.

    Attributes:
        membership: it, with its person.
        role: as declared.
        own: it is the one in which the reader acts.
    """

    membership: Membership
    role: Role
    own: bool


def held(actor: Actor, rows: QuerySet[Membership]) -> list[Held]:
    """Roles held today among some, by name of the person."""
    today = timezone.localdate()
    found = rows.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today
    ).select_related("user", "unit", "organisation")
    return [
        Held(one, roles()[one.role], one.pk == actor.membership.pk)
        for one in found.order_by("user__name", "id")
    ]


def person_fields(
    choices: list[Role], typed: dict[str, str], wrong: dict[str, list[Both]]
) -> list[FormField]:
    """The fields with which somebody is added."""
    return [
        plain_field(
            "name",
            both("姓名", "Name"),
            both("", ""),
            typed.get("name", ""),
            errors=wrong.get("name", ()),
        ),
        plain_field(
            "username",
            both("登录名", "Login name"),
            both(
                "3 至 80 个小写字母、数字、点、横线或 @。已有用户再加角色，填其登录名即可。",
                "3 to 80 small letters, digits, dots, hyphens or @. For a further role of somebody "
                "who has an account, give their login name.",
            ),
            typed.get("username", ""),
            errors=wrong.get("username", ()),
        ),
        plain_field(
            "role",
            both("角色", "Role"),
            both("", ""),
            typed.get("role", ""),
            errors=wrong.get("role", ()),
            control="select",
            options=[(one.id, one.label) for one in choices],
        ),
    ]


@acting
@require_safe
def party_people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Units and people of the actor's party."""
    return _party_page(request, actor)


@acting
@never_cache
@require_POST
def add_to_party(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add somebody to the actor's party, or to one unit of it."""
    typed = posted(request)
    try:
        unit = _unit(actor, typed.get("unit", ""))
        user, password = add_person(
            actor,
            username=typed.get("username", ""),
            name=typed.get("name", ""),
            role=typed.get("role", ""),
            unit=unit,
        )
    except (MayNot, NotYours):
        raise
    except Refused as refused:
        return _party_page(request, actor, typed, refused)
    return _added(request, user, password, "party_people")


@acting
@require_POST
def add_unit(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open a unit of the actor's party."""
    typed = posted(request)
    try:
        unit = open_unit(actor, typed.get("unit_name", ""))
    except (MayNot, NotYours):
        raise
    except Refused as refused:
        return _party_page(request, actor, typed, refused)
    messages.success(request, str(both(f"已添加“{unit}”。", f"“{unit}” was added.")))
    return redirect("party_people")


@acting
@require_POST
def end_unit(request: HttpRequest, actor: Actor, unit_id: int) -> HttpResponse:
    """Close a unit to new contracts."""
    unit = close_unit(actor, unit_id)
    messages.success(request, str(both(f"“{unit}”已停用。", f"“{unit}” is closed.")))
    return redirect("party_people")


@acting
@require_POST
def end_membership(request: HttpRequest, actor: Actor, membership_id: int) -> HttpResponse:
    """End a role of somebody."""
    ended = end_role(actor, membership_id)
    label = roles()[ended.role].label
    messages.success(
        request,
        str(
            both(
                f"{ended.user.name}的“{label.zh}”角色已结束。",
                f"{ended.user.name} is no longer {label.en}.",
            )
        ),
    )
    return _back(ended.organisation)


@acting
@never_cache
@require_POST
def access_anew(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """Draw a new password for somebody, shown once."""
    user, password = give_access_anew(actor, user_id)
    if actor.may("party.confirm"):
        return _shown_once(request, user, password, "parties_to_confirm")
    return _shown_once(request, user, password, "party_people" if actor.party else "people")


def add_to_office(
    request: HttpRequest, actor: Actor, office: Organisation, typed: dict[str, str]
) -> HttpResponse:
    """Add somebody to an office.

    Raises:
        Refused: see `actions.people.add_person`.
    """
    user, password = add_person(
        actor,
        username=typed.get("username", ""),
        name=typed.get("name", ""),
        role=typed.get("role", ""),
        office=office_below(actor, office.code),
    )
    return _added(request, user, password, "office", office.code)


def _party_page(
    request: HttpRequest,
    actor: Actor,
    typed: dict[str, str] | None = None,
    wrong: Refused | None = None,
) -> HttpResponse:
    actor.must("party.people")
    typed, said = typed or {}, wrong.fields if wrong else {}
    units = PartyUnit.objects.filter(party=actor.party)
    unit_field = plain_field(
        "unit",
        both("所属单位", "Unit"),
        both(
            "只填报、只查看这个单位的合同；不选则为全部。",
            "Files and sees contracts of this unit alone; of the whole party if none is chosen.",
        ),
        typed.get("unit", ""),
        control="select",
        required=False,
        options=[(str(one.pk), one.name) for one in units if one.active],
    )
    told = {
        "units": units,
        "held": held(actor, Membership.objects.filter(party=actor.party)),
        "fields": [*person_fields(roles_given_by(actor), typed, said), unit_field],
        "unit_name": plain_field(
            "unit_name",
            both("单位名称", "Name of the unit"),
            both("学院、研究所、分支机构等。", "A college, institute, branch."),
            typed.get("unit_name", ""),
            errors=said.get("unit_name", ()),
        ),
        "wrong": wrong,
    }
    return render(
        request, "accounts/party_people.html", told, status=wrong.status if wrong else 200
    )


def _unit(actor: Actor, typed: str) -> PartyUnit | None:
    """The unit of the actor's party that was chosen.

    Raises:
        NotYours: it is no such unit.
    """
    if not typed:
        return None
    found = PartyUnit.objects.filter(party=actor.party, active=True)
    unit = found.filter(pk=int(typed)).first() if typed.isascii() and typed.isdigit() else None
    if unit is None:
        raise NotYours()
    return unit


def _added(request: HttpRequest, user: User, password: str, back: str, *where: str) -> HttpResponse:
    if password:
        return _shown_once(request, user, password, back, *where)
    messages.success(
        request, str(both(f"已为{user.name}添加角色。", f"{user.name} has a further role."))
    )
    return redirect(back, *where)


def _shown_once(
    request: HttpRequest, user: User, password: str, back: str, *where: str
) -> HttpResponse:
    told = {"person": user, "password": password, "back": redirect(back, *where)["Location"]}
    return render(request, "accounts/password_shown.html", told)


def _back(office: Organisation | None) -> HttpResponse:
    return redirect("office", office.code) if office is not None else redirect("party_people")
