"""How a table may print a measure: its units, and what a cell of it must name.

Which measures there are is declared in `techmarket.observations`. Not here: how a value is
turned into text (`tables.cell`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from techmarket.observations.measures import MEASURES
from techmarket.snapshot.layout import CODED

NAME_UNIT = "-"
"""The unit of a name, which has none."""

PRINTED_UNITS: Mapping[str, tuple[str, ...]] = {
    "分": ("亿元", "万元"),
    "1": ("%",),
    "人": ("人", "人次"),
    "": (NAME_UNIT,),
}
"""Exact unit to the units it may be printed in; every other unit is printed as it is."""

BASES: Mapping[str, str] = {"share": "whole", "rank": "scope"}
"""Last part of the name of a measure that has a base, to what its base is."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "seller.name": ("position", "seller_kind"),
    "institution.name": ("position",),
}
"""Dimensions without which a measure names nothing."""

DIMENSIONS: Mapping[str, str] = {
    **CODED,
    "value_class": "value_class",
    "institution": "institution",
    "institution_kind": "institution_kind",
    "institution_legal_form": "institution_legal_form",
    "institution_region": "region",
    "institution_service": "institution_service",
    "position": "position",
}
"""Every dimension, and the code list its codes are from."""


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """What a declared cell of a measure must satisfy.

    Attributes:
        units: the printed units it may have.
        base: what its base is ("whole" of a share, "scope" of a rank); "" if it has none.
        needs: dimensions without which it names nothing.
    """

    units: tuple[str, ...]
    base: str
    needs: tuple[str, ...]


def measure_rule(name: str) -> MeasureRule | None:
    """The rule of a declared measure; `None` if there is no such measure."""
    measure = MEASURES.get(name)
    if measure is None:
        return None
    return MeasureRule(
        units=PRINTED_UNITS.get(measure.unit, (measure.unit,)),
        base=BASES.get(name.rpartition(".")[2], ""),
        needs=NEEDED.get(name, ()),
    )
