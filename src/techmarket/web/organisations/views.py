"""Pages of offices: those at or below one's own, founding, changing, moving and closing them.

Not here: what is allowed and changed (`actions`), roles of people (`accounts.people_pages`).
"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from techmarket.imports.days import day_of
from techmarket.record.party import IDENTITY
from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actions.people import roles_given_by
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership
from techmarket.web.accounts.people_pages import add_to_office, held, person_fields
from techmarket.web.organisations.actions import (
    OfficeTyped,
    change_office,
    close_office,
    found_office,
    kinds_below,
    move_office,
    office_of,
)
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.organisations.office_fields import (
    date_field,
    founding_fields,
    parent_field,
    reason_field,
    text_fields,
)
from techmarket.web.pages.code_choices import code_meant
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import MayNot, NotYours, Refused
from techmarket.web.pages.wording import both

ROWS = 200
REGION = next(one for one in IDENTITY if one.name == "region")


@acting
@require_safe
def offices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The offices at or below the actor's, narrowed by `?q=`."""
    actor.must("organisation.people")
    own = actor.organisation
    if own is None:
        raise NotYours()
    query, today = request.GET.get("q", "").strip()[:80], timezone.localdate()
    rows = Organisation.objects.filter(path__startswith=own.path)
    if query:
        rows = rows.filter(
            Q(name_zh__icontains=query) | Q(name_en__icontains=query) | Q(code__startswith=query)
        )
    active = Q(members__valid_to__isnull=True) | Q(members__valid_to__gte=today)
    shown = rows.annotate(people=Count("members__user", distinct=True, filter=active)).order_by(
        "path"
    )[: ROWS + 1]
    found = [(one, one.path.count("/") - own.path.count("/")) for one in shown]
    told = {"offices": found[:ROWS], "more": len(found) > ROWS, "query": query, "rows": ROWS}
    return render(request, "organisations/offices.html", told)


@acting
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """An office: what it is, its people, those below it. A form of the page does one act."""
    actor.must("organisation.people")
    here = office_of(actor, code)
    typed, wrong = posted(request), None
    if request.method == "POST":
        try:
            return _act(request, actor, here, typed)
        except (MayNot, NotYours):
            raise
        except Refused as refused:
            wrong = refused
    told = _office_page(actor, here, typed, wrong)
    return render(request, "organisations/office.html", told, status=wrong.status if wrong else 200)


def _act(
    request: HttpRequest, actor: Actor, here: Organisation, typed: dict[str, str]
) -> HttpResponse:
    """Do what the form says; raises `Refused` for what is wrong in it."""
    match typed.get("act"):
        case "add_person":
            return add_to_office(request, actor, here, typed)
        case "change":
            change_office(actor, here.code, _typed_office(typed, here))
            said = both("已保存。", "Kept.")
        case "move":
            parent = typed.get("parent", "").strip().split(" ")[0]
            move_office(actor, here.code, parent, _day(typed, "since"))
            said = both("已调整隶属关系。", "The office was moved.")
        case "close":
            close_office(actor, here.code, _day(typed, "last"), typed.get("reason", ""))
            said = both("已撤销。", "The office was closed.")
        case _:
            raise NotYours()
    messages.success(request, str(said))
    return redirect("office", here.code)


@acting
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Found an office below one of the actor's."""
    actor.must("organisation.change")
    parent = office_of(actor, code)
    if not kinds_below(parent):
        raise NotYours()
    typed, wrong = {"takes_applications": "是"}, None
    if request.method == "POST":
        typed = posted(request)
        try:
            made = found_office(actor, code, _typed_office(typed), _day(typed, "since"))
        except (MayNot, NotYours):
            raise
        except Refused as refused:
            wrong = refused
        else:
            messages.success(request, str(both(f"已设立“{made}”。", f"“{made}” was founded.")))
            return redirect("office", made.code)
    said = wrong.fields if wrong else {}
    told = {"parent": parent, "fields": founding_fields(parent, typed, said), "wrong": wrong}
    return render(request, "organisations/found.html", told, status=wrong.status if wrong else 200)


def _office_page(
    actor: Actor, here: Organisation, typed: dict[str, str], wrong: Refused | None
) -> dict[str, object]:
    act = typed.get("act", "")
    said = {name: wrong.fields if wrong and act == name else {} for name in ACTS}
    sent = {name: typed if wrong and act == name else {} for name in ACTS}
    own = actor.organisation
    below = own is not None and own.pk != here.pk
    may = actor.may("organisation.change")
    return {
        "office": here,
        "kind": Kind(here.kind),
        "above": _above(actor, here),
        "below": here.children.filter(valid_to__isnull=True).order_by("code"),
        "held": held(actor, Membership.objects.filter(organisation=here)),
        "person_fields": person_fields(
            roles_given_by(actor, here), sent["add_person"], said["add_person"]
        ),
        "may_found": may and bool(kinds_below(here)),
        "change_fields": text_fields(here, sent["change"], said["change"]) if may else None,
        "move_fields": [
            parent_field(actor, here, sent["move"], said["move"]),
            date_field("since", both("自", "From"), sent["move"], said["move"]),
        ]
        if may and below and not here.valid_to
        else None,
        "close_fields": [
            date_field("last", both("最后一日", "Last day"), sent["close"], said["close"]),
            reason_field(sent["close"], said["close"]),
        ]
        if may and below and not here.valid_to
        else None,
        "act": act if wrong else "",
        "wrong": wrong,
    }


ACTS = ("add_person", "change", "move", "close")
"""Forms on the page of an office."""


def _above(actor: Actor, here: Organisation) -> list[Organisation]:
    """The offices above one, down from the actor's own."""
    own = actor.organisation
    codes = here.path.strip("/").split("/")[:-1]
    rows = Organisation.objects.filter(code__in=codes).order_by("path")
    return [one for one in rows if own is not None and one.path.startswith(own.path)]


def _typed_office(typed: dict[str, str], here: Organisation | None = None) -> OfficeTyped:
    region = typed.get("region", "")
    return OfficeTyped(
        code=here.code if here else typed.get("code", "").strip(),
        kind=here.kind if here else typed.get("kind", ""),
        region=here.region if here else code_meant(REGION, region, timezone.localdate()),
        name_zh=typed.get("name_zh", ""),
        name_en=typed.get("name_en", ""),
        address=typed.get("address", ""),
        telephone=typed.get("telephone", ""),
        takes_applications=typed.get("takes_applications") == "是",
        certifies_at_once=typed.get("certifies_at_once") != "否",
    )


def _day(typed: dict[str, str], name: str) -> date:
    """The day in a field.

    Raises:
        Refused: it is none.
    """
    day = day_of(typed.get(name, "").strip()) if typed.get(name, "").strip() else None
    if day is None or not 1985 <= day.year <= 2099:
        text = both(
            "请填写 1985 至 2099 年间的日期，如 2026-01-31。",
            "Give a day between 1985 and 2099, as 2026-01-31.",
        )
        raise Refused(text, fields={name: [text]})
    return day
