"""Which measures a table may print, in which units, and what each must name.

The check at definition asks here. Not here: how a measure is computed
(`techmarket.observations`) and how its value is turned into text (`tables.cell`).
"""

from __future__ import annotations

from dataclasses import dataclass

MONEY_UNITS = ("亿元", "万元")
"""Printed units of a value in 分."""

NAME_UNIT = "-"
"""The unit of a name, which has none."""


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """What a declared cell of a measure must satisfy.

    Attributes:
        units: the printed units it may have.
        base: what `base` stands for ("whole" of a share, "scope" of a rank); "" if the
            measure has none.
        needs: dimensions without which it is not a number.
    """

    units: tuple[str, ...]
    base: str = ""
    needs: tuple[str, ...] = ()


_COUNTED = {
    "contracts": ("项",),
    "value": MONEY_UNITS,
    "sellers": ("个",),
    "mean_value": MONEY_UNITS,
}

_EXCHANGE = {
    "contracts": ("项",),
    "value": MONEY_UNITS,
    "value_emerging": MONEY_UNITS,
    "value_plan": MONEY_UNITS,
    "value_international": MONEY_UNITS,
    "value_major": MONEY_UNITS,
    "events": ("次",),
    "trainees": ("人次",),
    "staff": ("人",),
}

MEASURES: dict[str, MeasureRule] = {
    **{name: MeasureRule(units) for name, units in _COUNTED.items()},
    **{f"{name}.growth": MeasureRule(("%",)) for name in _COUNTED},
    **{f"{name}.share": MeasureRule(("%",), base="whole") for name in _COUNTED},
    **{f"{name}.rank": MeasureRule(("位",), base="scope") for name in _COUNTED},
    **{f"exchange.{name}": MeasureRule(units) for name, units in _EXCHANGE.items()},
    "gdp": MeasureRule(MONEY_UNITS),
    "value.to_gdp": MeasureRule(("%",)),
    "seller.name": MeasureRule((NAME_UNIT,), needs=("position", "seller_kind")),
    "institution.name": MeasureRule((NAME_UNIT,), needs=("position",)),
}
"""Every printable measure by name."""

DIMENSIONS: dict[str, str] = {
    "contract_type": "contract_type",
    "ip_type": "ip_type",
    "technical_field": "technical_field",
    "objective": "objective",
    "plan_source": "plan_source",
    "seller_kind": "party_kind",
    "buyer_kind": "party_kind",
    "seller_region": "region",
    "buyer_region": "region",
    "registration_region": "region",
    "value_class": "value_class",
    "institution": "institution",
    "institution_kind": "institution_kind",
    "position": "position",
}
"""Every dimension, and the code list its codes are from."""
