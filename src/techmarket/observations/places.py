"""Places: which codes there are in a dimension and what lies below each.

A code stands for itself and everything below it, `group:x` for all its members. Not here:
adding up (`rollup`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from techmarket.codes import code_list
from techmarket.cubes.engine import VALUE_CLASSES
from techmarket.errors import TechmarketError
from techmarket.snapshot.layout import CODED, NOT_RECORDED, NULLABLE

GROUP = "group:"


class Places:
    """The codes of every dimension, with the region groups of one edition.

    Args:
        region_groups: name, with or without `group:`, to member codes.

    Raises:
        UnknownCodeError: a member is not a region.
    """

    def __init__(self, region_groups: Mapping[str, tuple[str, ...]]) -> None:
        self.groups = {
            GROUP + name.removeprefix(GROUP): tuple(members)
            for name, members in region_groups.items()
        }
        for members in self.groups.values():
            for member in members:
                code_list("region").ancestors(member)

    def groups_of(self, dimension: str) -> tuple[str, ...]:
        """The groups that a dimension has: those of the regions, or none."""
        return tuple(self.groups) if CODED.get(dimension) == "region" else ()

    def codes(self, dimension: str) -> tuple[str, ...]:
        """Every code of a dimension at every level, without groups."""
        return _codes(dimension)

    def above(self, dimension: str, code: str) -> tuple[str, ...]:
        """Every place that counts a contract with this code: itself, its parents, its groups."""
        path = _path(dimension, code)
        groups = (
            name
            for name in self.groups_of(dimension)
            if not set(path).isdisjoint(self.groups[name])
        )
        return (*path, *groups)

    def within(self, dimension: str, place: str, whole: str) -> bool:
        """Whether `place` is `whole` or lies below it."""
        if place.startswith(GROUP):
            return place == whole
        return whole in self.above(dimension, place)

    def members(self, dimension: str, whole: str | None) -> tuple[str, ...]:
        """The places one level below: members of a group, children of a code, or the top codes."""
        if whole is not None and whole.startswith(GROUP):
            self.check(dimension, whole)
            return self.groups[whole]
        return tuple(c for c in _codes(dimension) if _parent(dimension, c) == whole)

    def check(self, dimension: str, place: str) -> None:
        """Refuse a place that does not exist.

        Raises:
            TechmarketError: the group or the code is unknown.
        """
        if place.startswith(GROUP) and CODED.get(dimension) == "region":
            if place not in self.groups:
                known = ", ".join(sorted(self.groups)) or "none"
                raise TechmarketError(
                    "there is no such group of regions",
                    where=f"{dimension}={place}",
                    todo=f"the groups of this edition are {known}",
                )
            return
        _path(dimension, place)


def _codes(dimension: str) -> tuple[str, ...]:
    if dimension == "value_class":
        return VALUE_CLASSES
    unrecorded = (NOT_RECORDED,) if dimension in NULLABLE else ()
    return (*_listed(CODED[dimension]), *unrecorded)


@cache
def _listed(name: str) -> tuple[str, ...]:
    return tuple(row.code for row in code_list(name).codes())


def _path(dimension: str, code: str) -> tuple[str, ...]:
    """The code and its parents, upwards."""
    if code == NOT_RECORDED and dimension in NULLABLE:
        return (code,)
    if dimension == "value_class":
        if code not in VALUE_CLASSES:
            raise TechmarketError(
                "there is no such value class",
                where=f"value_class={code}",
                todo=f"the classes are {' and '.join(VALUE_CLASSES)}",
            )
        return (code,)
    return _ancestors(CODED[dimension], code)


@cache
def _ancestors(name: str, code: str) -> tuple[str, ...]:
    return code_list(name).ancestors(code)


def _parent(dimension: str, code: str) -> str | None:
    path = _path(dimension, code)
    return path[1] if len(path) > 1 else None
