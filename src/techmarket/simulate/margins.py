"""The exact totals that a drawn register must have, for one year.

Whole numbers throughout: 项 and 分. Every classification adds up to the same total. Not here: how
they follow from the printed figures (`settle`), and the drawing (`parties`, `subjects`, `draw`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from techmarket.errors import TechmarketError
from techmarket.simulate.arrays import Ints
from techmarket.simulate.structure import PARTY_KINDS, Classification


@dataclass(frozen=True, slots=True)
class NamedSeller:
    """A seller that the report names, and where the simulation puts it.

    Attributes:
        name: as printed.
        kind, region: leaves of `PARTY_KINDS` and of the seller regions.
        size: contracts of its kind and region start so many times larger than elsewhere,
            where a large seller sits in a region that sells little.
    """

    name: str
    kind: str
    region: str
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Margin:
    """Totals of one classification.

    Attributes:
        tree: the classification; the totals are those of `codes`, in order.
        codes: its leaves, or its top codes for major contracts.
        counts: shape (codes,), 项.
        values: shape (codes,), 分; `None` where nothing is known of values.
    """

    tree: Classification
    codes: tuple[str, ...]
    counts: Ints
    values: Ints | None


@dataclass(frozen=True, slots=True)
class Margins:
    """All totals of a year.

    Attributes:
        year: the year of registration.
        by: margin of each dimension at its leaves; a dimension that was not recorded is absent.
        major: margins of contracts at or above the threshold, at the top level.
        matrix_counts, matrix_values: shape (6, 6), buyer kind × seller kind at the top level.
        sellers: shape (13,), distinct sellers by kind (leaves of `PARTY_KINDS`).
        top_sellers: in order of value, by kind (`E`, `021`, `022`); may be empty.
    """

    year: int
    by: Mapping[str, Margin]
    major: Mapping[str, Margin]
    matrix_counts: Ints
    matrix_values: Ints | None
    sellers: Ints
    top_sellers: Mapping[str, tuple[NamedSeller, ...]] = field(default_factory=dict)

    @property
    def contracts(self) -> int:
        """Number of contracts."""
        return int(self.by["contract_type"].counts.sum())

    @property
    def major_contracts(self) -> int:
        """Number of contracts at or above the threshold."""
        return int(self.major["contract_type"].counts.sum())

    def check(self) -> None:
        """Refuse totals that contradict one another.

        Raises:
            TechmarketError: two classifications differ in their total count or value.
        """
        first = self.by["contract_type"]
        for name, margin in self.by.items():
            same_value = margin.values is None or _same(margin.values, first.values)
            if margin.counts.sum() != first.counts.sum() or not same_value:
                raise _contradiction(self.year, name)
        for name, margin in self.major.items():
            if margin.counts.sum() != self.major_contracts or not _same(
                margin.values, self.major["contract_type"].values
            ):
                raise _contradiction(self.year, f"{name} of major contracts")
        rows = np.add.reduceat(self.by["buyer_kind"].counts, _first_leaves())
        columns = np.add.reduceat(self.by["seller_kind"].counts, _first_leaves())
        if (self.matrix_counts.sum(axis=1) != rows).any() or (
            self.matrix_counts.sum(axis=0) != columns
        ).any():
            raise _contradiction(self.year, "buyer kind × seller kind")


def _same(one: Ints | None, other: Ints | None) -> bool:
    return one is None or other is None or int(one.sum()) == int(other.sum())


def _first_leaves() -> list[int]:
    """Index of the first leaf of every top kind."""
    leaves = PARTY_KINDS.leaves
    return [leaves.index(PARTY_KINDS.children.get(top, (top,))[0]) for top in PARTY_KINDS.top]


def top_of_leaf() -> Ints:
    """Shape (13,): the index of the top kind of every leaf kind."""
    return np.array([PARTY_KINDS.top.index(PARTY_KINDS.parent(x)) for x in PARTY_KINDS.leaves])


def _contradiction(year: int, where: str) -> TechmarketError:
    return TechmarketError(
        "the margins contradict one another",
        where=f"{where}, {year}",
        todo="report this as a defect of the simulation",
    )
