"""Invented contracts in frozen files, counted into cubes by every engine and by plain additions."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from techmarket.cubes import (
    LATTICE,
    SELLERS,
    Cube,
    Engine,
    Grouping,
    KernelEngine,
    cells,
    counting,
    digits,
)
from techmarket.cubes.ibis_engine import IbisEngine
from techmarket.snapshot import FileEntry, Manifest, Snapshot
from techmarket.snapshot.layout import CODED, PARTIES

YEAR = 2013
DAYS = (date(2013, 1, 1), date(2013, 6, 30), date(2013, 7, 1), date(2013, 12, 31))
LIMITS = ((DAYS[0], 1_000), (DAYS[2], 2_000))
PARTY_COUNT = 4
CODE_COUNT = 3
LARGEST, SMALLEST = 2**63 - 1, -(2**63)
GROUPINGS: tuple[Grouping, ...] = (*LATTICE, SELLERS, ("seller",), ("value_class", "seller"), ())
ENGINES = (
    KernelEngine(threads=1, compiled=False),
    KernelEngine(threads=2, compiled=False),
    KernelEngine(threads=1, compiled=True),
    KernelEngine(threads=3, compiled=True),
    IbisEngine(),
)

Row = Mapping[str, int | date]
Cells = dict[tuple[int, ...], tuple[int, int]]

values = st.one_of(
    st.integers(0, 3),
    st.sampled_from((999, 1_000, 1_999, 2_000, 2**32 - 1, 2**32, 2**61, 2**62, LARGEST)),
    st.sampled_from((-1, -(2**32), SMALLEST)),
)
rows = st.fixed_dictionaries(
    {
        "registration_date": st.sampled_from(DAYS),
        "value": values,
        "seller": st.integers(0, PARTY_COUNT - 1),
        **{column: st.integers(0, CODE_COUNT - 1) for column in CODED},
    }
)
CONTRACT: Row = {"registration_date": DAYS[0], "value": 1, "seller": 0, **dict.fromkeys(CODED, 0)}


def snapshot_of(folder: Path, contracts: Sequence[Row], group: int, per_file: int) -> Snapshot:
    """A snapshot with no more than what engines read, in row groups and files of any size."""
    schema = pa.schema(
        {"registration_date": pa.date32(), "value": pa.int64(), "seller": pa.uint32()}
        | {c: pa.uint16() if c.endswith("region") else pa.uint8() for c in CODED}
    )
    (folder / "contracts" / f"year={YEAR}").mkdir(parents=True)
    entries = [FileEntry(PARTIES, "", 0, PARTY_COUNT)]
    for start in range(0, len(contracts), per_file):
        part = list(contracts[start : start + per_file])
        name = f"contracts/year={YEAR}/part-{start:04d}.parquet"
        table = pa.Table.from_pylist(part, schema)
        pq.write_table(table, folder / name, row_group_size=group)
        entries.append(FileEntry(name, "", 0, len(part)))
    codes = ", ".join(f'"{c}": {[str(i) for i in range(CODE_COUNT)]}' for c in CODED)
    (folder / "codes.json").write_text("{" + codes.replace("'", '"') + "}", encoding="utf-8")
    manifest = Manifest(YEAR, date(YEAR, 12, 31), tuple(entries), {YEAR: len(contracts)}, {}, {})
    return Snapshot(folder, manifest)


def plainly(contracts: Sequence[Row], grouping: Grouping) -> Cells:
    """Contracts and value by code, added one by one."""
    found: Cells = {}
    for contract in contracts:
        limit = next(x for first, x in reversed(LIMITS) if first <= contract["registration_date"])
        coded = {**contract, "value_class": int(contract["value"] < limit)}
        place = tuple(int(coded[dimension]) for dimension in grouping)
        count, value = found.get(place, (0, 0))
        found[place] = (count + 1, value + int(contract["value"]))
    return found


def cells_of(cube: Cube) -> Cells:
    """The cells of a cube, each of which may be there once."""
    places = list(zip(*(cube.codes[d].tolist() for d in cube.grouping), strict=True))
    places = places if cube.grouping else [()] * len(cube)
    assert len(set(places)) == len(places) == len(cube)
    pairs = zip(cube.count.tolist(), cube.value.tolist(), strict=True)
    return dict(zip(places, pairs, strict=True))


@pytest.fixture(
    params=ENGINES, ids=["plain", "plain-two-threads", "compiled", "compiled-three-threads", "ibis"]
)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@example(contracts=[{**CONTRACT, "value": LARGEST}] * 5, group=2, per_file=3)
@example(contracts=[{**CONTRACT, "value": 2**61}, CONTRACT] * 3, group=1, per_file=9)
@example(contracts=[{**CONTRACT, "seller": s} for s in (2, 1, 1, 2, 2, 0)], group=2, per_file=4)
@given(
    contracts=st.lists(rows, max_size=12),
    group=st.integers(1, 5),
    per_file=st.integers(1, 12),
)
def test_every_engine_counts_what_plain_addition_counts(
    engine: Engine, contracts: list[Row], group: int, per_file: int
) -> None:
    groupings = [g for g in GROUPINGS if g] if isinstance(engine, IbisEngine) else GROUPINGS
    with tempfile.TemporaryDirectory() as name, _two_limits():
        snapshot = snapshot_of(Path(name), contracts, group, per_file)
        found = engine.cubes(snapshot, YEAR, groupings)
        counted = engine.cubes(snapshot, YEAR, groupings[-1:], ("contracts",))
    for grouping in groupings:
        expected = plainly(contracts, grouping)
        cube = found[grouping]
        assert cells_of(cube) == expected, grouping
        assert cube.value.dtype in (np.int64, object)
        total = sum(abs(value) for _, value in expected.values())
        assert total < 2**62 or cube.value.dtype == object, "sums of these cells would not fit"
    last = plainly(contracts, groupings[-1])
    assert cells_of(counted[groupings[-1]]) == {p: (n, 0) for p, (n, _) in last.items()}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(contracts=st.lists(rows, max_size=12), group=st.integers(1, 5))
def test_listed_cells_and_often_merged_ones_are_the_same_cells(
    contracts: list[Row], group: int
) -> None:
    with tempfile.TemporaryDirectory() as name, _two_limits():
        snapshot = snapshot_of(Path(name), contracts, group, per_file=7)
        with patch.object(counting, "MOST_PLACES", 1), patch.object(cells, "MOST_WAITING", 2):
            found = [
                KernelEngine(threads=2, compiled=compiled).cubes(snapshot, YEAR, GROUPINGS)
                for compiled in (False, True)
            ]
    for grouping in GROUPINGS:
        for cubes in found:
            assert cells_of(cubes[grouping]) == plainly(contracts, grouping), grouping


def test_more_combinations_than_64_bits_can_number_are_refused() -> None:
    with pytest.raises(OverflowError) as refused:
        digits.Numbering(("seller", "seller_region"), (2**32, 2**31))
    assert str(refused.value) == (
        "seller, seller_region have more combinations than 64 bits can number"
    )


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    contracts=st.lists(rows, max_size=12),
    group=st.integers(1, 5),
    where=st.dictionaries(
        st.sampled_from(("seller_region", "contract_type", "value_class")),
        st.sets(st.sampled_from(("0", "1", "2", "major", "minor", "unknown")), max_size=3),
        max_size=2,
    ),
)
def test_only_the_contracts_asked_for_are_counted(
    contracts: list[Row], group: int, where: dict[str, set[str]], engine: Engine
) -> None:
    contracts = sorted(contracts, key=lambda contract: contract["seller_region"])
    with tempfile.TemporaryDirectory() as name, _two_limits():
        snapshot = snapshot_of(Path(name), contracts, group, per_file=7)
        found = engine.cubes(snapshot, YEAR, GROUPINGS, where=where)
    chosen = [c for c in contracts if all(_code(c, d) in codes for d, codes in where.items())]
    for grouping in GROUPINGS:
        assert cells_of(found[grouping]) == plainly(chosen, grouping), grouping


def test_columns_that_are_held_are_read_once_and_are_those_of_their_snapshot() -> None:
    """Two snapshots in the same place, one after the other; there is room for a few columns."""
    engine = KernelEngine(threads=2, hold=40)
    for value in (3, 4):
        with tempfile.TemporaryDirectory() as name:
            snapshot = snapshot_of(Path(name), [{**CONTRACT, "value": value}] * 3, 2, per_file=9)
            with patch.object(Snapshot, "hash", str(value)):
                for _ in range(2):
                    found = engine.cubes(snapshot, YEAR, GROUPINGS)
                    assert found[()].value.tolist() == [3 * value]


def _code(contract: Row, dimension: str) -> str:
    if dimension != "value_class":
        return str(contract[dimension])
    limit = next(x for first, x in reversed(LIMITS) if first <= contract["registration_date"])
    return "minor" if contract["value"] < limit else "major"


def _two_limits() -> ExitStack:
    """A year in which the limit of a major contract changes: there was none such yet."""
    stack = ExitStack()
    for module in ("counting", "ibis_engine"):
        stack.enter_context(patch(f"techmarket.cubes.{module}.major_limits", lambda _: LIMITS))
    return stack
