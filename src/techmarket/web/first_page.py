"""What the first page would have to wait for, done before anybody asks for one.

Addresses, templates, rules and code lists are read when they are first used; a server does it as
it starts. Not here: what each of them is, and the database, which is opened by each process.
"""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.template.loader import get_template
from django.urls import reverse

from techmarket.checks.one_record import compiled
from techmarket.codes import code_list
from techmarket.record.contract import CONTRACT
from techmarket.record.party import PARTY
from techmarket.web.working_days.calendar import calendar


def be_ready() -> int:
    """Read all that pages need; how many templates there are."""
    reverse("home")  # To know one address all are read, and with them every view.
    for field in (*CONTRACT, *PARTY):
        if field.code_list:
            code_list(field.code_list).codes()
    for kind in ("contract", "party"):
        compiled(kind)
    calendar()
    names = [
        found.relative_to(folder).as_posix()
        for app in apps.get_app_configs()
        if app.name.startswith("techmarket.")
        for folder in [Path(app.path) / "templates"]
        for found in sorted(folder.rglob("*.*"))
    ]
    for name in names:
        get_template(name)
    return len(names)
