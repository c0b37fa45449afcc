"""A file through all rules, batch by batch, so that memory does not grow with it.

Not here: one record (`one_record`), and the sentence of each failure, which is asked of it for
those rows that are shown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.checks.check_rule import CheckRule, Level, Severity
from techmarket.checks.code_days import Bits, day_number
from techmarket.checks.columns import Columns
from techmarket.checks.condition import ALWAYS
from techmarket.checks.outcome import Outcome
from techmarket.checks.rule_set import DATED_BY, fields_of_kind, rules_of
from techmarket.checks.vectorised import Masks

Outcomes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class CheckedBatch:
    """The outcomes of all rules for the rows of one batch.

    Attributes:
        rules: the rules, in order.
        first_row: number of its first row in the file, from 0.
        outcomes: shape (rules, rows), values of `Outcome`.
    """

    rules: tuple[CheckRule, ...]
    first_row: int
    outcomes: Outcomes

    @cached_property
    def _place(self) -> dict[str, int]:
        return {rule.id: place for place, rule in enumerate(self.rules)}

    def failing_rows(self, rule_id: str) -> Rows:
        """Numbers in the file of the rows that fail a rule, ascending."""
        return np.flatnonzero(self.outcomes[self._place[rule_id]] == Outcome.FAIL) + self.first_row

    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows have each outcome, shape (rules, outcomes)."""
        return np.stack(
            [np.count_nonzero(self.outcomes == value, axis=1) for value in Outcome], axis=1
        )


@dataclass
class RuleCounts:
    """How many rows have which outcome, added up over the batches of a file.

    Attributes:
        rows: rows counted.
        by_rule: id of a rule to the number of rows by outcome, shape (outcomes,).
    """

    rows: int = 0
    by_rule: dict[str, npt.NDArray[np.int64]] = field(default_factory=dict)

    def add(self, batch: CheckedBatch) -> None:
        """Add the rows of one batch."""
        self.rows += batch.outcomes.shape[1]
        for rule, counts in zip(batch.rules, batch.counts(), strict=True):
            self.by_rule[rule.id] = self.by_rule.get(rule.id, 0) + counts

    def failed(self, rule_id: str) -> int:
        """How many rows fail the rule."""
        return int(self.by_rule[rule_id][Outcome.FAIL])


def check_batches(
    kind: str,
    batches: Iterable[pa.RecordBatch],
    on: date | None = None,
    threads: int = 1,
) -> Iterator[CheckedBatch]:
    """The outcomes of all rules for each batch, in order.

    Args:
        kind: "contract" or "party".
        batches: columns by name of field, of the types of `record.parquet`; columns may be missing.
        on: the date of the check; of a contract, only where it has no registration date.
        threads: so many batches are checked, and held, at a time.

    Raises:
        TechmarketError: no kind of record of that name has rules.
    """
    rules, fields = rules_of(kind), fields_of_kind(kind)

    def checked(batch: pa.RecordBatch, first_row: int) -> CheckedBatch:
        masks = Masks(Columns(batch, fields, on, DATED_BY[kind]))
        return CheckedBatch(rules, first_row, _outcomes(rules, masks))

    first_row = 0
    waiting: deque[Future[CheckedBatch]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for batch in batches:
            waiting.append(pool.submit(checked, batch, first_row))
            first_row += batch.num_rows
            if len(waiting) == threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _outcomes(rules: tuple[CheckRule, ...], masks: Masks) -> Outcomes:
    outcomes = np.zeros((len(rules), masks.columns.rows), dtype=np.uint8)
    wrong: dict[str, Bits] = {}
    for rule, out in zip(rules, outcomes, strict=True):
        _check(rule, masks, wrong, out)
        if rule.level is Level.FIELD and rule.severity is Severity.HARD:
            failed = out == Outcome.FAIL
            if failed.any():
                name = rule.reads[0]
                wrong[name] = wrong[name] | failed if name in wrong else failed
    return outcomes


def _check(rule: CheckRule, masks: Masks, wrong: dict[str, Bits], out: Outcomes) -> None:
    """Write the outcomes of a rule, the last reason first, so that the first one stands."""
    # A truth is the byte 1 or 0; the opposite of "holds" is Outcome.FAIL or Outcome.PASS.
    np.logical_not(masks.of(rule.holds), out=out.view(np.bool_))
    if rule.when != ALWAYS:
        out[~masks.of(rule.when)] = Outcome.OTHER_KIND
    for name in rule.reads:
        if name in wrong:
            out[wrong[name]] = Outcome.FIELD_WRONG
    for name in rule.needs:
        given = masks.columns.given(name)
        if not given.all():
            out[~given] = Outcome.EMPTY
    on = masks.columns.on
    if rule.dated:
        out[~_in_force(rule, on.values)] = Outcome.OTHER_REGIME
    if rule.asks_date and not on.given.all():
        out[~on.given] = Outcome.EMPTY


def _in_force(rule: CheckRule, days: Rows) -> Bits:
    in_force = np.ones(len(days), dtype=np.bool_)
    if rule.valid_from is not None:
        in_force &= days >= day_number(rule.valid_from)
    if rule.valid_to is not None:
        in_force &= days <= day_number(rule.valid_to)
    return in_force
