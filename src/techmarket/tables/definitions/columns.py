"""Columns that many tables share, as parts and as lines.

Not here: rows (`rows`) and whole tables (one module per chapter).
"""

from __future__ import annotations

from collections.abc import Mapping

from techmarket.tables.labels import Label, Word
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import joined

CONTRACTS = Part(measure="contracts", unit="项", decimals=0)
VALUE = Part(measure="value", unit="亿元", decimals=2)
SELLERS = Part(measure="sellers", unit="个", decimals=0)
MEAN_VALUE = Part(measure="mean_value", unit="万元", decimals=2)
THIS_YEAR = Part(period=0)
YEAR_BEFORE = Part(period=-1)

PROVINCES = "group:province"


def growth_of(measure: str) -> Part:
    """Growth over the year before, in %."""
    return Part(measure=f"{measure}.growth", unit="%", decimals=2)


def value_share(base: Mapping[str, str] | None = None) -> Part:
    """Share of the value, in %; with no base the row says what the whole is."""
    return Part(measure="value.share", base=base, unit="%", decimals=2)


def words(*keys: str) -> tuple[Label, ...]:
    """A path of heading words."""
    return tuple(Word(key) for key in keys)


def composition_columns() -> tuple[Line, ...]:
    """Number and growth of contracts; amount, growth and share of their value."""
    return (
        Line(words("contracts", "items"), CONTRACTS),
        Line(words("contracts", "growth"), growth_of("contracts")),
        Line(words("turnover_amount", "amount"), VALUE),
        Line(words("turnover_amount", "growth"), growth_of("value")),
        Line(words("turnover_amount", "share"), value_share({})),
    )


def short_composition_columns(base: Mapping[str, str] | None = None) -> tuple[Line, ...]:
    """Contracts, value, share of the value; with no base the rows say what the whole is."""
    return (
        Line(words("contracts"), CONTRACTS),
        Line(words("turnover"), VALUE),
        Line(words("turnover_share"), value_share(base)),
    )


SIDES = (("sold", "seller_region"), ("bought", "buyer_region"))
"""The halves of a table of regions: heading word, and what a region is there."""


def in_both_directions(*columns: tuple[str, Part]) -> tuple[Line, ...]:
    """The same columns for technology sold (by seller) and bought (by buyer)."""
    return tuple(
        Line(words(side, word), joined(part, Part(roles={"region": role})))
        for side, role in SIDES
        for word, part in columns
    )


def rank_in(scope: str) -> tuple[str, Part]:
    """The column of ranks by value among a group, whatever the side."""
    return "rank", Part(measure="value.rank", base={"region": scope}, unit="位", decimals=0)
