"""Parts and wholes among codes: what adds up to what, by the code lists and the region groups.

A code stands for itself and everything below it, so that a level with a code is the sum of the
levels of the codes below. Codes that no list knows stand for themselves; what their table says of
them is judged by `table_sums`. Not here: the numbers (`identities`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache

from techmarket.codes import code_list, region_groups
from techmarket.codes.code_lists import list_names
from techmarket.consistency.row import Row, sum_rows
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Dims, Key, dims_of

LISTS = {
    "seller_kind": "party_kind",
    "buyer_kind": "party_kind",
    "seller_region": "region",
    "buyer_region": "region",
    "registration_region": "region",
    "region": "region",
}
"""Dimensions whose code list has another name."""

GROUP = "group:"
REST = "+rest"
"""Marks what of a whole lies outside its printed parts."""

ALL_INSIDE = frozenset({"registration_region"})
"""Dimensions of regions with nothing outside the 31 provinces: contracts are registered there."""

OUTSIDE = ("710000", "810000", "820000", "990000")

ADDITIVE_OVER = {"sellers": frozenset({"seller_kind"})}
"""Measures that add up over some dimensions only: a seller has one kind but many regions."""

NOT_ADDITIVE = frozenset({"mean_value", "gdp", "count", ""})


def adds_up(measure: str, dimension: str) -> bool:
    """Whether a measure is the sum of its parts over a dimension."""
    return measure not in NOT_ADDITIVE and dimension in ADDITIVE_OVER.get(measure, (dimension,))


@cache
def parents(dimension: str, year: int) -> dict[str, str | None]:
    """The whole of every code of a dimension; `None` is the total; empty if no list knows it."""
    name = LISTS.get(dimension, dimension)
    if name not in list_names():
        return {}
    return {code.code: code.parent for code in code_list(name).codes(date(year, 12, 31))}


@cache
def groups(year: int) -> dict[str, tuple[str, ...]]:
    """Members by `group:<name>`; none where no edition is known to have groups."""
    try:
        found = region_groups(year)
    except TechmarketError:
        return {}
    return {GROUP + name: group.members for name, group in found.items()}


def is_region(dimension: str) -> bool:
    """Whether a dimension has regions for codes."""
    return LISTS.get(dimension) == "region"


def sums(keys: Collection[Key], year: int) -> Iterator[Row[int]]:
    """Every equation among levels, from the printed ones up to the totals they belong to.

    Args:
        keys: levels that are printed, or that a printed ratio is taken from.
        year: of the document: region groups belong to it.
    """
    wanted = dict.fromkeys(keys)
    done: set[tuple[Key, str]] = set()
    queue = list(wanted)
    present: dict[tuple[str, int, Dims, str], set[str]] = {}
    while queue:
        key = queue.pop(0)
        for dimension, code in key.dims:
            for whole, member in _wholes(key, dimension, code, year):
                present.setdefault((key.measure, key.period, whole.dims, dimension), set()).add(
                    member
                )
                if (whole, dimension) in done:
                    continue
                done.add((whole, dimension))
                if whole not in wanted:
                    wanted[whole] = None
                    queue.append(whole)
    for key in list(wanted):
        for dimension, code in key.dims:
            if code in groups(year) and is_region(dimension):
                members = groups(year)[code]
                yield from sum_rows(key, (key.at(**{dimension: m}) for m in members))
    for whole, dimension in sorted(done, key=lambda pair: (pair[0].cell_id, pair[1])):
        seen = present[whole.measure, whole.period, whole.dims, dimension]
        parts = _parts(whole, dimension, seen, year)
        if parts:
            yield from sum_rows(whole, parts)


def _wholes(key: Key, dimension: str, code: str, year: int) -> Iterator[tuple[Key, str]]:
    """The wholes just above a level in one dimension, and the code it has among their parts."""
    if not adds_up(key.measure, dimension):
        return
    if code.startswith(GROUP):
        for member in groups(year).get(code, ()):
            yield from _wholes(key.at(**{dimension: member}), dimension, member, year)
        return
    known = parents(dimension, key.period)
    if code not in known:
        return
    above = known[code]
    frame = dims_of((n, c) for n, c in key.dims if n != dimension)
    dims = frame if above is None else dims_of([*frame, (dimension, above)])
    whole = Key(key.measure, key.period, dims)
    yield whole, code


def _parts(whole: Key, dimension: str, seen: Collection[str], year: int) -> list[Key]:
    """All parts of a whole: the codes of the list; of cities those in use and a rest."""
    of = dict(whole.dims).get(dimension)
    known = parents(dimension, whole.period)
    codes = [code for code, above in known.items() if above == of]
    if is_region(dimension):
        if of is not None:
            codes = [*sorted(seen), of + REST]
        else:
            inside = [code for code in codes if code not in OUTSIDE]
            codes = inside if dimension in ALL_INSIDE else [*inside, *OUTSIDE]
    frame = [(name, code) for name, code in whole.dims if name != dimension]
    return [
        Key(whole.measure, whole.period, dims_of([*frame, (dimension, code)])) for code in codes
    ]
