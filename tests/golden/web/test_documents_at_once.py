"""Documents when many decide at once: one edition, never more income than was recognised.

Not here: one person after the other (`tests/spec/web/certificates`).
"""

from __future__ import annotations

from pathlib import Path

from site_server import Site

DECIDE = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from register_people import small_register, person
from techmarket.web.certificates.actions import income
from techmarket.web.certificates.actions.issuing import issue, reissue, revoke
from techmarket.web.certificates.models import Certificate
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import Refused
register = small_register()
contract = register.registered()
administrator = person("administrator", organisation=register.offices.agency)
def answer(act):
    try:
        return str(act())
    except Refused as refused:
        return refused.code
    finally:
        connection.close()
def at_once(acts):
    with ThreadPoolExecutor(6) as pool:
        return sorted(pool.map(answer, acts))
issued = at_once([lambda: issue(register.registrar, contract.uid, "R")] * 6)
first = Certificate.objects.get()
reissued = at_once([lambda: reissue(register.registrar, first.uid, "遗失")] * 6)
payment = {"realised_value": "30000", "realised_technical_value": "30000"}
asked = [income.apply(register.owner, contract.uid, payment) for _ in range(6)]
verified = at_once(
    [lambda one=one: income.verify(register.registrar, one.uid, {}).state for one in asked]
)
second = Certificate.objects.get(kind="R", state="valid")
revoked = at_once([lambda: revoke(administrator, second.uid, "误发").state] * 4)
tell({
    "number": contract.registration_number, "issued": issued, "reissued": reissued,
    "verified": verified, "revoked": revoked, "broken": str(verify().broken or ""),
})
"""


def test_of_many_who_decide_one_succeeds(tmp_path: Path, database: str) -> None:
    """Six issue, reissue and revoke one certificate; of six payments that each fit, three fit
    together."""
    site = Site(tmp_path, database)
    site.manage("migrate", "--verbosity", "0")
    found = site.inside(DECIDE)
    number = found["number"]
    assert found["issued"] == [f"{number}-R1", *["already_issued"] * 5]
    assert found["reissued"] == [f"{number}-R2", *["not_valid"] * 5]
    assert found["verified"] == [*["not_sound"] * 3, *["verified"] * 3]
    assert found["revoked"] == [*["not_valid"] * 3, "revoked"]
    assert found["broken"] == ""
