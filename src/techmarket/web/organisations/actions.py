"""Offices founded, moved, changed and closed by the administrators above them.

Nobody founds, moves or closes an office at or above their own. Not here: the tree itself (`tree`),
and the people of an office (`accounts.actions.people`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from techmarket.codes import code_list
from techmarket.web.accounts.actor import Actor
from techmarket.web.history.record import add_event
from techmarket.web.organisations import tree
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.pages.plain_text import plain_text
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import Both, both

CODE_FORMS = {
    Kind.AGENCY: ("[0-9]{6}", both("6 位数字", "6 digits")),
    Kind.PROVINCE: ("[0-9]{6}", both("6 位行政区划代码", "the 6 digits of the region")),
    Kind.PLAN_CITY: ("[0-9]{6}", both("6 位行政区划代码", "the 6 digits of the region")),
    Kind.CITY: ("[0-9]{6}", both("6 位行政区划代码", "the 6 digits of the region")),
    Kind.TAX: ("T[0-9]{6}[0-9]?", both("T 加行政区划代码", "T and the digits of the region")),
    Kind.FINANCE: ("F[0-9]{6}[0-9]?", both("F 加行政区划代码", "F and the digits of the region")),
    Kind.STATISTICS: (
        "S[0-9]{6}[0-9]?",
        both("S 加行政区划代码", "S and the digits of the region"),
    ),
}
BELOW = {
    Kind.CENTRE: tuple(Kind)[1:],
    Kind.PROVINCE: (
        Kind.PLAN_CITY, Kind.CITY, Kind.AGENCY, Kind.TAX, Kind.FINANCE, Kind.STATISTICS,
    ),
    Kind.PLAN_CITY: (Kind.AGENCY, Kind.TAX, Kind.FINANCE, Kind.STATISTICS),
    Kind.CITY: (Kind.AGENCY, Kind.TAX, Kind.FINANCE, Kind.STATISTICS),
}  # fmt: skip
"""Kinds of office that may stand directly below a kind."""

LONGEST = {"name_zh": 120, "name_en": 160, "address": 200, "telephone": 40}


@dataclass(frozen=True, slots=True)
class OfficeTyped:
    """An office as somebody typed it.

    Attributes:
        code, kind, region: see `Organisation`; they stay once the office is there.
        name_zh, name_en, address, telephone: as shown.
        takes_applications: sellers may apply to it.
        certifies_at_once: it issues the certificate as soon as it has registered.
    """

    code: str
    kind: str
    region: str
    name_zh: str
    name_en: str
    address: str = ""
    telephone: str = ""
    takes_applications: bool = False
    certifies_at_once: bool = True


def kinds_below(office: Organisation) -> tuple[Kind, ...]:
    """Kinds of office that may be founded directly below one."""
    return BELOW.get(Kind(office.kind), ())


def office_of(actor: Actor, code: str, *, strictly: bool = False) -> Organisation:
    """An office at or below the actor's; with `strictly` only below it.

    Raises:
        NotYours: there is none.
    """
    own = actor.organisation
    found = Organisation.objects.filter(code=code).select_related("parent").first()
    if own is None or found is None or not found.path.startswith(own.path):
        raise NotYours()
    if strictly and found.pk == own.pk:
        raise NotYours()
    return found


@transaction.atomic
def found_office(actor: Actor, parent_code: str, typed: OfficeTyped, since: date) -> Organisation:
    """A new office below one of the actor's.

    Raises:
        MayNot, NotYours: the actor may not, or the parent is not theirs.
        Refused: by field, what is wrong.
    """
    actor.must("organisation.change")
    parent = office_of(actor, parent_code)
    wrong = _wrong(typed, since) | _kind_wrong(typed, parent, since)
    if wrong:
        raise Refused(
            both("没有设立，请看下面的说明。", "Nothing was founded; see below."), fields=wrong
        )
    try:
        made = tree.found(
            parent,
            since=since,
            code=typed.code,
            kind=typed.kind,
            region=typed.region,
            name_zh=typed.name_zh.strip(),
            name_en=typed.name_en.strip() or typed.name_zh.strip(),
            address=typed.address.strip(),
            telephone=typed.telephone.strip(),
            takes_applications=typed.kind == Kind.AGENCY and typed.takes_applications,
            certifies_at_once=typed.certifies_at_once,
            created_by=actor.user,
            changed_by=actor.user,
        )
    except IntegrityError:  # Somebody founded it at the same moment.
        raise Refused(_taken(typed.code), fields={"code": [_taken(typed.code)]}) from None
    add_event(
        actor,
        "organisation.found",
        "organisation",
        made.pk,
        after={"code": made.code, "kind": made.kind, "parent": parent.code, "valid_from": since},
    )
    return made


@transaction.atomic
def change_office(actor: Actor, code: str, typed: OfficeTyped) -> Organisation:
    """Change names, address, telephone, and whether an agency takes applications.

    Raises:
        MayNot, NotYours: the actor may not, or the office is not theirs.
        Refused: by field, what is wrong.
    """
    actor.must("organisation.change")
    office = office_of(actor, code)
    wrong = _texts_wrong(typed)
    if wrong:
        raise Refused(
            both("没有修改，请看下面的说明。", "Nothing was changed; see below."), fields=wrong
        )
    after: dict[str, object] = {
        "name_zh": typed.name_zh.strip(),
        "name_en": typed.name_en.strip() or typed.name_zh.strip(),
        "address": typed.address.strip(),
        "telephone": typed.telephone.strip(),
        "takes_applications": office.kind == Kind.AGENCY and typed.takes_applications,
        "certifies_at_once": typed.certifies_at_once,
    }
    before = {name: getattr(office, name) for name in after}
    changed = {name: value for name, value in after.items() if before[name] != value}
    if changed:
        for name, value in changed.items():
            setattr(office, name, value)
        office.changed_by = actor.user
        office.save(update_fields=[*changed, "changed_by", "changed_at"])
        add_event(
            actor,
            "organisation.change",
            "organisation",
            office.pk,
            before={name: before[name] for name in changed},
            after=changed,
        )
    return office


@transaction.atomic
def move_office(actor: Actor, code: str, parent_code: str, since: date) -> Organisation:
    """Put an office below another of the actor's, from a day on.

    Raises:
        MayNot, NotYours: the actor may not, or one of the two is not theirs.
        Refused: it cannot stand there, or not from that day.
    """
    actor.must("organisation.change")
    office, parent = office_of(actor, code, strictly=True), office_of(actor, parent_code)
    if Kind(office.kind) not in kinds_below(parent):
        text = both(
            "这类机构不能设在所选的上级之下，请另选。",
            "An office of this kind does not stand below that one; choose another.",
        )
        raise Refused(text, fields={"parent": [text]})
    before = office.parent.code if office.parent else ""
    tree.move(office, parent, since)
    add_event(
        actor,
        "organisation.move",
        "organisation",
        office.pk,
        before={"parent": before},
        after={"parent": parent.code, "valid_from": since},
    )
    office.refresh_from_db()
    return office


@transaction.atomic
def close_office(actor: Actor, code: str, last: date, reason: str) -> Organisation:
    """Close an office after a day; it takes no applications from now on.

    Raises:
        MayNot, NotYours: the actor may not, or the office is not theirs.
        Refused: no reason, the day lies before it was founded, or offices below it are open.
    """
    actor.must("organisation.change")
    office = office_of(actor, code, strictly=True)
    wrong: dict[str, list[Both]] = {}
    if not reason.strip():
        wrong["reason"] = [both("请写明理由。", "Please say why.")]
    if last < office.valid_from:
        wrong["last"] = [
            both("不能早于设立之日。", "It cannot be before the day on which it was founded.")
        ]
    if Organisation.objects.filter(parent=office, valid_to__isnull=True).exists():
        wrong["last"] = [
            both("请先移走或撤销它的下级机构。", "First move or close the offices below it.")
        ]
    if wrong:
        raise Refused(
            both("没有撤销，请看下面的说明。", "Nothing was closed; see below."), fields=wrong
        )
    office.valid_to, office.takes_applications = last, False
    office.changed_by = actor.user
    office.save(update_fields=["valid_to", "takes_applications", "changed_by", "changed_at"])
    add_event(
        actor,
        "organisation.close",
        "organisation",
        office.pk,
        after={"valid_to": last},
        reason=reason.strip()[:2000],
    )
    return office


def _wrong(typed: OfficeTyped, since: date) -> dict[str, list[Both]]:
    wrong = _texts_wrong(typed)
    regions = {one.code for one in code_list("region").codes(since)}
    if typed.region not in regions:
        wrong["region"] = [both("请从行政区划中选择。", "Choose one of the regions.")]
    return wrong


def _texts_wrong(typed: OfficeTyped) -> dict[str, list[Both]]:
    wrong: dict[str, list[Both]] = {}
    for name, longest in LONGEST.items():
        found = plain_text(getattr(typed, name), longest)
        if found is not None:
            wrong[name] = [found]
    if not typed.name_zh.strip():
        wrong["name_zh"] = [both("请填写名称。", "Give the name.")]
    return wrong


def _kind_wrong(typed: OfficeTyped, parent: Organisation, since: date) -> dict[str, list[Both]]:
    wrong: dict[str, list[Both]] = {}
    if typed.kind not in {one.value for one in kinds_below(parent)}:
        wrong["kind"] = [
            both("这类机构不能设在这里。", "An office of this kind does not stand here.")
        ]
        return wrong
    form, words = CODE_FORMS[Kind(typed.kind)]
    if not re.fullmatch(form, typed.code):
        wrong["code"] = [both("代码应为{form}。", "The code is {form}.").format(form=words)]
    elif Organisation.objects.filter(code=typed.code).exists():
        wrong["code"] = [_taken(typed.code)]
    if since < parent.valid_from:
        wrong["since"] = [
            both("不能早于上级机构设立之日。", "It cannot be before the office above was founded.")
        ]
    return wrong


def _taken(code: str) -> Both:
    return both(f"代码 {code} 已被使用，请换一个。", f"The code {code} is taken; choose another.")
