"""The smallest repair, and all others as small, against plain enumeration.

A tree of parts and wholes prints every figure once or twice, and one to three of the prints are
wrong. Whether some prints can be true together is plain in a tree: from the leaves up, a whole lies
between the sum of the least and the sum of the most that its parts can be. Every set of prints is
tried, from the smallest on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.consistency.conflicts import conflicts
from techmarket.consistency.equally_small import OtherRepairs
from techmarket.consistency.laid_out import lay_out, places_of
from techmarket.consistency.row import Row, sum_rows
from techmarket.consistency.smallest import smallest
from techmarket.consistency.witness import all_hold, witness
from techmarket.observations.observation import Key

TREE = {"all": ("a", "b"), "a": ("a1", "a2"), "b": ("b1", "b2")}
NODES = ("all", "a", "b", "a1", "a2", "b1", "b2")


@dataclass(frozen=True)
class Print:
    """A place that says `low <= node <= high`, or `< high` where that is the next number."""

    node: str
    low: int
    high: int
    strict: bool


def key(node: str) -> Key:
    return Key("contracts", 2013, (("part", node),))


def rows_of(prints: list[Print]) -> list[Row[int]]:
    one = Fraction(1)
    rows: list[Row[int]] = []
    for place, said in enumerate(prints):
        terms = ((key(said.node), one),)
        rows.append(Row(f"{place}|upper", terms, Fraction(said.high), place, said.strict))
        rows.append(Row(f"{place}|lower", ((key(said.node), -one),), Fraction(-said.low), place))
    for whole, parts in TREE.items():
        rows += sum_rows(key(whole), [key(part) for part in parts])
    return rows


Range = tuple[float, float, bool]
"""The least, the most, and whether the most itself is excluded."""


def range_of(node: str, prints: list[Print], kept: Collection[int]) -> Range | None:
    """What a node can be, given what stands at and below it; nothing if that cannot be."""
    low, high, strict = 0.0, float("inf"), False
    ends = [(p.high, p.strict) for n, p in enumerate(prints) if n in kept and p.node == node]
    lows = [p.low for n, p in enumerate(prints) if n in kept and p.node == node]
    if node in TREE:
        parts = [range_of(part, prints, kept) for part in TREE[node]]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        lows.append(sum(least for least, _, _ in known))
        ends.append((sum(most for _, most, _ in known), any(open_ for *_, open_ in known)))
    for end, excluded in ends:
        if end < high or (end == high and excluded):
            high, strict = end, excluded
    low = max([low, *lows])
    return (low, high, strict) if low < high or (low == high and not strict) else None


def smallest_by_trying(prints: list[Print]) -> list[frozenset[int]]:
    """All smallest sets without which the rest can be true."""
    places = range(len(prints))
    for size in range(len(prints) + 1):
        found = [
            frozenset(gone)
            for gone in combinations(places, size)
            if range_of("all", prints, [p for p in places if p not in gone]) is not None
        ]
        if found:
            return found
    raise AssertionError


@st.composite
def wrong_prints(draw: st.DrawFn) -> tuple[list[Print], frozenset[int]]:
    """Prints of a consistent tree, each exact or rounded to tens (both ends allowed, or halves
    always up), and those that were changed."""
    up = draw(st.booleans())
    value = {leaf: draw(st.integers(0, 60)) for leaf in ("a1", "a2", "b1", "b2")}
    for whole in ("a", "b", "all"):
        value[whole] = sum(value[part] for part in TREE[whole])
    nodes = [*NODES, *draw(st.lists(st.sampled_from(NODES), max_size=3))]
    prints = []
    for node in nodes:
        if draw(st.booleans()):
            prints.append(Print(node, value[node], value[node], strict=False))
        else:
            near = (value[node] + 5) // 10 * 10
            prints.append(Print(node, near - 5, near + 5, strict=up))
    changed = frozenset(draw(st.sets(st.integers(0, len(prints) - 1), min_size=1, max_size=3)))
    for place in changed:
        off = draw(st.sampled_from((-30, -7, -1, 2, 11, 40, 300)))
        said = prints[place]
        prints[place] = Print(said.node, said.low + off, said.high + off, said.strict)
    return prints, changed


@settings(deadline=None, max_examples=60)
@given(wrong_prints())
def test_one_two_or_three_wrong_prints(wrong: tuple[list[Print], frozenset[int]]) -> None:
    """The size is the least, what is named is one of the smallest sets, and where only one exists
    it is that one: the changed prints themselves, if no fewer do."""
    prints, changed = wrong
    smallest_sets = smallest_by_trying(prints)
    system = lay_out(rows_of(prints))
    repair = smallest(system, lambda _: 1.0)
    named = frozenset(repair.given_up)
    assert repair.optimal
    assert named in smallest_sets
    if len(changed) == len(named):
        assert changed in smallest_sets
        if len(smallest_sets) == 1:
            assert named == changed
    others = OtherRepairs(system, repair)
    for place in repair.given_up:
        instead = others.instead(place, most=20)
        singles = {other for other in system.places if {*named - {place}, other} in smallest_sets}
        singles.discard(place)
        assert {group[0] for group in instead.sets if len(group) == 1} == singles
        assert instead.needed == all(place in found for found in smallest_sets)
        for group in instead.sets:
            assert any(
                place not in found and found - named == frozenset(group) for found in smallest_sets
            )


@settings(deadline=None, max_examples=60)
@given(wrong_prints())
def test_what_is_kept_has_a_witness(wrong: tuple[list[Print], frozenset[int]]) -> None:
    """Kept prints have exact values; prints that exclude one another have none."""
    prints, _ = wrong
    rows = rows_of(prints)
    given_up = smallest_by_trying(prints)[0]
    kept = [row for row in rows if not any(place in given_up for place in places_of(row))]
    values = witness(kept)
    assert values is not None
    assert all_hold(kept, values)
    assert (witness(rows) is None) == bool(conflicts(lay_out(rows), ()))
