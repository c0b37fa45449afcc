"""Demonstration data: lawful contracts in every state, the same for the same seed.

Not here: what is counted in them.
"""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max

from techmarket.errors import TechmarketError
from techmarket.web.accounts.models import User
from techmarket.web.accounts.roles import roles
from techmarket.web.certificates.models import Certificate
from techmarket.web.contracts.facts import record_of
from techmarket.web.contracts.models import STATES, Attachment, Contract, SerialNumber
from techmarket.web.contracts.typed import failing
from techmarket.web.demo.making import make_demonstration
from techmarket.web.demo.papers import make_papers
from techmarket.web.history.verify import verify
from techmarket.web.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_every_state_role_and_province() -> None:
    """The home agency has each state three times; all 31 provinces have agencies."""
    made = make_demonstration(seed=5, contracts=120, password="a pass for the tests")
    home = Contract.objects.filter(agency__code="440301")
    states = dict(home.values_list("state").annotate(Count("id")))
    assert set(states) == set(STATES)
    assert min(states.values()) >= 3
    assert set(made.logins) == set(roles())
    for role in roles():
        assert User.objects.get(username=role).check_password("a pass for the tests")
    agencies = Organisation.objects.filter(kind="agency").values_list("region", flat=True)
    assert len({one[:2] for one in agencies}) == 31
    assert verify().broken is None


def test_contracts_are_lawful_and_numbered_without_gap() -> None:
    """Every registered one satisfies the hard rules on its day."""
    make_demonstration(seed=6, contracts=120, password="a pass for the tests")
    for one in Contract.objects.filter(standing__isnull=False).select_related("standing", "agency"):
        record = record_of(one, one.standing) | {
            "status": "registered" if one.ended_on is None else one.state
        }
        assert [f.id for f in failing("contract", record, one.registration_date) if f.hard] == []
    numbered = Contract.objects.filter(serial__isnull=False)
    last = numbered.values("agency", "serial_year").annotate(n=Count("id"), top=Max("serial"))
    assert not last.exclude(n=F("top")).exists()
    assert {(s.agency_id, s.year, s.last) for s in SerialNumber.objects.all()} == {
        (one["agency"], one["serial_year"], one["top"]) for one in last
    }
    assert not numbered.filter(registration_date__gt=date.today()).exists()


def test_it_has_papers() -> None:
    """Open applications of the home party carry a text; its agency has issued, and revoked one."""
    made = make_demonstration(seed=5, contracts=120, password="a pass for the tests")
    assert made.contracts == 120
    papers = make_papers()
    attached = Attachment.objects.filter(contract__state__in=("draft", "returned"))
    assert papers.attachments == attached.count() > 0
    assert set(attached.values_list("media_type", flat=True)) == {"application/pdf"}
    issued = Certificate.objects.filter(contract__agency__code="440301")
    assert papers.certificates == issued.count() > 10
    assert issued.filter(state="revoked").count() == 1
    assert verify().broken is None


def test_it_is_made_in_an_empty_register_only() -> None:
    """And not with fewer contracts than show every state."""
    out = StringIO()
    call_command("demo", "--contracts", "33", "--password", "a pass for the tests", stdout=out,
                 stderr=StringIO())  # fmt: skip
    assert out.getvalue().startswith(
        f"33 contracts, {Certificate.objects.count()} documents issued. "
        "Log in as administrator, filer, finance, owner"
    )
    with pytest.raises(TechmarketError) as found:
        make_demonstration(seed=1, contracts=40)
    assert str(found.value) == (
        "the register is not empty: invented contracts and real ones do not belong together; "
        "name an empty data folder or database."
    )
    with pytest.raises(CommandError) as refused:
        call_command("demo", "--contracts", "5")
    assert str(refused.value) == (
        "the demonstration has too few contracts (5): the home agency has three in every state; "
        "give at least 33."
    )
