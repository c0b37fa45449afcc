"""From categories and sides to dims, and from measures to units: what tables and sentences share.

Not here: where the words stand (`row_paths`, `column_senses`, `clauses`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from techmarket.audit.reading.categories import Category, named_in
from techmarket.audit.statement import SCALES
from techmarket.observations.observation import Dims, dims_of

MONEY = ("万亿元", "亿元", "百万元", "万元", "千元", "元")
"""Units of money, largest first."""

PERCENT = "%"
RANK = "位"

_OWN_UNITS = {
    "contracts": ("项", "份", "件", "个"),
    "value": MONEY,
    "mean_value": MONEY,
    "gdp": MONEY,
    "sellers": ("个", "家"),
    "exchange.contracts": ("项", "个"),
    "exchange.value": MONEY,
    "exchange.value_emerging": MONEY,
    "exchange.value_plan": MONEY,
    "exchange.value_international": MONEY,
    "exchange.value_major": MONEY,
    "exchange.events": ("次", "项次", "场次"),
    "exchange.trainees": ("人次",),
    "exchange.staff": ("人",),
}
"""The units that numbers of a measure can have; the first is meant where the page is silent,
except for money."""

_MORE_SCALES = {
    "万亿元": Fraction(10**14), "百万元": Fraction(10**8), "千元": Fraction(10**5),
    "十亿元": Fraction(10**11), "百元": Fraction(10**4),
}  # fmt: skip


def scale_of(unit: str) -> Fraction:
    """One printed unit in base units (分, ratio, things)."""
    return SCALES.get(unit) or _MORE_SCALES.get(unit) or Fraction(1)


def unit_of(measure: str, relation: str, units: Sequence[str]) -> str:
    """The unit of a measure among those that a title names; "" if money and none is named."""
    if relation in ("growth", "share"):
        return PERCENT
    if relation == "rank":
        return RANK
    if measure == "value.to_gdp":
        return PERCENT
    possible = _OWN_UNITS.get(measure, ())
    named = [unit for unit in possible if unit in units]
    if named:
        return named[-1] if measure == "mean_value" else named[0]
    return "" if possible == MONEY or not possible else possible[0]


def full_measure(measure: str, relation: str) -> str:
    """`("value", "growth")` → `"value.growth"`."""
    return f"{measure}.{relation}" if measure and relation else measure


def dimension(one: Category, side: str) -> str:
    """The dimension that a category fills on a side; a region of no side is where the contract is
    registered, a kind of party of no side is the seller's."""
    if one.list == "region":
        return f"{side or 'registration'}_region"
    if one.list == "party_kind":
        return "buyer_kind" if side == "buyer" else "seller_kind"
    if one.list == "exchange_kind":
        return "institution_kind"
    return one.list


def needs_side(one: Category) -> bool:
    """Whether a category means nothing exact without a side."""
    return one.list in ("region", "party_kind")


def dims_for(categories: Iterable[Category], side: str) -> Dims:
    """Dims of categories; of several in one dimension the last, which is the innermost."""
    return dims_of({dimension(one, side): one.code for one in categories})


def joined(*several: Dims) -> Dims:
    """Dims together; later ones replace earlier ones of the same dimension."""
    merged: dict[str, str] = {}
    for dims in several:
        merged.update(dims)
    return dims_of(merged)


def scope_in(title: str) -> tuple[tuple[Category, ...], Category | None]:
    """The categories that a title limits everything to (重大技术合同), and its region (东部)."""
    limits: list[Category] = []
    region: Category | None = None
    for found in named_in(title):
        one = found.meanings[0]
        if one.list == "region":
            region = region or one
        elif one.list in ("value_class", "party_kind", "contract_type", "technical_field"):
            limits.append(one)
    return tuple(limits), region
