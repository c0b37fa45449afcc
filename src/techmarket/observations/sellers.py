"""Distinct sellers, and the largest ones by name.

A seller counts once in every place in which it has a contract. Not here: contracts and value
(`base`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from techmarket.cubes.cube import Cube
from techmarket.errors import TechmarketError
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.observations.places import Places
from techmarket.snapshot.snapshot import Snapshot

NAMES_KEPT = 100
"""How many of the largest sellers of a kind are kept in order; more are ordered when asked for."""


class SellerMeasures:
    """The measures `sellers` and `seller.name` of one year.

    Args:
        cube: contracts and value by kind and seller.
        snapshot: knows the names.
        places: codes of the kinds.
    """

    def __init__(self, cube: Cube, snapshot: Snapshot, places: Places) -> None:
        self._cube = cube
        self._snapshot = snapshot
        self._places = places
        self._totals: dict[str | None, tuple[npt.NDArray[np.int64], npt.NDArray[Any]]] = {}
        self._ordered: dict[tuple[str | None, int], list[str]] = {}
        self._names: dict[int, str] = {}

    def get(self, key: Key) -> Observation:
        """The number of sellers, or the name of the one at a position.

        Raises:
            TechmarketError: a dimension other than `seller_kind` (and `position`), an unknown
                kind, or a position that is not a positive integer.
        """
        dims = dict(key.dims)
        kind = dims.pop("seller_kind", None)
        position = dims.pop("position", None) if key.measure == "seller.name" else None
        if dims:
            raise TechmarketError(
                f"{key.measure} is not counted by {', '.join(sorted(dims))}",
                where=key.cell_id,
                todo="ask by seller_kind, or for the total",
            )
        if kind is not None:
            self._places.check("seller_kind", kind)
        unit = MEASURES[key.measure].unit
        if key.measure == "sellers":
            number = self.number(kind)
            status = Status.NORMAL if number else Status.ZERO
            return Observation(key, number, unit, status, Origin.COMPUTED)
        name = self._name(kind, positive_position(key, position))
        status = Status.NORMAL if name is not None else Status.NOT_APPLICABLE
        return Observation(key, name, unit, status, Origin.COMPUTED)

    def number(self, kind: str | None) -> int:
        """Distinct sellers of a kind, or of all."""
        return len(self._of(kind)[0])

    def _name(self, kind: str | None, position: int) -> str | None:
        if position > self.number(kind):
            return None
        wanted = NAMES_KEPT * -(-position // NAMES_KEPT)
        if (kind, wanted) not in self._ordered:
            self._ordered[kind, wanted] = self._largest(kind, wanted)
        return self._ordered[kind, wanted][position - 1]

    def _largest(self, kind: str | None, wanted: int) -> list[str]:
        """Names of the largest sellers in order; ties by name and then by identifier."""
        sellers, values = self._candidates(kind, wanted)
        self._learn_names(sellers)
        names = [self._names[seller] for seller in sellers]
        ordered = sorted(zip((-value for value in values), names, sellers, strict=True))
        return [name for _, name, _ in ordered[:wanted]]

    def _candidates(self, kind: str | None, wanted: int) -> tuple[list[int], list[int]]:
        """The largest sellers of a kind, with those as large as the last, and their values."""
        sellers, values = self._of(kind)
        if len(sellers) > wanted:
            limit = np.sort(values)[len(values) - wanted]
            kept = np.asarray(values >= limit, dtype=bool)
            sellers, values = sellers[kept], values[kept]
        return sellers.tolist(), values.tolist()

    def _learn_names(self, sellers: Iterable[int]) -> None:
        """Read names that are not known; the first time with those of all kinds, in one go."""
        missing = set(sellers) - set(self._names)
        if missing and not self._names:
            for kind in self._cube.labels["seller_kind"]:
                missing.update(self._candidates(kind, NAMES_KEPT)[0])
        found = sorted(missing)
        self._names.update(zip(found, self._snapshot.names_of(found), strict=True))

    def _of(self, kind: str | None) -> tuple[npt.NDArray[np.int64], npt.NDArray[Any]]:
        """Distinct sellers of a kind, in order of their number, with their value."""
        if kind not in self._totals:
            cube = self._cube
            labels = cube.labels["seller_kind"]
            inside = np.array(
                [kind is None or self._places.within("seller_kind", k, kind) for k in labels],
                dtype=bool,
            )
            chosen = inside[cube.codes["seller_kind"]]
            self._totals[kind] = _by_seller(cube.codes["seller"][chosen], cube.value[chosen])
        return self._totals[kind]


def _by_seller(
    seller: npt.NDArray[np.int64], value: npt.NDArray[Any]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[Any]]:
    if not len(seller):
        return seller, value
    order = np.argsort(seller, kind="stable")
    distinct, starts = np.unique(seller[order], return_index=True)
    return distinct, np.add.reduceat(value[order], starts)


def positive_position(key: Key, position: str | None) -> int:
    """The number of a position, counted from 1.

    Raises:
        TechmarketError: it is absent or not a positive integer.
    """
    if position is None or not position.isascii() or not position.isdigit() or int(position) < 1:
        raise TechmarketError(
            "a name is asked for by its position",
            where=key.cell_id,
            why=f"the position is {position}" if position else "there is no position",
            todo="give position=1 for the first",
        )
    return int(position)
