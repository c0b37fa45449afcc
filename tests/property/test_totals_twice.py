"""Live totals and the exported register, against plain counting of invented histories.

Contracts are registered, changed and ended on days of a few weeks; the plain count looks at one
contract after another. Not here: freezing.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register_people import offices, party
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.counting.export import export_register
from techmarket.web.counting.totals import Total, total, totals_by

pytestmark = pytest.mark.django_db

FIRST = date(2025, 3, 10)
DAYS = st.integers(0, 40)


@dataclass(frozen=True)
class Lived:
    """A contract as invented; days are counted from `FIRST`.

    Attributes:
        agency: 0 or 1.
        registered: the day, and the value in 分.
        changes: days after the one before, and the value from then on; kept in order.
        ended: so many days after the registration; `None`: it stands.
    """

    agency: int
    type: str
    registered: tuple[int, int]
    changes: tuple[tuple[int, int], ...]
    ended: int | None


STATED = {
    "project_name": "项目", "signing_date": FIRST, "start_date": FIRST, "currency": "CNY",
    "ip_type": "9", "technical_field": "0199", "plan_source": "9",
    "seller_kind": "150", "seller_region": "440300", "seller_country": "142",
    "buyer_kind": "150", "buyer_region": "440300", "buyer_country": "142",
}  # fmt: skip
"""What every contract says."""

MONEY = st.integers(0, 10**13)
LIVES = st.lists(
    st.builds(
        Lived,
        st.integers(0, 1),
        st.sampled_from(["11", "3", "41"]),
        st.tuples(DAYS, MONEY),
        st.lists(st.tuples(st.integers(0, 12), MONEY), max_size=3).map(tuple),
        st.none() | st.integers(0, 30),
    ),
    max_size=6,
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def write(lives: list[Lived]) -> None:
    """The rows of these contracts."""
    seller, buyer = party("卖方"), party("买方")
    for number, life in enumerate(lives, 1):
        begun = life.registered[0]
        one = Contract.objects.create(applicant=seller, agency=AGENCIES[life.agency])
        made = [(begun, life.registered[1], "registered")]
        for later, value in life.changes:
            made.append((made[-1][0] + later, value, "amended"))
        versions = [
            Version.objects.create(
                contract=one, number=place, kind=kind, valid_from=day(since), value=value,
                technical_value=value // 2, contract_type=life.type, seller=seller, buyer=buyer,
                **STATED,
            )
            for place, (since, value, kind) in enumerate(made, 1)
        ]  # fmt: skip
        Contract.objects.filter(pk=one.pk).update(
            state="registered" if life.ended is None else "revoked",
            version=versions[-1],
            standing=versions[-1],
            registration_number=f"{number:016}",
            serial=number,
            serial_year=day(begun).year,
            registration_date=day(begun),
            ended_on=None if life.ended is None else day(begun + life.ended),
        )


def plainly(lives: list[Lived], agency: int | None, first: int, last: int) -> dict[str, Total]:
    """Contract by contract, by type."""
    found: dict[str, Total] = {}
    for life in lives:
        begun, value = life.registered
        if not first <= begun <= last or agency not in (None, life.agency):
            continue
        if life.ended is not None and begun + life.ended <= last:
            continue
        since = begun
        for later, changed in life.changes:
            since += later
            if since <= last:
                value = changed
        found[life.type] = found.get(life.type, Total()) + Total(1, value, value // 2)
    return found


AGENCIES = []


@pytest.fixture
def places(db: None):
    made = offices()
    AGENCIES[:] = [made.agency, made.other_agency]
    return made


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lives=LIVES, first=DAYS, length=st.integers(0, 30))
def test_totals_and_export_are_those_of_plain_counting(places, lives, first, length) -> None:
    """For the country and for an agency, by type and in all, up to any day."""
    last = first + length
    with transaction.atomic():
        write(lives)
        for place, agency in ((places.centre, None), (places.agency, 0), (places.hubei, 1)):
            expected = plainly(lives, agency, first, last)
            span = (place, day(first), day(last), day(last))
            assert totals_by("contract_type", *span) == expected
            assert total(*span) == sum(expected.values(), Total())
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "register"
            written = export_register(out, day(last))
            rows = pq.read_table(out / "contracts").to_pylist()
        assert written == len(rows) == sum(life.registered[0] <= last for life in lives)
        counted: dict[str, Total] = {}
        for row in rows:
            if row["status"] == "registered" and row["registration_date"] >= day(first):
                one = Total(1, row["value"], row["technical_value"])
                counted[row["contract_type"]] = counted.get(row["contract_type"], Total()) + one
        assert counted == plainly(lives, None, first, last)
        transaction.set_rollback(True)
