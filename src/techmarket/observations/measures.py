"""Every measure, declared once: words, unit, definition, kind, source.

Not here: how a measure is obtained (`base`, `derive`, `surveys`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """Where a measure is found."""

    BASE = "base"
    """Counted in the contracts of a snapshot."""
    DERIVED = "derived"
    """Calculated from other observations."""
    SURVEY = "survey"
    """Answered by institutions."""
    CARRIED = "carried"
    """Known only from edition data."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A declared measure.

    Attributes:
        name: as in keys.
        zh, en: words.
        unit: of the exact value: 项, 分, 个, 家, 次, 人, 位, 1 (a ratio) or "" (text).
        definition: one sentence.
        kind: see `Kind`.
        source: what it is obtained from.
    """

    name: str
    zh: str
    en: str
    unit: str
    definition: str
    kind: Kind
    source: str


CONTRACTS = "register of technology contracts"
SURVEY = "survey of technology exchanges"
EDITION = "edition data"

_BASE = (
    Measure(
        "contracts", "合同数", "contracts", "项",
        "Contracts registered in the year and in force at the cut-off.", Kind.BASE, CONTRACTS,
    ),
    Measure(
        "value", "成交额", "value", "分",
        "Sum of the total value of those contracts.", Kind.BASE, CONTRACTS,
    ),
    Measure(
        "sellers", "机构数", "sellers", "个",
        "Distinct sellers of those contracts.", Kind.BASE, CONTRACTS,
    ),
    Measure(
        "seller.name", "卖方名称", "name of the seller", "",
        "Name of the seller that stands at the position when sellers are ordered by value, "
        "largest first, equal values by name.", Kind.BASE, CONTRACTS,
    ),
    Measure(
        "mean_value", "平均每份合同成交额", "mean value of a contract", "分",
        "Value divided by contracts.", Kind.DERIVED, CONTRACTS,
    ),
    Measure(
        "gdp", "国内生产总值", "gross domestic product", "分",
        "Gross domestic product as known when the edition was made.", Kind.CARRIED, EDITION,
    ),
    Measure(
        "value.to_gdp", "成交额÷国内生产总值", "value to gross domestic product", "1",
        "Value divided by gross domestic product.", Kind.DERIVED, CONTRACTS,
    ),
    Measure(
        "institution.name", "机构名称", "name of the institution", "",
        "Name at the position of the directory.", Kind.CARRIED, EDITION,
    ),
    Measure(
        "institutions", "示范机构数", "demonstration institutions", "家",
        "National demonstration institutions for technology transfer at the end of the year.",
        Kind.CARRIED, EDITION,
    ),
)  # fmt: skip

_EXCHANGE = (
    ("contracts", "成交技术合同项目数", "contracts closed", "项"),
    ("value", "成交金额", "value closed", "分"),
    ("value_emerging", "战略性新兴产业成交金额", "value in strategic emerging industries", "分"),
    ("value_plan", "计划项目成交金额", "value of projects of public programmes", "分"),
    ("value_international", "国际技术转移项目成交金额", "value of international transfers", "分"),
    ("value_major", "重大技术转移项目成交金额", "value of major transfers", "分"),
    ("events", "技术推广和交易活动", "promotion and trading events", "次"),
    ("trainees", "组织培训人次", "persons trained", "人"),
    ("staff", "从业人数", "staff", "人"),
)

GROWING = ("contracts", "value", "sellers", "mean_value", "gdp")
SHARED = ("contracts", "value", "sellers", "institutions")
RANKED = ("contracts", "value", "sellers", "mean_value")


def _survey(name: str, zh: str, en: str, unit: str) -> Measure:
    return Measure(
        f"exchange.{name}", zh, en, unit,
        f"As answered by a technology exchange ({en}), or the sum of the answers given; an "
        "answer that was not given is missing, and adds nothing to a sum.",
        Kind.SURVEY, SURVEY,
    )  # fmt: skip


def _growth(m: Measure) -> Measure:
    return Measure(
        f"{m.name}.growth", f"{m.zh}增长", f"growth of {m.en}", "1",
        f"{m.en.capitalize()} divided by that of the year before, minus 1.",
        Kind.DERIVED, m.source,
    )  # fmt: skip


def _share(m: Measure) -> Measure:
    return Measure(
        f"{m.name}.share", f"{m.zh}占比", f"share of {m.en}", "1",
        f"{m.en.capitalize()} divided by that of the place named as base.",
        Kind.DERIVED, m.source,
    )  # fmt: skip


def _rank(m: Measure) -> Measure:
    return Measure(
        f"{m.name}.rank", f"{m.zh}排名", f"rank by {m.en}", "位",
        f"1 and the number of places of the scope with larger {m.en}; equal values share "
        "the better rank.", Kind.DERIVED, m.source,
    )  # fmt: skip


def _declare() -> Mapping[str, Measure]:
    plain = {m.name: m for m in (*_BASE, *(_survey(*row) for row in _EXCHANGE))}
    derived = (
        *(_growth(plain[name]) for name in GROWING),
        *(_share(plain[name]) for name in SHARED),
        *(_rank(plain[name]) for name in RANKED),
    )
    return MappingProxyType({**plain, **{m.name: m for m in derived}})


MEASURES: Mapping[str, Measure] = _declare()
"""Name to measure, for every measure there is."""
