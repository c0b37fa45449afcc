"""What comes of checking one rule: pass, fail, or not applicable and why.

Not here: how it is found out (`one_record`, `batches`), and in which words it is told (`telling`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from techmarket.checks.check_rule import NO_CHANGES, Changes, CheckRule


class Outcome(IntEnum):
    """The outcome of one rule for one record; small numbers, as a batch keeps one for each."""

    PASS = 0
    FAIL = 1
    EMPTY = 2
    """Not applicable: a field that it needs is empty, or the date of the check is not known."""
    OTHER_REGIME = 3
    """Not applicable: not in force on the date of the check."""
    OTHER_KIND = 4
    """Not applicable: it is about other records."""
    FIELD_WRONG = 5
    """Not applicable: a field that it reads breaks a hard rule by itself; one slip is told once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one rule for one record.

    Attributes:
        rule: the rule.
        outcome: see `Outcome`.
        values: of a failure, the fields concerned and what the record holds in them.
        repair: of a failure, what the record may be changed to, if that is known.
    """

    rule: CheckRule
    outcome: Outcome
    values: Mapping[str, object] = field(default_factory=lambda: NO_CHANGES)
    repair: Changes | None = None
