"""The edition of one province over the golden register, recounted from the contracts themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import duckdb
import pytest

from golden_line import GoldenBuild
from techmarket.editions import Edition, load_edition
from techmarket.editions.observing import observed
from techmarket.observations.observation import Key
from techmarket.observations.one_place import ROLES
from techmarket.snapshot import open_snapshot
from techmarket.tables.build import build_tables
from techmarket.tables.model import BuiltTable, Cell

Group = dict[tuple[str, ...], tuple[int, int]]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition("liaoning-2013")


@pytest.fixture(scope="module")
def tables(golden_build: GoldenBuild, edition: Edition) -> dict[str, BuiltTable]:
    year, before = (open_snapshot(golden_build.snapshot(y)) for y in (2013, 2012))
    return {t.key: t for t in build_tables(observed(edition, year, before), edition)}


@pytest.fixture(scope="module")
def recounted(golden_build: GoldenBuild) -> Group:
    """Contracts and 分 by year, role, type and region of the role, of Liaoning alone."""
    found: Group = defaultdict(lambda: (0, 0))
    for year in (2012, 2013):
        files = str(golden_build.register(year) / "contracts" / "*.parquet")
        for role in ROLES:
            rows = duckdb.sql(
                f"select contract_type, {role}, count(*), sum(value) from '{files}' "
                f"where {role} like '21%' group by all"
            ).fetchall()
            for type_, region, count, value in rows:
                found[str(year), role, type_, region] = (count, int(value))
    return found


def cells(tables: dict[str, BuiltTable], *keys: str) -> Iterator[tuple[Cell, Key]]:
    for key in keys:
        for row in tables[key].cells:
            for cell in row:
                if cell.key is not None and cell.key.measure in ("contracts", "value"):
                    yield cell, cell.key


def answer(recounted: Group, key: Key) -> int:
    """What the contracts say."""
    dims = dict(key.dims)
    type_ = dims.pop("contract_type", "")
    ((role, region),) = dims.items()
    place = region[:2] if region.endswith("0000") else region[:4]
    index = 0 if key.measure == "contracts" else 1
    return sum(
        numbers[index]
        for (year, own, code, where), numbers in recounted.items()
        if (year, own) == (str(key.period), role)
        and code.startswith(type_)
        and where.startswith(place)
    )


def test_cities_and_types_are_those_of_the_contracts(
    tables: dict[str, BuiltTable], recounted: Group
) -> None:
    """Every count and sum, of every city and every type, in all three roles and both years."""
    checked = 0
    keys = ("traded_by_city", "sold_by_city", "bought_by_city")
    types = ("contracts_by_type", "sold_by_type", "bought_by_type")
    for cell, key in cells(tables, *keys, *types):
        assert cell.observation is not None
        assert cell.observation.value == answer(recounted, key), key.cell_id
        checked += 1
    assert checked == 288


def test_every_number_names_the_place_in_its_key(tables: dict[str, BuiltTable]) -> None:
    """No number of the province can be taken for one of the country."""
    for table in tables.values():
        for row in table.cells:
            for cell in row:
                if cell.key is not None:
                    assert any(
                        name in ROLES and code.startswith("21") for name, code in cell.key.dims
                    )


def test_its_cities_stand_where_provinces_stand(tables: dict[str, BuiltTable]) -> None:
    """The fourteen cities in the order of what they sell, and the province as their total."""
    rows = [path[-1] for path in tables["traded_by_city"].rows]
    assert rows[0] == "合计"
    assert sorted(rows[1:3]) == ["大连", "沈阳"]
    assert len(rows) == 15
