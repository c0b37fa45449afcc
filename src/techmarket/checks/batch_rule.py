"""A rule about a batch of contracts as a whole, and what it finds.

Such a rule cannot be asked of one record: it compares groups of contracts with the rest, or with
the year before. All of them are soft. Not here: the rules (`amounts_in_batch`,
`defaults_in_batch`, `vintage_rules`), and exact repetition (`among_records`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from techmarket.checks.check_rule import Authority, Severity
from techmarket.checks.example_records import example
from techmarket.checks.magnitudes import BY_TYPE, UsualMagnitudes, distances, usual_magnitudes
from techmarket.checks.row_groups import Bits, Places, RowGroups, row_groups
from techmarket.record.parquet import contracts_schema

SELDOM = 14
"""Natural logarithm of a million, rounded up: what is told has at most that chance to be one."""

Many: TypeAlias = tuple[Mapping[str, object], int]
"""Part of an example: the fields of a contract, and how many such contracts there are."""


@dataclass(frozen=True)
class Batch:
    """The contracts that are judged.

    Attributes:
        table: their columns by name of field; rows in the order of the file.
        before: the contracts to compare with, those of the register or of the year before;
            `None` where there are none, then the batch is compared with itself.
    """

    table: pa.Table
    before: pa.Table | None = None

    @cached_property
    def usual(self) -> UsualMagnitudes:
        """What amounts are usual among the contracts to compare with."""
        return usual_magnitudes(self.reference)

    @cached_property
    def by_type(self) -> tuple[Places, Places, Bits]:
        """How far each amount is from what is usual for its contract type (`distances`)."""
        return distances(self.table, self.usual, BY_TYPE)

    @cached_property
    def reference_by_type(self) -> tuple[Places, Places, Bits]:
        """The same of the contracts to compare with."""
        if self.before is None:
            return self.by_type
        return distances(self.before, self.usual, BY_TYPE)

    @property
    def reference(self) -> pa.Table:
        """The contracts to compare with."""
        return self.table if self.before is None else self.before

    def groups(self, *columns: str) -> RowGroups:
        """The contracts by some columns."""
        return row_groups(self.table, columns)


@dataclass(frozen=True)
class BatchFinding:
    """Contracts that together break a rule.

    Attributes:
        rule: the rule.
        group: field to value: what they are equal in.
        rows: their numbers in the batch, from 0, ascending; empty where what is told is that
            there are none.
        figures: what was found, whole numbers by the names of `FIGURES`.
        factor: what `value` is to be multiplied with, as a fraction (numerator,
            denominator), if that is known.
    """

    rule: BatchRule
    group: Mapping[str, str]
    rows: Places = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    figures: Mapping[str, int] = field(default_factory=dict)
    factor: tuple[int, int] | None = None


FIGURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "contracts": ("合同（项）", "contracts"),
        "of": ("共（项）", "of"),
        "expected": ("预期（项）", "expected"),
        "value": ("成交金额", "value"),
        "middle": ("成交金额中位数", "middle value"),
        "contracts_before": ("上年（项）", "contracts the year before"),
        "contracts_now": ("本年（项）", "contracts now"),
        "value_before": ("上年", "value the year before"),
        "value_now": ("本年", "value now"),
    }
)
"""Name of a figure to its words, zh and en."""

FIGURES_OF_MONEY = frozenset({"value", "middle", "value_before", "value_now"})
"""Those of `FIGURES` that are in 分."""

Find: TypeAlias = Callable[["BatchRule", Batch], Iterator[BatchFinding]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BatchRule:
    """One rule about a batch of contracts.

    Attributes:
        id, severity, authority, source, words_zh, words_en: as in `CheckRule`.
        reads: the columns without which it does not apply.
        find: all that breaks it.
        needs_before: it does not apply where there is nothing to compare with.
        failing, passing: batches that fail and pass it, as changes of the base record.
        before: of both examples, the contracts to compare with.
        companions: rules that the failing example also fails, without the kind in front.
    """

    id: str
    severity: Severity = Severity.SOFT
    authority: Authority
    source: str
    words_zh: str
    words_en: str
    reads: tuple[str, ...]
    find: Find
    needs_before: bool = False
    failing: tuple[Many, ...]
    passing: tuple[Many, ...]
    before: tuple[Many, ...] = ()
    companions: tuple[str, ...] = ()

    def words(self, lang: str) -> str:
        """The rule in `lang`, "zh" or "en"."""
        return self.words_zh if lang == "zh" else self.words_en

    def applies_to(self, batch: Batch) -> bool:
        """Whether the batch holds what the rule reads."""
        if self.needs_before and batch.before is None:
            return False
        tables = [batch.table] if batch.before is None else [batch.table, batch.before]
        return all(set(self.reads) <= set(one.schema.names) for one in tables)


def too_many(found: Places, expected: Places) -> Bits:
    """Where so many were found that chance explains it in less than one case of a million.

    By Chernoff's bound for a Poisson number: k of which e are expected has a chance of at
    most exp(k − e − k·ln(k/e)).

    Args:
        found: shape (groups,).
        expected: in thousandths, shape (groups,); at least one thousandth is taken.
    """
    mean = np.maximum(expected, 1) / 1000
    count = np.maximum(found, 1)
    surprise = count * np.log(count / mean) - count + mean
    return np.asarray((found > mean) & (surprise >= SELDOM), dtype=np.bool_)


def example_batch(many: Iterable[Many]) -> pa.Table:
    """The batch of an example: so many contracts of each sort, all else as in the base record."""
    records = [example("contract", changes) for changes, number in many for _ in range(number)]
    nullable = [one.with_nullable(True) for one in contracts_schema()]
    return pa.Table.from_pylist(records, pa.schema(nullable))
