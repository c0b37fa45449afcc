"""Invented registers, frozen and observed with every engine, against plain lists and fractions."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plain_observations import Plain
from register_text import CONTRACT, place, write_register
from techmarket.cubes import Engine, KernelEngine
from techmarket.cubes.ibis_engine import IbisEngine
from techmarket.observations import Key, Observation, Observations, Origin, Status, observe
from techmarket.observations.all_observations import write_all_observations
from techmarket.observations.keys import materialise
from techmarket.observations.observations_file import write_observations
from techmarket.snapshot import Snapshot, freeze, open_snapshot

REGIONS = ("110000", "210000", "210100", "210200", "540000", "810000", "990000")
KINDS = ("010", "021", "024", "100", "500", "600")
GROUPS = {
    "group:some": ("110000", "210000", "540000", "120000"),
    "group:cities": ("210100", "210200", "330200"),
    "group:both": ("210000", "210200"),
}
OUT_OF_SCOPE = (("seller_region", "540000"), ("registration_region", "540000"))
CARRIED = Observation(
    Key("value", 2013, place(buyer_kind="100", seller_kind="100")),
    5,
    "分",
    Status.NORMAL,
    Origin.CARRIED,
)
"""Carried although it is counted: what is counted holds, and is written once."""

BIG = 9_223_372_036_854_775_807

values = st.one_of(
    st.integers(0, 3),
    st.sampled_from((999_999_999, 1_000_000_000, 1_000_000_001, BIG)),
)


@st.composite
def contract(draw: st.DrawFn, year: int) -> dict[str, str | None]:
    """A contract registered about `year`, in force at its end or not."""
    status = draw(st.sampled_from(("registered",) * 4 + ("cancelled", "revoked")))
    days = (f"{year}-12-31", f"{year + 1}-01-01", f"{year}-06-30")
    seller = draw(st.integers(1, 5))
    around = (f"{year}-01-01", f"{year}-12-31", f"{year - 1}-12-31", f"{year + 1}-01-01")
    return {
        **{c: None if v == "-" else v for c, v in CONTRACT.items()},
        "registration_date": draw(st.sampled_from(around)),
        "value": str(draw(values)),
        "contract_type": draw(st.sampled_from(("11", "12", "21", "3", "43"))),
        "ip_type": draw(st.sampled_from(("1", "21", "23", "9"))),
        "technical_field": draw(st.sampled_from(("0101", "0199", "1199"))),
        "objective": draw(st.sampled_from((None, "01", "13"))),
        "plan_source": draw(st.sampled_from(("101", "118", "2", "9"))),
        "seller_id": f"S{seller}",
        "seller_kind": draw(st.sampled_from(KINDS)),
        "seller_region": draw(st.sampled_from(REGIONS)),
        "buyer_kind": draw(st.sampled_from(KINDS)),
        "buyer_region": draw(st.sampled_from(REGIONS)),
        "registration_region": draw(st.sampled_from(REGIONS)),
        "status": status,
        "ended_date": None if status == "registered" else draw(st.sampled_from(days)),
    }  # fmt: skip


@st.composite
def register(draw: st.DrawFn, year: int) -> list[dict[str, str | None]]:
    """Up to ten contracts, and one of the year that was cancelled: a year has one at least."""
    found = draw(st.lists(contract(year), max_size=10))
    ended = {"registration_date": f"{year}-06-01", "status": "cancelled"}
    found.append({**draw(contract(year)), **ended, "ended_date": f"{year}-06-30"})
    return [{**c, "registration_number": f"{i:016d}"} for i, c in enumerate(found)]


def frozen(folder: Path, contracts: list[dict[str, str | None]], year: int) -> Snapshot:
    source = write_register(folder / f"r{year}", contracts, files=2)
    freeze(source, date(year, 12, 31), folder / f"s{year}")
    return open_snapshot(folder / f"s{year}")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    now=register(2013),
    before=st.none() | register(2012),
    not_comparable=st.sampled_from((frozenset(), frozenset({"objective"}))),
)
def test_both_ways_agree_on_every_observation(
    now: list[dict[str, str | None]],
    before: list[dict[str, str | None]] | None,
    not_comparable: frozenset[str],
) -> None:
    _both_ways_agree(KernelEngine(), now, before, not_comparable)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(now=register(2013), before=register(2012))
def test_both_ways_agree_when_ibis_counts(
    now: list[dict[str, str | None]], before: list[dict[str, str | None]]
) -> None:
    _both_ways_agree(IbisEngine(), now, before, frozenset({"objective"}))


def _both_ways_agree(
    engine: Engine,
    now: list[dict[str, str | None]],
    before: list[dict[str, str | None]] | None,
    not_comparable: frozenset[str],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        observations = observe(
            frozen(folder, now, 2013),
            None if before is None else frozen(folder, before, 2012),
            region_groups=GROUPS,
            out_of_scope=frozenset(place(**{d: c}) for d, c in OUT_OF_SCOPE),
            not_comparable=not_comparable,
            engine=engine,
            carried=[CARRIED],
        )
        found = materialise(observations)
        assert _both_files(folder, observations, found)
    years = {2013: now} if before is None else {2013: now, 2012: before}
    plain = Plain(years, GROUPS, OUT_OF_SCOPE, tuple(not_comparable))
    compared = [o for o in found if not o.key.measure.startswith(("value.to_gdp", "gdp"))]
    assert len(compared) > 3_000
    for observation in compared:
        assert (observation.value, observation.status.value) == _plainly(plain, observation), (
            observation.key.cell_id
        )


def _both_files(folder: Path, observations: Observations, found: list[Observation]) -> bool:
    """Whether the file written column by column is the one written number by number."""
    one, two = folder / "one.parquet", folder / "two.parquet"
    assert write_all_observations(one, observations) == write_observations(two, found)
    return one.read_bytes() == two.read_bytes()


def _plainly(plain: Plain, observation: Observation) -> object:
    key: Key = observation.key
    base = None if key.base is None else dict(key.base)
    return plain.answer(key.measure, key.period, dict(key.dims), base)
