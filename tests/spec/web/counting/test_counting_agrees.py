"""The totals of the site and the observations of its snapshot agree to the last contract.

Not here: closed periods, and what cannot be frozen.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from techmarket.observations.observation import Key
from techmarket.observations.observations import Observations
from techmarket.observations.observe import observe
from techmarket.record.contract import CONTRACT
from techmarket.snapshot import open_snapshot
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.counting.export import export_register
from techmarket.web.counting.freezing import freeze_site
from techmarket.web.counting.totals import Total, total, totals_below, totals_by
from techmarket.web.demo.making import make_demonstration
from techmarket.web.organisations.models import Organisation

pytestmark = pytest.mark.django_db

TODAY = date.today()


@pytest.fixture
def demonstration() -> None:
    make_demonstration(seed=11, contracts=200, password="a pass for the tests")


def cutoffs() -> list[date]:
    """Ends of years, a day in the middle of one, and yesterday."""
    return [date(TODAY.year - 1, 12, 31), date(TODAY.year - 1, 5, 17), TODAY - timedelta(days=1)]


def plainly(path: str, first: date, last: date) -> dict[str, Total]:
    """The same counts by type, contract by contract and version by version."""
    found: dict[str, Total] = defaultdict(Total)
    for one in Contract.objects.select_related("agency"):
        day = one.registration_date
        if day is None or not first <= day <= last or not one.agency.path.startswith(path):
            continue
        if one.ended_on is not None and one.ended_on <= last:
            continue
        counting: Version | None = None
        for version in sorted(one.versions.all(), key=lambda version: version.number):
            if version.valid_from is not None and version.valid_from <= last:
                counting = version
        assert counting is not None
        mine = Total(1, counting.value, counting.technical_value or 0)
        found[counting.contract_type] = found[counting.contract_type] + mine
    return dict(found)


def observed(seen: Observations, measure: str, *dims: tuple[str, str]) -> object:
    """What the line says of a measure in the year of a snapshot."""
    return seen.get(Key(measure, seen.period, dims)).value


def test_totals_are_those_of_a_snapshot_and_of_plain_counting(
    demonstration: None, tmp_path: Path
) -> None:
    """For the country, a province and an agency, at several cut-offs, type by type."""
    for code in ("000000", "440000", "440301"):
        agree(Organisation.objects.get(code=code), tmp_path / code)


def agree(place: Organisation, folder: Path) -> None:
    for cutoff in cutoffs():
        first = date(cutoff.year, 1, 1)
        types = totals_by("contract_type", place, first, cutoff, cutoff)
        assert types == plainly(place.path, first, cutoff)
        snapshot = folder / cutoff.isoformat()
        manifest = freeze_site(snapshot, cutoff, place)
        seen = observe(open_snapshot(snapshot))

        sums = total(place, first, cutoff, cutoff)
        assert sums.contracts == manifest.contracts_of_period > 0
        assert (sums.contracts, sums.value) == (
            observed(seen, "contracts"),
            observed(seen, "value"),
        )
        for name, one in types.items():
            dims = ("contract_type", name)
            assert one.contracts == observed(seen, "contracts", dims)
            assert one.value == observed(seen, "value", dims)
        assert sum(types.values(), Total()) == sums


def test_technical_values_are_those_of_the_export(demonstration: None, tmp_path: Path) -> None:
    """The snapshot counts no technical values; the exported rows have them."""
    place = Organisation.objects.get(code="000000")
    cutoff = TODAY - timedelta(days=1)
    written = export_register(tmp_path / "register", cutoff)
    rows = pq.read_table(tmp_path / "register" / "contracts").to_pylist()
    assert len(rows) == written == Contract.objects.filter(serial__isnull=False).count()
    standing = [
        one
        for one in rows
        if one["status"] == "registered" and one["registration_date"].year == cutoff.year
    ]
    sums = total(place, date(cutoff.year, 1, 1), cutoff, cutoff)
    assert sums.technical_value == sum(one["technical_value"] or 0 for one in standing)
    assert set(rows[0]) == {one.name for one in CONTRACT}
    assert {one["status"] for one in rows} == {"registered", "cancelled", "revoked"}


def test_months_years_and_offices_add_up(demonstration: None) -> None:
    """Each breakdown holds every contract once."""
    centre = Organisation.objects.get(code="000000")
    first = date(TODAY.year - 1, 1, 1)
    sums = total(centre, first, TODAY, TODAY)
    for by in ("year", "month", "agency", "contract_type"):
        assert sum(totals_by(by, centre, first, TODAY, TODAY).values(), Total()) == sums
    below = totals_below(centre, first, TODAY, TODAY)
    assert sum((one for _, one in below), Total()) == sums
    assert len(below) == 31
    months = totals_by("month", centre, first, TODAY, TODAY)
    assert list(months) == sorted(months)
    assert {month[:4] for month in months} == {str(TODAY.year - 1), str(TODAY.year)}


def test_freezing_twice_gives_the_same_snapshot(demonstration: None, tmp_path: Path) -> None:
    """What is done after the cut-off does not move it, nor who has come since."""
    cutoff = date(TODAY.year - 1, 12, 31)
    manifest = freeze_site(tmp_path / "one", cutoff)
    Contract.objects.filter(state="registered", registration_date__lte=cutoff).update(
        state="revoked", ended_on=TODAY
    )
    assert freeze_site(tmp_path / "two", cutoff).hash == manifest.hash
    assert freeze_site(tmp_path / "one", cutoff).hash == manifest.hash
    assert sorted(one.name for one in tmp_path.iterdir()) == ["one", "two"]
