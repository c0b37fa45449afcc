"""A pivot: contracts and value by any few dimensions, all contracts or some."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from register_text import contracts_of, frozen
from techmarket.cubes import KernelEngine
from techmarket.cubes.kept import KeptCubes
from techmarket.errors import TechmarketError
from techmarket.observations.pivot import PivotRow, pivot
from techmarket.observations.places import Places
from techmarket.snapshot import Snapshot

REGISTER = """
value       contract_type seller_region buyer_region objective
500         11            110000        310000       10
700         21            210100        310000       10
900         21            210200        110000       02
2000000000  3             210100        110000       -
"""

PLACES = Places({"east": ("110000", "310000"), "north": ("110000", "210000")})


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return frozen(tmp_path, REGISTER)


def rows(snapshot: Snapshot, *dims: str, **options: object) -> list[tuple[object, ...]]:
    found = pivot(snapshot, dims, places=PLACES, engine=KernelEngine(), **options)  # type: ignore[arg-type]
    return [(*row.codes, row.contracts, row.value) for row in found]


def test_the_largest_value_comes_first(snapshot: Snapshot) -> None:
    """Rows are the codes that contracts carry; ties go by contracts and then by code."""
    assert rows(snapshot, "contract_type") == [
        ("3", 1, 2_000_000_000),
        ("21", 2, 1600),
        ("11", 1, 500),
    ]


def test_without_dimensions_it_is_the_total(snapshot: Snapshot) -> None:
    """One row."""
    assert rows(snapshot) == [(4, 2_000_002_100)]


def test_dimensions_of_different_cubes_are_counted_together(snapshot: Snapshot) -> None:
    """No kept cube has both; the contracts are counted for it."""
    assert rows(snapshot, "contract_type", "buyer_region", "value_class") == [
        ("3", "110000", "major", 1, 2_000_000_000),
        ("21", "110000", "minor", 1, 900),
        ("21", "310000", "minor", 1, 700),
        ("11", "310000", "minor", 1, 500),
    ]


def test_a_condition_takes_a_code_with_all_below_it(snapshot: Snapshot) -> None:
    """Liaoning has its cities, a technology transfer its kinds, a group its members."""
    assert rows(snapshot, where={"seller_region": ["210000"]}) == [(3, 2_000_001_600)]
    assert rows(snapshot, where={"contract_type": ["2"]}) == [(2, 1600)]
    assert rows(snapshot, where={"seller_region": ["group:north"]}) == [(4, 2_000_002_100)]
    assert rows(snapshot, where={"buyer_region": ["310000"], "contract_type": ["11", "3"]}) == [
        (1, 500)
    ]
    assert rows(snapshot, where={"value_class": ["major"]}) == [(1, 2_000_000_000)]


def test_a_condition_that_no_contract_meets_leaves_nothing(snapshot: Snapshot) -> None:
    """Not even a total of zero: there is no cell."""
    assert rows(snapshot, "contract_type", where={"buyer_region": ["440000"]}) == []


def test_codes_can_be_rolled_up_to_the_highest_level(snapshot: Snapshot) -> None:
    """Cities to provinces, kinds of transfer to transfer."""
    assert rows(snapshot, "seller_region", top_level=["seller_region"]) == [
        ("210000", 3, 2_000_001_600),
        ("110000", 1, 500),
    ]
    assert rows(snapshot, "contract_type", top_level=["contract_type"])[1] == ("2", 2, 1600)


def test_what_is_not_recorded_is_a_row_of_its_own(snapshot: Snapshot) -> None:
    """Nobody is left out of the total."""
    assert ("_U", 1, 2_000_000_000) in rows(snapshot, "objective")


def test_kept_cubes_give_the_same_rows(snapshot: Snapshot) -> None:
    """Asked twice, counted once."""
    dims = ("seller_region", "buyer_region")
    kept = KeptCubes(KernelEngine())
    found = [pivot(snapshot, dims, places=PLACES, engine=kept) for _ in range(2)]
    assert found[0] == found[1] == pivot(snapshot, dims, places=PLACES, engine=KernelEngine())


def test_every_pair_of_dimensions_is_what_adding_gives(snapshot: Snapshot) -> None:
    """The plain way: contract by contract."""
    contracts = contracts_of(REGISTER)
    names = ("contract_type", "seller_region", "buyer_region")
    for first in names:
        for second in names:
            if first == second:
                continue
            value: Counter[tuple[str | None, ...]] = Counter()
            count: Counter[tuple[str | None, ...]] = Counter()
            for contract in contracts:
                cell = (contract[first], contract[second])
                count[cell] += 1
                value[cell] += int(contract["value"] or 0)
            found = pivot(snapshot, (first, second), places=PLACES, engine=KernelEngine())
            assert set(found) == {
                PivotRow((str(a), str(b)), n, value[a, b]) for (a, b), n in count.items()
            }


@pytest.mark.parametrize(
    ("dims", "where", "message"),
    [
        (
            ("contract_type", "ip_type", "objective", "value_class"),
            {},
            "a pivot has at most 3 dimensions: contract_type, ip_type, objective, value_class are "
            "4; ask for fewer, and for one part after another with a condition.",
        ),
        (
            ("ip_type", "ip_type"),
            {},
            "a dimension is asked for twice (ip_type, ip_type); name it once.",
        ),
        (
            ("colour",),
            {},
            "there is no such dimension (colour); the dimensions are contract_type, ip_type, "
            "technical_field, objective, plan_source, seller_kind, buyer_kind, seller_region, "
            "buyer_region, registration_region, value_class.",
        ),
        (
            (),
            {"buyer_region": ["group:moon"]},
            "there is no such group of regions (buyer_region=group:moon); the groups of this "
            "edition are group:east, group:north.",
        ),
    ],
)
def test_what_cannot_be_asked(
    snapshot: Snapshot, dims: tuple[str, ...], where: dict[str, list[str]], message: str
) -> None:
    """Said in a sentence that names the way out."""
    with pytest.raises(TechmarketError) as refused:
        rows(snapshot, *dims, where=where)
    assert str(refused.value) == message
