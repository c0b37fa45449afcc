"""Parties that may be the one whose name somebody types: the same name written otherwise.

Names are compared without legal form, branch, blanks and punctuation, traditional characters as
simplified ones. Not here: how likely two records are one party (`linkage`).
"""

from __future__ import annotations

from django.db.models import Q

from techmarket.linkage.names import name_forms
from techmarket.web.organisations.models import Organisation
from techmarket.web.parties.merged import standing
from techmarket.web.parties.models import Party

LOOKED_AT = 300
SHOWN = 8
BEGINNING = 4
NATURAL_PERSON = "600"
"""Code of `party_kind`; names of natural persons are shown to nobody who is not sure to know."""


def agencies_of_the_same(name: str) -> list[Organisation]:
    """The agencies that keep accounts of parties of this very name in any way of writing it.

    Args:
        name: as typed by anybody, known or not; natural persons are left out.
    """
    core = name_forms([name.strip()])[0].core if name.strip() else ""
    if not core:
        return []
    same = Party.objects.filter(files=True, name_form=core).exclude(kind__startswith=NATURAL_PERSON)
    return list(Organisation.objects.filter(pk__in=same.values("agency")).order_by("code")[:SHOWN])


def parties_alike(name: str, *, but_not: Party | None = None) -> list[Party]:
    """Parties of the same name in another form, or whose name holds it, no natural persons.

    Args:
        name: as typed.
        but_not: a party that is not shown.
    """
    typed = name.strip()
    if not typed:
        return []
    core = name_forms([typed])[0].core
    if not core:
        return []
    likely = Q(name_form__contains=core) | Q(name_form__startswith=core[:BEGINNING])
    rows = standing().filter(likely).exclude(kind__startswith=NATURAL_PERSON)
    if but_not is not None:
        rows = rows.exclude(pk=but_not.pk)
    found = list(rows.select_related("agency").order_by("name")[:LOOKED_AT])
    forms = name_forms([str(one) for one in found])
    alike = [
        (one, form.core)
        for one, form in zip(found, forms, strict=True)
        if form.core and (form.core in core or core in form.core)
    ]
    alike.sort(key=lambda hit: (hit[1] != core, abs(len(hit[1]) - len(core))))
    return [one for one, _ in alike[:SHOWN]]
