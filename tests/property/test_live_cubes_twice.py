"""Cubes brought up to date by changes are the cubes of the contracts that are there."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.cubes.live import Change, Fact, LiveCubes

GROUPINGS = (("seller_kind", "seller"), ("contract_type", "value_class"), ("buyer_region",), ())
LIMIT = 1_000_000_000

facts = st.builds(
    Fact,
    registration_date=st.sampled_from((date(2013, 1, 1), date(2013, 12, 31), date(2012, 12, 31))),
    value=st.sampled_from((0, 1, LIMIT - 1, LIMIT, 2**62, 2**63 - 1)),
    seller=st.sampled_from("ABC"),
    codes=st.fixed_dictionaries(
        {
            "seller_kind": st.sampled_from(("100", "200")),
            "contract_type": st.sampled_from(("11", "21", "3")),
            "buyer_region": st.sampled_from(("110000", "310000")),
        }
    ),
)


def recounted(contracts: list[Fact]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Contracts and value of every cell of every grouping, added one by one."""
    count: Counter[tuple[str, ...]] = Counter()
    value: Counter[tuple[str, ...]] = Counter()
    for fact in contracts:
        if fact.registration_date.year != 2013:
            continue
        about = {
            **fact.codes,
            "seller": fact.seller,
            "value_class": "major" if fact.value >= LIMIT else "minor",
        }
        for grouping in GROUPINGS:
            cell = (str(grouping), *(about[dimension] for dimension in grouping))
            count[cell] += 1
            value[cell] += fact.value
    return {cell: (n, value[cell]) for cell, n in count.items()}


@settings(deadline=None)
@given(
    there=st.lists(facts, max_size=6),
    batches=st.lists(
        st.lists(st.tuples(st.integers(0, 9), st.none() | facts), max_size=4), max_size=4
    ),
)
def test_changes_alone_give_what_counting_again_gives(
    there: list[Fact], batches: list[list[tuple[int, Fact | None]]]
) -> None:
    live = LiveCubes(2013, {grouping: {} for grouping in GROUPINGS})
    live.apply(Change(None, fact) for fact in there)
    contracts = list(there)
    for batch in batches:
        changes = []
        for place, after in batch:
            before = contracts.pop(place) if place < len(contracts) else None
            changes.append(Change(before, after))
            contracts += [] if after is None else [after]
        live.apply(changes)
    cubes, sellers = live.cubes()
    found = {}
    for grouping, cube in cubes.items():
        labels = {**cube.labels, "seller": sellers}
        for row in range(len(cube)):
            cell = [labels[d][int(cube.codes[d][row])] for d in grouping]
            found[(str(grouping), *cell)] = (int(cube.count[row]), int(cube.value[row]))
    assert found == recounted(contracts)
