"""Two clerks decide about one contract at the same moment: one succeeds, the other is told."""

from __future__ import annotations

from pathlib import Path

from site_server import Site

SCRIPT = """
from collections import Counter
from threading import Barrier, Thread

from django.db import connection
from register_people import person, small_register
from techmarket.web.contracts.actions import deciding
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import Refused
from techmarket.web.review import actions

ROUNDS = 3
register = small_register()
clerks = [register.registrar, person("registrar", organisation=register.offices.agency)]
told = Counter()

def refuse(clerk, one):
    deciding.refuse(clerk, one.uid, one.revision, "2026-2", "标的不清。")

def register_it(clerk, one):
    deciding.register(clerk, one.uid, one.revision)

def decide(clerk, one):
    actions.decide(clerk, one.uid, one.revision, {"contract_type": "12"}, [])

def press(act, clerk, one, barrier):
    barrier.wait()
    try:
        act(clerk, one)
        told["done"] += 1
    except Refused as refused:
        told[refused.code] += 1
    finally:
        connection.close()

for number in range(ROUNDS):
    one = register.submitted()
    one = actions.accept(register.registrar, one.uid, one.revision)
    one.refresh_from_db()
    barrier = Barrier(2)
    acts = [(register_it, refuse), (register_it, register_it), (decide, register_it)][number % 3]
    pairs = zip(acts, clerks)
    threads = [Thread(target=press, args=(act, clerk, one, barrier)) for act, clerk in pairs]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
serials = Contract.objects.filter(serial__isnull=False).order_by("serial")
tell({
    "done": told["done"],
    "told": sum(told[code] for code in ("stale", "wrong_state")),
    "else": {k: v for k, v in told.items() if k not in ("done", "stale", "wrong_state")},
    "gaps": [n for n, one in enumerate(serials, 1) if one.serial != n],
    "whole": verify().broken is None,
    "acts": Event.objects.filter(
        act__in=("contract.register", "contract.refuse", "contract.decide")
    ).count(),
})
"""


def test_exactly_one_of_two_succeeds(tmp_path: Path, database: str) -> None:
    """Three times two clerks press at once: to register and to refuse, both to register, to save
    findings and to register. Numbers have no gap, the history is whole."""
    site = Site(tmp_path, database)
    site.manage("migrate")
    assert site.inside(SCRIPT) == {
        "done": 3, "told": 3, "else": {}, "gaps": [], "whole": True, "acts": 3,
    }  # fmt: skip
