"""Registration numbers when many register at once: none lost, none doubled, none left out.

Not here: how a number is written (`tests/spec/record`), and ten thousand of them (`bench`).
"""

from __future__ import annotations

from pathlib import Path

from site_server import Site

REGISTER = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from register_people import small_register, person
from techmarket.web.contracts.actions import deciding
from techmarket.web.contracts.models import Contract
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import Refused
register = small_register()
clerks = [person("registrar", organisation=register.offices.agency) for _ in range(8)]
contracts = [register.accepted(project_name=f"项目{n}") for n in range(60)]
# Every contract is registered by two clerks at once; one of them is told that it was done.
jobs = [(clerks[(n + k) % 8], one) for n, one in enumerate(contracts) for k in (0, 1)]
def do(job):
    clerk, one = job
    try:
        return deciding.register(clerk, one.uid, one.revision).registration_number
    except Refused as refused:
        return refused.code
    finally:
        connection.close()
with ThreadPoolExecutor(8) as pool:
    answers = list(pool.map(do, jobs))
numbers = sorted(one for one in answers if one.isdigit())
tell({
    "numbers": numbers,
    "told": sorted({one for one in answers if not one.isdigit()}),
    "refused": sum(not one.isdigit() for one in answers),
    "kept": sorted(Contract.objects.values_list("registration_number", flat=True)),
    "serials": sorted(Contract.objects.values_list("serial", flat=True)),
    "broken": str(verify().broken or ""),
})
"""


def test_of_two_clerks_one_registers_and_numbers_have_no_gap(tmp_path: Path, database: str) -> None:
    """Eight clerks at once, sixty contracts, each of them wanted by two."""
    site = Site(tmp_path, database)
    site.manage("migrate", "--verbosity", "0")
    found = site.inside(REGISTER)
    assert found["numbers"] == found["kept"]
    assert found["serials"] == list(range(1, 61))
    assert found["refused"] == 60
    assert set(found["told"]) <= {"stale", "wrong_state"}
    assert found["broken"] == ""
