"""Which few groupings are counted, and which of them answers a question.

A cube over all dimensions would hardly be smaller than the register; a handful of
cubes over the combinations that are published is tiny, and everything is rolled up
from them. Not here: how a cube is counted (`cubes.engine`).
"""

from __future__ import annotations

from collections.abc import Iterable

Grouping = tuple[str, ...]
"""Names of dimensions, in the order of the columns of the cube."""

LATTICE: tuple[Grouping, ...] = (
    ("contract_type", "ip_type", "technical_field", "value_class"),
    ("objective", "plan_source"),
    ("seller_kind", "buyer_kind"),
    ("seller_region", "buyer_region"),
    ("registration_region",),
)
"""The cubes of contracts and value, smallest sufficient set for the published tables."""

SELLERS: Grouping = ("seller_kind", "seller")
"""The cube of sellers: distinct sellers and the largest ones, by kind."""

DIMENSIONS: tuple[str, ...] = tuple(sorted(d for g in LATTICE for d in g))
"""Every dimension of `contracts` and `value`."""


def grouping_for(dims: Iterable[str]) -> Grouping | None:
    """The first cube of the lattice that has all `dims`; `None` if none has.

    Without dimensions any cube will do, and the smallest is named.
    """
    wanted = set(dims)
    if not wanted:
        return ("registration_region",)
    return next((g for g in LATTICE if wanted <= set(g)), None)
