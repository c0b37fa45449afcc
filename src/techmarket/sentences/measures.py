"""Measures that only running text has: sums, changes and counts of what tables print.

Each is exact and derived from observations; its key is named as every other. Not here: the
measures of tables (`observations.measures`) and how these are obtained (`stated`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from techmarket.observations.measures import MEASURES, Kind, Measure

TEXT = "observations of the tables"

_MEASURES = (
    Measure(
        "places", "地区或类别数", "number of places", "个",
        "How many places of a list fulfil its condition.", Kind.DERIVED, TEXT,
    ),
    Measure(
        "value.milestone", "成交额突破的整数关口", "round value passed", "分",
        "The largest value of one digit and noughts, from 100 million yuan on, that the value of "
        "the year has reached and the value of the year before had not.", Kind.DERIVED, TEXT,
    ),
    Measure(
        "value.run", "成交额连续升降年数", "years in a row", "年",
        "In how many years up to this one, without a break, the value moved in the same direction "
        "against the year before.", Kind.DERIVED, TEXT,
    ),
    Measure(
        "value.balance", "成交额之差", "difference of values", "分",
        "The value at one place minus the value at the other, which is named as base.",
        Kind.DERIVED, TEXT,
    ),
    Measure(
        "value.to_gdp.change", "成交额与国内生产总值之比的变动", "change of value to GDP", "1",
        "The ratio minus that of the year before.", Kind.DERIVED, TEXT,
    ),
    Measure(
        "value.share.change", "成交额占比的变动", "change of the share of value", "1",
        "The share minus that of the year before.", Kind.DERIVED, TEXT,
    ),
    Measure(
        "contracts.share.change", "合同数占比的变动", "change of the share of contracts", "1",
        "The share minus that of the year before.", Kind.DERIVED, TEXT,
    ),
    Measure(
        "value.years_from", "成交额连续达到某一数额的年数", "years in a row from a value on", "年",
        "In how many years up to this one, without a break, the value was at least the one that "
        "the sentence names.", Kind.DERIVED, TEXT,
    ),
    Measure(
        "exchange.institutions", "作答的常设技术交易机构数", "exchanges that answered", "家",
        "Exchanges of the edition that gave the number of their contracts or their value.",
        Kind.SURVEY, "survey of technology exchanges",
    ),
    Measure(
        "fact", "引用的事实", "fact that the edition carries", "",
        "A number of a survey that is no part of the register, with its source in the edition.",
        Kind.CARRIED, "edition data",
    ),
    Measure(
        "fact.share", "引用事实之比", "ratio of carried facts", "1",
        "One such number divided by another, which is named as base.",
        Kind.CARRIED, "edition data",
    ),
)  # fmt: skip

TEXT_MEASURES: Mapping[str, Measure] = MappingProxyType({m.name: m for m in _MEASURES})
"""Name to measure, for those of running text alone."""


def measure_of(name: str) -> Measure:
    """The declaration of any measure that a paragraph may name.

    Raises:
        KeyError: nobody declares it.
    """
    return TEXT_MEASURES[name] if name in TEXT_MEASURES else MEASURES[name]
