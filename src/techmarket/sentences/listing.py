"""Lists of places: which places a sentence names, in which order, chosen by the data.

A list is declared by its scope (`of = "contract_type=1/*"`: the codes below 1), conditions that
its places fulfil (`where`), an order (`by`), and how many of the first are kept (`top`). Only
places with contracts are ever listed. Places that share the last rank kept are all kept, so that
a list of the first ten may have eleven. Not here: the conditions (`conditions`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from techmarket.codes import code_list
from techmarket.editions import Edition
from techmarket.observations.observation import Dims, dims_of
from techmarket.sentences.conditions import holds
from techmarket.sentences.grammar import Call
from techmarket.sentences.scope import GROUP, LISTS, Filled, Scope, UnsayableError
from techmarket.sentences.stated import Stated, number_of

COUNTED = ("contracts", "sellers", "institutions")
BY = ("value", "contracts", "sellers", "institutions", "growth", "fall", "balance", "code")

_OTHER_SIDE = {"seller_region": "buyer_region", "buyer_region": "seller_region"}


@dataclass(frozen=True, slots=True)
class ListDeclaration:
    """A declared list.

    Attributes:
        name: unique in the book.
        fixed: dims that all its places have.
        dimension: in which they differ; `within`: the code or group they lie below, "" for the
            top codes, "@list" for the code of the one place of another list.
        by: their order: value, contracts or sellers (largest first), growth (of value, largest
            first), fall (of value, smallest growth first), balance (what a place sells minus what
            it buys, or the other way round where it is a buyer), or code.
        top: how many of the first are kept; `None` for all. `skip`: how many ranks before them
            are left out.
        where: conditions on a place `@`.
        without: codes that are left out; `only`: the codes themselves, where they are named.
    """

    name: str
    fixed: Dims
    dimension: str
    within: str
    by: str
    top: int | None
    where: tuple[Call, ...]
    without: tuple[str, ...]
    only: tuple[str, ...] = ()
    skip: int = 0


def fill(declared: ListDeclaration, scope: Scope) -> Filled:
    """The list as the data have it."""
    within = _within(declared, scope)
    ranked_in = dims_of({**dict(declared.fixed), declared.dimension: within or "_T"})
    base = Filled(declared.name, declared.dimension, (), within or "", ranked_in)
    if within is None:
        return base
    counted = declared.by if declared.by in COUNTED else "value"
    places = [
        place
        for code in declared.only or codes_within(declared.dimension, within, scope.edition)
        if code not in declared.without
        if scope.stated.number(
            counted, place := dims_of({**dict(declared.fixed), declared.dimension: code})
        ).value
    ]
    chosen = [p for p in places if all(holds(c, scope.at(base, p)) for c in declared.where)]
    ordered = sort_value(declared.by, scope.stated)
    kept = first(chosen, declared.top, ordered)
    skipped = first(chosen, declared.skip, ordered) if declared.skip else []
    return replace(base, places=tuple(place for place in kept if place not in skipped))


def _within(declared: ListDeclaration, scope: Scope) -> str | None:
    """The code or group that the list lies below; `None` where another list does not name one."""
    if not declared.within.startswith("@"):
        return scope.code(declared.within)
    try:
        other = scope.lists[declared.within[1:]]
        return other.code(other.only())
    except UnsayableError:
        return None


def first(
    places: list[Dims], top: int | None, value: Callable[[Dims], Fraction | None]
) -> list[Dims]:
    """Places by descending value, equal ones as they came; the first `top` ranks of them.

    A place without the value that orders (no growth) comes last, and never among the first.
    """
    values = {place: value(place) for place in places}
    known = [place for place in places if values[place] is not None]
    known.sort(key=lambda place: values[place] or Fraction(0), reverse=True)
    if top is None:
        return known + [place for place in places if values[place] is None]
    if len(known) <= top:
        return known
    last = values[known[top - 1]] or Fraction(0)
    return [place for place in known if (values[place] or Fraction(0)) >= last]


def sort_value(by: str, stated: Stated) -> Callable[[Dims], Fraction | None]:
    """What a list is ordered by, largest first; `None` where it does not exist."""

    def value(place: Dims) -> Fraction | None:
        if by == "code":
            return Fraction(0)
        if by == "balance":
            return _balance(place, stated)
        measure = "value.growth" if by in ("growth", "fall") else by
        found = stated.number(measure, place)
        if found.value is None:
            return None
        return -number_of(found) if by == "fall" else number_of(found)

    return value


def _balance(place: Dims, stated: Stated) -> Fraction | None:
    """The value of a place on its own side of the trade minus that on the other."""
    other = dims_of({_OTHER_SIDE.get(name, name): code for name, code in place})
    found = stated.balance(place, other)
    return None if found.value is None else number_of(found)


def codes_within(dimension: str, within: str, edition: Edition) -> tuple[str, ...]:
    """The codes one level below a code or a group, or the top codes, valid in the edition's year.

    A group that the edition does not have, and a code that its year does not, has none.
    """
    if within.startswith(GROUP):
        return edition.region_groups().get(within.removeprefix(GROUP), ())
    name = LISTS.get(dimension, dimension)
    parent = within or None
    rows = (row for row in code_list(name).codes() if row.parent == parent)
    return tuple(dict.fromkeys(row.code for row in rows if edition.has_code(name, row.code)))
