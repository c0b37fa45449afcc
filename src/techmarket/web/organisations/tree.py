"""Places in the tree: founding an organisation, moving it, and the tree as it was on a day.

Not here: who may do so (`accounts.permissions`).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from techmarket.web.organisations.models import Kind, Organisation, Placement
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both


@transaction.atomic
def found(parent: Organisation | None, *, since: date, **columns: Any) -> Organisation:
    """A new organisation below another, from a day on.

    Raises:
        Refused: the code is taken.
    """
    if Organisation.objects.filter(code=columns["code"]).exists():
        raise Refused(
            both(
                f"代码 {columns['code']} 已被使用，请换一个。",
                f"The code {columns['code']} is taken; choose another.",
            ),
            code="taken",
        )
    above = parent.path if parent else "/"
    made = Organisation.objects.create(
        parent=parent, path=f"{above}{columns['code']}/", valid_from=since, **columns
    )
    if parent:
        Placement.objects.create(organisation=made, parent=parent, valid_from=since)
    return made


@transaction.atomic
def move(organisation: Organisation, parent: Organisation, since: date) -> None:
    """Put an organisation, and all below it, under another from a day on.

    Raises:
        Refused: the new parent stands below it, or it was moved on or after that day already.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if parent.path.startswith(organisation.path):
        raise Refused(
            both(
                "不能移到自己或自己的下级之下，请另选上级。",
                "It cannot stand below itself; choose another office above it.",
            ),
            code="circle",
        )
    last = organisation.placements.filter(valid_to__isnull=True).first()
    if last is not None:
        if last.valid_from >= since:
            raise Refused(
                both(
                    f"自 {last.valid_from:%Y-%m-%d} 起的隶属关系已登记，请选更晚的日期。",
                    f"Its place is recorded from {last.valid_from:%Y-%m-%d}; choose a later day.",
                ),
                code="too_early",
            )
        last.valid_to = since - timedelta(days=1)
        last.save(update_fields=["valid_to", "changed_at"])
    Placement.objects.create(organisation=organisation, parent=parent, valid_from=since)
    old, new = organisation.path, f"{parent.path}{organisation.code}/"
    Organisation.objects.filter(pk=organisation.pk).update(parent=parent)
    for one in Organisation.objects.filter(path__startswith=old):
        Organisation.objects.filter(pk=one.pk).update(
            path=Concat(Value(new), Substr("path", len(old) + 1))
        )


def path_on(organisation: Organisation, on: date) -> str:
    """The path of an organisation as it was on a day."""
    codes, here = [organisation.code], organisation
    while here.kind != Kind.CENTRE:
        placed = (
            here.placements.filter(valid_from__lte=on).order_by("-valid_from").first()
            or here.placements.order_by("valid_from").first()
        )
        if placed is None:
            break
        here = placed.parent
        codes.append(here.code)
    return "/" + "/".join(reversed(codes)) + "/"
