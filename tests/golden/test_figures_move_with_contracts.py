"""No stage after the simulation sees the published figures: take contracts away and look.

Contracts are taken out of the drawn register; every number then moves by exactly what plain
Python counts in the contracts taken, and numbers that have nothing to do with them stand still.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from golden_line import GoldenBuild, quiet
from techmarket.cli.freeze import freeze
from techmarket.cli.tables import tables
from techmarket.codes import code_list
from techmarket.editions import load_edition
from techmarket.observations import Observations, observe
from techmarket.observations.observation import Key
from techmarket.snapshot import open_snapshot
from techmarket.tables.published_places import published_keys

TAKEN = 1_000
EVERY = 293
LISTS = {"seller_kind": "party_kind", "buyer_kind": "party_kind"}
REGIONS = ("seller_region", "buyer_region", "registration_region")
MAJOR = 1_000_000_000


def observed(build: GoldenBuild, this_year: Path) -> Observations:
    edition = load_edition("2013")
    return observe(
        open_snapshot(this_year),
        open_snapshot(build.snapshot(2012)),
        carried=edition.carried(),
        region_groups=edition.region_groups(),
        out_of_scope=edition.out_of_scope,
        not_comparable=edition.not_comparable,
    )


@pytest.fixture(scope="module")
def taken(golden_build: GoldenBuild) -> list[dict[str, Any]]:
    table = pq.read_table(golden_build.register(2013) / "contracts" / "contracts.parquet")
    return table.take(list(range(0, TAKEN * EVERY, EVERY))).to_pylist()


@pytest.fixture(scope="module")
def fewer(
    golden_build: GoldenBuild, taken: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("fewer")
    source = folder / "register"
    shutil.copytree(golden_build.register(2013), source)
    path = source / "contracts" / "contracts.parquet"
    table = pq.read_table(path)
    kept = [n for n in range(table.num_rows) if n % EVERY or n >= TAKEN * EVERY]
    assert table.num_rows - len(kept) == TAKEN == len(taken)
    pq.write_table(table.take(kept), path)
    about = json.loads((source / "register.json").read_text(encoding="utf-8"))
    text = json.dumps({**about, "contracts": len(kept)})
    (source / "register.json").write_text(text, encoding="utf-8")
    about = source / "register.json"
    declared = json.loads(about.read_text(encoding="utf-8"))
    about.write_text(json.dumps(declared | {"contracts": len(kept)}), encoding="utf-8")
    freeze(source=source, cutoff=date(2013, 12, 31), out=folder / "snapshot", progress=quiet)
    return folder / "snapshot"


@pytest.fixture(scope="module")
def after(golden_build: GoldenBuild, fewer: Path) -> Observations:
    return observed(golden_build, fewer)


@pytest.fixture(scope="module")
def before(golden_build: GoldenBuild) -> Observations:
    return observed(golden_build, golden_build.snapshot(2013))


def belongs(contract: Mapping[str, Any], key: Key, groups: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a contract counts at a place: plain comparison of codes, level by level."""
    for dimension, wanted in key.dims:
        if dimension == "value_class":
            if (contract["value"] >= MAJOR) != (wanted == "major"):
                return False
            continue
        list_name = "region" if dimension in REGIONS else LISTS.get(dimension, dimension)
        levels = code_list(list_name).ancestors(contract[dimension])
        members = groups.get(wanted.removeprefix("group:"), (wanted,))
        if not set(levels) & set(members):
            return False
    return True


def test_every_count_and_value_moves_by_exactly_the_contracts_taken(
    before: Observations, after: Observations, taken: list[dict[str, Any]]
) -> None:
    """All counts and values of 2013 that the report prints, some 850 of them."""
    edition = load_edition("2013")
    groups = edition.region_groups()
    keys = {
        place.key
        for place in published_keys(edition)
        if place.key is not None
        and place.key.measure in ("contracts", "value")
        and place.key.period == 2013
    }
    moved = 0
    for key in sorted(keys, key=lambda key: key.cell_id):
        gone = [contract for contract in taken if belongs(contract, key, groups)]
        lost = len(gone) if key.measure == "contracts" else sum(c["value"] for c in gone)
        was, now = before.get(key).value or 0, after.get(key).value or 0
        assert isinstance(was, int)
        assert isinstance(now, int)
        assert was - now == lost, key.cell_id
        moved += bool(lost)
    assert len(keys) > 500
    assert moved > 400


def printed(folder: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    cells = {}
    for path in sorted([*folder.glob("table-*.csv"), *folder.glob("annex-*.csv")]):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                cells[row["table"], row["row_path"], row["column_path"]] = row
    return cells


def rounded(exact: Fraction, decimals: int) -> Decimal:
    """Half up by the decimal module, a second way beside `tables.cell`."""
    with localcontext(prec=60):
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


UNITS = {"亿元": Fraction(1, 10**10), "万元": Fraction(1, 10**6), "%": Fraction(100)}


def test_the_printed_tables_follow(
    golden_build: GoldenBuild, fewer: Path, taken: list[dict[str, Any]], tmp_path: Path
) -> None:
    """All 32 tables built from the smaller register: counts and values of the year as counted by
    hand, and every number, derived ones too, is the rounding of the exact value beside it."""
    out = tmp_path / "tables"
    tables(
        snapshot=fewer,
        previous=golden_build.snapshot(2012),
        edition="2013",
        out=out,
        progress=quiet,
    )
    groups = load_edition("2013").region_groups()
    places = {
        (p.table_number, p.row_path, p.column_path): p for p in published_keys(load_edition("2013"))
    }
    was, now = printed(golden_build.tables), printed(out)
    assert was.keys() == now.keys() == places.keys()
    levels = changed = checked = 0
    for where, cell in now.items():
        key, before_text = places[where].key, was[where]["value_text"]
        changed += cell["value_text"] != before_text
        if key is None or cell["unit"] == "-" or not cell["value_exact"]:
            continue
        exact = Fraction(cell["value_exact"])
        if key.measure in ("contracts", "value") and key.period == 2013 and key.dims:
            gone = [contract for contract in taken if belongs(contract, key, groups)]
            lost = len(gone) if key.measure == "contracts" else sum(c["value"] for c in gone)
            assert Fraction(was[where]["value_exact"]) - exact == lost, where
            levels += 1
        text = cell["value_text"].removesuffix("%")
        wanted = rounded(exact * UNITS.get(cell["unit"], Fraction(1)), places[where].decimals)
        assert Decimal(text) == wanted, where
        checked += 1
    assert levels > 700
    assert checked > 2400
    assert changed > 1000


def test_growth_and_shares_follow(before: Observations, after: Observations) -> None:
    """Derived figures are of the moved ones: the growth of the total is lower, 2012 as it was."""
    total = Key("value", 2013)
    last = Key("value", 2012)
    assert before.get(last) == after.get(last)
    growth = Key("value.growth", 2013)
    levels = after.get(total).value, after.get(last).value
    assert all(isinstance(level, int) for level in levels)
    assert after.get(growth).value == Fraction(*levels) - 1
    assert after.get(growth).value < before.get(growth).value


def test_carried_figures_and_answers_stand_still(before: Observations, after: Observations) -> None:
    """Gross domestic product, history and the survey have nothing to do with contracts."""
    for key in (
        Key("gdp", 2013),
        Key("value", 2009),
        Key("exchange.value", 2013),
        Key("institution.name", 2013, (("position", "1"),)),
    ):
        assert before.get(key) == after.get(key)
